local patterns = ...

-- The grammar of the mini-notation, by recursive descent, to a tree of nodes: atom, rest, sequence, stack, choice, polymeter,
-- range, and the modifiers fast, slow, euclid, degrade. A step is a node with a weight; `!` makes steps, `_` and `@` weigh them.

local rational = patterns.rational
local closing = { ["["] = "]", ["<"] = ">", ["{"] = "}", ["("] = ")" }

-- How deep brackets may nest: deeper ones would exhaust the stack and are no music.
local deepest <const> = 60

local parser = {}
parser.__index = parser

function parser:fail(token, expected) patterns.fail_in_text(self.text, token.at, expected) end
function parser:peek() return self.tokens[self.place] end
function parser:next()
  local token = self.tokens[self.place]
  self.place = self.place + 1
  return token
end

local function told(token) return token.kind == "end" and "the end" or ('"%s"'):format(token.text) end

function parser:close(opening)
  local token = self:peek()
  local expected = closing[opening.text]
  if token.kind == expected then return self:next() end
  if token.kind == "end" then
    self:fail(opening, ('"%s" is expected to close this "%s"'):format(expected, opening.text))
  end
  self:fail(token, ('"%s" is expected here, to close the "%s", and not %s'):format(expected, opening.text, told(token)))
end

function parser:nested(opening, parse)
  self.depth = self.depth + 1
  if self.depth > deepest then self:fail(opening, ("brackets nest more than %d deep"):format(deepest)) end
  local node = parse(self, opening)
  self.depth = self.depth - 1
  return node
end

-- What `*`, `/`, `%` and Euclid's numbers take: a number, or brackets of them.
function parser:factor(sign)
  local token = self:peek()
  if token.kind == "atom" and token.sort == "number" and not token.spaced then
    self:next()
    return self:exact({ kind = "atom", value = token.value, at = token.at })
  end
  if (token.kind == "[" or token.kind == "<" or token.kind == "{") and not token.spaced then return self:group() end
  self:fail(token, ('a number, or numbers in brackets, is expected right after "%s", and not %s'):format(sign.text, told(token)))
end

-- 1%3 is the fraction itself, where % follows a number and a number follows it.
function parser:exact(node)
  local percent, below = self.tokens[self.place], self.tokens[self.place + 1]
  if percent.kind == "%" and not percent.spaced and below.kind == "atom" and below.sort == "number" and not below.spaced then
    if math.type(node.value) ~= "integer" or math.type(below.value) ~= "integer" or below.value == 0 then
      self:fail(below, 'a fraction is whole numbers on both sides of "%", the lower one not 0')
    end
    self.place = self.place + 2
    node.value = node.value / below.value
    node.value = math.tointeger(node.value) or node.value
  end
  return node
end

