local check = ...

-- One cycle of sixteen events and a few transforms, as a song of many parts asks for: the median of many. It is printed; timings judge no test.

local patterns = check.load()
local environment = check.environment(patterns)

local cases = {
  'p"bd*4 sn*4 hh*4 cp*4"',
  'p"bd*4 sn*4 hh*4 cp*4":every(4, fast(2)):off(1/8, rev)',
  'p"0 .. 15":scale("c4 minor"):add("<0 2>"):jux(rev)',
  'p"0 .. 15":scale("c4 minor"):every(3, rev):swing(1/3, 4):degrade_by(0.2):set{pan="<-1 1>"}',
  'chord("<am7 f c g>*4"):voicing():arp("up"):humanize(0.01)',
  'p"break":loop_at(2):chop(16):sometimes(fast(2))',
}

for _, case in ipairs(cases) do
  local pattern = check.evaluate(case, environment)
  local times = {}
  for cycle = 1, 200 do
    local began = os.clock()
    patterns.query(pattern, cycle, 1, cycle + 1, 1)
    times[cycle] = (os.clock() - began) * 1000
  end
  table.sort(times)
  print(("  %.3f ms a cycle  %s"):format(times[100], case))
end

local song = patterns.mini("bd*4 [sn hh]*6"):add("0 1")
local began = os.clock()
patterns.query(song, 0, 1, 200, 1)
local seconds = os.clock() - began
print(("  %.3f s for two hundred cycles at once"):format(seconds))
check.that("every pattern was asked", #cases > 0)
