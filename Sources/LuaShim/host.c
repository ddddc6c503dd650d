// A state's beginning and end, and its memory.
#include "host.h"
#include <stdlib.h>
#include <string.h>

// Each block is preceded by a number that counts the tables, functions, userdata and threads made so far. It gives
// them an order that does not depend on addresses, which differ from one run to the next.
enum { HEADER = sizeof(uint64_t) };

const char objects_key, closure_key, randomseed_key, trusted_key, libraries_key, environment_key;

ls_host *host_of(lua_State *L) { return *(ls_host **)lua_getextraspace(L); }

// Once Lua has given up, nothing tells any more where it was.
static void *refuse(ls_host *host) {
  lua_Debug found;
  host->refused_line = 0;
  if (host->running != NULL && find_position(host, &found)) {
    memcpy(host->refused_source, found.short_src, LUA_IDSIZE);
    host->refused_line = found.currentline;
  }
  return NULL;
}

static void *allocate(void *context, void *block, size_t old, size_t size) {
  ls_host *host = context;
  if (block == NULL) {
    if (size == 0) return NULL;
    if (host->used + host->outside + host->held + size + HEADER > host->limit + host->reserve) return refuse(host);
    uint64_t *fresh = malloc(size + HEADER);
    if (fresh == NULL) return NULL;
    bool counted = old == LUA_TTABLE || old == LUA_TFUNCTION || old == LUA_TUSERDATA || old == LUA_TTHREAD;
    *fresh = counted ? ++host->serial : 0;
    host->used += size + HEADER;
    return fresh + 1;
  }
  uint64_t *former = (uint64_t *)block - 1;
  if (size == 0) {
    free(former);
    host->used -= old + HEADER;
    return NULL;
  }
  if (size > old && host->used + host->outside + host->held + (size - old) > host->limit + host->reserve) return refuse(host);
  uint64_t *moved = realloc(former, size + HEADER);
  // Lua relies on it that a block can always shrink.
  if (moved == NULL) return size > old ? NULL : block;
  host->used = host->used - old + size;
  return moved + 1;
}

uint64_t allocation_serial(const void *block) { return ((const uint64_t *)block)[-1]; }

static void *claim(void *block, size_t size) {
  void *claimed = realloc(block, size);
  if (claimed == NULL) abort();
  return claimed;
}

size_t text_add(ls_text *text, const void *bytes, size_t length) {
  size_t offset = text->length;
  if (offset + length + 1 > text->capacity) {
    text->capacity = (offset + length + 1) * 2;
    text->bytes = claim(text->bytes, text->capacity);
  }
  if (length > 0) memcpy(text->bytes + offset, bytes, length);
  text->length += length;
  text->bytes[text->length] = 0;
  return offset;
}

void text_set(ls_text *text, const void *bytes, size_t length) {
  text->length = 0;
  text_add(text, bytes, length);
}

static int open_everything(lua_State *L) {
  open_objects(L);
  open_sandbox(L);
  open_guards(L);
  open_coroutines(L);
  open_matching(L);
  open_lists(L);
  open_repeating(L);
  open_lengthy(L);
  keep_methods(L);
  lua_gc(L, LUA_GCGEN, 0, 0);
  return 0;
}

ls_host *ls_open(size_t limit, bool trusted, ls_enter enter, ls_drop drop) {
  ls_host *host = claim(NULL, sizeof *host);
  memset(host, 0, sizeof *host);
  host->limit = limit;
  host->trusted = trusted;
  host->enter = enter;
  host->drop = drop;
  lua_State *L = lua_newstate(allocate, host);
  if (L == NULL) {
    free(host);
    return NULL;
  }
  *(ls_host **)lua_getextraspace(L) = host;
  host->main = host->current = host->bottom.L = L;
  host->running = &host->bottom;
  rest(L);
  lua_pushcfunction(L, open_everything);
  if (lua_pcall(L, 0, 0, 0) != LUA_OK) {
    ls_close(host);
    return NULL;
  }
  return host;
}

void ls_attach(ls_host *host, void *context) { host->context = context; }

void ls_close(ls_host *host) {
  ls_clear(host);
  lua_close(host->main);
  ls_text *texts[] = {&host->bytes, &host->error, &host->message, &host->traceback};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) free(texts[i]->bytes);
  while (host->types != NULL) {
    ls_type *next = host->types->next;
    free(host->types->name);
    free(host->types);
    host->types = next;
  }
  free(host->entries);
  free(host);
}

size_t ls_bytes(const ls_host *host) { return host->used; }

size_t ls_outside(const ls_host *host) { return host->outside; }

void ls_hold_back(ls_host *host, size_t bytes) { host->held = bytes; }

// The four words of xoshiro256** (Blackman, Vigna, 2018) that `math.random` and `math.randomseed` share.
static uint64_t *draws(ls_host *host) {
  lua_State *L = host->current;
  if (!lua_checkstack(L, 2)) return NULL;
  int32_t height = lua_gettop(L);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &randomseed_key);
  uint64_t *words = NULL;
  if (lua_getupvalue(L, -1, 1) != NULL && lua_rawlen(L, -1) == 4 * sizeof *words) words = lua_touserdata(L, -1);
  lua_settop(L, height);
  return words;
}

bool ls_draws(ls_host *host, uint64_t *into) {
  const uint64_t *words = draws(host);
  if (words != NULL) memcpy(into, words, 4 * sizeof *words);
  return words != NULL;
}

void ls_set_draws(ls_host *host, const uint64_t *from) {
  uint64_t *words = draws(host);
  if (words != NULL) memcpy(words, from, 4 * sizeof *words);
}

// Twice: the first ends the objects' lives, the second frees what held them.
void ls_collect(ls_host *host) {
  lua_gc(host->current, LUA_GCCOLLECT);
  lua_gc(host->current, LUA_GCCOLLECT);
}
