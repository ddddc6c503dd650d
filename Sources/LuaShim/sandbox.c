// The libraries a patch may use. What reaches files, programs, native code or the collector is not there.
#include "host.h"

static void open_library(lua_State *L, const char *name, lua_CFunction open) {
  luaL_requiref(L, name, open, 1);
  lua_pop(L, 1);
}

// Sets the global `name` to a table with no more than the listed functions of a library.
static void open_part(lua_State *L, const char *name, lua_CFunction open, const char *const *functions) {
  lua_pushcfunction(L, open);
  lua_call(L, 0, 1);
  lua_newtable(L);
  for (; *functions != NULL; functions++) {
    lua_getfield(L, -2, *functions);
    lua_setfield(L, -2, *functions);
  }
  lua_setglobal(L, name);
  lua_pop(L, 1);
}

static void remove_field(lua_State *L, const char *table, const char *name) {
  lua_getglobal(L, table);
  lua_pushnil(L);
  lua_setfield(L, -2, name);
  lua_pop(L, 1);
}

void open_sandbox(lua_State *L) {
  if (host_of(L)->trusted) {
    luaL_openlibs(L);
    return;
  }
  static const char *const clock[] = {"clock", "time", "date", "difftime", NULL};
  static const char *const traceback[] = {"traceback", NULL};
  static const char *const absent[] = {"dofile", "loadfile", "warn", NULL};
  open_library(L, LUA_GNAME, luaopen_base);
  open_library(L, LUA_TABLIBNAME, luaopen_table);
  open_library(L, LUA_STRLIBNAME, luaopen_string);
  open_library(L, LUA_MATHLIBNAME, luaopen_math);
  open_library(L, LUA_UTF8LIBNAME, luaopen_utf8);
  open_library(L, LUA_COLIBNAME, luaopen_coroutine);
  open_part(L, LUA_OSLIBNAME, luaopen_os, clock);
  open_part(L, LUA_DBLIBNAME, luaopen_debug, traceback);
  for (const char *const *name = absent; *name != NULL; name++) remove_field(L, LUA_GNAME, *name);
  // Binary chunks are neither read nor written: a changed one can do anything.
  remove_field(L, LUA_STRLIBNAME, "dump");
  lua_pushliteral(L, "");
  lua_getmetatable(L, -1);
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 2);
}
