local patterns = ...

-- How a pattern was made, as text: what the same source evaluated twice has in common. A function of the user's has no text
-- that tells it from another, so each has a number of its own.

local rational = patterns.rational
local numbers, count = setmetatable({}, { __mode = "k" }), 0

-- The names of words by their callables; whoever makes callables of their own for words adds them.
patterns.names = setmetatable({}, { __mode = "k" })

local function quoted(text)
  return '"' .. text:gsub('[\\"]', "\\%0"):gsub("\n", "\\n") .. '"'
end

local describe

local function described_table(value)
  local parts, seen = {}, #value
  for index = 1, seen do parts[index] = describe(value[index]) end
  local keys = {}
  for key in pairs(value) do
    if not (math.type(key) == "integer" and key >= 1 and key <= seen) then keys[#keys + 1] = key end
  end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  for _, key in ipairs(keys) do
    local name = type(key) == "string" and key:match("^[%a_][%w_]*$") and key or "[" .. describe(key) .. "]"
    parts[#parts + 1] = name .. "=" .. describe(value[key])
  end
  return "{" .. table.concat(parts, ", ") .. "}"
end

function describe(value)
  if math.type(value) == "integer" then return tostring(value) end
  if type(value) == "number" then
    local short = ("%.14g"):format(value)
    return tonumber(short) == value and short or ("%.17g"):format(value)
  end
  if type(value) == "string" then return quoted(value) end
  if value == nil or type(value) == "boolean" then return tostring(value) end
  if patterns.names[value] then return patterns.names[value] end
  if rational.is(value) then return tostring(value) end
  if patterns.is_pattern(value) then
    if not value.source then
      -- Made by hand, from a function: told by the function.
      rawset(value, "source", "pattern(" .. describe(value.answer) .. ")")
    end
    return value.source
  end
  if patterns.is_awaiting(value) then return value.source end
  if type(value) == "table" and getmetatable(value) == nil then return described_table(value) end
  if not numbers[value] then
    count = count + 1
    numbers[value] = count
  end
  return "function#" .. numbers[value]
end

patterns.describe, patterns.quoted = describe, quoted

-- `value` as a patch would show it in a list of events.
function patterns.shown(value)
  if type(value) == "string" then return value end
  if type(value) == "number" then return ("%.6g"):format(value) end
  return describe(value)
end
