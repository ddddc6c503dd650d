// What takes seconds for a string of many megabytes and runs whole in Lua's own library, where no hook reaches it: here it goes
// piece by piece, and can be ended between two. Short strings are Lua's own affair.
#include "host.h"
#include <string.h>

static const size_t SHORT = 1 << 16;

// In the same frame, so that its errors name the function that was called.
static int original(lua_State *L) { return lua_tocfunction(L, lua_upvalueindex(1))(L); }

// As `%q` of Lua's string.format writes it (manual, 6.4.1): what `load` reads back as the same string.
static void push_quoted(lua_State *L, const char *text, size_t length) {
  luaL_Buffer result;
  luaL_buffinit(L, &result);
  luaL_addchar(&result, '"');
  for (size_t i = 0; i < length; i++) {
    if (i % SHORT == 0) stop_if_interrupted(host_of(L), L);
    unsigned char c = (unsigned char)text[i];
    if (c == '"' || c == '\\' || c == '\n') {
      luaL_addchar(&result, '\\');
      luaL_addchar(&result, (char)c);
    } else if (c < 32 || c == 127) {
      bool is_followed = i + 1 < length && text[i + 1] >= '0' && text[i + 1] <= '9';
      char code[8];
      int size = snprintf(code, sizeof code, is_followed ? "\\%03d" : "\\%d", c);
      luaL_addlstring(&result, code, (size_t)size);
    } else {
      luaL_addchar(&result, (char)c);
    }
  }
  luaL_addchar(&result, '"');
  luaL_pushresult(&result);
}

// Long strings are quoted here, and what is left to Lua's own function is to put them in.
static int format(lua_State *L) {
  size_t length;
  const char *text = luaL_checklstring(L, 1, &length);
  int arguments = lua_gettop(L);
  char *changed = NULL;
  int argument = 1;
  for (size_t i = 0; i < length; i++) {
    if (text[i] != '%') continue;
    if (++i < length && text[i] == '%') continue;
    while (i < length && strchr("-+#0 .123456789", text[i]) != NULL && text[i] != 0) i++;
    argument++;
    if (i >= length || text[i] != 'q' || text[i - 1] != '%' || argument > arguments) continue;
    size_t size;
    if (lua_type(L, argument) != LUA_TSTRING) continue;
    const char *long_one = lua_tolstring(L, argument, &size);
    if (size < SHORT) continue;
    if (changed == NULL) {
      changed = lua_newuserdatauv(L, length, 0);
      memcpy(changed, text, length);
    }
    push_quoted(L, long_one, size);
    lua_replace(L, argument);
    changed[i] = 's';
  }
  if (changed != NULL) {
    lua_pushlstring(L, changed, length);
    lua_replace(L, 1);
    lua_settop(L, arguments);
  }
  return original(L);
}

// What is long is spaces and zeros around a numeral, or none: those are left away here, piece by piece.
static int to_number(lua_State *L) {
  if (lua_type(L, 1) != LUA_TSTRING || lua_rawlen(L, 1) <= SHORT) return original(L);
  size_t length;
  const char *text = lua_tolstring(L, 1, &length);
  size_t from = 0, to = length;
  for (; from < to && strchr(" \f\n\r\t\v", text[from]) != NULL && text[from] != 0; from++)
    if (from % SHORT == 0) stop_if_interrupted(host_of(L), L);
  for (; to > from && strchr(" \f\n\r\t\v", text[to - 1]) != NULL && text[to - 1] != 0; to--)
    if (to % SHORT == 0) stop_if_interrupted(host_of(L), L);
  // A sign stays, whatever Lua makes of it.
  size_t sign = from;
  if (from < to && (text[from] == '-' || text[from] == '+')) from++;
  size_t first = from;
  for (; from + 1 < to && text[from] == '0' && text[from + 1] == '0'; from++)
    if (from % SHORT == 0) stop_if_interrupted(host_of(L), L);
  // 0x stands at the beginning or is none.
  bool is_none = from > first && from + 1 < to && (text[from + 1] | 32) == 'x';
  if (is_none || to - from > SHORT) {
    luaL_pushfail(L);
    return 1;
  }
  lua_pushlstring(L, text + sign, first - sign);
  lua_pushlstring(L, text + from, to - from);
  lua_concat(L, 2);
  lua_replace(L, 1);
  return original(L);
}

