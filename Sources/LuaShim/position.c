// Which line of Lua is at work.
#include "host.h"
#include <string.h>

// Functions in C have no line; a coroutine whose whole stack is C was resumed by a line elsewhere. The host's own chunks have a
// name that begins with `=`: their lines tell a user nothing.
bool find_position(ls_host *host, lua_Debug *found) {
  for (const ls_running *running = host->running; running != NULL; running = running->outer) {
    for (int level = 0; lua_getstack(running->L, level, found); level++) {
      lua_getinfo(running->L, "Sl", found);
      if (found->currentline > 0 && found->source[0] != '=') return true;
    }
  }
  return false;
}

void push_position(lua_State *L) {
  lua_Debug found;
  if (find_position(host_of(L), &found)) lua_pushfstring(L, "%s:%d: ", found.short_src, found.currentline);
  else lua_pushliteral(L, "");
}

bool ls_position(ls_host *host, char *source, int32_t *line) {
  lua_Debug found;
  if (!find_position(host, &found)) return false;
  memcpy(source, found.short_src, LUA_IDSIZE);
  *line = found.currentline;
  return true;
}

bool ls_definition(ls_host *host, int32_t reference, char *source, int32_t *first, int32_t *last) {
  lua_State *L = host->current;
  lua_Debug found;
  if (!lua_checkstack(L, 2)) return false;
  lua_rawgeti(L, LUA_REGISTRYINDEX, reference);
  lua_getinfo(L, ">S", &found);
  if (found.linedefined < 0) return false;
  memcpy(source, found.short_src, LUA_IDSIZE);
  *first = found.linedefined;
  *last = found.lastlinedefined;
  return true;
}
