// `pairs` in an order that depends on the keys alone: integers ascending, other numbers ascending, strings by their
// bytes, false, true, then everything else in the order in which it was made.
#include "host.h"
#include <string.h>

typedef struct {
  int rank;
  lua_Integer place;  // in the list of keys as found
  lua_Integer integer;
  double number;
  const char *text;
  size_t length;
  uint64_t serial;
} sortable;

enum { INTEGERS, NUMBERS, STRINGS, BOOLEANS, LIGHT, MADE };

static int by_order(uint64_t a, uint64_t b) { return a < b ? -1 : a > b; }

static int compare(const void *left, const void *right) {
  const sortable *a = left, *b = right;
  if (a->rank != b->rank) return a->rank - b->rank;
  if (a->rank == INTEGERS || a->rank == BOOLEANS) return a->integer < b->integer ? -1 : a->integer > b->integer;
  if (a->rank == NUMBERS) return a->number < b->number ? -1 : a->number > b->number;
  if (a->rank != STRINGS) return by_order(a->serial, b->serial);
  int first = memcmp(a->text, b->text, a->length < b->length ? a->length : b->length);
  return first != 0 ? first : by_order(a->length, b->length);
}

// A thread's block begins before its state, by the space that belongs to the host.
static uint64_t serial_of(lua_State *L, int index) {
  int type = lua_type(L, index);
  if (type == LUA_TUSERDATA) return ((const ls_payload *)lua_touserdata(L, index))->serial;
  const char *block = lua_topointer(L, index);
  return allocation_serial(type == LUA_TTHREAD ? block - LUA_EXTRASPACE : block);
}

static sortable describe(lua_State *L, int index) {
  sortable key = {0};
  int type = lua_type(L, index);
  if (type == LUA_TNUMBER && lua_isinteger(L, index)) {
    key.integer = lua_tointeger(L, index);
  } else if (type == LUA_TNUMBER) {
    key.rank = NUMBERS;
    key.number = lua_tonumber(L, index);
  } else if (type == LUA_TSTRING) {
    key.rank = STRINGS;
    key.text = lua_tolstring(L, index, &key.length);
  } else if (type == LUA_TBOOLEAN) {
    key.rank = BOOLEANS;
    key.integer = lua_toboolean(L, index);
  } else if (type == LUA_TLIGHTUSERDATA || (lua_iscfunction(L, index) && lua_getupvalue(L, index, 1) == NULL)) {
    // A bare C function is no block of memory; within one program their addresses keep their order.
    key.rank = LIGHT;
    key.serial = (uint64_t)lua_topointer(L, index);
  } else {
    if (lua_iscfunction(L, index)) lua_pop(L, 1);
    key.rank = MADE;
    key.serial = serial_of(L, index);
  }
  return key;
}

// How many keys the table at 1 has, and whether Lua itself walks it as 1, 2, 3 and so on.
static lua_Integer survey(lua_State *L, bool *plain) {
  lua_Integer count = 0;
  *plain = true;
  for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
    stop_if_interrupted(host_of(L), L);
    count++;
    if (*plain && !(lua_isinteger(L, -2) && lua_tointeger(L, -2) == count)) *plain = false;
  }
  return count;
}

// In runs that double, from one array to the other and back; answers the one in which they end. The library's own takes memory of
// its own, which an error within would lose.
static const sortable *sort(lua_State *L, sortable *from, sortable *to, lua_Integer count) {
  ls_host *host = host_of(L);
  for (lua_Integer width = 1; width < count; width *= 2) {
    for (lua_Integer low = 0; low < count; low += 2 * width) {
      lua_Integer middle = low + width < count ? low + width : count, high = low + 2 * width < count ? low + 2 * width : count;
      lua_Integer left = low, right = middle;
      for (lua_Integer place = low; place < high; place++) {
        stop_if_interrupted(host, L);
        bool takes_left = left < middle && (right >= high || compare(&from[left], &from[right]) <= 0);
        to[place] = takes_left ? from[left++] : from[right++];
      }
    }
    sortable *other = from;
    from = to;
    to = other;
  }
  return from;
}

static void push_sorted(lua_State *L, lua_Integer count) {
  luaL_argcheck(L, count < 1 << 28, 1, "the table has too many keys");
  lua_createtable(L, (int)count, 0);
  int found = lua_gettop(L);
  sortable *keys = lua_newuserdatauv(L, (size_t)count * sizeof *keys, 0);
  lua_Integer place = 0;
  for (lua_pushnil(L); lua_next(L, 1) && place < count;) {
    stop_if_interrupted(host_of(L), L);
    lua_pop(L, 1);
    keys[place] = describe(L, lua_gettop(L));
    keys[place].place = place + 1;
    lua_pushvalue(L, -1);
    lua_rawseti(L, found, ++place);
  }
  const sortable *sorted = sort(L, keys, lua_newuserdatauv(L, (size_t)count * sizeof *keys, 0), place);
  lua_createtable(L, (int)count, 0);
  lua_insert(L, found + 1);
  for (lua_Integer i = 0; i < place; i++) {
    stop_if_interrupted(host_of(L), L);
    lua_rawgeti(L, found, sorted[i].place);
    lua_rawseti(L, found + 1, i + 1);
  }
  lua_settop(L, found + 1);
}

int sorted_keys(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  bool plain;
  push_sorted(L, survey(L, &plain));
  return 1;
}

// As with `next`, what was removed on the way is left out, and what was added is not seen.
static int step(lua_State *L) {
  lua_Integer place = lua_tointeger(L, lua_upvalueindex(2));
  for (;;) {
    if (lua_rawgeti(L, lua_upvalueindex(1), ++place) == LUA_TNIL) return 1;
    lua_pushvalue(L, -1);
    if (lua_rawget(L, 1) != LUA_TNIL) break;
    lua_pop(L, 2);
  }
  lua_pushinteger(L, place);
  lua_replace(L, lua_upvalueindex(2));
  return 2;
}

static int next(lua_State *L) {
  lua_settop(L, 2);
  if (lua_next(L, 1)) return 2;
  lua_pushnil(L);
  return 1;
}

// An object that can be indexed and has a length is walked as a list.
static int step_object(lua_State *L) {
  lua_Integer place = luaL_checkinteger(L, 2) + 1;
  if (place > luaL_len(L, 1)) return 0;
  lua_pushinteger(L, place);
  lua_geti(L, 1, place);
  return 2;
}

int pairs(lua_State *L) {
  luaL_checkany(L, 1);
  if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
    lua_pushvalue(L, 1);
    lua_call(L, 1, 3);
    // An object answers the table of what is in it.
    if (lua_type(L, -3) != LUA_TTABLE) return 3;
    lua_pop(L, 2);
    lua_replace(L, 1);
  }
  lua_settop(L, 1);
  if (lua_type(L, 1) == LUA_TUSERDATA && luaL_getmetafield(L, 1, "__len") != LUA_TNIL) {
    lua_pushcfunction(L, step_object);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 3;
  }
  luaL_checktype(L, 1, LUA_TTABLE);
  bool plain;
  lua_Integer count = survey(L, &plain);
  if (plain) {
    lua_pushcfunction(L, next);
  } else {
    push_sorted(L, count);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, step, 2);
  }
  lua_pushvalue(L, 1);
  lua_pushnil(L);
  return 3;
}
