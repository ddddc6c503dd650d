local patterns = ...

-- Mistakes travel as tables up to the word that the user called, which tells them where that call stands. A string that comes
-- by is an error of the user's own function and has its place already; but one that Lua raised within the library has the
-- library's, which tells a user nothing.

local meta = { __name = "mistake", __tostring = function(mistake) return mistake.text end }

function patterns.fail(text) error(setmetatable({ text = text }, meta), 0) end

local folders = { patterns = true, scores = true, instruments = true, words = true }

-- A text without the place in the library that it begins with, or nil where there is none.
function patterns.placeless(text)
  local folder, rest = text:match("^(%a+)/[%w_]+%.lua:%d+: (.*)$")
  return folders[folder] and rest or nil
end

-- Runs `work`; a mistake in it is told with `prefix` before it. Whoever loads the library may give it `raise`, which finds the
-- user's line from wherever it is called; without that this is to be called as a tail call by what the user calls: then level 2 is
-- that line.
function patterns.guarded(prefix, work, ...)
  local fine, result = pcall(work, ...)
  if fine then return result end
  local text = getmetatable(result) == meta and result.text or type(result) == "string" and patterns.placeless(result)
  if not text then error(result, 0) end
  if patterns.raise then patterns.raise(prefix .. text) end
  error(prefix .. text, 2)
end

-- The text of a mistake in `work`, or nil and what it gives: for a parameter's name before it.
function patterns.named(name, work, ...)
  local fine, result = pcall(work, ...)
  if fine then return result end
  if getmetatable(result) == meta then patterns.fail(name .. ": " .. result.text) end
  error(result, 0)
end

-- How many letters are put in, left out, changed or swapped with their neighbour: F. Damerau, A Technique for Computer Detection
-- and Correction of Spelling Errors, 1964, each pair swapped once at most.
local function distance(a, b)
  local before, row = {}, {}
  for column = 0, #b do row[column] = column end
  for line = 1, #a do
    local next_row = { [0] = line }
    for column = 1, #b do
      local cost = a:byte(line) == b:byte(column) and 0 or 1
      local least = math.min(row[column] + 1, next_row[column - 1] + 1, row[column - 1] + cost)
      if line > 1 and column > 1 and a:byte(line) == b:byte(column - 1) and a:byte(line - 1) == b:byte(column) then
        least = math.min(least, before[column - 2] + 1)
      end
      next_row[column] = least
    end
    before, row = row, next_row
  end
  return row[#b]
end

-- The name nearest to `given`, no further than a third of it away, or one letter; or nil.
function patterns.nearest(given, names)
  local lower = given:lower()
  local best, least, exact = nil, math.max(1, #given // 3) + 1, math.huge
  for _, name in ipairs(names) do
    local apart = distance(lower, name:lower())
    -- Capitals tell chords apart: of two that are as near else it is the one that is written alike.
    local apart_exactly = apart <= least and distance(given, name) or math.huge
    if apart < least or best and apart == least and apart_exactly < exact then best, least, exact = name, apart, apart_exactly end
  end
  return best
end

-- `a "minr"; did you mean "minor"?`
function patterns.unknown(kind, given, names)
  local near = patterns.nearest(given, names)
  local list = table.concat(names, " ", 1, math.min(#names, 12)) .. (#names > 12 and " …" or "")
  patterns.fail(('there is no %s "%s"; %s'):format(kind, given, near and ('did you mean "%s"?'):format(near) or list == "" and "there is none" or "there are " .. list))
end

local articles = { ["nil"] = "nothing", boolean = "a boolean", number = "a number", string = "a string", table = "a table",
  ["function"] = "a function", userdata = "something of another kind", thread = "a coroutine" }

-- What a user gave, in words.
function patterns.told(value)
  if patterns.is_pattern(value) then return "a pattern" end
  if patterns.is_awaiting and patterns.is_awaiting(value) then return "a transform that awaits its pattern" end
  if type(value) == "number" then return ("%.14g"):format(value) end
  if type(value) == "string" then return ('"%s"'):format(value) end
  return articles[type(value)]
end
