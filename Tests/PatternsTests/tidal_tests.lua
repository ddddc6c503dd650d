local check, here = ...

-- The same events as Tidal 1.7.10 answers, asked for cycle by cycle as it was.

local patterns = check.load()
local environment = check.environment(patterns)

local function value_of(value)
  if type(value) == "table" and value.word then return value.word .. ":" .. check.shown_value(value.n) end
  return type(value) == "number" and check.shown_value(value + 0.0) or tostring(value)
end

for _, case in ipairs(assert(loadfile(here .. "/References/tidal_events.lua"))()) do
  local fine, pattern = pcall(function()
    if case.kind == "transform" then return check.evaluate(case.source, environment) end
    return patterns.mini(case.source)
  end)
  if not fine then
    check.that(case.source, false, "  " .. tostring(pattern))
  else
    local got, expected = {}, {}
    for cycle = 0, case.cycles - 1 do
      for _, event in ipairs(pattern:query(cycle, cycle + 1)) do
        local whole = event.whole
        got[#got + 1] = ("%s %s %s %s %s"):format(value_of(event.value), whole and whole.from or "", whole and whole.to or "", event.part.from, event.part.to)
      end
    end
    for index, event in ipairs(case.events) do
      expected[index] = ("%s %s %s %s %s"):format(value_of(event[5]), table.unpack(event, 1, 4))
    end
    table.sort(got)
    table.sort(expected)
    check.equal(case.source, table.concat(got, "\n"), table.concat(expected, "\n"))
  end
end
