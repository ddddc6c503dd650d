// Swift objects as userdata, and Swift closures as functions. A userdata is made and given its metatable first, then
// takes the object over, so that an error between leaves nothing to release twice or never.
#include "host.h"
#include <stdlib.h>
#include <string.h>

static const char *const event_names[] = {
    NULL, "__index", "__newindex", "__len", "__call", "__tostring", "__eq", "__concat",
    "__add", "__sub", "__mul", "__div", "__mod", "__pow", "__unm", "__idiv", "__pairs"};

static int end_of_life(lua_State *L) {
  ls_payload *payload = lua_touserdata(L, 1);
  if (payload->alive) {
    payload->alive = 0;
    host_of(L)->outside -= payload->owned;
    host_of(L)->drop(payload->words);
  }
  return 0;
}

static int metamethod(lua_State *L) {
  ls_host *host = host_of(L);
  const ls_type *type = lua_touserdata(L, lua_upvalueindex(1));
  int32_t event = (int32_t)lua_tointeger(L, lua_upvalueindex(2));
  return finish(L, host, enter_swift(host, event, type->number, NULL));
}

static int closure(lua_State *L) {
  ls_host *host = host_of(L);
  const ls_payload *payload = lua_touserdata(L, lua_upvalueindex(1));
  return finish(L, host, enter_swift(host, LS_CLOSURE, 0, payload->words));
}

void open_objects(lua_State *L) {
  // Which userdata stands for an object while it lives: `==` and table keys work, and it is made once.
  lua_newtable(L);
  lua_newtable(L);
  lua_pushliteral(L, "v");
  lua_setfield(L, -2, "__mode");
  lua_setmetatable(L, -2);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &objects_key);
  lua_newtable(L);
  lua_pushcfunction(L, end_of_life);
  lua_setfield(L, -2, "__gc");
  lua_rawsetp(L, LUA_REGISTRYINDEX, &closure_key);
}

ls_type *ls_make_type(ls_host *host, const char *name, uint32_t events, int32_t number) {
  ls_type *type = malloc(sizeof *type);
  if (type == NULL) abort();
  *type = (ls_type){host->types, strdup(name), events, number};
  host->types = type;
  return type;
}

static void push_metatable(lua_State *L, ls_type *type) {
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, type) == LUA_TTABLE) return;
  lua_pop(L, 1);
  lua_newtable(L);
  lua_pushstring(L, type->name);
  lua_setfield(L, -2, "__name");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pushcfunction(L, end_of_life);
  lua_setfield(L, -2, "__gc");
  for (int event = LS_INDEX; event < LS_EVENTS; event++) {
    if ((type->events & (1u << event)) == 0) continue;
    lua_pushlightuserdata(L, type);
    lua_pushinteger(L, event);
    lua_pushcclosure(L, metamethod, 2);
    lua_setfield(L, -2, event_names[event]);
  }
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, type);
}

static ls_payload *new_payload(lua_State *L, ls_host *host) {
  ls_payload *payload = lua_newuserdatauv(L, sizeof *payload, 0);
  memset(payload, 0, sizeof *payload);
  payload->serial = host->serial;
  return payload;
}

static void give_life(ls_payload *payload, ls_entry *entry) {
  memcpy(payload->words, entry->words, sizeof payload->words);
  payload->alive = 1;
  entry->tag = LS_NIL;
}

// Lua sees a small userdata; it is told of what the object owns besides, in whole KiB.
static void account(lua_State *L, ls_host *host, size_t owned) {
  host->owned += owned;
  if (host->owned < 1024) return;
  size_t kibibytes = host->owned / 1024;
  host->owned %= 1024;
  lua_gc(L, LUA_GCSTEP, kibibytes > 1 << 30 ? 1 << 30 : (int)kibibytes);
}

// Raises Lua's error of memory where an object would hold more than is left, once what is dead is gone.
static void make_room(lua_State *L, ls_host *host, size_t owned) {
  if (owned == 0 || host->used + host->outside + host->held + owned <= host->limit) return;
  ls_collect(host);
  if (host->used + host->outside + host->held + owned <= host->limit) return;
  // The allocator refuses what is larger than all there may be.
  lua_newuserdatauv(L, host->limit + host->reserve, 0);
}

void push_object(lua_State *L, ls_host *host, ls_entry *entry) {
  luaL_checkstack(L, 6, NULL);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &objects_key);
  if (lua_rawgetp(L, -1, entry->identity) == LUA_TUSERDATA) {
    const ls_payload *known = lua_touserdata(L, -1);
    if (known->alive) {
      lua_remove(L, -2);
      entry->tag = LS_NIL;
      host->drop(entry->words);
      return;
    }
  }
  lua_pop(L, 1);
  size_t owned = entry->owned;
  make_room(L, host, owned);
  ls_payload *payload = new_payload(L, host);
  push_metatable(L, entry->type);
  lua_setmetatable(L, -2);
  const void *identity = entry->identity;
  give_life(payload, entry);
  payload->owned = owned;
  host->outside += owned;
  lua_pushvalue(L, -1);
  lua_rawsetp(L, -3, identity);
  lua_remove(L, -2);
  account(L, host, owned);
}

void push_closure(lua_State *L, ls_host *host, ls_entry *entry) {
  luaL_checkstack(L, 4, NULL);
  ls_payload *payload = new_payload(L, host);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &closure_key);
  lua_setmetatable(L, -2);
  give_life(payload, entry);
  lua_pushcclosure(L, closure, 1);
}
