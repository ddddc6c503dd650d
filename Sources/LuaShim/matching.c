// `string.find`, `match`, `gmatch` and `gsub` with a matcher that can be ended: Lua's own runs for hours on a few dozen characters
// and a pattern such as `.-.-.-x`, where no hook reaches it. What a pattern means is Lua's manual's (section 6.4.1).
#define _GNU_SOURCE
#include "host.h"
#include <ctype.h>
#include <string.h>

enum { MOST_CAPTURES = 32, MOST_NESTED = 200, OPEN = -1, PLACE = -2 };

typedef struct {
  lua_State *L;
  ls_host *host;
  const char *subject, *subject_end, *pattern_end;
  int nested, count;
  struct {
    const char *start;
    ptrdiff_t length;
  } captures[MOST_CAPTURES];
} matcher;

static const char *match(matcher *m, const char *at, const char *p);

static bool in_class(int c, int letter) {
  bool is;
  switch (tolower(letter)) {
    case 'a': is = isalpha(c); break;
    case 'c': is = iscntrl(c); break;
    case 'd': is = isdigit(c); break;
    case 'g': is = isgraph(c); break;
    case 'l': is = islower(c); break;
    case 'p': is = ispunct(c); break;
    case 's': is = isspace(c); break;
    case 'u': is = isupper(c); break;
    case 'w': is = isalnum(c); break;
    case 'x': is = isxdigit(c); break;
    default: return letter == c;
  }
  return isupper(letter) ? !is : is;
}

// The end of the single-character item at `p`; of a set, behind its bracket.
static const char *item_end(matcher *m, const char *p) {
  char first = *p++;
  if (first == '%') {
    if (p == m->pattern_end) luaL_error(m->L, "malformed pattern (ends with '%%')");
    return p + 1;
  }
  if (first != '[') return p;
  if (p < m->pattern_end && *p == '^') p++;
  // A bracket that comes first stands for itself.
  for (bool begins = true; begins || p == m->pattern_end || *p != ']'; begins = false) {
    if (p == m->pattern_end) luaL_error(m->L, "malformed pattern (missing ']')");
    if (*p++ == '%' && p < m->pattern_end) p++;
  }
  return p + 1;
}

// `set` is at the opening bracket, `last` at the closing one.
static bool in_set(int c, const char *set, const char *last) {
  bool wanted = true;
  const char *p = set + 1;
  if (*p == '^') {
    wanted = false;
    p++;
  }
  while (p < last) {
    if (*p == '%') {
      if (in_class(c, (unsigned char)p[1])) return wanted;
      p += 2;
    } else if (p + 2 < last && p[1] == '-') {
      if ((unsigned char)p[0] <= c && c <= (unsigned char)p[2]) return wanted;
      p += 3;
    } else if ((unsigned char)*p++ == c) {
      return wanted;
    }
  }
  return !wanted;
}

static bool one(const matcher *m, const char *at, const char *p, const char *end) {
  if (at >= m->subject_end) return false;
  int c = (unsigned char)*at;
  if (*p == '.') return true;
  if (*p == '%') return in_class(c, (unsigned char)p[1]);
  if (*p == '[') return in_set(c, p, end - 1);
  return (unsigned char)*p == c;
}

static const char *balanced(matcher *m, const char *at, const char *p) {
  if (m->pattern_end - p < 2) luaL_error(m->L, "malformed pattern (missing arguments to '%%b')");
  if (at >= m->subject_end || *at != p[0]) return NULL;
  ptrdiff_t depth = 1;
  for (const char *s = at + 1; s < m->subject_end; s++) {
    stop_if_interrupted(m->host, m->L);
    if (*s == p[1]) {
      if (--depth == 0) return s + 1;
    } else if (*s == p[0]) {
      depth++;
    }
  }
  return NULL;
}

static const char *greedy(matcher *m, const char *at, const char *p, const char *end) {
  ptrdiff_t count = 0;
  while (one(m, at + count, p, end)) {
    stop_if_interrupted(m->host, m->L);
    count++;
  }
  for (; count >= 0; count--) {
    const char *found = match(m, at + count, end + 1);
    if (found != NULL) return found;
  }
  return NULL;
}