static lua_Integer place(lua_Integer given, size_t length) {
  if (given >= 0) return given;
  return 0u - (size_t)given > length ? 0 : (lua_Integer)length + given + 1;
}

static bool continues(const char *text, lua_Integer at) { return ((unsigned char)text[at - 1] & 0xc0) == 0x80; }

// utf8.len: characters that begin in a piece may end behind it.
static int count_characters(lua_State *L) {
  size_t length;
  const char *text = luaL_checklstring(L, 1, &length);
  if (length < SHORT) return original(L);
  lua_Integer from = place(luaL_optinteger(L, 2, 1), length);
  lua_Integer to = place(luaL_optinteger(L, 3, -1), length), all = 0;
  if (from < 1 || from > (lua_Integer)length + 1 || to > (lua_Integer)length) return original(L);
  lua_settop(L, 4);
  while (from <= to) {
    stop_if_interrupted(host_of(L), L);
    lua_Integer end = to - from < (lua_Integer)SHORT ? to : from + (lua_Integer)SHORT - 1;
    // To where a character ends; what follows too far is none, as Lua will say.
    for (int more = 0; more < 6 && end < to && continues(text, end + 1); more++) end++;
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushvalue(L, 1);
    lua_pushinteger(L, from);
    lua_pushinteger(L, end);
    lua_pushvalue(L, 4);
    lua_call(L, 4, 2);
    if (lua_isnil(L, -2)) return 2;
    all += lua_tointeger(L, -2);
    lua_pop(L, 2);
    from = end + 1;
  }
  lua_pushinteger(L, all);
  return 1;
}

// utf8.offset: so many characters on, or back.
static int find_character(lua_State *L) {
  size_t length;
  luaL_checklstring(L, 1, &length);
  lua_Integer count = luaL_checkinteger(L, 2);
  const lua_Integer step = (lua_Integer)SHORT;
  lua_settop(L, 3);
  while (count > step || count < -step) {
    stop_if_interrupted(host_of(L), L);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushvalue(L, 1);
    lua_pushinteger(L, count > 0 ? step + 1 : -step);
    if (lua_isnil(L, 3)) lua_pushinteger(L, count > 0 ? 1 : (lua_Integer)length + 1);
    else lua_pushvalue(L, 3);
    lua_call(L, 3, 1);
    if (lua_isnil(L, -1)) return 1;
    lua_Integer at = lua_tointeger(L, -1);
    count -= count > 0 ? step : -step;
    lua_settop(L, 1);
    lua_pushinteger(L, count);
    lua_pushinteger(L, at);
  }
  return original(L);
}

// Formats of the system's own: none that anybody writes is as long.
static int bounded(lua_State *L) {
  if (lua_type(L, 1) == LUA_TSTRING && lua_rawlen(L, 1) > SHORT) return luaL_error(L, "the format is too long: at most 65536 bytes are expected");
  return original(L);
}

static void replace(lua_State *L, const char *table, const char *name, lua_CFunction function) {
  lua_getglobal(L, table);
  lua_getfield(L, -1, name);
  lua_pushcclosure(L, function, 1);
  lua_setfield(L, -2, name);
  lua_pop(L, 1);
}

void open_lengthy(lua_State *L) {
  replace(L, LUA_STRLIBNAME, "format", format);
  replace(L, LUA_STRLIBNAME, "pack", bounded);
  replace(L, LUA_STRLIBNAME, "unpack", bounded);
  replace(L, LUA_STRLIBNAME, "packsize", bounded);
  replace(L, LUA_OSLIBNAME, "date", bounded);
  replace(L, LUA_UTF8LIBNAME, "len", count_characters);
  replace(L, LUA_UTF8LIBNAME, "offset", find_character);
  replace(L, LUA_GNAME, "tonumber", to_number);
}
