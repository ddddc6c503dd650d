#pragma once
// From the header alone, so that it is built for the same processor as all else: no library is loaded.
#define XXH_INLINE_ALL
#include <xxhash.h>

static inline uint64_t checksum(const void *bytes, size_t count) { return XXH3_64bits(bytes, count); }
