-- Runs every `*_tests.lua` beside it: lua5.4 run.lua [path of stdlib/patterns]

local here = arg[0]:match("^(.*)/[^/]*$") or "."
local library = arg[1] or here .. "/../../stdlib/patterns"

local check = { passed = 0, failures = {} }

-- The library as Neap loads it, in a sandbox of the same kind: what it touches of the rest fails.
function check.load()
  local allowed = {}
  for _, name in ipairs { "assert", "error", "getmetatable", "ipairs", "math", "next", "pairs", "pcall", "rawequal", "rawget", "rawlen",
    "rawset", "select", "setmetatable", "string", "table", "tonumber", "tostring", "type", "utf8", "xpcall" } do
    allowed[name] = _G[name]
  end
  local sandbox = setmetatable({}, {
    __index = function(_, name)
      if allowed[name] == nil then error("the library reads the global " .. name, 2) end
      return allowed[name]
    end,
    __newindex = function(_, name) error("the library writes the global " .. name, 2) end,
  })
  local patterns = {}
  for _, name in ipairs(assert(loadfile(library .. "/init.lua", "t", sandbox))()) do
    assert(loadfile(("%s/%s.lua"):format(library, name), "t", sandbox))(patterns)
  end
  return patterns
end

-- What a patch sees: Lua's own names and the words.
function check.environment(patterns)
  local words = setmetatable({}, { __index = _G })
  for name, word in pairs(patterns.words) do words[name] = word.call end
  return words
end

function check.evaluate(text, environment)
  return assert(load("return " .. text, "=patch", "t", environment))()
end

function check.that(name, condition, told)
  if condition then
    check.passed = check.passed + 1
  else
    table.insert(check.failures, name .. (told and "\n" .. told or ""))
  end
end

function check.equal(name, got, expected)
  check.that(name, got == expected, ("  got       %s\n  expected  %s"):format(tostring(got):gsub("\n", "\n            "), tostring(expected):gsub("\n", "\n            ")))
end

-- The work fails, with this text after its place.
function check.fails(name, expected, work, ...)
  local fine, text = pcall(work, ...)
  if fine then return check.that(name, false, "  an error is expected:\n  " .. expected) end
  check.equal(name, (tostring(text):gsub("^[^\n:]-:%d+: ", "")), expected)
end

local function in_seconds() return os.clock() end

function check.shown_value(value)
  if type(value) == "table" then
    local parts = {}
    for name, each in pairs(value) do parts[#parts + 1] = ("%s=%s"):format(name, check.shown_value(each)) end
    table.sort(parts)
    return "{" .. table.concat(parts, " ") .. "}"
  end
  if type(value) == "number" then return ("%.9g"):format(value + 0.0) end
  return tostring(value)
end

-- Events in words, one a line, in an order of their own: for comparison.
function check.shown(events)
  local lines = {}
  for index, event in ipairs(events) do
    local whole = event.whole
    lines[index] = ("%s %s..%s|%s..%s"):format(check.shown_value(event.value), whole and whole.from or "", whole and whole.to or "", event.part.from, event.part.to)
  end
  table.sort(lines)
  return table.concat(lines, "\n")
end

-- Events that begin in [from, to), as `value@begin`, in order.
function check.onsets(pattern, from, to)
  local parts = {}
  for _, event in ipairs(pattern:query(from or 0, to or 1)) do
    if not event.whole or event.whole.from == event.part.from then
      parts[#parts + 1] = ("%s@%s"):format(check.shown_value(event.value), event.part.from)
    end
  end
  return table.concat(parts, " ")
end

local files = {}
-- The list of a folder is not in Lua's own library; the files are named here.
for _, name in ipairs { "rational", "mini", "errors", "tidal", "transforms", "laws", "chance", "pitch", "words", "sources", "speed" } do
  local path = ("%s/%s_tests.lua"):format(here, name)
  local file = io.open(path)
  if file then
    file:close()
    files[#files + 1] = path
  end
end

for _, path in ipairs(files) do
  local began = in_seconds()
  local before = check.passed
  local chunk = assert(loadfile(path))
  local fine, text = xpcall(chunk, debug.traceback, check, here)
  if not fine then table.insert(check.failures, path .. "\n" .. tostring(text)) end
  print(("%-24s %5d passed in %.2f s"):format(path:match("[^/]*$"), check.passed - before, in_seconds() - began))
end

for _, failure in ipairs(check.failures) do print("FAILED " .. failure) end
print(("%d passed, %d failed"):format(check.passed, #check.failures))
os.exit(#check.failures == 0)