local function whole_sequence(self, opening, close)
  local branches, separators = {}, {}
  repeat
    local branch = self:sequence()
    branches[#branches + 1] = branch
    local token = self:peek()
    local goes_on = token.kind == "," or (token.kind == "|" and opening.kind ~= "<" and opening.kind ~= "{")
    if goes_on then
      separators[#separators + 1] = token
      if separators[1].kind ~= token.kind then self:fail(token, '"," and "|" do not mix at one level; one of them is put in [ ]') end
      self:next()
    end
    local last = separators[#separators]
    if last and #branch.steps == 0 then
      self:fail(last, ('a step is expected on both sides of "%s"; ~ is a rest'):format(last.text))
    end
  until not goes_on
  close(self, opening)
  return branches, separators[1] and separators[1].kind
end

local function combined(self, branches, separator)
  if #branches == 1 then return branches[1] end
  if separator == "|" then
    self.seeds = self.seeds + 1
    return { kind = "choice", branches = branches, seed = self.seeds - 1 }
  end
  return { kind = "stack", branches = branches }
end

local function square(self, opening) return combined(self, whole_sequence(self, opening, self.close)) end

local function angle(self, opening)
  local branches = whole_sequence(self, opening, self.close)
  return { kind = "polymeter", branches = branches, steps = { kind = "atom", value = 1 } }
end

local function curly(self, opening)
  local branches = whole_sequence(self, opening, self.close)
  local node = { kind = "polymeter", branches = branches }
  local percent = self:peek()
  if percent.kind == "%" and not percent.spaced then
    self:next()
    node.steps = self:factor(percent)
  end
  return node
end

local brackets = { ["["] = square, ["<"] = angle, ["{"] = curly }

function parser:group()
  local opening = self:next()
  return self:nested(opening, brackets[opening.kind])
end

-- bd:3, c4:minor
function parser:with_index(node, token)
  local colon = self:peek()
  if colon.kind ~= ":" or colon.spaced then return node end
  self:next()
  local index = self:peek()
  if index.kind ~= "atom" or index.spaced then
    self:fail(index, ('a number or a word is expected right after ":", and not %s'):format(told(index)))
  end
  self:next()
  local extra = index.sort == "word" and index.text or index.value
  local is_note = token.sort == "note" or (token.sort == "number" and index.sort == "word")
  node.value = is_note and { note = token.value, n = extra } or { word = token.text, n = extra }
  if self:peek().kind == ":" then self:fail(self:peek(), 'one ":" at most belongs to a step') end
  return node
end

function parser:element()
  local token = self:peek()
  if brackets[token.kind] then return self:group() end
  if token.kind == "~" then
    self:next()
    return { kind = "rest" }
  end
  if token.kind == "atom" then
    self:next()
    local node = self:with_index({ kind = "atom", value = token.value, at = token.at }, token)
    return token.sort == "number" and type(node.value) == "number" and self:exact(node) or node
  end
  if token.kind == "_" or token.kind == "!" then self:fail(token, ('"%s" needs a step before it'):format(token.text)) end
  if token.kind == ")" or token.kind == "]" or token.kind == ">" or token.kind == "}" then
    self:fail(token, ('"%s" closes nothing; a step is expected'):format(token.text))
  end
  self:fail(token, ("a step is expected: a word, a number, a note, ~ or brackets, and not %s"):format(told(token)))
end

function parser:euclid(node)
  local opening = self:next()
  local parts = {}
  repeat
    parts[#parts + 1] = self:sequence()
    if #parts[#parts].steps == 0 then self:fail(self:peek(), "a number is expected here: pulses, steps, and may be a rotation, as in (3,8,2)") end
    local comma = self:peek().kind == "," and #parts < 3 and self:next()
  until not comma
  if #parts < 2 then self:fail(self:peek(), "pulses and steps are expected, and may be a rotation: (3,8) or (3,8,2)") end
  self:close(opening)
  return { kind = "euclid", at = opening.at, of = node, pulses = parts[1], steps = parts[2], rotation = parts[3] }
end

local function own_number(self, sign, least)
  local token = self:peek()
  if token.kind ~= "atom" or token.sort ~= "number" or token.spaced or token.value < least then
    self:fail(token, ('a number from %g on is expected right after "%s", and not %s'):format(least, sign.text, told(token)))
  end
  return self:next().value
end

-- A step with its modifiers: the node, its weight, how often it stands there.
function parser:step()
  local node, weight, times = self:element(), nil, 1
  while true do
    local token = self:peek()
    local kind = token.kind
    if token.spaced or not (kind == "*" or kind == "/" or kind == "(" or kind == "?" or kind == "@" or kind == "!") then
      if kind == "*" or kind == "/" or kind == "(" or kind == "?" or kind == "@" then
        self:fail(token, ('"%s" stands right after its step, without a space'):format(token.text))
      end
      return node, weight or rational.one, times
    end
    if kind == "(" then
      node = self:nested(token, function() return self:euclid(node) end)
    else
      self:next()
      local following = self:peek()
      local number = following.kind == "atom" and following.sort == "number" and not following.spaced
      if kind == "*" then
        node = { kind = "fast", of = node, by = self:factor(token) }
      elseif kind == "/" then
        node = { kind = "slow", of = node, by = self:factor(token) }
      elseif kind == "@" then
        weight = rational.from(own_number(self, token, 0))
        if weight.num == 0 then self:fail(following, "a weight is more than 0") end
      elseif kind == "!" then
        times = times + (number and own_number(self, token, 0) or 2) - 1
        if math.type(times) ~= "integer" then self:fail(following, 'a whole number is expected right after "!"') end
        if times > 10000 then self:fail(following, "a step may stand 10000 times at most") end
      else
        local share = number and own_number(self, token, 0) or 0.5
        if share > 1 then self:fail(following, 'a share from 0 to 1 is expected right after "?"') end
        node = { kind = "degrade", of = node, share = share, seed = self.seeds }
        self.seeds = self.seeds + 1
      end
    end
  end
end

local stops = { ["end"] = true, ["]"] = true, [">"] = true, ["}"] = true, [")"] = true, [","] = true, ["|"] = true }

-- Steps up to whatever ends them; `.` alone groups those before it.
function parser:sequence()
  local steps, feet = {}, nil
  while not stops[self:peek().kind] do
    local token = self:peek()
    if token.kind == "." then
      self:next()
      feet = feet or {}
      feet[#feet + 1] = { node = { kind = "sequence", steps = steps }, weight = rational.one }
      steps = {}
    elseif token.kind == "_" and #steps > 0 then
      self:next()
      local last = steps[#steps]
      steps[#steps] = { node = last.node, weight = rational.add(last.weight, rational.one) }
    elseif token.kind == "!" and #steps > 0 then
      self:next()
      steps[#steps + 1] = steps[#steps]
    elseif token.kind == ".." and #steps > 0 then
      self:next()
      local last = steps[#steps]
      steps[#steps] = { node = { kind = "range", from = last.node, to = self:element(), at = token.at }, weight = last.weight }
    else
      local node, weight, times = self:step()
      for _ = 1, times do steps[#steps + 1] = { node = node, weight = weight } end
    end
  end
  if feet then
    feet[#feet + 1] = { node = { kind = "sequence", steps = steps }, weight = rational.one }
    steps = feet
  end
  return { kind = "sequence", steps = steps }
end

local function close_text(self)
  local token = self:peek()
  if token.kind ~= "end" then self:fail(token, ('"%s" closes nothing'):format(token.text)) end
end

function patterns.parse_mini(text, names)
  local self = setmetatable({ text = text, tokens = patterns.tokens(text, names), place = 1, depth = 0, seeds = 0 }, parser)
  local tree = combined(self, whole_sequence(self, { kind = "end" }, close_text))
  return tree, self.seeds
end
