local patterns = ...

-- Kits that come with Neap are the same for every patch: written to, all patterns that play on them would change, and undo
-- could not take it back.

local is_kept = setmetatable({}, { __mode = "k" })
patterns.is_kept = is_kept

-- A table that reads as `entries` does and refuses to be written; `name` is what a patch calls it.
function patterns.kept(entries, name)
  local kept = setmetatable({}, {
    __metatable = false,
    __index = entries,
    __len = function() return #entries end,
    __pairs = function(self)
      local key
      return function()
        local value
        key, value = next(entries, key)
        return key, value
      end, self
    end,
    __tostring = function()
      local words = {}
      for key in pairs(entries) do words[#words + 1] = tostring(key) end
      table.sort(words)
      return ("%s: %s"):format(name, table.concat(words, " "))
    end,
    __newindex = function(_, key)
      error(("%s.%s cannot be set: %s stays as it is; a kit of your own is a table, as in mine = {bd = kits.drums.kick_hard, sn = kits.default.sn}")
        :format(name, tostring(key), name), 2)
    end,
  })
  is_kept[kept] = true
  return kept
end

-- What is in a table of the user's, as it is now, and which table each of its copies is of; what is no such table is itself.
function patterns.copied(value, made)
  if type(value) ~= "table" or getmetatable(value) ~= nil then return value end
  made = made or {}
  if made[value] then return made[value], made end
  local copy = {}
  made[value] = copy
  for key, entry in next, value do copy[key] = patterns.copied(entry, made) end
  return copy, made
end

-- Tables hold again what they held when they were copied: the same ones, so that whoever else has them sees it too.
function patterns.put_back(made)
  local original_of = {}
  for original, copy in next, made do original_of[copy] = original end
  for original, copy in next, made do
    for key in next, original do original[key] = nil end
    for key, entry in next, copy do rawset(original, key, original_of[entry] or entry) end
  end
end
