// `table.sort`, `insert`, `remove`, `move` and `concat`, which can be ended: Lua's own run in C for as long as the table is long, or
// says that it is (`table.move({}, 1, 1 << 62, 2)`), where no hook reaches them. `sort` is a merge sort: it takes the same
// steps each time, where Lua's asks the clock which element to divide by, and equal elements keep their order.
#include "host.h"

enum { READ = 1, WRITE = 2, LENGTH = 4 };

// What is no table may stand for one by its metamethods.
static void check_list(lua_State *L, int index, int uses) {
  static const char *const needed[] = {"__index", "__newindex", "__len"};
  if (lua_type(L, index) == LUA_TTABLE) return;
  for (int i = 0; i < 3; i++)
    if (uses & (1 << i) && luaL_getmetafield(L, index, needed[i]) == LUA_TNIL) luaL_checktype(L, index, LUA_TTABLE);
  lua_settop(L, lua_gettop(L));
}

static lua_Integer length_of(lua_State *L, int uses) {
  int top = lua_gettop(L);
  check_list(L, 1, uses | LENGTH);
  lua_settop(L, top);
  return luaL_len(L, 1);
}

static int insert(lua_State *L) {
  ls_host *host = host_of(L);
  lua_Integer last = (lua_Integer)((lua_Unsigned)length_of(L, READ | WRITE) + 1), place = last;
  int count = lua_gettop(L);
  if (count != 2 && count != 3) return luaL_error(L, "wrong number of arguments to 'insert'");
  if (count == 3) {
    place = luaL_checkinteger(L, 2);
    luaL_argcheck(L, (lua_Unsigned)place - 1 < (lua_Unsigned)last, 2, "position out of bounds");
    for (lua_Integer i = last; i > place; i--) {
      stop_if_interrupted(host, L);
      lua_geti(L, 1, i - 1);
      lua_seti(L, 1, i);
    }
  }
  lua_seti(L, 1, place);
  return 0;
}

static int take_out(lua_State *L) {
  ls_host *host = host_of(L);
  lua_Integer last = length_of(L, READ | WRITE), place = luaL_optinteger(L, 2, last);
  if (lua_gettop(L) > 1)
    luaL_argcheck(L, place == last || (lua_Unsigned)place - 1 <= (lua_Unsigned)last, 2, "position out of bounds");
  lua_geti(L, 1, place);
  for (; place < last; place++) {
    stop_if_interrupted(host, L);
    lua_geti(L, 1, place + 1);
    lua_seti(L, 1, place);
  }
  lua_pushnil(L);
  lua_seti(L, 1, place);
  return 1;
}

static int move(lua_State *L) {
  ls_host *host = host_of(L);
  lua_Integer first = luaL_checkinteger(L, 2), last = luaL_checkinteger(L, 3), place = luaL_checkinteger(L, 4);
  int target = lua_isnoneornil(L, 5) ? 1 : 5;
  lua_settop(L, 5);
  check_list(L, 1, READ);
  check_list(L, target, WRITE);
  lua_settop(L, 5);
  if (last >= first) {
    luaL_argcheck(L, first > 0 || last < LUA_MAXINTEGER + first, 3, "too many elements to move");
    lua_Integer count = last - first + 1;
    luaL_argcheck(L, place <= LUA_MAXINTEGER - count + 1, 4, "destination wrap around");
    // What is moved onto itself further up is taken from its end, so that nothing is read that was written.
    bool upwards = place > last || place <= first || (target != 1 && !lua_compare(L, 1, target, LUA_OPEQ));
    for (lua_Integer i = 0; i < count; i++) {
      stop_if_interrupted(host, L);
      lua_Integer step = upwards ? i : count - 1 - i;
      lua_geti(L, 1, first + step);
      lua_seti(L, target, place + step);
    }
  }
  lua_pushvalue(L, target);
  return 1;
}

