/* checkpoint.h: signed statements "the log ORIGIN has SIZE entries with root ROOT" (C2SP
 * tlog-checkpoint), and the signer that makes them.
 *
 * The folder keys/ (mode 0700) holds log.key (private, 0600), log.pub (what everyone may have) and
 * log.state, the last checkpoint that was signed. The signer trusts nobody, not even the database it
 * signs for: it proves from its own state that the log only grew, reads the new entries again and
 * hashes them again, and writes its state down before a signature leaves it. So no two inconsistent
 * checkpoints can exist, not even after a restore of an older database. */
#ifndef LOG_CHECKPOINT_H
#define LOG_CHECKPOINT_H

#include "log/log.h"
#include "log/note.h"

struct checkpoint {
    struct str origin;
    int64_t size;
    struct hash root;
};

struct str checkpoint_text(struct arena *a, const struct checkpoint *c);
/* The text of an opened note; extension lines are allowed and ignored. ERR_INPUT otherwise. */
MUST_CHECK enum err checkpoint_read(struct arena *a, struct str text, struct checkpoint *out);
/* note_open and checkpoint_read, and the origin must be a key's name. Texts borrow NOTE. */
MUST_CHECK enum err checkpoint_open(struct arena *a, struct str note, const struct note_key *keys, size_t n,
                                    struct checkpoint *out);

/* Makes the keys of a new log named ORIGIN (a name as in note.h, best a URL without scheme) in FOLDER,
 * which is made if need be. ERR_REFUSED when there are keys already. *WHY on any error. */
MUST_CHECK enum err signer_create(struct arena *a, const char *folder, struct str origin, struct sentence *why);

struct signer; /* holds the private key; one in the whole program, in the process that writes */
MUST_CHECK enum err signer_open(struct arena *a, const char *folder, struct signer **out, struct sentence *why);
void signer_close(struct signer *s);
const struct note_key *signer_key(const struct signer *s);
int64_t signer_size(const struct signer *s); /* entries covered by the last signature */
/* Signs what is committed in DB and files it in the table checkpoint in a transaction of its own. Not
 * inside a transaction. ERR_CORRUPT: the log is not an extension of what was signed before, or an entry is
 * not what its hash says; then nothing is signed. *WHY on any error, *NOTE in A. */
MUST_CHECK enum err signer_sign(struct signer *s, struct db *db, struct arena *a, int64_t at_us, struct str *note,
                                struct sentence *why);

/* The newest filed checkpoint of at least SIZE entries; *FOUND false when there is none. */
MUST_CHECK enum err checkpoint_latest(struct db *db, struct arena *a, int64_t size, struct str *note, bool *found);
typedef enum err checkpoint_fn(void *arg, int64_t size, struct str note);
MUST_CHECK enum err checkpoint_each(struct db *db, checkpoint_fn *fn, void *arg); /* by size */

#endif
