// Library functions that are kept, but guarded.
#include "host.h"
#include <string.h>

// A finaliser runs where no interrupt reaches it, so a patch gets none.
static int guarded_setmetatable(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  int type = lua_type(L, 2);
  luaL_argexpected(L, type == LUA_TNIL || type == LUA_TTABLE, 2, "nil or table");
  if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL) return luaL_error(L, "cannot change a protected metatable");
  lua_settop(L, 2);
  if (type == LUA_TTABLE) {
    lua_pushliteral(L, "__gc");
    if (lua_rawget(L, 2) != LUA_TNIL) return luaL_error(L, "a metatable with __gc is not allowed");
    lua_settop(L, 2);
  }
  lua_setmetatable(L, 1);
  return 1;
}

// Whoever protects a table's metatable means its __newindex to be asked.
static int guarded_rawset(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checkany(L, 2);
  luaL_checkany(L, 3);
  if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL) return luaL_error(L, "rawset on a protected table");
  lua_settop(L, 3);
  lua_rawset(L, 1);
  return 1;
}

static int guarded_collectgarbage(lua_State *L) {
  static const char *const options[] = {"collect", "count", NULL};
  if (luaL_checkoption(L, 1, "collect", options) == 0) {
    lua_gc(L, LUA_GCCOLLECT);
    lua_pushinteger(L, 0);
  } else {
    lua_pushnumber(L, (lua_Number)ls_bytes(host_of(L)) / 1024);
  }
  return 1;
}

// Without arguments Lua would seed by time and address; here it begins the state's own sequence anew.
static int guarded_randomseed(lua_State *L) {
  if (lua_isnoneornil(L, 1)) {
    lua_settop(L, 0);
    lua_pushinteger(L, host_of(L)->seed);
  }
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, 0);
  return 0;
}

// Puts the `_ENV` of the function on top of `from` onto `L` in its place; false where it has none.
static bool replace_by_environment(lua_State *from, lua_State *L) {
  const char *name;
  for (int i = 1; !lua_iscfunction(from, -1) && (name = lua_getupvalue(from, -1, i)) != NULL; i++) {
    if (strcmp(name, "_ENV") == 0) {
      lua_remove(from, -2);
      if (from != L) lua_xmove(from, L, 1);
      return true;
    }
    lua_pop(from, 1);
  }
  lua_pop(from, 1);
  return false;
}

// The globals of whoever called: those of the innermost function of Lua's that has any, on this coroutine or on those that
// resumed it, the host's own functions aside. Trusted ones go to nobody so: a `for` of a trusted patch may call `load` for
// a stranger, who leaves no trace on the stack; whoever has them names them, load(text, name, "t", _ENV). Lua's own table of globals
// goes to nobody either.
static void push_environment(lua_State *L) {
  ls_host *host = host_of(L);
  lua_Debug frame;
  luaL_checkstack(L, 4, NULL);
  bool is_found = false;
  for (const ls_running *running = host->running; running != NULL && !is_found; running = running->outer) {
    lua_State *from = running->L;
    if (!lua_checkstack(from, 4)) break;
    for (int level = 0; !is_found && lua_getstack(from, level, &frame); level++) {
      lua_getinfo(from, "Sf", &frame);
      if (frame.source[0] == '=') lua_pop(from, 1);
      else is_found = replace_by_environment(from, L);
    }
  }
  if (is_found && host->trusted) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &trusted_key) == LUA_TTABLE) is_found = !lua_rawequal(L, -1, -2);
    lua_pop(L, is_found ? 1 : 2);
  }
  if (!is_found && lua_rawgetp(L, LUA_REGISTRYINDEX, &environment_key) != LUA_TTABLE) {
    lua_pop(L, 1);
    lua_pushglobaltable(L);
  }
}

typedef struct {
  const char *text;
  size_t left;
} ls_source;

// Compiling runs no hook, and takes seconds for megabytes; the square of its length for a chain of `and`. So it is given little at a time.
static const char *read_text(lua_State *L, void *context, size_t *length) {
  ls_source *source = context;
  stop_if_interrupted(host_of(L), L);
  const char *text = source->text;
  *length = source->left < 64 ? source->left : 64;
  source->text += *length;
  source->left -= *length;
  return *length == 0 ? NULL : text;
}

int load_text(lua_State *L, const char *text, size_t length, const char *name) {
  ls_source source = {text, length};
  return lua_load(L, read_text, &source, name, "t");
}

// Slot 5 keeps the piece alive that Lua is reading, of which the context knows what is left.
static const char *read_piece(lua_State *L, void *context, size_t *length) {
  ls_source *source = context;
  if (source->left > 0) return read_text(L, source, length);
  stop_if_interrupted(host_of(L), L);
  luaL_checkstack(L, 2, NULL);
  lua_pushvalue(L, 1);
  lua_call(L, 0, 1);
  if (lua_isnil(L, -1)) {
    lua_pop(L, 1);
    *length = 0;
    return NULL;
  }
  if (lua_type(L, -1) != LUA_TSTRING) luaL_error(L, "the function that gives a chunk must return strings");
  lua_replace(L, 5);
  source->text = lua_tolstring(L, 5, &source->left);
  return read_text(L, source, length);
}

