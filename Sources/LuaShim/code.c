// What functions are made of: names for locals and the places of lines aside.
#include "host.h"
#include <stdlib.h>
#include <string.h>

static int write(lua_State *L, const void *bytes, size_t length, void *text) {
  (void)L;
  text_add(text, bytes, length);
  return 0;
}

// Where a function stands in its text is no part of what it does: of two that are alike one may lie some lines further down.
// So the lines in a stripped dump become 0. Its form is that of Lua 5.4 (ldump.c there); what does not read so stays as it is.
typedef struct {
  unsigned char *bytes;
  size_t length, place;
  bool is_other;
} dumped;

static void skip(dumped *code, size_t count) {
  if (count > code->length - code->place) {
    code->is_other = true;
    code->place = code->length;
  } else code->place += count;
}

// Seven bits a byte, the highest first; the last byte is marked.
static size_t number(dumped *code) {
  size_t value = 0;
  while (code->place < code->length) {
    unsigned char byte = code->bytes[code->place++];
    value = value << 7 | (byte & 0x7f);
    if (byte & 0x80) return value;
  }
  code->is_other = true;
  return 0;
}

static void line(dumped *code) {
  size_t start = code->place;
  number(code);
  if (code->is_other) return;
  code->bytes[start++] = 0x80;
  memmove(code->bytes + start, code->bytes + code->place, code->length - code->place);
  code->length -= code->place - start;
  code->place = start;
}

// A length that counts itself; 0 for none.
static void string(dumped *code) {
  size_t length = number(code);
  if (length > 0) skip(code, length - 1);
}

static void constant(dumped *code) {
  unsigned char type = code->place < code->length ? code->bytes[code->place] : 0xff;
  skip(code, 1);
  switch (type) {
  case 0x00: case 0x01: case 0x11: return;
  case 0x03: return skip(code, sizeof(lua_Integer));
  case 0x13: return skip(code, sizeof(lua_Number));
  case 0x04: case 0x14: return string(code);
  default: code->is_other = true;
  }
}

static void function(dumped *code, int depth) {
  if (depth > 200) code->is_other = true;
  if (code->is_other) return;
  string(code);
  line(code);
  line(code);
  skip(code, 3);
  skip(code, 4 * number(code));
  for (size_t left = number(code); left > 0 && !code->is_other; left--) constant(code);
  skip(code, 3 * number(code));
  for (size_t left = number(code); left > 0 && !code->is_other; left--) function(code, depth + 1);
  for (int debug = 0; debug < 4; debug++) {
    if (number(code) > 0) code->is_other = true;
  }
}

static void forget_lines(ls_text *text) {
  const size_t head = 4 + 1 + 1 + 6 + 3 + sizeof(lua_Integer) + sizeof(lua_Number) + 1;
  unsigned char *bytes = malloc(text->length);
  if (bytes == NULL || text->length < head) return free(bytes);
  memcpy(bytes, text->bytes, text->length);
  dumped code = {bytes, text->length, head, false};
  function(&code, 0);
  if (!code.is_other && code.place == code.length) {
    memcpy(text->bytes, bytes, code.length);
    text->length = code.length;
  }
  free(bytes);
}

static void dump(lua_State *L, int index, ls_text *text) {
  lua_pushvalue(L, index);
  lua_dump(L, write, text, 1);
  lua_pop(L, 1);
  forget_lines(text);
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
