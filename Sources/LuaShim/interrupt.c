// Ending what runs. Until the top level clears the interrupt every instruction raises it again, so that no `pcall`
// loop, handler or coroutine outlives it. Without one there is no hook, and no cost.
#include "host.h"
#include <string.h>
#include <time.h>

// While an error unwinds, what is to be closed is called, as a buffer of Lua's own, and ended again: there the lines that it
// was in are off the stack already, so what was first found is told.
static void push_stopped_position(lua_State *L, ls_host *host) {
  lua_Debug found;
  if (find_position(host, &found)) {
    memcpy(host->stopped_source, found.short_src, LUA_IDSIZE);
    host->stopped_line = found.currentline;
  }
  if (host->stopped_line > 0) lua_pushfstring(L, "%s:%d: ", host->stopped_source, host->stopped_line);
  else lua_pushliteral(L, "");
}

_Noreturn void stop(ls_host *host, lua_State *L) {
  luaL_checkstack(L, 8, NULL);
  push_stopped_position(L, host);
  if (host->overdue) {
    lua_Number seconds = (lua_Number)host->limited / 1e9;
    if (seconds == (lua_Integer)seconds) lua_pushinteger(L, (lua_Integer)seconds);
    else lua_pushnumber(L, seconds);
    const char *said = lua_tostring(L, -1);
    lua_pushfstring(
        L,
        host->narrowed
            ? "stopped here after %s s: what runs while the sound goes on, an instrument or a function of at or each, may take that long, Neap's own answers aside"
            : "stopped here after %s s: a chunk may take that long, Neap's own answers aside (neap --time-limit 60 allows more)",
        said);
    lua_remove(L, -2);
  } else {
    lua_pushliteral(L, "interrupted");
  }
  lua_concat(L, 2);
  lua_error(L);
  __builtin_unreachable();
}

static void set_hook(lua_State *L);

static void hook(lua_State *L, lua_Debug *record) {
  (void)record;
  ls_host *host = host_of(L);
  let_signals_in();
  // A coroutine may keep its hook from an interrupt long past. An interrupt that comes between the two lines is not lost.
  rest(L);
  if (!host->interrupted) return;
  set_hook(L);
  stop(host, L);
}

static void set_hook(lua_State *L) {
  lua_sethook(L, hook, LUA_MASKCALL | LUA_MASKRET | LUA_MASKLINE | LUA_MASKCOUNT, 1);
}

#ifdef HOLDS_SIGNALS_BACK
void let_signals_in(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
}

void rest(lua_State *L) { lua_sethook(L, hook, LUA_MASKCOUNT, 1000); }
#else
// While nothing is interrupted.
void rest(lua_State *L) { lua_sethook(L, NULL, 0, 0); }
#endif

static void interrupt(ls_host *host) {
  if (!host->interrupted) host->stopped_line = 0;
  host->interrupted = 1;
  set_hook(host->current);
}

void ls_interrupt(ls_host *host) {
  host->asked = 1;
  interrupt(host);
}

void interrupt_overdue(ls_host *host) {
  host->overdue = 1;
  interrupt(host);
}

// What ran out of time is over; what was asked for besides is still on.
void end_overdue(ls_host *host) {
  if (!host->overdue) return;
  host->overdue = 0;
  if (host->asked) return;
  host->interrupted = 0;
  rest(host->current);
}

void hook_if_interrupted(ls_host *host, lua_State *L) {
  if (host->interrupted) set_hook(L);
}

void ls_clear_interrupt(ls_host *host) {
  host->interrupted = host->asked = host->overdue = 0;
  rest(host->current);
}

bool ls_interrupted(const ls_host *host) { return host->interrupted != 0; }
