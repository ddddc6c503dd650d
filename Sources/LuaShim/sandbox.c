// The libraries a patch may use. What reaches files, programs, native code or the collector is not there.
#include "host.h"
#include <string.h>

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

// All of Lua's libraries, in a table that only the host can reach; who gets it is the host's affair. What the sandbox
// leaves away it leaves away of the globals.
static void keep_libraries(lua_State *L) {
  luaL_openlibs(L);
  lua_newtable(L);
  static const char *const names[] = {LUA_IOLIBNAME, LUA_OSLIBNAME, LUA_DBLIBNAME, LUA_LOADLIBNAME, "warn", NULL};
  for (const char *const *name = names; *name != NULL; name++) {
    lua_getglobal(L, *name);
    lua_setfield(L, -2, *name);
    lua_pushnil(L);
    lua_setglobal(L, *name);
  }
  lua_pushnil(L);
  lua_setglobal(L, "require");
  lua_rawsetp(L, LUA_REGISTRYINDEX, &libraries_key);
}

int libraries(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &libraries_key);
  return 1;
}

int trust(lua_State *L) {
  lua_settop(L, 1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &trusted_key);
  return 0;
}

int set_environment(lua_State *L) {
  lua_settop(L, 1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &environment_key);
  return 0;
}

// Whether the function on top has the trusted environment; takes it.
static bool has_trusted_environment(lua_State *L) {
  const char *name;
  bool is = false;
  for (int i = 1; !is && (name = lua_getupvalue(L, -1, i)) != NULL; i++) {
    is = strcmp(name, "_ENV") == 0 && lua_rawgetp(L, LUA_REGISTRYINDEX, &trusted_key) == LUA_TTABLE && lua_rawequal(L, -1, -2);
    lua_settop(L, lua_gettop(L) - (strcmp(name, "_ENV") == 0 ? 2 : 1));
  }
  lua_pop(L, 1);
  return is;
}

bool ls_trusts(ls_host *host) {
  if (!host->trusted) return false;
  bool is = false;
  lua_Debug found;
  for (const ls_running *running = host->running; running != NULL; running = running->outer) {
    lua_State *L = running->L;
    if (!lua_checkstack(L, 4)) return false;
    for (int level = 0; lua_getstack(L, level, &found); level++) {
      lua_getinfo(L, "Sf", &found);
      if (*found.what == 'C' || found.source[0] == '=') {
        lua_pop(L, 1);
        continue;
      }
      if (!has_trusted_environment(L)) return false;
      is = true;
    }
  }
  return is;
}

void open_sandbox(lua_State *L) {
  if (host_of(L)->trusted) keep_libraries(L);
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

// What strings answer to is a table that nobody reaches: whatever becomes of `string`, their methods stay.
void keep_methods(lua_State *L) {
  lua_pushliteral(L, "");
  lua_getmetatable(L, -1);
  lua_newtable(L);
  lua_getglobal(L, LUA_STRLIBNAME);
  for (lua_pushnil(L); lua_next(L, -2) != 0;) {
    lua_pushvalue(L, -2);
    lua_insert(L, -2);
    lua_settable(L, -5);
  }
  lua_pop(L, 1);
  lua_setfield(L, -2, "__index");
  lua_pop(L, 2);
}
