local patterns = ...

-- What words make of their arguments: values of the kinds that parameters have, by the places that parameters have.

local rational, fail, told, is_pattern, describe = patterns.rational, patterns.fail, patterns.told, patterns.is_pattern, patterns.describe

-- What a value is as a pattern: strings are mini-notation, tables sequences, other values themselves.
function patterns.pattern_of(value)
  if is_pattern(value) then return value end
  if type(value) == "string" then return patterns.mini(value) end
  if type(value) == "number" or type(value) == "boolean" then return patterns.pure(value, "p(" .. describe(value) .. ")") end
  if rational.is(value) then return patterns.pure(value.num / value.den, "p(" .. describe(value) .. ")") end
  local word = patterns.names[value]
  if word and patterns.words[word] and not patterns.words[word].transforms then return patterns.pattern_of(value()) end
  if type(value) == "table" and getmetatable(value) == nil then
    -- With names it is controls, without a list of steps.
    if value[1] == nil and next(value) ~= nil then
      return patterns.pure(patterns.controls_of(value), "p(" .. describe(value) .. ")")
    end
    return patterns.sequence(value)
  end
  fail("a pattern, or a string, a number or a list that becomes one, is expected, and not " .. told(value))
end

-- What a transform that hangs on globals makes, asked anew each time.
local function following(first, recall)
  local made = patterns.make(function(from, to) return recall().answer(from, to) end, first.source)
  for _, field in ipairs { "is_pitch", "atoms", "chances" } do rawset(made, field, rawget(first, field)) end
  return made
end

-- A function from pattern to pattern; it is run once for each pattern, so that a mistake in it shows when it is given.
function patterns.transform_of(value)
  local kind = type(value)
  local callable = patterns.is_awaiting(value) or kind == "function" or kind == "userdata"
    or (kind == "table" and not is_pattern(value) and getmetatable(value) ~= nil and not rational.is(value))
  if not callable then fail("a transform is expected, as fast(2), rev or function(x) return x:fast(2) end, and not " .. told(value)) end
  -- Our own are called without the words around them that tell a user where a mistake is.
  local word = patterns.words[patterns.names[value]]
  local call = patterns.is_awaiting(value) and value.apply or word and word.apply or value
  local function transformed(...)
    local result = call(...)
    if result == nil then fail("the transform returned nothing; a pattern is expected (is a return missing?)") end
    return patterns.pattern_of(result)
  end
  local known = setmetatable({}, { __mode = "k" })
  return function(pattern, ...)
    local is_plain = select("#", ...) == 0
    if is_plain and known[pattern] then return known[pattern] end
    local recall = patterns.remembered(0, transformed, pattern, ...)
    local result, read = recall()
    if read then result = following(result, recall) end
    if is_plain then known[pattern] = result end
    return result
  end
end

-- Plain values by a parameter's kind: nil where the value will not do.
local convert = {
  time = function(value) return (type(value) == "number" or rational.is(value)) and rational.from(value) or nil end,
  number = function(value)
    if rational.is(value) then return value.num / value.den end
    local finite = type(value) == "number" and value - value == 0
    return finite and value or nil
  end,
  whole = function(value)
    if rational.is(value) then value = value.num / value.den end
    return type(value) == "number" and math.tointeger(value) or nil
  end,
  name = function(value) return patterns.name_of(value) end,
}

function patterns.name_of(value)
  if type(value) == "string" then return value end
  if type(value) == "number" then return ("%.14g"):format(value) end
  return nil
end

local function phrase(parameter) return parameter.what .. (parameter.what:find(",") and "," or "") end

local function checked(parameter, value)
  local converted = convert[parameter.kind](value)
  if converted == nil then fail(("%s is expected, and not %s"):format(phrase(parameter), told(value))) end
  if parameter.check then converted = parameter.check(converted) or converted end
  return converted
end

-- A plain value, or a pattern of them whose values known beforehand have been checked.
local function argument(parameter, value)
  local kind = parameter.kind
  if kind == "transform" then return patterns.transform_of(value) end
  if kind == "any" then return value end
  -- A parameter may read some values its own way.
  if parameter.read then
    local read = parameter.read(value)
    if read ~= nil then return read end
  end
  if kind == "pattern" then
    local pattern = patterns.pattern_of(value)
    if parameter.numbers then
      for _, atom in ipairs(rawget(pattern, "atoms") or {}) do
        if type(atom) ~= "number" then fail(("%s is expected, and not %s"):format(phrase(parameter), told(atom))) end
        if parameter.check then parameter.check(atom) end
      end
    end
    return pattern
  end
  -- In a string / slows, so that "1/8" would be a whole cycle in each of eight.
  if kind == "time" and type(value) == "string" and value:match("^%s*%-?%d+%s*/%s*%d+%s*$") then
    local exact = value:gsub("%s", "")
    fail(('in a string "%s" is a number slowed down; the fraction is %s without quotes, or "%s"'):format(value, exact, (exact:gsub("/", "%%"))))
  end
  local word = patterns.words[patterns.names[value]]
  if not is_pattern(value) and type(value) ~= "string" and not (word and not word.transforms) then
    if type(value) == "table" and not rational.is(value) and next(value) ~= nil then value = patterns.pattern_of(value) else return checked(parameter, value) end
  end
  local pattern = patterns.pattern_of(value)
  for _, atom in ipairs(rawget(pattern, "atoms") or {}) do checked(parameter, atom) end
  local constant = rawget(pattern, "constant")
  if constant ~= nil then return checked(parameter, constant) end
  return pattern
end

local function is_options(value)
  if type(value) ~= "table" or getmetatable(value) ~= nil then return false end
  for key in pairs(value) do
    if type(key) == "string" then return true end
  end
  return false
end

-- Arguments by the place of their parameters; a table with a named key, last, holds arguments by name.
local function placed(word, given, skipped)
  local values, parameters = {}, word.parameters
  local last = given.n
  local options = last > 0 and given[last]
  local accepts = parameters[math.min(last + skipped, #parameters)]
  if is_options(options) and not (accepts and accepts.takes_table) then
    last = last - 1
    for name, value in pairs(options) do
      if type(name) == "string" then
        local place
        for index, parameter in ipairs(parameters) do
          if parameter.name == name then place = index end
        end
        if not place then
          local names = {}
          for index, parameter in ipairs(parameters) do names[index] = parameter.name end
          patterns.unknown("parameter", name, names)
        end
        values[place] = value
      end
    end
    for index = 1, #options do
      last = last + 1
      given[last] = options[index]
    end
  end
  local rest = parameters[#parameters] and parameters[#parameters].rest
  if not rest and last + skipped > #parameters then
    fail(("%s takes no more, and %d were given"):format(word.signature, last))
  end
  for index = 1, last do values[index + skipped] = given[index] end
  return values, math.max(last + skipped, #parameters)
end

patterns.convert, patterns.argument, patterns.placed = convert, argument, placed
patterns.phrase, patterns.is_options = phrase, is_options
