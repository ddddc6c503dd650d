local patterns, native = ...

-- Which cuts a score's notes may have: equal ones silence each other in all that plays.

-- Whether what a function does may bring a cut: it speaks of one, cannot be read, or uses something of the user's that may.
local function may_cut(score, value, seen)
  if seen[value] then return false end
  seen[value] = true
  local whole = patterns.whole_text(value, native.pattern_named)
  if whole:find("cut", 1, true) then return true end
  for _, held in ipairs(patterns.functions_in(whole)) do
    local source = type(held) == "function" and native.source_of(held)
    if source == nil or source and source:find("cut", 1, true) then return true end
    for name in (source or ""):gmatch("[%a_][%w_]*") do
      -- Bound anew, it may be another thing: the score hangs on it.
      local used = native.held_by(score, name)
      if used ~= nil and type(used) ~= "userdata" and may_cut(score, used, seen) then return true end
    end
  end
  return false
end

-- The names of cuts that a score's notes may have, by what it is made of and never by what was prepared; nil where its
-- notes bring them, as those of :set{cut = "<a b>"} or of a function that speaks of cuts.
function patterns.cut_names(score)
  local control = score.controls.cut
  if type(control) == "string" or type(control) == "number" then return { tostring(control) } end
  if control ~= nil or may_cut(score, score.pattern, {}) then return nil end
  local instrument = native.instrument(score)
  if instrument == nil then instrument = native.kits().default end
  local names = { patterns.cuts[instrument] }
  local function add(sound)
    names[#names + 1] = patterns.cuts[sound]
    if type(sound) == "table" then
      for _, each in pairs(sound) do names[#names + 1] = patterns.cuts[each] end
    end
  end
  if type(instrument) == "table" then
    for _, sound in pairs(instrument) do add(sound) end
  end
  return names
end
