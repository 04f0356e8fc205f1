/* asset.h: the files the program carries inside itself, put there by tools/embed.sh. */
#ifndef BASE_ASSET_H
#define BASE_ASSET_H

#include "base/base.h"

/* Bytes of "templates/x.html", "static/app.css", "static/app.css.gz", "sql/0001-log.sql"...; they
 * live as long as the program. False when there is no such file. */
bool asset_find(struct str name, struct str *bytes);
/* The AT-th file in byte order of names; false past the last. */
bool asset_at(size_t at, struct str *name, struct str *bytes);

#endif