static int concat(lua_State *L) {
  ls_host *host = host_of(L);
  lua_Integer last = length_of(L, READ);
  size_t size;
  const char *between = luaL_optlstring(L, 2, "", &size);
  lua_Integer first = luaL_optinteger(L, 3, 1);
  last = luaL_optinteger(L, 4, last);
  luaL_Buffer result;
  luaL_buffinit(L, &result);
  for (lua_Integer i = first; i <= last; i++) {
    stop_if_interrupted(host, L);
    lua_geti(L, 1, i);
    if (!lua_isstring(L, -1))
      return luaL_error(
          L, "invalid value (%s) at index %I in table for 'concat'", luaL_typename(L, -1), (LUAI_UACINT)i);
    luaL_addvalue(&result);
    if (i == last) break;
    luaL_addlstring(&result, between, size);
  }
  luaL_pushresult(&result);
  return 1;
}

// Whether element `a` of the table at `from` comes before element `b`.
static bool precedes(lua_State *L, int from, lua_Integer a, lua_Integer b) {
  bool is_plain = lua_isnil(L, 2), is;
  if (!is_plain) lua_pushvalue(L, 2);
  lua_rawgeti(L, from, a);
  lua_rawgeti(L, from, b);
  if (is_plain) {
    is = lua_compare(L, -2, -1, LUA_OPLT);
    lua_pop(L, 2);
  } else {
    lua_call(L, 2, 1);
    is = lua_toboolean(L, -1);
    lua_pop(L, 1);
  }
  return is;
}

// Merges the runs [low, middle) and [middle, high) of the table at `from` into the one at `to`.
static void merge(lua_State *L, ls_host *host, int from, int to, lua_Integer low, lua_Integer middle, lua_Integer high) {
  lua_Integer left = low, right = middle;
  // Two runs that stand as they should are one.
  bool stands = right < high && !precedes(L, from, middle, middle - 1);
  for (lua_Integer place = low; place < high; place++) {
    stop_if_interrupted(host, L);
    bool takes_right = left >= middle || (!stands && right < high && precedes(L, from, right, left));
    lua_rawgeti(L, from, takes_right ? right++ : left++);
    lua_rawseti(L, to, place);
  }
}

static int sort(lua_State *L) {
  ls_host *host = host_of(L);
  lua_Integer count = length_of(L, READ | WRITE);
  luaL_argcheck(L, count < INT32_MAX, 1, "array too big");
  if (count < 2) return 0;
  if (!lua_isnoneornil(L, 2)) luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_settop(L, 2);
  int from = 3, to = 4;
  // A length that is a lie shall not reserve what it says.
  bool is_raw = lua_type(L, 1) == LUA_TTABLE && count <= (lua_Integer)lua_rawlen(L, 1);
  for (int i = 0; i < 2; i++) lua_createtable(L, is_raw ? (int)count : 0, 0);
  for (lua_Integer i = 1; i <= count; i++) {
    stop_if_interrupted(host, L);
    lua_geti(L, 1, i);
    lua_rawseti(L, from, i);
  }
  for (lua_Integer width = 1; width < count; width *= 2) {
    for (lua_Integer low = 1; low <= count; low += 2 * width) {
      lua_Integer middle = low + width > count + 1 ? count + 1 : low + width;
      lua_Integer high = low + 2 * width > count + 1 ? count + 1 : low + 2 * width;
      merge(L, host, from, to, low, middle, high);
    }
    from = 7 - from;
    to = 7 - to;
  }
  for (lua_Integer i = 1; i <= count; i++) {
    stop_if_interrupted(host, L);
    lua_rawgeti(L, from, i);
    lua_seti(L, 1, i);
  }
  return 0;
}

void open_lists(lua_State *L) {
  static const luaL_Reg replaced[] = {{"sort", sort}, {"insert", insert}, {"remove", take_out},
                                      {"move", move}, {"concat", concat}, {NULL, NULL}};
  lua_getglobal(L, LUA_TABLIBNAME);
  luaL_setfuncs(L, replaced, 0);
  lua_pop(L, 1);
}
