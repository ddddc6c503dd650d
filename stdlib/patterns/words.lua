local patterns = ...

-- Words: what a user may type, declared with its parameters and made callable. An argument may be a pattern wherever a plain
-- value may; the word's `make` sees plain values only, and is joined over the pattern of them.

local rational, describe, fail, told = patterns.rational, patterns.describe, patterns.fail, patterns.told
local is_pattern, awaiting, convert = patterns.is_pattern, patterns.awaiting, patterns.convert
local argument, placed, phrase, is_options = patterns.argument, patterns.placed, patterns.phrase, patterns.is_options

local function join_over(word, values, count, patterned)
  local list = {}
  for number, place in ipairs(patterned) do list[number] = values[place] end
  local tuple = patterns.tuples(list)
  local made, size = {}, 0
  local function pattern_for(tuple_values)
    local keys = {}
    for index, value in ipairs(tuple_values) do keys[index] = describe(value) end
    local key = table.concat(keys, "\0")
    if made[key] then return made[key] end
    local plain = table.move(values, 1, count, 1, {})
    for number, place in ipairs(patterned) do
      plain[place] = convert[word.parameters[place].kind](tuple_values[number])
      if plain[place] == nil then return patterns.nothing end
      local check = word.parameters[place].check
      if check then
        local fine, better = pcall(check, plain[place])
        if not fine then return patterns.nothing end
        plain[place] = better or plain[place]
      end
    end
    if size >= 256 then made, size = {}, 0 end
    size = size + 1
    made[key] = word.make(table.unpack(plain, 1, count))
    return made[key]
  end
  -- Made once now, a transform that fails fails here and not while it plays.
  for _, found in ipairs(tuple.answer(rational.zero, rational.one)) do pattern_for(found.value) end
  return patterns.inner_join(patterns.mapped(tuple, pattern_for))
end

local function source_of(word, given, subject)
  local parts = {}
  for index = 1, given.n do parts[index] = describe(given[index]) end
  local call = ("%s(%s)"):format(word.name, table.concat(parts, ", "))
  return subject and describe(subject) .. ":" .. call or call
end

-- A transform where a number stands: most likely the two were exchanged.
local function check_order(word, parameter, value)
  if not convert[parameter.kind] or parameter.kind == "name" then return end
  if not (patterns.is_awaiting(value) or type(value) == "function" and not patterns.names[value]) then return end
  for _, other in ipairs(word.parameters) do
    if other.name:find("transform", 1, true) then
      fail(("%s: %s is expected, and not %s; as in %s"):format(parameter.name, phrase(parameter), told(value), word.example))
    end
  end
end

