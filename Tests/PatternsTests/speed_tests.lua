local check = ...

-- One cycle of sixteen events and a few transforms, as a song of many parts asks for: the median of many. Bounds are wide, for
-- machines differ; what is measured is printed.

local patterns = check.load()
local environment = check.environment(patterns)

local cases = {
  { 'p"bd*4 sn*4 hh*4 cp*4"', 0.25 },
  { 'p"bd*4 sn*4 hh*4 cp*4":every(4, fast(2)):off(1/8, rev)', 1 },
  { 'p"0 .. 15":scale("c4 minor"):add("<0 2>"):jux(rev)', 2 },
  { 'p"0 .. 15":scale("c4 minor"):every(3, rev):swing(1/3, 4):degrade_by(0.2):set{pan="<-1 1>"}', 2 },
  { 'chord("<am7 f c g>*4"):voicing():arp("up"):humanize(0.01)', 1 },
  { 'p"break":loop_at(2):chop(16):sometimes(fast(2))', 1 },
}

for _, case in ipairs(cases) do
  local pattern = check.evaluate(case[1], environment)
  local times = {}
  for cycle = 1, 200 do
    local began = os.clock()
    patterns.query(pattern, cycle, 1, cycle + 1, 1)
    times[cycle] = (os.clock() - began) * 1000
  end
  table.sort(times)
  print(("  %.3f ms a cycle  %s"):format(times[100], case[1]))
  check.that("a cycle of " .. case[1] .. (" in %.3f ms, %g at most"):format(times[100], case[2]), times[100] < case[2])
end

local song = patterns.mini("bd*4 [sn hh]*6"):add("0 1")
local began = os.clock()
patterns.query(song, 0, 1, 200, 1)
local seconds = os.clock() - began
check.that(("two hundred cycles at once in %.3f s"):format(seconds), seconds < 1)