static const char *lazy(matcher *m, const char *at, const char *p, const char *end) {
  for (;; at++) {
    const char *found = match(m, at, end + 1);
    if (found != NULL) return found;
    if (!one(m, at, p, end)) return NULL;
  }
}

static const char *opened(matcher *m, const char *at, const char *p, ptrdiff_t length) {
  if (m->count >= MOST_CAPTURES) luaL_error(m->L, "too many captures");
  m->captures[m->count].start = at;
  m->captures[m->count++].length = length;
  const char *found = match(m, at, p);
  if (found == NULL) m->count--;
  return found;
}

static const char *closed(matcher *m, const char *at, const char *p) {
  int open = m->count - 1;
  while (open >= 0 && m->captures[open].length != OPEN) open--;
  if (open < 0) luaL_error(m->L, "invalid pattern capture");
  m->captures[open].length = at - m->captures[open].start;
  const char *found = match(m, at, p);
  if (found == NULL) m->captures[open].length = OPEN;
  return found;
}

static const char *again(matcher *m, const char *at, int digit) {
  int number = digit - '1';
  if (number < 0 || number >= m->count || m->captures[number].length == OPEN)
    luaL_error(m->L, "invalid capture index %%%d", number + 1);
  // A place is no text; its length, taken as a size, is more than is left of any subject.
  size_t length = (size_t)m->captures[number].length;
  if ((size_t)(m->subject_end - at) < length) return NULL;
  return memcmp(m->captures[number].start, at, length) == 0 ? at + length : NULL;
}

static const char *frontier(matcher *m, const char *at, const char *p) {
  if (p == m->pattern_end || *p != '[') luaL_error(m->L, "missing '[' after '%%f' in pattern");
  const char *end = item_end(m, p);
  int before = at == m->subject ? 0 : (unsigned char)at[-1];
  int here = at == m->subject_end ? 0 : (unsigned char)*at;
  return !in_set(before, p, end - 1) && in_set(here, p, end - 1) ? end : NULL;
}

// Where the match of `p` that begins at `at` ends; NULL where there is none.
static const char *walk(matcher *m, const char *at, const char *p) {
  while (p != m->pattern_end) {
    stop_if_interrupted(m->host, m->L);
    if (*p == '(') return p + 1 < m->pattern_end && p[1] == ')' ? opened(m, at, p + 2, PLACE) : opened(m, at, p + 1, OPEN);
    if (*p == ')') return closed(m, at, p + 1);
    if (*p == '$' && p + 1 == m->pattern_end) return at == m->subject_end ? at : NULL;
    char escaped = *p == '%' && p + 1 < m->pattern_end ? p[1] : 0;
    if (escaped == 'b') {
      at = balanced(m, at, p + 2);
      p += 4;
    } else if (escaped == 'f') {
      p = frontier(m, at, p + 2);
      if (p == NULL) return NULL;
    } else if (escaped >= '0' && escaped <= '9') {
      at = again(m, at, escaped);
      p += 2;
    } else {
      const char *end = item_end(m, p);
      char suffix = end < m->pattern_end ? *end : 0;
      if (suffix == '*') return greedy(m, at, p, end);
      if (suffix == '-') return lazy(m, at, p, end);
      bool is = one(m, at, p, end);
      if (suffix == '+') return is ? greedy(m, at + 1, p, end) : NULL;
      if (suffix == '?') {
        const char *found = is ? match(m, at + 1, end + 1) : NULL;
        if (found != NULL) return found;
        p = end + 1;
        continue;
      }
      if (!is) return NULL;
      at++;
      p = end;
    }
    if (at == NULL) return NULL;
  }
  return at;
}

static const char *match(matcher *m, const char *at, const char *p) {
  if (++m->nested > MOST_NESTED) luaL_error(m->L, "pattern too complex");
  const char *found = walk(m, at, p);
  m->nested--;
  return found;
}

static const char *begin(matcher *m, const char *at, const char *p) {
  m->count = m->nested = 0;
  return match(m, at, p);
}

