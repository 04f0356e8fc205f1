/* file.h: whole small files, read and replaced. Only for what the log keeps outside the database. */
#ifndef LOG_FILE_H
#define LOG_FILE_H

#include "base/base.h"

/* ERR_MISSING when there is none, ERR_LIMIT when longer than MAX bytes, else ERR_IO. */
MUST_CHECK enum err file_read(struct arena *a, const char *path, size_t max, struct str *out);
/* Under a temporary name, fsync, rename, fsync of the folder: afterwards either the old bytes or the
 * new ones are there, whatever is cut off when. */
MUST_CHECK enum err file_replace(const char *path, struct str bytes, unsigned mode);
/* Makes a new file, and its folders as needed; not synced. ERR_REFUSED when it is there already. */
MUST_CHECK enum err file_add(const char *path, struct str bytes, unsigned mode);

#endif
