// `coroutine.resume`, `wrap` and `close` that tell the host which state runs: a hook belongs to one state, and an
// interrupt must reach the one at work.
#include "host.h"

static void enter(ls_host *host, ls_running *running, lua_State *co) {
  *running = (ls_running){co, host->running};
  host->running = running;
  host->current = co;
  // After `current` is set, so that an interrupt between the two is not lost.
  hook_if_interrupted(host, co);
}

static void leave(ls_host *host, const ls_running *running) {
  host->running = running->outer;
  host->current = running->outer->L;
  hook_if_interrupted(host, host->current);
}

static lua_State *checked(lua_State *L) {
  lua_State *co = lua_tothread(L, 1);
  luaL_argexpected(L, co != NULL, 1, "coroutine");
  return co;
}

static bool suspended(lua_State *co) {
  lua_Debug frame;
  if (lua_status(co) == LUA_YIELD) return true;
  return lua_status(co) == LUA_OK && !lua_getstack(co, 0, &frame) && lua_gettop(co) > 0;
}

static bool running(ls_host *host, lua_State *co) {
  for (const ls_running *r = host->running; r != NULL; r = r->outer)
    if (r->L == co) return true;
  return false;
}

enum { REFUSED = -1, FAILED = -2 };

// Moves `count` arguments to the coroutine and runs it. Gives the number of results, or why not, the error on top.
static int resume(lua_State *L, lua_State *co, int count) {
  ls_host *host = host_of(L);
  if (running(host, co) || !suspended(co)) {
    lua_pushstring(L, running(host, co) ? "cannot resume non-suspended coroutine" : "cannot resume dead coroutine");
    return REFUSED;
  }
  if (!lua_checkstack(co, count)) {
    lua_pushliteral(L, "too many arguments to resume");
    return REFUSED;
  }
  lua_xmove(L, co, count);
  ls_running record;
  int results;
  enter(host, &record, co);
  int status = lua_resume(co, L, count, &results);
  leave(host, &record);
  if (status != LUA_OK && status != LUA_YIELD) {
    lua_xmove(co, L, 1);
    return FAILED;
  }
  if (!lua_checkstack(L, results + 1)) {
    lua_pop(co, results);
    lua_pushliteral(L, "too many results to resume");
    return REFUSED;
  }
  lua_xmove(co, L, results);
  return results;
}

static int co_resume(lua_State *L) {
  lua_State *co = checked(L);
  int results = resume(L, co, lua_gettop(L) - 1);
  lua_pushboolean(L, results >= 0);
  lua_insert(L, results >= 0 ? -(results + 1) : -2);
  return results >= 0 ? results + 1 : 2;
}

// Closes what a coroutine left open; the error, if one came of it, is on the coroutine's stack.
static int reset(lua_State *L, lua_State *co) {
  ls_host *host = host_of(L);
  if (host->resets >= 150) luaL_error(L, "C stack overflow");
  ls_running record;
  enter(host, &record, co);
  host->resets++;
  int status = lua_resetthread(co);
  host->resets--;
  leave(host, &record);
  return status;
}

static int wrapped(lua_State *L) {
  lua_State *co = lua_tothread(L, lua_upvalueindex(1));
  int results = resume(L, co, lua_gettop(L));
  if (results >= 0) return results;
  if (results == REFUSED) {
    push_position(L);
    lua_insert(L, -2);
    lua_concat(L, 2);
  } else if (reset(L, co) != LUA_OK) {
    lua_xmove(co, L, 1);
  }
  // A failure within has its position already: that of the line inside.
  return lua_error(L);
}

static int co_wrap(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_State *co = lua_newthread(L);
  lua_pushvalue(L, 1);
  lua_xmove(L, co, 1);
  lua_pushcclosure(L, wrapped, 1);
  return 1;
}

static int co_close(lua_State *L) {
  lua_State *co = checked(L);
  if (running(host_of(L), co)) return luaL_error(L, "cannot close a running coroutine");
  if (reset(L, co) == LUA_OK) {
    lua_pushboolean(L, 1);
    return 1;
  }
  lua_pushboolean(L, 0);
  lua_xmove(co, L, 1);
  return 2;
}

void open_coroutines(lua_State *L) {
  static const luaL_Reg replaced[] = {{"resume", co_resume}, {"wrap", co_wrap}, {"close", co_close}, {NULL, NULL}};
  lua_getglobal(L, "coroutine");
  luaL_setfuncs(L, replaced, 0);
  lua_pop(L, 1);
}