static void push_capture(matcher *m, int number, const char *from, const char *to) {
  if (number >= m->count) {
    if (number != 0) luaL_error(m->L, "invalid capture index %%%d", number + 1);
    lua_pushlstring(m->L, from, (size_t)(to - from));
  } else if (m->captures[number].length == PLACE) {
    lua_pushinteger(m->L, m->captures[number].start - m->subject + 1);
  } else if (m->captures[number].length == OPEN) {
    luaL_error(m->L, "unfinished capture");
  } else {
    lua_pushlstring(m->L, m->captures[number].start, (size_t)m->captures[number].length);
  }
}

static int push_captures(matcher *m, const char *from, const char *to, bool whole) {
  int count = m->count == 0 && whole ? 1 : m->count;
  luaL_checkstack(m->L, count, "too many captures");
  for (int i = 0; i < count; i++) push_capture(m, i, from, to);
  return count;
}

static void prepare(matcher *m, lua_State *L, const char *subject, size_t length, const char *pattern, size_t size) {
  m->L = L;
  m->host = host_of(L);
  m->subject = subject;
  m->subject_end = subject + length;
  m->pattern_end = pattern + size;
}

// Places count from 1, negative ones from the end; from 0 in what is answered.
static size_t start_place(lua_Integer given, size_t length) {
  if (given > 0) return (size_t)given - 1;
  if (given == 0 || given < -(lua_Integer)length) return 0;
  return length - (size_t)-given;
}

static bool is_plain(const char *pattern, size_t size) {
  for (size_t i = 0; i < size; i++)
    if (pattern[i] != 0 && strchr("^$*+?.([%-", pattern[i]) != NULL) return false;
  return true;
}

static int look(lua_State *L, bool finds) {
  size_t length, size;
  const char *subject = luaL_checklstring(L, 1, &length), *pattern = luaL_checklstring(L, 2, &size);
  size_t start = start_place(luaL_optinteger(L, 3, 1), length);
  if (start > length) {
    luaL_pushfail(L);
    return 1;
  }
  if (finds && (lua_toboolean(L, 4) || is_plain(pattern, size))) {
    const char *found = size == 0 ? subject + start : memmem(subject + start, length - start, pattern, size);
    if (found == NULL) {
      luaL_pushfail(L);
      return 1;
    }
    lua_pushinteger(L, found - subject + 1);
    lua_pushinteger(L, found - subject + (lua_Integer)size);
    return 2;
  }
  bool anchored = size > 0 && *pattern == '^';
  matcher m;
  prepare(&m, L, subject, length, pattern, size);
  for (const char *at = subject + start; at <= m.subject_end; at++) {
    const char *end = begin(&m, at, pattern + anchored);
    if (end == NULL) {
      if (anchored) break;
      continue;
    }
    if (!finds) return push_captures(&m, at, end, true);
    lua_pushinteger(L, at - subject + 1);
    lua_pushinteger(L, end - subject);
    return push_captures(&m, NULL, NULL, false) + 2;
  }
  luaL_pushfail(L);
  return 1;
}

static int find(lua_State *L) { return look(L, true); }
static int first_match(lua_State *L) { return look(L, false); }

// Upvalues: subject, pattern, where to go on, and where the last match ended, -1 before there was one.
static int next_match(lua_State *L) {
  size_t length, size;
  const char *subject = lua_tolstring(L, lua_upvalueindex(1), &length);
  const char *pattern = lua_tolstring(L, lua_upvalueindex(2), &size);
  lua_Integer last = lua_tointeger(L, lua_upvalueindex(4));
  matcher m;
  prepare(&m, L, subject, length, pattern, size);
  for (lua_Integer at = lua_tointeger(L, lua_upvalueindex(3)); at <= (lua_Integer)length; at++) {
    const char *end = begin(&m, subject + at, pattern);
    // An empty match right behind the last one is that one's end once more.
    if (end == NULL || end - subject == last) continue;
    lua_pushinteger(L, end - subject);
    lua_copy(L, -1, lua_upvalueindex(3));
    lua_replace(L, lua_upvalueindex(4));
    return push_captures(&m, subject + at, end, true);
  }
  return 0;
}

