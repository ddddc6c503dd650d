#pragma once
#include <stddef.h>
#include <stdint.h>

/// A plain Lua with the pattern library, whose lines count as coverage; 0 where it could not be loaded, which is said.
int fuzz_lua_open(const char *library);

/// Reads a pattern's string and asks for two cycles; negative where what is told is no sentence or nothing ends it.
int fuzz_lua_pattern(const uint8_t *bytes, size_t count);
