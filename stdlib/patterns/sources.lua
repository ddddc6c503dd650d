local patterns = ...

-- How a pattern was made, as text: what the same source evaluated twice has in common. A function of the user's has a number
-- in it: equal ones are those of one code that have equal values around them.

local rational = patterns.rational
local numbers, count = setmetatable({}, { __mode = "k" }), 0
local numbered = setmetatable({}, { __mode = "v" })

-- The names of words by their callables; whoever makes callables of their own for words adds them.
patterns.names = setmetatable({}, { __mode = "k" })

local function quoted(text)
  return '"' .. text:gsub('[\\"]', "\\%0"):gsub("\n", "\\n") .. '"'
end

local describe

-- Functions by what they are made of, and for each the equal one whose number it has, which lives as long as it does.
local known, equal_to = setmetatable({}, { __mode = "v" }), setmetatable({}, { __mode = "k" })
-- The functions whose makings are being told.
local told = {}

-- What a function is made of, as text; nil where that cannot be told. Who embeds the library gives `code_of`: a function's
-- code, and the values that it has from around it.
local function making_of(value)
  local parts = patterns.code_of and table.pack(patterns.code_of(value))
  if not parts or parts.n == 0 then return nil end
  told[#told + 1] = value
  local is_told = true
  for index = 2, parts.n do
    local part = parts[index]
    if part == value then
      part = "itself"
    elseif type(part) == "function" and not numbers[part] then
      -- Two that hold each other are told apart.
      for _, outer in ipairs(told) do is_told = is_told and outer ~= part end
      part = is_told and describe(part)
    else
      part = patterns.text(describe(part))
    end
    parts[index] = part
  end
  told[#told] = nil
  return is_told and table.concat(parts, "\0") or nil
end

local function number_of(value)
  local making = type(value) == "function" and making_of(value)
  local equal = making and known[making]
  if equal then
    numbers[value], equal_to[value] = numbers[equal], equal
  elseif not numbers[value] then
    count = count + 1
    numbers[value], numbered[count] = count, value
    if making then known[making] = value end
  end
  return numbers[value]
end

-- Those that are being described: one that holds itself is told no further.
local open = {}

local function described_table(value)
  if open[value] then return "{…}" end
  open[value] = true
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
  open[value] = nil
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
  -- What a host has of its own may tell how it is made.
  local own = patterns.described_by_host and type(value) == "userdata" and patterns.described_by_host(value)
  if own then return own end
  if type(value) == "table" and (getmetatable(value) == nil or patterns.is_kept and patterns.is_kept[value]) then
    return described_table(value)
  end
  return "function#" .. (numbers[value] or number_of(value))
end

patterns.describe, patterns.quoted = describe, quoted

-- What follows a name may be pinned later to what the name meant once: in sources it is a mark, and `text` says what it is
-- by then. A cell is a table with a `name` and, once it is pinned, a pattern `pinned`.
local cells, cell_count = setmetatable({}, { __mode = "v" }), 0

function patterns.mark(cell)
  cell_count = cell_count + 1
  cells[cell_count] = cell
  return "\1" .. cell_count .. "\2"
end

-- How a value was made, as a patch would say it.
function patterns.text(value)
  local source = type(value) == "string" and value or describe(value)
  return (source:gsub("\1(%d+)\2", function(number)
    local cell = cells[tonumber(number)]
    return cell and (cell.pinned and patterns.text(cell.pinned) or cell.name)
  end))
end

-- The same with what names hold in their places: all that a pattern is made of, each name once.
function patterns.whole_text(value, named, seen)
  seen = seen or {}
  local source = type(value) == "string" and value or describe(value)
  return (source:gsub("\1(%d+)\2", function(number)
    local cell = cells[tonumber(number)]
    if not cell or seen[cell] then return "" end
    seen[cell] = true
    return patterns.whole_text(cell.pinned or named(cell.name), named, seen)
  end))
end

-- The functions that a source names.
function patterns.functions_in(source)
  local list = {}
  for number in source:gmatch("function#(%d+)") do list[#list + 1] = numbered[tonumber(number)] end
  return list
end

-- `source` with its numbered functions as `change` has them; what stands in quotes is left.
local function with_numbers(source, change)
  local parts, place = {}, 1
  while place <= #source do
    local quotation = source:match('^"[^"\\]*', place)
    while quotation and source:sub(place + #quotation, place + #quotation) == "\\" do
      quotation = quotation .. source:sub(place + #quotation, place + #quotation + 1)
      quotation = quotation .. source:match('^[^"\\]*', place + #quotation)
    end
    local number = source:match("^function#(%d+)", place)
    local part = quotation and quotation .. '"' or number and "function#" .. number or source:match('^[%w_]+', place)
      or source:match('^.', place)
    parts[#parts + 1] = number and change(tonumber(number)) or part
    place = place + #part
  end
  return table.concat(parts)
end

-- The text of a value, its functions numbered from 1 as they come in it, and a list of those: for a file. Signals are told
-- as functions are.
function patterns.saved(value)
  local list, places = {}, {}
  local text = with_numbers(patterns.text(value), function(number)
    if not places[number] then
      list[#list + 1] = numbered[number]
      places[number] = #list
    end
    return "function#" .. places[number]
  end)
  return text, list
end

-- A value's text for people: functions by the names that `name_of` knows for them, and decimals no longer than they are read.
function patterns.shown_text(value)
  local text = with_numbers(patterns.text(value), function(number)
    local held = numbered[number]
    return held ~= nil and patterns.name_of_function and patterns.name_of_function(held) or "function"
  end)
  return (text:gsub("%f[%w]%d+%.%d%d%d%d%d%d%d+", function(long) return ("%.6g"):format(tonumber(long)) end))
end

-- A chunk that, given such a list, returns the value of such a text.
function patterns.chunk_of(text)
  local name = "held"
  while text:find(name, 1, true) do name = name .. "_" end
  return ("local %s = ... return %s"):format(name, with_numbers(text, function(number) return ("%s[%d]"):format(name, number) end))
end

-- `value` as a patch would show it in a list of events.
function patterns.shown(value)
  if type(value) == "string" then return value end
  if type(value) == "number" then return ("%.6g"):format(value) end
  return describe(value)
end
