// A chunk's time. A timer's signal ends what has run too long, as an interrupt does. What Swift functions take for
// themselves does not count where it is long: that is Neap at work, not the patch.
#define _GNU_SOURCE
#include "host.h"
#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

// Calls of Swift that are shorter count: else a loop of them would hardly end.
static const int64_t LONG = 10000000;

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void arm(ls_host *host, int64_t left) {
  struct itimerspec time = {{0, 0}, {left / 1000000000, left % 1000000000}};
  timer_settime(host->alarm, 0, &time, NULL);
}

// What Swift took before it asks Lua is told now: the alarm may come in that Lua.
static void book(ls_host *host) {
  int64_t own = now() - host->entered - host->nested;
  if (!host->in_swift || own <= LONG) return;
  host->excluded += own - host->booked;
  host->booked = own;
}

static void judge(ls_host *host) {
  int64_t left = host->limited - (now() - host->began - host->excluded);
  if (left > 0) {
    arm(host, left);
    return;
  }
  interrupt_overdue(host);
}

// The timer lives only while its thread runs the chunk, so that its signal finds the state.
static void on_alarm(int number, siginfo_t *info, void *context) {
  (void)number, (void)context;
  int former = errno;
  ls_host *host = info->si_value.sival_ptr;
  if (host->in_swift) host->missed = 1;
  else judge(host);
  errno = former;
}

static void listen(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = on_alarm;
  action.sa_flags = SA_SIGINFO | SA_RESTART;
  sigaction(SIGRTMIN + 4, &action, NULL);
}

bool ls_begin_time(ls_host *host, double seconds) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  if (!(seconds > 0) || seconds > 1e6 || host->limited != 0) return false;
  pthread_once(&once, listen);
  // Threads of a pool begin with every signal blocked.
  sigset_t alarm;
  sigemptyset(&alarm);
  sigaddset(&alarm, SIGRTMIN + 4);
  pthread_sigmask(SIG_UNBLOCK, &alarm, NULL);
  struct sigevent event;
  memset(&event, 0, sizeof event);
  event.sigev_notify = SIGEV_THREAD_ID;
  event.sigev_signo = SIGRTMIN + 4;
  event.sigev_value.sival_ptr = host;
  event.sigev_notify_thread_id = (pid_t)syscall(SYS_gettid);
  if (timer_create(CLOCK_MONOTONIC, &event, &host->alarm) != 0) return false;
  host->limited = (int64_t)(seconds * 1e9);
  host->began = now();
  host->excluded = host->nested = host->booked = 0;
  host->missed = 0;
  arm(host, host->limited);
  return true;
}

void ls_end_time(ls_host *host) {
  timer_delete(host->alarm);
  host->limited = 0;
  end_overdue(host);
}

void ls_narrow_time(ls_host *host, double seconds, bool is_own, ls_time *outer) {
  // To the time that it is of.
  if (host->limited != 0) book(host);
  *outer = (ls_time){host->limited, host->began, host->excluded, host->narrowed, false, false};
  if (host->limited == 0) {
    outer->begun = ls_begin_time(host, seconds);
    host->narrowed = outer->begun;
    return;
  }
  int64_t wanted = (int64_t)(seconds * 1e9), present = now();
  int64_t left = host->limited - (present - host->began - host->excluded);
  if (left <= wanted && !is_own) return;
  outer->is_own = is_own;
  host->limited = wanted;
  host->began = present;
  host->excluded = 0;
  host->narrowed = !is_own;
  arm(host, wanted);
}

void ls_widen_time(ls_host *host, const ls_time *outer) {
  if (outer->begun) {
    ls_end_time(host);
  } else if (outer->limited != 0 && (outer->is_own || host->limited != outer->limited)) {
    // What had a time of its own takes none of the chunk's.
    int64_t excluded = outer->is_own ? now() - host->began : host->excluded;
    host->limited = outer->limited;
    host->began = outer->began;
    host->excluded = outer->excluded + excluded;
    end_overdue(host);
    // The rest of the chunk's time is judged where Lua goes on.
    host->missed = 1;
  }
  host->narrowed = outer->narrowed;
}

int32_t enter_swift(ls_host *host, int32_t event, int32_t type, const void *words) {
  if (host->limited == 0) return host->enter(host->context, event, type, words);
  int64_t start = now(), outer = host->nested, outer_booked = host->booked, outer_entered = host->entered;
  sig_atomic_t was_inside = host->in_swift;
  host->nested = host->booked = 0;
  host->entered = start;
  host->in_swift = 1;
  int32_t marker = host->enter(host->context, event, type, words);
  host->in_swift = was_inside;
  int64_t own = now() - start - host->nested;
  if (own > LONG) host->excluded += own - host->booked;
  host->nested = outer;
  host->booked = outer_booked;
  host->entered = outer_entered;
  if (host->missed && !host->in_swift) {
    host->missed = 0;
    judge(host);
  }
  return marker;
}

int64_t leave_swift(ls_host *host) {
  if (host->limited == 0 || !host->in_swift) return 0;
  book(host);
  host->in_swift = 0;
  return now();
}

void return_to_swift(ls_host *host, int64_t since) {
  if (since == 0) return;
  host->in_swift = 1;
  host->nested += now() - since;
}