static int guarded_load(lua_State *L) {
  const char *name = luaL_optstring(L, 2, "@(load)");
  bool given = !lua_isnone(L, 4);
  if (lua_type(L, 1) != LUA_TSTRING) luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_settop(L, 5);
  // The host's own chunks begin with `=`; nobody else's shall pass for one.
  if (*name == '=') {
    lua_pushfstring(L, "@%s", name + 1);
    lua_replace(L, 2);
    name = lua_tostring(L, 2);
  }
  int status;
  if (lua_type(L, 1) == LUA_TSTRING) {
    size_t length;
    const char *source = lua_tolstring(L, 1, &length);
    status = load_text(L, source, length, name);
  } else {
    ls_source source = {NULL, 0};
    status = lua_load(L, read_piece, &source, name, "t");
  }
  if (status != LUA_OK) {
    lua_pushnil(L);
    lua_insert(L, -2);
    return 2;
  }
  if (given) lua_pushvalue(L, 4);
  else push_environment(L);
  if (lua_setupvalue(L, -2, 1) == NULL) lua_pop(L, 1);
  return 1;
}

// A handler of an interrupt's error would run without hooks, for as long as it likes.
static int guarded_handler(lua_State *L) {
  if (host_of(L)->interrupted) return 1;
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
  return lua_gettop(L);
}

static int finish_xpcall(lua_State *L, int status, lua_KContext below) {
  if (status != LUA_OK && status != LUA_YIELD) {
    lua_pushboolean(L, 0);
    lua_pushvalue(L, -2);
    return 2;
  }
  return lua_gettop(L) - (int)below;
}

static int guarded_xpcall(lua_State *L) {
  luaL_checktype(L, 2, LUA_TFUNCTION);
  int count = lua_gettop(L) - 2;
  lua_pushvalue(L, 2);
  lua_pushcclosure(L, guarded_handler, 1);
  lua_replace(L, 2);
  lua_pushboolean(L, 1);
  lua_pushvalue(L, 1);
  lua_rotate(L, 3, 2);
  return finish_xpcall(L, lua_pcallk(L, count, LUA_MULTRET, 2, 2, finish_xpcall), 2);
}

// Lua looks for each level from the top: a million of them, which a recursion without end leaves, takes it four seconds.
void push_traceback(lua_State *L, lua_State *of, const char *message, int level) {
  lua_Debug frame;
  if (!lua_getstack(of, 2000, &frame)) {
    luaL_traceback(L, of, message, level);
    return;
  }
  lua_pushfstring(L, "%s%s", message != NULL ? message : "", message != NULL ? "\n" : "");
  lua_pushliteral(L, "stack traceback:\n\t(more than 2000 calls deep)");
  lua_concat(L, 2);
}

static int guarded_traceback(lua_State *L) {
  lua_State *of = lua_isthread(L, 1) ? lua_tothread(L, 1) : L;
  int message = of == L && !lua_isthread(L, 1) ? 1 : 2;
  if (!lua_isnoneornil(L, message) && !lua_isstring(L, message)) {
    lua_pushvalue(L, message);
    return 1;
  }
  lua_Integer level = luaL_optinteger(L, message + 1, of == L ? 1 : 0);
  luaL_argcheck(L, level >= 0 && level <= INT32_MAX, message + 1, "level out of range");
  push_traceback(L, of, lua_tostring(L, message), (int)level);
  return 1;
}

void open_guards(lua_State *L) {
  static const luaL_Reg replaced[] = {{"setmetatable", guarded_setmetatable}, {"rawset", guarded_rawset},
                                      {"collectgarbage", guarded_collectgarbage}, {"load", guarded_load},
                                      {"xpcall", guarded_xpcall}, {"pairs", pairs}, {NULL, NULL}};
  lua_pushglobaltable(L);
  luaL_setfuncs(L, replaced, 0);
  lua_pop(L, 1);
  lua_getglobal(L, LUA_DBLIBNAME);
  lua_pushcfunction(L, guarded_traceback);
  lua_setfield(L, -2, "traceback");
  lua_getglobal(L, LUA_MATHLIBNAME);
  lua_getfield(L, -1, "randomseed");
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &randomseed_key);
  lua_pushvalue(L, -1);
  lua_pushinteger(L, 0);
  lua_call(L, 1, 0);
  lua_pushcclosure(L, guarded_randomseed, 1);
  lua_setfield(L, -2, "randomseed");
  lua_pop(L, 2);
}
