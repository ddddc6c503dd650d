local patterns = ...

-- Functions of the user's are asked once for each thing that they are given, and again where a global that they read holds
-- something else by then. What stands in locals around them is read once.

-- Whoever knows the globals tells what is read between the two, as one value, false where nothing was, and whether that still
-- holds. Between them math.random is the sequence of the seed, so that no answer hangs on which was asked first.
function patterns.begin_reading(seed) math.randomseed(seed) return 0 end
function patterns.end_reading(depth) return false end
function patterns.holds(read) return true end

-- A reading ends with its call, also where that fails.
local reading = { __close = function(held) if held.depth then patterns.end_reading(held.depth) end end }

-- A function that answers what `call` answers to what is given here, and what that hangs on.
function patterns.remembered(seed, call, ...)
  local given = table.pack(...)
  local answer, read
  return function()
    if read == nil or read and not patterns.holds(read) then
      local held <close> = setmetatable({ depth = patterns.begin_reading(seed) }, reading)
      answer = call(table.unpack(given, 1, given.n))
      read, held.depth = patterns.end_reading(held.depth), nil
    end
    return answer, read
  end
end
