/* app.h: an open data folder, and the one door through which anything changes.
 *
 * A data folder holds huiyin.db (SQLite; or `store`, a file with a postgres:// path), keys/ (log.key private,
 * log.pub), files/ (evidence by SHA-256), tmp/ (uploads under way). One process at a time has it open for
 * writing: db.h sees to that. */
#ifndef APP_APP_H
#define APP_APP_H

#include "db/db.h"
#include "domain/domain.h"
#include "log/checkpoint.h"

enum app_mode { APP_READ,
                APP_WRITE,
                APP_REBUILD }; /* as APP_WRITE, but another version's tables are let be: the caller makes
                                * them again at once */

struct app {
    const char *dir;
    struct db *db;
    struct log *log;       /* NULL for APP_READ */
    struct signer *signer; /* NULL for APP_READ */
    int64_t signed_us;     /* when the newest checkpoint of this process was signed, 0 for none */
    bool unscrubbed;       /* words were erased and their bytes may still be in the write-ahead log */
    struct sentence say;   /* why the last call failed, when it was not a refusal */
    struct arena arena;    /* lives as long as the app */
};

/* Makes DIR, its keys, store and empty tables and leaves APP open for writing; ERR_INPUT when DIR holds anything
 * already. STORE is empty for SQLite, else the postgres:// path of an empty database: one that cannot be opened or
 * holds a log leaves no DIR. ORIGIN names the log for ever (C2SP origin line); empty: one is made up. */
MUST_CHECK enum err app_create(struct app *app, const char *dir, struct str store, struct str origin);
/* ERR_INPUT for a STORE that is no postgres:// path. */
MUST_CHECK enum err app_store_check(struct arena *a, struct str store, struct sentence *say);
/* Opens DIR. For APP_WRITE: ERR_BUSY when another process writes. APP is filled in also on failure: its `say` tells
 * why; it lives until app_close, which is called in either case. */
MUST_CHECK enum err app_open(struct app *app, const char *dir, enum app_mode mode);
void app_close(struct app *app);                                          /* a writer signs a last checkpoint */
const char *app_path(struct app *app, struct arena *a, const char *name); /* DIR/name */

/* ---- the one door --------------------------------------------------------------------------- */

struct submission {
    enum command_type type;
    int64_t id; /* the subject; 0 for a new one: a random id is drawn */
    const struct pair *pairs;
    size_t count;
    struct str command; /* idempotency key; empty: a random one is drawn. ERR_INPUT under another person or step */
    int64_t drawn_at;   /* seq of the subject when the form was drawn, -1: do not check */
};
struct outcome {               /* what came of one submission */
    int64_t subject, seq;      /* the subject, and its first new entry */
    bool repeated;             /* the same person had this command accepted under this id before: its first result */
    enum refusal refusal;      /* with ERR_REFUSED */
    const struct field *field; /* with ERR_INPUT: the field at fault, or NULL */
    struct sentence say;       /* on any error: what a person reads */
};
struct ctx { /* who acts and when */
    struct arena *arena;
    struct app *app;
    int64_t person; /* 0: the operator at the command line, or the program */
    int64_t now_us; /* 0: the clock */
    struct env env; /* filled by ctx_actor */
    bool ready;     /* env.actor is loaded */
};

/* Roles of the operator at the command line: the office and the administrators, never a decider. */
#define ROLES_OPERATOR (ROLE(OFFICE) | ROLE(SYSADMIN) | ROLE(SECADMIN))

/* Loads who acts. app_step does it by itself; pages call it to ask command_may. */
MUST_CHECK enum err ctx_actor(struct ctx *ctx);

/* Runs one submission inside a transaction that is already open (db_begin): parse, repeat?, load, references,
 * facts, decide, append, apply, save. On ERR_INPUT, ERR_REFUSED, ERR_STALE, ERR_MISSING nothing was written and
 * the transaction may go on; after any other error it must be rolled back with app_rollback. */
MUST_CHECK enum err app_step(struct ctx *ctx, const struct submission *s, struct outcome *out);
MUST_CHECK enum err app_commit(struct app *app); /* the group is on disk, or nothing of it happened */
/* What a person reads when the database failed before the commit: nothing was kept. */
struct sentence app_not_saved(struct arena *a, const struct app *app, enum err e);
/* What a person reads after app_commit failed: the answer may have been lost on its way, after the data was kept. */
struct sentence app_commit_failed(struct arena *a, const struct app *app, enum err e);
void app_rollback(struct app *app);
/* db_begin, app_step, app_commit. */
MUST_CHECK enum err app_submit(struct ctx *ctx, const struct submission *s, struct outcome *out);
/* All or nothing: OUT has COUNT places; *FAILED is the index of the one that was refused. */
MUST_CHECK enum err app_submit_all(struct ctx *ctx, const struct submission *s, size_t count,
                                   struct outcome *out, size_t *failed);

/* Empties the write-ahead log after an erasing, as soon as nobody reads an older state. Signs a checkpoint when the log
 * has grown by 256 entries, or has grown and 30 s have passed, or a day has passed, or NOW is set and it has grown. */
MUST_CHECK enum err app_checkpoint(struct app *app, bool now);

/* ---- facts (facts.c) --------------------------------------------------------------------------- */
MUST_CHECK enum err facts_load(struct ctx *ctx, const struct submission *s, const void *state,
                               const void *payload, struct facts *out);
/* The facts a page needs to ask command_may about an existing thing. */
MUST_CHECK enum err facts_for(struct ctx *ctx, enum command_type type, int64_t id,
                              const void *state, struct facts *out);
/* NEED_LOG for a log of SIZE entries in DB: the replay asks it of the log it reads, not of where its tables are.
 * PAYLOAD
 * is of the record R; the position is its field of that name. */
MUST_CHECK enum err facts_log(struct db *db, int64_t size, const struct record *r,
                              const void *payload, struct facts *out);
/* A unit and all above it, nearest first. */
MUST_CHECK enum err units_above(struct db *db, struct arena *a, int64_t unit, struct ids *out);

#endif
