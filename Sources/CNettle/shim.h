#pragma once
#include <nettle/sha2.h>
#include <nettle/version.h>

// nettle's functions are macros for others' names, which Swift does not see; from version 4 on one takes less.
typedef struct sha256_ctx digest_state;

static inline void digest_begin(digest_state *state) { sha256_init(state); }
static inline void digest_add(digest_state *state, const void *bytes, size_t count) {
  sha256_update(state, count, (const uint8_t *)bytes);
}
static inline void digest_end(digest_state *state, uint8_t *digest) {
#if NETTLE_VERSION_MAJOR >= 4
  sha256_digest(state, digest);
#else
  sha256_digest(state, SHA256_DIGEST_SIZE, digest);
#endif
}