static int each_match(lua_State *L) {
  size_t length;
  luaL_checklstring(L, 1, &length);
  luaL_checkstring(L, 2);
  size_t start = start_place(luaL_optinteger(L, 3, 1), length);
  if (start > length) start = length + 1;
  lua_settop(L, 2);
  lua_pushinteger(L, (lua_Integer)start);
  lua_pushinteger(L, -1);
  lua_pushcclosure(L, next_match, 4);
  return 1;
}

static void add_text(matcher *m, luaL_Buffer *result, const char *from, const char *to) {
  size_t size;
  const char *text = lua_tolstring(m->L, 3, &size), *text_end = text + size;
  for (const char *mark; (mark = memchr(text, '%', (size_t)(text_end - text))) != NULL; text = mark + 2) {
    luaL_addlstring(result, text, (size_t)(mark - text));
    char sign = mark + 1 < text_end ? mark[1] : 0;
    if (sign == '%') {
      luaL_addchar(result, '%');
    } else if (sign == '0') {
      luaL_addlstring(result, from, (size_t)(to - from));
    } else if (sign >= '1' && sign <= '9') {
      push_capture(m, sign - '1', from, to);
      luaL_tolstring(m->L, -1, NULL);
      lua_remove(m->L, -2);
      luaL_addvalue(result);
    } else {
      luaL_error(m->L, "invalid use of '%%' in replacement string");
    }
  }
  luaL_addlstring(result, text, (size_t)(text_end - text));
}

// Whether it differs from what was matched.
static bool add_replacement(matcher *m, luaL_Buffer *result, const char *from, const char *to, int type) {
  lua_State *L = m->L;
  if (type == LUA_TFUNCTION) {
    lua_pushvalue(L, 3);
    lua_call(L, push_captures(m, from, to, true), 1);
  } else if (type == LUA_TTABLE) {
    push_capture(m, 0, from, to);
    lua_gettable(L, 3);
  } else {
    add_text(m, result, from, to);
    return true;
  }
  if (!lua_toboolean(L, -1)) {
    lua_pop(L, 1);
    luaL_addlstring(result, from, (size_t)(to - from));
    return false;
  }
  if (!lua_isstring(L, -1)) luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
  luaL_addvalue(result);
  return true;
}

static int replace_all(lua_State *L) {
  size_t length, size;
  const char *subject = luaL_checklstring(L, 1, &length), *pattern = luaL_checklstring(L, 2, &size);
  int type = lua_type(L, 3);
  luaL_argexpected(
      L, type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TFUNCTION || type == LUA_TTABLE, 3,
      "string/function/table");
  lua_Integer most = luaL_optinteger(L, 4, (lua_Integer)length + 1), count = 0;
  bool anchored = size > 0 && *pattern == '^', changed = false;
  matcher m;
  prepare(&m, L, subject, length, pattern, size);
  luaL_Buffer result;
  luaL_buffinit(L, &result);
  const char *at = subject, *last = NULL;
  while (count < most) {
    const char *end = begin(&m, at, pattern + anchored);
    if (end != NULL && end != last) {
      count++;
      changed |= add_replacement(&m, &result, at, end, type);
      at = last = end;
    } else if (at < m.subject_end) {
      luaL_addchar(&result, *at++);
    } else {
      break;
    }
    if (anchored) break;
  }
  if (changed) {
    luaL_addlstring(&result, at, (size_t)(m.subject_end - at));
    luaL_pushresult(&result);
  } else {
    lua_pushvalue(L, 1);
  }
  lua_pushinteger(L, count);
  return 2;
}

void open_matching(lua_State *L) {
  static const luaL_Reg replaced[] = {
      {"find", find}, {"match", first_match}, {"gmatch", each_match}, {"gsub", replace_all}, {NULL, NULL}};
  lua_getglobal(L, LUA_STRLIBNAME);
  luaL_setfuncs(L, replaced, 0);
  lua_pop(L, 1);
}
