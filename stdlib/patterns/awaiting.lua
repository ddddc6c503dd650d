local patterns = ...

-- What a word gives that is called without its pattern: it waits for one. every(4, fast(2)) is made of it.

local describe = patterns.describe

local awaiting_meta = { __name = "awaiting transform", __metatable = "awaiting transform" }
function patterns.is_awaiting(value) return type(value) == "table" and getmetatable(value) == "awaiting transform" end

-- `apply` makes of a pattern another; `source` is how it shows.
local function awaiting(apply, source) return setmetatable({ apply = apply, source = source }, awaiting_meta) end
awaiting_meta.__tostring = function(transform) return patterns.text(transform.source) end

local function applied(transform, pattern) return transform.apply(patterns.pattern_of(pattern)) end
awaiting_meta.__call = function(transform, pattern) return patterns.guarded("", applied, transform, pattern) end

local function one_after_another(first, second)
  local before, after = patterns.transform_of(first), patterns.transform_of(second)
  return awaiting(function(pattern) return after(before(pattern)) end, "(" .. describe(first) .. " .. " .. describe(second) .. ")")
end
awaiting_meta.__concat = function(first, second) return patterns.guarded("..: ", one_after_another, first, second) end

local function continued(word, transform, ...)
  local given, parts = table.pack(...), {}
  word.prepare(...)
  for index = 1, given.n do parts[index] = describe(given[index]) end
  return awaiting(function(pattern) return word.apply(transform.apply(pattern), table.unpack(given, 1, given.n)) end,
    ("%s:%s(%s)"):format(transform.source, word.name, table.concat(parts, ", ")))
end

-- A method of what awaits its pattern awaits it too: every(4, fast(2):rev()).
awaiting_meta.__index = function(_, name)
  local word = patterns.words[name]
  if not word or not word.transforms then
    return patterns.guarded("", patterns.unknown, "transform", tostring(name), patterns.word_names(true))
  end
  return function(transform, ...) return patterns.guarded(name .. ": ", continued, word, transform, ...) end
end

patterns.awaiting = awaiting