-- The checked arguments of a call by place, how many places there are, and which of them hold patterns of plain values.
local function prepared(word, subject, given)
  local skipped = subject and 1 or 0
  local call = { word = word, patterned = {}, chances = 0, source = source_of(word, given, subject) }
  local values, count = placed(word, given, skipped)
  if subject then values[1] = subject end
  for index = 1, count do
    local parameter = word.parameters[math.min(index, #word.parameters)]
    if values[index] == nil then values[index] = parameter.default end
    if values[index] == nil then
      if not parameter.optional and not parameter.rest then
        fail(("%s: %s is missing: %s is expected"):format(word.signature, parameter.name, phrase(parameter)))
      end
    else
      check_order(word, parameter, values[index])
      values[index] = patterns.named(parameter.name, argument, parameter, values[index])
      if convert[parameter.kind] then
        call.splits = true
        if is_pattern(values[index]) then call.patterned[#call.patterned + 1] = index end
      end
      if is_pattern(values[index]) then
        call.chances = math.max(call.chances, rawget(values[index], "chances") or 0)
        call.is_pitch = call.is_pitch or rawget(values[index], "is_pitch")
      end
    end
  end
  call.values, call.count = values, count
  return call
end

local function applied(word, subject, given)
  local call = prepared(word, subject, given)
  local made
  if #call.patterned > 0 and not word.joins then
    made = join_over(word, call.values, call.count, call.patterned)
  else
    made = word.make(table.unpack(call.values, 1, call.count))
  end
  if not is_pattern(made) then return made end
  -- A plain argument is a pattern of one value a cycle: what is asked for is split at cycles.
  local result = patterns.make(call.splits and patterns.by_cycle(made.answer) or made.answer, call.source)
  -- What its source names lives as long as it does.
  rawset(result, "made_from", { subject, given })
  rawset(result, "constant", rawget(made, "constant"))
  rawset(result, "atoms", rawget(made, "atoms"))
  local chances = math.max(call.chances, rawget(made, "chances") or 0) + (word.chance and 1 or 0)
  rawset(result, "chances", chances > 0 and chances or nil)
  local pitched = word.pitched
  if type(pitched) == "function" then pitched = pitched(call.source) end
  rawset(result, "is_pitch", pitched or call.is_pitch or rawget(made, "is_pitch"))
  return result
end

-- Where others have the pattern last, as Tidal does, a last pattern can be nothing else than the one that is meant.
local function check_first(word, given)
  local place, last = word.parameters[given.n + 1], word.parameters[#word.parameters]
  if given.n < word.required or not is_pattern(given[given.n]) or last.rest then return end
  if place and place.kind ~= "any" then return end
  local others = table.pack(table.unpack(given, 1, given.n - 1))
  fail(("the pattern stands first, as in %s"):format(patterns.text(source_of(word, others, given[given.n]))))
end

-- With all that it needs but its pattern a word awaits that, whatever is first: fast(p"<2 4>") is a transform.
local function is_subject(word, first, count)
  if type(first) == "string" then return count >= word.required end
  return is_pattern(first) and (count ~= word.required - 1 or count == 0)
end

local function called(word, ...)
  local given = table.pack(...)
  if not word.transforms then return applied(word, nil, given) end
  local first = given[1]
  if is_subject(word, first, given.n) then
    local subject = patterns.named("pattern", patterns.pattern_of, first)
    return applied(word, subject, table.pack(select(2, ...)))
  end
  if given.n == 1 and is_options(first) and first[1] ~= nil and is_pattern(first[1]) then
    local subject = table.remove(first, 1)
    return applied(word, subject, table.pack(first))
  end
  check_first(word, given)
  local last = word.parameters[#word.parameters]
  if given.n >= #word.parameters and not last.rest then
    fail(("%s: pattern: a pattern is expected, and not %s"):format(word.signature, told(first)))
  end
  if given.n == 0 and word.required > 1 then fail(word.signature .. ": nothing was given") end
  -- A wrong argument shows here and not where the pattern comes.
  word.prepare(...)
  return awaiting(function(pattern) return word.apply(pattern, table.unpack(given, 1, given.n)) end, source_of(word, given))
end

local function signature_of(word)
  local parts = {}
  for index, parameter in ipairs(word.parameters) do
    local name = parameter.rest and parameter.name .. ", …" or parameter.name
    parts[index] = (parameter.optional or parameter.default ~= nil) and "[" .. name .. "]" or name
  end
  return ("%s(%s)"):format(word.name, table.concat(parts, ", "))
end

-- Declares a word. `parameters` name, kind, what and doc; a first one named `pattern` makes it a transform.
function patterns.define(word)
  word.signature = signature_of(word)
  word.required = 0
  for _, parameter in ipairs(word.parameters) do
    parameter.kind = parameter.kind or "any"
    if not parameter.optional and parameter.default == nil and not parameter.rest then word.required = word.required + 1 end
  end
  word.transforms = word.parameters[1] ~= nil and word.parameters[1].name == "pattern"
  -- For what is within other words: mistakes in these are told by the word that the user called.
  word.prepare = function(...) return prepared(word, patterns.nothing, table.pack(...)) end
  word.apply = function(pattern, ...)
    if word.transforms then return applied(word, patterns.pattern_of(pattern), table.pack(...)) end
    return applied(word, nil, table.pack(pattern, ...))
  end
  -- A method has its pattern, and awaits none.
  word.as_method = word.call or word.transforms and function(pattern, ...)
    return patterns.guarded(word.name .. ": ", applied, word, pattern, table.pack(...))
  end
  word.call = word.call or function(...) return patterns.guarded(word.name .. ": ", called, word, ...) end
  word.as_method = word.as_method or word.call
  patterns.words[word.name] = word
  patterns.names[word.call] = word.name
  return word
end

-- Words as a pattern's methods: with a dot for the colon the pattern would be missing, and the word await it in silence.
local methods = setmetatable({}, { __mode = "k" })
function patterns.method_of(word)
  local method = methods[word]
  if not method then
    method = function(...)
      if is_pattern((...)) then return word.as_method(...) end
      return patterns.guarded(word.name .. ": ", fail, ("a colon is expected before it, as in pattern:%s(…): a dot leaves the pattern out"):format(word.name))
    end
    methods[word] = method
    patterns.names[method] = word.name
  end
  return method
end

-- The names of all words, or of those that transform, in order.
function patterns.word_names(transforms)
  local names = {}
  for name, word in pairs(patterns.words) do
    if not transforms or word.transforms then names[#names + 1] = name end
  end
  table.sort(names)
  return names
end
