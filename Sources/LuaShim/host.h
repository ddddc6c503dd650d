// What the C files share. Everything that may raise takes a lua_State.
#pragma once
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <signal.h>
#include <time.h>
#include "LuaShim.h"

typedef struct {
  char *bytes;
  size_t length, capacity;
} ls_text;

// A value on its way from Swift to Lua.
typedef struct {
  int32_t tag;  // as ls_value, and two more
  int64_t integer;
  double number;
  size_t offset, length;  // a string's place in the host's bytes
  ls_type *type;
  const void *identity;
  size_t owned;
  void *words[2];  // a Swift class existential; moving its bytes moves it
} ls_entry;

enum { ENTRY_REFERENCE = 100, ENTRY_CLOSURE = 101 };

// What a userdata holds. It is made dead, becomes alive when it has its metatable, and dies once.
typedef struct {
  void *words[2];
  uint64_t serial;
  size_t owned;
  int alive;
} ls_payload;

struct ls_type {
  ls_type *next;
  char *name;
  uint32_t events;
  int32_t number;
};

// The chain of coroutines that resume each other, innermost first.
typedef struct ls_running {
  lua_State *L;
  struct ls_running *outer;
} ls_running;

struct ls_host {
  lua_State *main;
  lua_State *volatile current;
  // Whether all ends at once: because someone asked for it, or because its time is over.
  volatile sig_atomic_t interrupted, asked;
  ls_running bottom, *running;
  size_t limit, reserve, used;
  uint64_t serial;
  size_t owned;  // bytes outside of Lua that the collector has not been told of
  size_t outside;  // all bytes that living objects hold outside of Lua
  size_t held;     // bytes of the limit that are not Lua's to use
  void *context;
  ls_enter enter;
  ls_drop drop;
  ls_entry *entries;
  size_t count, taken, capacity;
  ls_text bytes, error, message, traceback;
  bool positioned;
  int32_t error_reference;
  lua_Integer seed;
  bool trusted;
  // Where the last block was refused.
  char refused_source[LUA_IDSIZE];
  int refused_line;
  // Where the present interrupt first ended something; the line is 0 before.
  char stopped_source[LUA_IDSIZE];
  int stopped_line;
  // The chunk's time, in nanoseconds; `limited` is 0 where it has no end.
  timer_t alarm;
  int64_t limited, began, excluded, nested;
  // Of the Swift call at work: what of its time is in `excluded` already, and when it began.
  int64_t booked, entered;
  bool narrowed;  // whether the time is that of a call within the chunk
  // How many coroutines are being closed within one another: Lua counts none of it.
  int resets;
  volatile sig_atomic_t in_swift, missed, overdue;
  ls_type *types;
};

ls_host *host_of(lua_State *L);
void text_set(ls_text *text, const void *bytes, size_t length);
size_t text_add(ls_text *text, const void *bytes, size_t length);

// Addresses of these are keys in the registry.
extern const char objects_key, closure_key, randomseed_key, trusted_key, libraries_key, environment_key;

int push_entries(lua_State *L, ls_host *host);
void push_object(lua_State *L, ls_host *host, ls_entry *entry);
void push_closure(lua_State *L, ls_host *host, ls_entry *entry);
void open_objects(lua_State *L);
int finish(lua_State *L, ls_host *host, int32_t marker);
bool find_position(ls_host *host, lua_Debug *found);
void push_position(lua_State *L);
uint64_t allocation_serial(const void *block);
void interrupt_overdue(ls_host *host);
void end_overdue(ls_host *host);
void hook_if_interrupted(ls_host *host, lua_State *L);
void rest(lua_State *L);
// Raises what ends everything.
_Noreturn void stop(ls_host *host, lua_State *L);
int sorted_keys(lua_State *L);
int pairs(lua_State *L);
void open_sandbox(lua_State *L);
void open_coroutines(lua_State *L);
void open_guards(lua_State *L);
int load_text(lua_State *L, const char *text, size_t length, const char *name);
void push_traceback(lua_State *L, lua_State *of, const char *message, int level);
void open_matching(lua_State *L);
void open_lists(lua_State *L);
void open_repeating(lua_State *L);
void open_lengthy(lua_State *L);
int code(lua_State *L);
int libraries(lua_State *L);
int trust(lua_State *L);
int set_environment(lua_State *L);
void keep_methods(lua_State *L);
int same_code(lua_State *L);
int32_t enter_swift(ls_host *host, int32_t event, int32_t type, const void *words);
int64_t leave_swift(ls_host *host);
void return_to_swift(ls_host *host, int64_t since);

// The thread sanitizer holds a signal back until its thread calls what the sanitizer stands in for.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define HOLDS_SIGNALS_BACK 1
#endif
#endif
#ifdef HOLDS_SIGNALS_BACK
void let_signals_in(void);
#else
static inline void let_signals_in(void) {}
#endif

// For loops in C, which no hook reaches.
static inline void stop_if_interrupted(ls_host *host, lua_State *L) {
  let_signals_in();
  if (host->interrupted) stop(host, L);
}
