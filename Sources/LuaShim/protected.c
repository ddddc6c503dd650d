// Everything that Swift asks of Lua and that may raise: one protected call around one operation.
#include "host.h"
#include <stdio.h>
#include <string.h>

// Swift's own bookkeeping may go this far past the limit, so that it works when a patch has used all there is.
enum { RESERVE = 1 << 20 };

static int call(lua_State *L) {
  lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
  return lua_gettop(L);
}

static int load(lua_State *L) {
  size_t length;
  const char *source = luaL_checklstring(L, 1, &length);
  if (load_text(L, source, length, luaL_checkstring(L, 2)) != LUA_OK) {
    lua_pushnil(L);
    lua_insert(L, -2);
    return 2;
  }
  if (!lua_isnil(L, 3)) {
    lua_pushvalue(L, 3);
    lua_setupvalue(L, -2, 1);
  }
  return 1;
}

static int make_table(lua_State *L) {
  lua_newtable(L);
  return 1;
}

static int get(lua_State *L) {
  lua_rawget(L, 1);
  return 1;
}

static int set(lua_State *L) {
  lua_rawset(L, 1);
  return 0;
}

static int meta(lua_State *L) {
  lua_setmetatable(L, 1);
  return 1;
}

static int same(lua_State *L) { return lua_gettop(L); }

static int text(lua_State *L) {
  luaL_tolstring(L, 1, NULL);
  return 1;
}

static int seed(lua_State *L) {
  host_of(L)->seed = lua_tointeger(L, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &randomseed_key);
  lua_insert(L, 1);
  lua_call(L, 1, 0);
  return 0;
}

static int globals(lua_State *L) {
  lua_pushglobaltable(L);
  return 1;
}

static const lua_CFunction operations[] = {call, load, make_table, get, set, sorted_keys, meta, same, text, seed, globals, same_code, code, libraries, trust, set_environment};

// The error value is left as it is; its text and the traceback are noted beside it.
static int on_error(lua_State *L) {
  ls_host *host = host_of(L);
  size_t length;
  lua_settop(L, 1);
  if (!luaL_callmeta(L, 1, "__tostring") || lua_type(L, -1) != LUA_TSTRING) {
    if (lua_isstring(L, 1)) {
      // What fails within a function of C bears no line: that of its caller tells more.
      const char *text = lua_tostring(L, 1);
      bool is_bare = strncmp(text, "attempt to ", 11) == 0 || strncmp(text, "stack overflow", 14) == 0;
      if (is_bare) push_position(L);
      lua_pushvalue(L, 1);
      if (is_bare) lua_concat(L, 2);
    } else {
      push_position(L);
      lua_pushfstring(L, "the error is a %s", luaL_typename(L, 1));
      lua_concat(L, 2);
    }
  }
  const char *message = lua_tolstring(L, -1, &length);
  text_set(&host->message, message, length);
  push_traceback(L, L, NULL, 1);
  const char *traceback = lua_tolstring(L, -1, &length);
  text_set(&host->traceback, traceback, length);
  lua_settop(L, 1);
  return 1;
}

static int body(lua_State *L) {
  lua_CFunction operation = operations[lua_tointeger(L, 1)];
  lua_settop(L, 0);
  push_entries(L, host_of(L));
  return operation(L);
}

int32_t ls_run(ls_host *host, int32_t operation) {
  lua_State *L = host->current;
  text_set(&host->message, "", 0);
  text_set(&host->traceback, "", 0);
  if (!lua_checkstack(L, 8)) {
    ls_clear(host);
    text_set(&host->message, "not enough memory", 17);
    return LS_MEMORY;
  }
  int base = lua_gettop(L);
  bool foreign = operation == LS_CALL || operation == LS_TEXT;
  size_t reserve = host->reserve;
  host->reserve = foreign ? 0 : RESERVE;
  lua_pushcfunction(L, on_error);
  lua_pushcfunction(L, body);
  lua_pushinteger(L, operation);
  host->refused_line = 0;
  int64_t since = foreign ? leave_swift(host) : 0;
  int status = lua_pcall(L, 1, LUA_MULTRET, base + 1);
  return_to_swift(host, since);
  host->reserve = reserve;
  lua_remove(L, base + 1);
  if (status == LUA_OK) return LS_OK;
  ls_clear(host);
  // Lua calls no handler for want of memory, nor for an error within the handler.
  if (host->message.length == 0 && lua_type(L, -1) == LUA_TSTRING) {
    size_t length;
    const char *message = lua_tolstring(L, -1, &length);
    text_set(&host->message, message, length);
    if (status == LUA_ERRMEM && host->refused_line > 0) {
      char place[LUA_IDSIZE + 32];
      int count = snprintf(place, sizeof place, "%s:%d: ", host->refused_source, host->refused_line);
      text_set(&host->message, place, (size_t)count);
      text_add(&host->message, message, length);
    }
  }
  return status == LUA_ERRMEM ? LS_MEMORY : LS_FAILED;
}

const char *ls_message(const ls_host *host, size_t *length) {
  *length = host->message.length;
  return host->message.bytes;
}

const char *ls_traceback(const ls_host *host, size_t *length) {
  *length = host->traceback.length;
  return host->traceback.bytes;
}
