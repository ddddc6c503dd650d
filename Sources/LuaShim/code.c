// Whether two functions are the same code: their names for locals and the places in lines aside.
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
