// Reading Lua's stack and tables. Nothing here raises: references are made inside a protected call.
#include "host.h"

enum { RESERVE = 1 << 16 };

int32_t ls_height(const ls_host *host) { return lua_gettop(host->current); }

// No slot of ours is ever marked to be closed, so this cannot run anything.
void ls_restore(ls_host *host, int32_t height) { lua_settop(host->current, height); }

static int make_reference(lua_State *L) {
  lua_pushinteger(L, luaL_ref(L, LUA_REGISTRYINDEX));
  return 1;
}

int32_t ls_keep(ls_host *host, int32_t index) {
  lua_State *L = host->current;
  if (!lua_checkstack(L, 4)) return 0;
  size_t reserve = host->reserve;
  if (host->reserve < RESERVE) host->reserve = RESERVE;
  lua_pushcfunction(L, make_reference);
  lua_pushvalue(L, index);
  int status = lua_pcall(L, 1, 1, 0);
  host->reserve = reserve;
  int32_t reference = status == LUA_OK ? (int32_t)lua_tointeger(L, -1) : 0;
  lua_pop(L, 1);
  return reference;
}

void ls_release(ls_host *host, int32_t reference) {
  if (lua_checkstack(host->current, 4)) luaL_unref(host->current, LUA_REGISTRYINDEX, reference);
}

bool ls_is_string(const ls_host *host, int32_t index) { return lua_type(host->current, index) == LUA_TSTRING; }

int32_t ls_read(ls_host *host, int32_t index, ls_value *value) {
  lua_State *L = host->current;
  *value = (ls_value){0};
  int type = lua_type(L, index);
  if (type == LUA_TNIL || type == LUA_TNONE) {
    value->tag = LS_NIL;
  } else if (type == LUA_TBOOLEAN) {
    value->tag = LS_BOOLEAN;
    value->integer = lua_toboolean(L, index);
  } else if (type == LUA_TNUMBER && lua_isinteger(L, index)) {
    value->tag = LS_INTEGER;
    value->integer = lua_tointeger(L, index);
  } else if (type == LUA_TNUMBER) {
    value->tag = LS_NUMBER;
    value->number = lua_tonumber(L, index);
  } else if (type == LUA_TSTRING) {
    value->tag = LS_STRING;
    value->text = lua_tolstring(L, index, &value->length);
  } else if (type == LUA_TTABLE || type == LUA_TFUNCTION) {
    value->tag = type == LUA_TTABLE ? LS_TABLE : LS_FUNCTION;
    value->identity = lua_topointer(L, index);
    value->reference = ls_keep(host, index);
    if (value->reference == 0) return LS_MEMORY;
  } else {
    const ls_payload *payload = type == LUA_TUSERDATA ? lua_touserdata(L, index) : NULL;
    bool alive = payload != NULL && lua_rawlen(L, index) == sizeof *payload && payload->alive;
    value->tag = alive ? LS_OBJECT : LS_OTHER;
    value->text = lua_typename(L, type);
    value->words = alive ? payload->words : NULL;
  }
  return LS_OK;
}

int64_t ls_raw_length(ls_host *host, int32_t reference) {
  lua_State *L = host->current;
  if (!lua_checkstack(L, 2)) return 0;
  lua_rawgeti(L, LUA_REGISTRYINDEX, reference);
  int64_t length = (int64_t)lua_rawlen(L, -1);
  lua_pop(L, 1);
  return length;
}

int32_t ls_raw_index(ls_host *host, int32_t reference, int64_t index, ls_value *value) {
  lua_State *L = host->current;
  if (!lua_checkstack(L, 6)) return LS_MEMORY;
  lua_rawgeti(L, LUA_REGISTRYINDEX, reference);
  lua_rawgeti(L, -1, index);
  return ls_read(host, lua_gettop(L), value);
}
