local patterns = ...
local define, rational, subject = patterns.define, patterns.rational, patterns.subject

-- Chords note by note. The modes are Tidal's: each makes an order of places from a number of notes.

local function up(count)
  local order = {}
  for place = 1, count do order[place] = place end
  return order
end

local function down(count)
  local order = {}
  for place = count, 1, -1 do order[#order + 1] = place end
  return order
end

local function joined(first, second) return table.move(second, 1, #second, #first + 1, first) end
local function without_last(order)
  order[#order] = nil
  return order
end

-- From both ends to the middle.
local function converge(count)
  local order = {}
  for place = 1, (count + 1) // 2 do
    order[#order + 1] = place
    if count + 1 - place ~= place then order[#order + 1] = count + 1 - place end
  end
  return order
end

local function backwards(order)
  local turned = {}
  for index = #order, 1, -1 do turned[#turned + 1] = order[index] end
  return turned
end

-- The highest note after each other, as a little finger plays it.
local function pinky(order, count)
  local result = {}
  for _, place in ipairs(order) do
    if place ~= count then
      result[#result + 1] = place
      result[#result + 1] = count
    end
  end
  return #result > 0 and result or { 1 }
end

local function thumb(order)
  local result = {}
  for _, place in ipairs(order) do
    if place ~= 1 then
      result[#result + 1] = 1
      result[#result + 1] = place
    end
  end
  return #result > 0 and result or { 1 }
end

-- A turn that ends where it began leaves out the note that would be heard twice.
local function turn(first, second)
  local order = joined(without_last(first), without_last(second))
  return #order > 0 and order or { 1 }
end

local modes = {
  up = up,
  down = down,
  updown = function(count) return turn(up(count), down(count)) end,
  downup = function(count) return turn(down(count), up(count)) end,
  ["up&down"] = function(count) return joined(up(count), down(count)) end,
  ["down&up"] = function(count) return joined(down(count), up(count)) end,
  converge = converge,
  diverge = function(count) return backwards(converge(count)) end,
  disconverge = function(count)
    local order, back = converge(count), backwards(converge(count))
    table.remove(back, 1)
    return joined(order, back)
  end,
  pinkyup = function(count) return pinky(up(count), count) end,
  pinkyupdown = function(count) return turn(pinky(up(count), count), backwards(pinky(up(count), count))) end,
  thumbup = function(count) return thumb(up(count)) end,
  thumbupdown = function(count) return turn(thumb(up(count)), backwards(thumb(up(count)))) end,
}

local names = {}
for name in pairs(modes) do names[#names + 1] = name end
table.sort(names)
patterns.arpeggio_names = names

-- The notes of each chord in the time of the chord, in an order of places.
local function arpeggiated(pattern, order_for)
  return patterns.make(function(from, to)
    local events, count = {}, 0
    for _, group in ipairs(patterns.groups_of(pattern.answer(from, to))) do
      local first = group[1]
      if first.begins then
        local order = order_for(#group)
        local length = rational.div(rational.sub(first.ends, first.begins), rational.whole(#order))
        local begins = first.begins
        for _, place in ipairs(order) do
          local ends = rational.add(begins, length)
          local event = group[place]
          local part_from, part_to = patterns.shared(begins, ends, event.from, event.to)
          if part_from then
            count = count + 1
            events[count] = patterns.event(begins, ends, part_from, part_to, event.value)
          end
          begins = ends
        end
      end
    end
    return events
  end)
end

define {
  name = "arp",
  family = "patterns",
  doc = "Simultaneous notes one after another, in the time that they had together.",
  example = 'chord("<am7 f>"):arp("<up downup>")',
  parameters = {
    subject,
    { name = "mode", kind = "name", what = "a mode, as \"up\", or a pattern of them",
      doc = "The order: " .. table.concat(names, ", ") .. ".",
      check = function(name) if not modes[name] then patterns.unknown("mode of arpeggio", name, names) end end },
  },
  make = function(pattern, mode) return arpeggiated(pattern, modes[mode]) end,
}
