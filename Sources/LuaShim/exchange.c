// Values on their way from Swift to Lua. Swift adds entries, which cannot fail; C makes Lua values of them when no
// Swift frame is left to unwind. The list is empty whenever Lua runs.
#include "host.h"
#include <stdlib.h>
#include <string.h>

enum { KEPT_BYTES = 1 << 20 };

static ls_entry *add(ls_host *host, int32_t tag) {
  if (host->count == host->capacity) {
    host->capacity = host->capacity * 2 + 16;
    host->entries = realloc(host->entries, host->capacity * sizeof(ls_entry));
    if (host->entries == NULL) abort();
  }
  ls_entry *entry = &host->entries[host->count++];
  memset(entry, 0, sizeof *entry);
  entry->tag = tag;
  return entry;
}

// Entries before `taken` have gone to Lua; objects among the rest (an error came between) end here.
void ls_clear(ls_host *host) {
  size_t count = host->count, from = host->taken;
  host->count = host->taken = 0;
  for (size_t i = from; i < count; i++) {
    int32_t tag = host->entries[i].tag;
    if (tag == LS_OBJECT || tag == ENTRY_CLOSURE) host->drop(host->entries[i].words);
  }
  host->bytes.length = 0;
  if (host->bytes.capacity > KEPT_BYTES) {
    free(host->bytes.bytes);
    host->bytes = (ls_text){0};
  }
}

void ls_put_nil(ls_host *host) { add(host, LS_NIL); }
void ls_put_boolean(ls_host *host, bool value) { add(host, LS_BOOLEAN)->integer = value; }
void ls_put_integer(ls_host *host, int64_t value) { add(host, LS_INTEGER)->integer = value; }
void ls_put_number(ls_host *host, double value) { add(host, LS_NUMBER)->number = value; }
void ls_put_reference(ls_host *host, int32_t reference) { add(host, ENTRY_REFERENCE)->integer = reference; }

void ls_put_string(ls_host *host, const void *bytes, size_t length) {
  ls_entry *entry = add(host, LS_STRING);
  entry->offset = text_add(&host->bytes, bytes, length);
  entry->length = length;
}

void *ls_put_object(ls_host *host, ls_type *type, const void *identity, size_t owned) {
  ls_entry *entry = add(host, LS_OBJECT);
  entry->type = type;
  entry->identity = identity;
  entry->owned = owned;
  return entry->words;
}

void *ls_put_closure(ls_host *host) { return add(host, ENTRY_CLOSURE)->words; }

int push_entries(lua_State *L, ls_host *host) {
  int count = (int)host->count;
  luaL_checkstack(L, count, "too many values from Swift");
  for (; host->taken < host->count; host->taken++) {
    ls_entry *entry = &host->entries[host->taken];
    if (entry->tag == LS_BOOLEAN) lua_pushboolean(L, (int)entry->integer);
    else if (entry->tag == LS_INTEGER) lua_pushinteger(L, entry->integer);
    else if (entry->tag == LS_NUMBER) lua_pushnumber(L, entry->number);
    else if (entry->tag == LS_STRING) lua_pushlstring(L, host->bytes.bytes + entry->offset, entry->length);
    else if (entry->tag == ENTRY_REFERENCE) lua_rawgeti(L, LUA_REGISTRYINDEX, entry->integer);
    else if (entry->tag == LS_OBJECT) push_object(L, host, entry);
    else if (entry->tag == ENTRY_CLOSURE) push_closure(L, host, entry);
    else lua_pushnil(L);
  }
  ls_clear(host);
  return count;
}

void ls_error(ls_host *host, const void *bytes, size_t length, bool positioned) {
  text_set(&host->error, bytes, length);
  host->positioned = positioned;
  host->error_reference = 0;
}

void ls_error_value(ls_host *host, int32_t reference) { host->error_reference = reference; }

// The end of every C function that entered Swift: its results, or its error.
int finish(lua_State *L, ls_host *host, int32_t marker) {
  if (marker == LS_OK) return push_entries(L, host);
  ls_clear(host);
  if (host->error_reference != 0) {
    lua_rawgeti(L, LUA_REGISTRYINDEX, host->error_reference);
    return lua_error(L);
  }
  luaL_checkstack(L, 4, NULL);
  if (host->positioned) lua_pushliteral(L, "");
  else push_position(L);
  lua_pushlstring(L, host->error.bytes, host->error.length);
  lua_concat(L, 2);
  return lua_error(L);
}
