// What functions are made of: names for locals and the places in lines aside.
#include "host.h"
#include <stdlib.h>
#include <string.h>

static int write(lua_State *L, const void *bytes, size_t length, void *text) {
  (void)L;
  text_add(text, bytes, length);
  return 0;
}

static void dump(lua_State *L, int index, ls_text *text) {
  lua_pushvalue(L, index);
  lua_dump(L, write, text, 1);
  lua_pop(L, 1);
}

int code(lua_State *L) {
  if (!lua_isfunction(L, 1) || lua_iscfunction(L, 1)) return 0;
  ls_text text = {0};
  luaL_checkstack(L, 2, NULL);
  dump(L, 1, &text);
  // Swift's strings hold text alone.
  luaL_Buffer digits;
  char *place = luaL_buffinitsize(L, &digits, 2 * text.length);
  for (size_t at = 0; at < text.length; at++) {
    place[2 * at] = "0123456789abcdef"[(unsigned char)text.bytes[at] >> 4];
    place[2 * at + 1] = "0123456789abcdef"[text.bytes[at] & 15];
  }
  luaL_pushresultsize(&digits, 2 * text.length);
  free(text.bytes);
  int count = 1;
  for (; lua_getupvalue(L, 1, count) != NULL; count++) luaL_checkstack(L, 2, NULL);
  return count;
}

int same_code(lua_State *L) {
  bool is_same = false;
  if (lua_isfunction(L, 1) && lua_isfunction(L, 2) && !lua_iscfunction(L, 1) && !lua_iscfunction(L, 2)) {
    ls_text a = {0}, b = {0};
    luaL_checkstack(L, 2, NULL);
    dump(L, 1, &a);
    dump(L, 2, &b);
    is_same = a.length == b.length && a.length > 0 && memcmp(a.bytes, b.bytes, a.length) == 0;
    free(a.bytes);
    free(b.bytes);
  }
  lua_pushboolean(L, is_same);
  return 1;
}
