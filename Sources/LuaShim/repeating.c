// `string.rep`, `lower`, `upper` and `reverse`, which can be ended: `("").rep("", 1 << 62)` needs no memory, and in C no hook reaches
// it; half a gigabyte takes seconds.
#include "host.h"
#include <ctype.h>
#include <string.h>

// So many bytes at a time: a few milliseconds.
enum { PIECE = 1 << 20 };

static int repeat(lua_State *L) {
  size_t length, size;
  const char *text = luaL_checklstring(L, 1, &length);
  lua_Integer count = luaL_checkinteger(L, 2);
  const char *between = luaL_optlstring(L, 3, "", &size);
  size_t unit = length + size;
  if (count <= 0 || unit == 0) {
    lua_pushliteral(L, "");
    return 1;
  }
  if (unit < length || unit > (size_t)LUA_MAXINTEGER / (size_t)count) return luaL_error(L, "resulting string too large");
  size_t total = unit * (size_t)count - size;
  luaL_Buffer result;
  char *start = luaL_buffinitsize(L, &result, total);
  // The first of all, and then each time as much as there is.
  memcpy(start, text, length);
  size_t there = length;
  if (there < total) {
    memcpy(start + there, between, size);
    there += size;
  }
  size_t whole = there;
  while (there < total) {
    stop_if_interrupted(host_of(L), L);
    // Whole units, so that what is copied begins where it was copied from.
    size_t most = there < PIECE ? there : PIECE / whole * whole;
    if (most < whole) most = whole;
    size_t piece = total - there < most ? total - there : most;
    memcpy(start + there, start, piece);
    there += piece;
  }
  luaL_pushresultsize(&result, total);
  return 1;
}

static int changed(lua_State *L, int (*change)(int)) {
  size_t length;
  const char *text = luaL_checklstring(L, 1, &length);
  luaL_Buffer result;
  char *to = luaL_buffinitsize(L, &result, length);
  for (size_t i = 0; i < length; i++) {
    if (i % PIECE == 0) stop_if_interrupted(host_of(L), L);
    // Without a change of letters, the text backwards.
    to[i] = change != NULL ? (char)change((unsigned char)text[i]) : text[length - 1 - i];
  }
  luaL_pushresultsize(&result, length);
  return 1;
}

static int lower(lua_State *L) { return changed(L, tolower); }
static int upper(lua_State *L) { return changed(L, toupper); }
static int reverse(lua_State *L) { return changed(L, NULL); }

void open_repeating(lua_State *L) {
  static const luaL_Reg replaced[] = {
      {"rep", repeat}, {"lower", lower}, {"upper", upper}, {"reverse", reverse}, {NULL, NULL}};
  lua_getglobal(L, LUA_STRLIBNAME);
  luaL_setfuncs(L, replaced, 0);
  lua_pop(L, 1);
}
