/* driver.h: what a database must do to stand behind db.h. Only db.c calls it.
 *
 * A driver keeps no statement list and no message of its own beyond the connection's: db.c does. */
#ifndef DB_DRIVER_H
#define DB_DRIVER_H

#include "db/db.h"

enum { DB_PARAMS_MAX = 64,
       DB_MESSAGE_MAX = 512 };

struct driver {
    const char *name, *prefix, *int_type, *blob_type;
    /* On failure *HANDLE stays as it was and MESSAGE holds what a person reads. */
    enum err (*open)(const char *path, enum db_mode mode, void **handle, char message[DB_MESSAGE_MAX]);
    void (*close)(void *handle);
    const char *(*message)(const void *handle);
    enum err (*begin)(void *handle);
    enum err (*commit)(void *handle);
    void (*rollback)(void *handle);
    enum err (*script)(void *handle, const char *sql);
    void (*read_through)(void *handle); /* a hint; NULL: nothing to change */
    bool (*scrub)(void *handle);        /* NULL: nothing to do */
    enum err (*prepare)(void *handle, struct str sql, void **prepared);
    void (*finish)(void *prepared);
    void (*bind_int)(void *prepared, int at, int64_t n);
    void (*bind_str)(void *prepared, int at, struct str text);
    void (*bind_blob)(void *prepared, int at, struct str bytes);
    void (*bind_null)(void *prepared, int at);
    enum err (*step)(void *prepared, bool *row);
    int64_t (*get_int)(void *prepared, int col);
    struct str (*get_str)(void *prepared, int col);
    struct str (*get_blob)(void *prepared, int col);
    bool (*is_null)(void *prepared, int col);
    void (*reset)(void *prepared);
};
extern const struct driver sqlite_driver, postgres_driver;

#endif
