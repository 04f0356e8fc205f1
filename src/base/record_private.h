/* record_private.h: what the files of record.h share. */
#ifndef BASE_RECORD_PRIVATE_H
#define BASE_RECORD_PRIVATE_H

#include "base/record.h"

/* Stores VALUE, whatever the limits. JSON says whether numbers come as the log writes them. */
bool field_set(const struct field *f, struct arena *a, struct str value, bool json, void *obj);

#endif
