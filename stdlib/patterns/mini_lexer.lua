local patterns = ...

-- Tidal's mini-notation, cut into tokens. Positions count characters from 1, as an editor does, not bytes.

local signs = {}
for sign in ("[]<>{}(),*/!@?|%~:"):gmatch(".") do signs[sign] = true end

local function position_of(text, byte)
  return (utf8.len(text:sub(1, byte - 1)) or byte - 1) + 1
end

-- So many characters of a string are shown.
local widest <const> = 72

-- Of a long line the part about a column, and the column in that part.
local function window(line, column)
  local length = utf8.len(line)
  if not length or length <= widest then return line, column end
  local first = math.max(1, math.min(column - widest // 2, length - widest + 1))
  local last = math.min(length, first + widest - 1)
  local cut = line:sub(utf8.offset(line, first), utf8.offset(line, last + 1) - 1)
  return (first > 1 and "…" or "") .. cut .. (last < length and "…" or ""), column - first + (first > 1 and 2 or 1)
end

-- A mistake in a string: where, what was expected, and a caret under the place.
function patterns.fail_in_text(text, byte, expected)
  local position = position_of(text, byte)
  local line_start, line, column = 1, text, position
  -- Of a string of several lines the line in question is shown.
  for start, content in text:gmatch("()([^\n]*)\n?") do
    if start <= byte and byte <= start + #content then
      line_start, line = start, content
      break
    end
  end
  column = position - position_of(text, line_start) + 1
  local shown = window(text:gsub("\n", " "), position)
  line, column = window(line, column)
  patterns.fail(('"%s": position %d: %s\n  %s\n  %s^'):format(shown, position, expected, line, (" "):rep(column - 1)))
end

-- A letter, then an accidental, then an octave: c4, ef3, f#-1. Without its octave it stays a word.
local steps = { c = 0, d = 2, e = 4, f = 5, g = 7, a = 9, b = 11 }
local accidentals = { [""] = 0, s = 1, ["#"] = 1, f = -1, b = -1, ss = 2, ["##"] = 2, ff = -2, bb = -2 }
patterns.note_steps, patterns.accidentals = steps, accidentals

-- The MIDI number of a note's name, c4 being 60, or nil.
function patterns.note_number(name)
  local letter, accidental, octave = name:match("^([a-gA-G])([sfb#]*)(%-?%d+)$")
  local shift = letter and accidentals[accidental]
  -- Lower than c-2 is no octave but a chord: c-7.
  if not shift or #octave > 2 or tonumber(octave) < -2 then return nil end
  return steps[letter:lower()] + shift + 12 * (math.tointeger(tonumber(octave)) + 1)
end

-- A word that is a note without its octave, that of middle c: its MIDI number, or nil.
function patterns.letter_number(word)
  local letter, accidental = word:match("^([a-g])([sf#b]?)$")
  return letter and 60 + steps[letter] + accidentals[accidental]
end

local function number_of(name)
  if not (name:match("^%-?%d+%.?%d*$") or name:match("^%-?%.%d+$") or name:match("^%-?%d+%.?%d*[eE][+-]?%d+$")) then return nil end
  local number = tonumber(name)
  -- The decimal point alone does not make 2.0 another value than 2.
  return math.tointeger(number) or number
end

-- What a run of letters and digits stands for: a number, a note's number, or itself.
function patterns.atom_value(name)
  local number = number_of(name)
  if number then return number, "number" end
  local note = patterns.note_number(name)
  if note then return note, "note" end
  return name, "word"
end

-- Whether a text names notes: what is made of it is pitch, which is hertz where a signal holds it.
function patterns.tells_notes(text)
  for run in text:gmatch("[%w#]+") do
    if patterns.note_number(run) then return true end
  end
  return false
end

local function is_end(character) return character == "" or character:match("[%s%]>})%,|*/!@?%%(]") ~= nil end

-- The run that begins at a byte: dots and dashes belong to it where more of it follows, `..` never does.
local function run_at(text, start)
  local last = start - 1
  while true do
    local character, following = text:sub(last + 1, last + 1), text:sub(last + 2, last + 2)
    if character:match("[%w_#'&\x80-\xff]") then
      last = last + 1
    elseif (character == "." and following:match("[%w]") or character == "-" and following:match("[%w]"))
      and (last >= start or following:match("%d")) then
      last = last + 1
    elseif character == "-" and last < start and following == "." and text:sub(last + 3, last + 3):match("%d") then
      last = last + 1
    else
      return text:sub(start, last)
    end
  end
end

-- With `names` a note's name stays a word: c7 is a chord there.
function patterns.tokens(text, names)
  local tokens, place = {}, 1
  local function push(kind, length, extra)
    local token = extra or {}
    token.kind, token.at, token.after = kind, place, place + length
    -- A modifier belongs to what it touches; the same sign with space before it may stand alone.
    token.spaced = place == 1 or text:sub(place - 1, place - 1):match("%s") ~= nil
    token.text = text:sub(place, place + length - 1)
    tokens[#tokens + 1] = token
    place = place + length
  end
  while place <= #text do
    local character = text:sub(place, place)
    if character:match("%s") then
      place = place + 1
    elseif text:sub(place, place + 1) == ".." then
      push("..", 2)
    else
      local alone = is_end(text:sub(place + 1, place + 1))
      if (character == "." or character == "_" or character == "-") and alone then
        push(character == "-" and "~" or character, 1)
      elseif signs[character] then
        push(character, 1)
      else
        local run = run_at(text, place)
        if run == "" and character == "-" then run = text:match("^%-[^%s%]>})]*", place) end
        if run == "" then
          local whole = text:match("^" .. utf8.charpattern, place) or character
          patterns.fail_in_text(text, place, ('"%s" has no meaning in a pattern'):format(whole))
        end
        local value, sort = patterns.atom_value(run)
        if names and sort == "note" then value, sort = run, "word" end
        if run:match("^%-") and sort ~= "number" then
          patterns.fail_in_text(text, place, ('"%s" is neither a number nor a note nor a word'):format(run))
        end
        push("atom", #run, { value = value, sort = sort })
      end
    end
  end
  push("end", 0)
  return tokens
end
