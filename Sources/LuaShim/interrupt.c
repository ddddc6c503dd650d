// Ending what runs. Until the top level clears the interrupt every instruction raises it again, so that no `pcall`
// loop, handler or coroutine outlives it. Without one there is no hook, and no cost.
#include "host.h"

_Noreturn void stop(ls_host *host, lua_State *L) {
  luaL_checkstack(L, 8, NULL);
  push_position(L);
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

static void hook(lua_State *L, lua_Debug *record) {
  (void)record;
  ls_host *host = host_of(L);
  if (host->interrupted) stop(host, L);
  // A coroutine may keep its hook from an interrupt long past.
  lua_sethook(L, NULL, 0, 0);
}

static void set_hook(lua_State *L) {
  lua_sethook(L, hook, LUA_MASKCALL | LUA_MASKRET | LUA_MASKLINE | LUA_MASKCOUNT, 1);
}

static void interrupt(ls_host *host) {
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
  lua_sethook(host->current, NULL, 0, 0);
}

void hook_if_interrupted(ls_host *host, lua_State *L) {
  if (host->interrupted) set_hook(L);
}

void ls_clear_interrupt(ls_host *host) {
  host->interrupted = host->asked = host->overdue = 0;
  lua_sethook(host->current, NULL, 0, 0);
}

bool ls_interrupted(const ls_host *host) { return host->interrupted != 0; }
