#pragma once

// readline's headers use FILE without including what declares it.
#include <stdio.h>

#include <readline/history.h>
#include <readline/readline.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <unistd.h>

// readline is steered by global variables, which Swift refuses as shared mutable state. All of them are
// reached through these functions, and only from the thread that runs the prompt.

static inline void prompt_configure(int on_standard_error, rl_completion_func_t *complete,
                                    rl_cpvfunc_t *word_breaks, rl_compdisp_func_t *show) {
  rl_readline_name = "neap";
  rl_instream = stdin;
  rl_outstream = on_standard_error ? stderr : stdout;
  rl_catch_signals = 0;
  rl_catch_sigwinch = 0;
  rl_change_environment = 0;
  // Otherwise a completed file name would bring its closing quote along.
  rl_basic_quote_characters = "";
  rl_attempted_completion_function = complete;
  rl_completion_word_break_hook = word_breaks;
  rl_completion_display_matches_hook = show;
}

static inline const char *prompt_line(void) { return rl_line_buffer ? rl_line_buffer : ""; }
static inline int prompt_cursor(void) { return rl_point; }
static inline int prompt_line_length(void) { return rl_end; }

// readline resets the character before each completion, so this is called within each.
static inline void prompt_own_completion(void) {
  rl_attempted_completion_over = 1;
  rl_completion_append_character = '\0';
}

static inline void prompt_print(const char *text) {
  fputs(text, rl_outstream);
  fflush(rl_outstream);
}

// After Ctrl-D readline ends the line itself only where it has a bracketed paste to switch off.
static inline void prompt_end_line(void) {
  const char *paste = rl_variable_value("enable-bracketed-paste");
  if (!paste || paste[1] != 'n') prompt_print("\n");
}

// A function of readline's, which the user's inputrc may bind to other keys by its name.
static inline void prompt_bind(const char *name, rl_command_func_t *function, int key) {
  rl_add_defun(name, function, key);
}

static inline void prompt_hide(void) {
  rl_clear_visible_line();
  fflush(rl_outstream);
}

static inline void prompt_show(void) {
  rl_on_new_line();
  rl_redisplay();
}

// The order matters: without using_history a recalled entry would be overwritten by the empty line, and
// without the cleanup a running search would keep its own prompt.
static inline void prompt_abandon_line(const char *farewell, const char *prompt) {
  rl_callback_sigcleanup();
  rl_point = rl_end;
  rl_redisplay();
  rl_free_line_state();
  using_history();
  prompt_print(farewell);
  rl_replace_line("", 0);
  rl_set_prompt(prompt);
  prompt_show();
}

// Timestamps between the entries are what lets entries of several lines survive the file.
static inline void history_configure(void) {
  history_write_timestamps = 1;
  history_comment_char = '#';
}

static inline int history_count(void) { return history_length; }

// The oldest has index 0; NULL where there is none.
static inline const char *history_text(int index) {
  HIST_ENTRY *entry = index >= 0 && index < history_length ? history_get(history_base + index) : NULL;
  return entry ? entry->line : NULL;
}

static inline int event_descriptor(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

// Async-signal-safe.
static inline void event_raise(int descriptor) {
  uint64_t one = 1;
  ssize_t ignored = write(descriptor, &one, sizeof one);
  (void)ignored;
}

static inline void event_drain(int descriptor) {
  uint64_t count;
  ssize_t ignored = read(descriptor, &count, sizeof count);
  (void)ignored;
}

static inline int signal_is_ignored(int number) {
  struct sigaction action;
  return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

static inline int terminal_size(int descriptor, int *columns, int *rows) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 0;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return 1;
}

static inline void standard_output_write(const char *bytes, size_t count) { fwrite(bytes, 1, count, stdout); }
static inline void standard_output_flush(void) { fflush(stdout); }
