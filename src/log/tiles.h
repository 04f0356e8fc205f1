/* tiles.h: the log as a folder of files, C2SP tlog-tiles, which strangers' tools read and
 * huiyin-verify too:
 *
 *   checkpoint            the newest signed checkpoint; everything below is of its size
 *   log.pub               the public key
 *   tile/L/N[.p/W]        hashes of level L, 256 a file, W in the last
 *   tile/entries/N[.p/W]  leaf lines, each after its length in two bytes, big-endian
 *   bodies/N[.p/W]        ours, when bodies are exported: see docs/log-format.md */
#ifndef LOG_TILES_H
#define LOG_TILES_H

#include "log/checkpoint.h"

/* "tile/entries/x001/234" for ("tile/entries", 1234, 256), with ".p/W" when WIDTH is below 256. */
struct str tile_path(struct arena *a, const char *prefix, int64_t n, int64_t width);

/* Writes everything the newest filed checkpoint covers into FOLDER, which must not hold an export yet
 * (ERR_REFUSED). VKEY is the text of log.pub. ERR_MISSING: nothing has been signed. *WHY on any error. */
MUST_CHECK enum err tiles_export(struct db *db, struct arena *a, const char *folder, struct str vkey, bool bodies,
                                 struct sentence *why);

#endif
