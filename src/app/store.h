/* store.h: evidence files, content-addressed: DIR/files/ab/abcdef...64 hex digits. A file is written under a
 * temporary name, synced, renamed, and its folder synced; what is there never changes. */
#ifndef APP_STORE_H
#define APP_STORE_H

#include "base/base.h"

bool store_has(const char *dir, struct str sha256);
/* Path of the content under SHA256 (64 lower-case hex digits), there or not. */
const char *store_path(struct arena *a, const char *dir, struct str sha256);
/* Stores BYTES; *SHA256 is their hash. Storing what is there already does nothing. */
MUST_CHECK enum err store_put(struct arena *a, const char *dir, struct str bytes, struct str *sha256);
/* Takes over the file at PATH (same file system, already synced), whose hash the caller computed while writing. */
MUST_CHECK enum err store_take(struct arena *a, const char *dir, const char *path, struct str sha256);

#endif
