// The pattern library is Lua, of whose lines the compiler's coverage knows nothing: a hook counts them where libFuzzer looks too.
#include "FuzzLua.h"
#include <lauxlib.h>
#include <lualib.h>
#include <lua.h>
#include <stdio.h>
#include <string.h>

// libFuzzer takes what lies in a section of this name for counters.
__attribute__((used, section("__libfuzzer_extra_counters"))) static uint8_t counters[1 << 15];

static lua_State *L;
static int last;

// As AFL does: the way from line to line, not the line alone.
static void on_line(lua_State *state, lua_Debug *record) {
  lua_getinfo(state, "S", record);
  unsigned hash = 5381;
  for (const char *at = record->source; *at != 0; at++) hash = hash * 33 + (unsigned char)*at;
  unsigned here = hash * 31 + (unsigned)record->currentline * 2654435761u;
  uint8_t *counter = &counters[(here ^ ((unsigned)last >> 1)) % sizeof counters];
  if (*counter < 255) ++*counter;
  last = (int)here;
}

static const char loader[] =
    "local library = ... "
    "local patterns = {} "
    "for _, name in ipairs(assert(loadfile(library .. '/init.lua'))()) do "
    "  assert(loadfile(library .. '/' .. name .. '.lua'))(patterns) "
    "end "
    "local p = patterns.words.p.call "
    "return function(text) "
    "  local fine, told = pcall(function() return p(text):query(0, 2) end) "
    "  if not fine and (type(told) ~= 'string' or told == '') then error('no sentence: ' .. tostring(told), 0) end "
    "end";

int fuzz_lua_open(const char *library) {
  L = luaL_newstate();
  luaL_openlibs(L);
  if (luaL_loadstring(L, loader) != LUA_OK) goto failed;
  lua_pushstring(L, library);
  if (lua_pcall(L, 1, 1, 0) != LUA_OK) goto failed;
  lua_setfield(L, LUA_REGISTRYINDEX, "fuzz");
  return 1;
failed:
  fprintf(stderr, "%s\n", lua_tostring(L, -1));
  return 0;
}

int fuzz_lua_pattern(const uint8_t *bytes, size_t count) {
  last = 0;
  lua_sethook(L, on_line, LUA_MASKLINE, 0);
  lua_getfield(L, LUA_REGISTRYINDEX, "fuzz");
  lua_pushlstring(L, (const char *)bytes, count);
  int status = lua_pcall(L, 1, 0, 0);
  lua_sethook(L, NULL, 0, 0);
  if (status != LUA_OK) {
    fprintf(stderr, "%s\n", lua_tostring(L, -1));
    lua_pop(L, 1);
    return -1;
  }
  return 0;
}
