/* base.h: memory, text and errors. Everything may use base; base uses libc, libcrypto for SHA-256,
 * and nothing of ours. */
#ifndef BASE_BASE_H
#define BASE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- errors -------------------------------------------------------------------------------
 * A function that can fail returns `enum err`, zero for success. The columns are the name, the
 * HTTP status and the exit status the edges answer with (0 done, 1 refused, 2 unusable input,
 * 3 a failing world). A rule that says no is a refusal (domain/domain.h); a broken promise
 * between our own functions is an assert. */
#define ERR_TABLE(X) \
    X(ERR_NONE, 200, 0) \
    X(ERR_INPUT, 400, 2)   /* the request or file is malformed */ \
    X(ERR_REFUSED, 409, 1) /* a domain rule said no; ctx->refusal says which */ \
    X(ERR_DENIED, 403, 1)  /* who asks may not; pages answer 404 where even the address is hidden */ \
    X(ERR_MISSING, 404, 2) /* no such row, file or route */ \
    X(ERR_STALE, 409, 1)   /* the form was drawn from an older state */ \
    X(ERR_LIMIT, 413, 2)   /* a stated limit was reached */ \
    X(ERR_BUSY, 503, 3)    /* try again: lock, serialisation failure */ \
    X(ERR_STORE, 500, 3)   /* the database failed */ \
    X(ERR_IO, 500, 3)      /* a file or socket failed */ \
    X(ERR_CORRUPT, 500, 3) /* stored bytes do not verify */

enum err {
#define X(name, http, exit) name,
    ERR_TABLE(X)
#undef X
        ERR_COUNT
};
#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

const char *err_name(enum err e);
int err_http_status(enum err e);
int err_exit_status(enum err e);

/* ---- arena --------------------------------------------------------------------------------
 * One arena per request, command, job or imported row. Nothing taken from it is freed by hand.
 * Reaching `limit` bytes aborts the process: limits on input are checked long before. */
struct arena {
    struct arena_block *blocks;
    struct arena_defer *defers;
    size_t used;  /* bytes handed out since the last reset */
    size_t limit; /* bytes, 0 for none */
};

void *arena_alloc(struct arena *a, size_t size);                  /* zeroed, aligned, never NULL */
void arena_defer(struct arena *a, void (*fn)(void *), void *arg); /* run, newest first, at reset */
void arena_reset(struct arena *a);

/* ---- text ---------------------------------------------------------------------------------
 * `struct str` borrows bytes, is not NUL-terminated and is passed by value. Print it with
 * printf("%.*s", STR_ARG(s)). */
struct str {
    const char *ptr;
    size_t len; /* bytes */
};
#define STR(lit) ((struct str){(lit), sizeof(lit) - 1})
#define STR_ARG(s) (int)(s).len, (s).ptr ? (s).ptr : ""

struct str str_c(const char *c);                    /* NULL gives the empty text */
struct str str_copy(struct arena *a, struct str s); /* the copy is followed by a NUL byte */
const char *str_z(struct arena *a, struct str s);   /* the same, as a C string */
struct str str_f(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);
bool str_eq(struct str a, struct str b);
bool str_is(struct str a, const char *b);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
int str_cmp(struct str a, struct str b);                   /* bytewise, as memcmp */
size_t str_find(struct str s, struct str needle);          /* byte offset, SIZE_MAX when absent */
struct str str_sub(struct str s, size_t from, size_t len); /* clipped to S */
struct str str_trim(struct str s);                         /* without ASCII and U+3000 space at both ends */
/* Cuts the part before SEP off *REST; false when *REST is used up. */
bool str_cut(struct str *rest, char sep, struct str *part);
bool str_int(struct str s, int64_t *out); /* an optional '-' and 1 to 18 ASCII digits, nothing else */

struct pair { /* of a form, a query, a header, an option */
    struct str key, value;
};

/* `struct buf` grows in an arena up to `max` bytes; past that it stays full and `failed` is set,
 * so a chain of appends is checked once, at the end. */
struct buf {
    struct arena *arena;
    char *ptr;
    size_t len, cap, max; /* bytes */
    bool failed;
};

struct buf buf_new(struct arena *a, size_t max);
void buf_put(struct buf *b, const void *bytes, size_t len);
void buf_str(struct buf *b, struct str s);
void buf_c(struct buf *b, const char *c);
void buf_f(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
void buf_int(struct buf *b, int64_t n);
void buf_html(struct buf *b, struct str s); /* escapes & < > " ' */
void buf_json(struct buf *b, struct str s); /* quoted and escaped exactly as RFC 8785 */
struct str buf_view(const struct buf *b);

/* ---- UTF-8 --------------------------------------------------------------------------------- */
bool utf8_valid(struct str s);                /* RFC 3629: no surrogates, no overlongs */
uint32_t utf8_next(struct str s, size_t *at); /* decodes at *AT and moves it; U+FFFD on error */
void utf8_put(struct buf *b, uint32_t cp);
size_t utf8_length(struct str s);                 /* in characters */
struct str utf8_clip(struct str s, size_t chars); /* at most CHARS characters */

/* ---- sentences ------------------------------------------------------------------------------
 * What a person reads when something did not go: the same sentence in Chinese and in English.
 * Both formats of sentence_f take the same arguments in the same order. */
struct sentence {
    struct str zh, en;
};
enum lang { LANG_ZH,
            LANG_EN };
struct sentence sentence_f(struct arena *a, const char *zh, const char *en, ...)
    PRINTF_LIKE(2, 4) PRINTF_LIKE(3, 4);
struct str sentence_in(struct sentence s, enum lang lang); /* falls back to the one there is */

#endif
