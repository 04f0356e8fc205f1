/* backup.h: a data folder in one file, and a folder from that file.
 *
 * The file is a tar archive (tar.h) whatever the store is: the tables that cannot be made again (log, log_tree,
 * checkpoint, secret) as rows in a form of its own, keys/, settings, and the evidence files. Derived tables are not in
 * it: they are made again. The last member, MANIFEST, has the SHA-256, size and name of every member before it, so a
 * file that was cut off or changed is noticed before anything is restored.
 *
 *   huiyin-backup          "huiyin backup 1\n"
 *   keys/log.state …       read before the snapshot: it never covers more than the rows
 *   log/000000 …           rows; a column is 'n', or 'i' and 8 bytes, or 't' or 'b', 4 bytes of length, and the bytes
 *   files/ab/abcd…         evidence, by SHA-256
 *   MANIFEST
 *
 * It holds the private signing key and the password hashes: mode 0600, and to be kept like the folder itself. */
#ifndef APP_BACKUP_H
#define APP_BACKUP_H

#include "app/app.h"

struct backup_report {
    int64_t entries, files, bytes;
    int64_t damaged; /* evidence files whose content is not what their name says; they are in it as they are */
    int64_t missing; /* entries whose evidence file is not in the backup; counted by restoring alone */
    int64_t last_us; /* receipt time of the newest entry, 0 for none */
};

/* Backs up the folder APP has open for reading, also while a server writes to it: what was committed when it began.
 * FILE appears when it is whole, or not at all; it must not be there yet (ERR_INPUT). */
MUST_CHECK enum err backup_write(struct app *app, const char *file, struct backup_report *out);

/* Makes DIR, which must be empty or not there (ERR_INPUT), from FILE; STORE as in app_create. The log is verified and
 * replayed before DIR appears; ERR_CORRUPT when the file is no whole backup or its log does not hold, and then nothing
 * is left of it in DIR. *SAY on any error, in A. */
MUST_CHECK enum err backup_restore(struct arena *a, const char *file, const char *dir, struct str store,
                                   struct backup_report *out, struct sentence *say);

/* ---- shared by backup.c and restore.c ---------------------------------------------------------------- */
enum { BACKUP_CHUNK = 4 << 20,      /* rows are gathered up to here, then make a member */
       BACKUP_CHUNK_MAX = 16 << 20, /* a longer member of rows is not ours */
       BACKUP_COPY = 256 * 1024,
       BACKUP_MANIFEST_MAX = 512 << 20 };
#define BACKUP_MARK "huiyin backup 1\n"

struct backup_table {
    const char *name, *types; /* a letter a column: i t b */
    const char *select, *insert;
};
extern const struct backup_table backup_tables[];
extern const char *const backup_small_files[]; /* whole small files of the folder; NULL at the end */

#endif
