/* record.h: one table of fields describes a struct, and a handful of walkers read it: forms and JSON in,
 * canonical JSON out, the row in and out (view/), the column of a sheet, the label beside a value.
 *
 * The same name is the form key, the JSON key, the column and the template variable. */
#ifndef BASE_RECORD_H
#define BASE_RECORD_H

#include "base/base.h"

enum field_type {
    FIELD_TEXT,  /* struct str; min and max in characters */
    FIELD_INT,   /* int64_t */
    FIELD_ENUM,  /* int64_t, an index into choices; written as the choice's name */
    FIELD_FLAGS, /* int64_t, a set of choices by bit; a JSON array of names */
    FIELD_BOOL,  /* int64_t, 0 or 1 */
    FIELD_DAY,   /* int64_t day number (time.h); written YYYY-MM-DD, 0 is written as "" */
    FIELD_TIME,  /* int64_t, UTC microseconds */
    FIELD_FEN,   /* int64_t, money in fen; read from yuan with up to two decimals in forms, fen in JSON. With a
                  * negative minimum: any value in hundredths, which may be below zero */
    FIELD_ID,    /* int64_t subject id (hash.h); 0 is written as "" */
    FIELD_IDS,   /* struct ids, without repetition */
    FIELD_HASH   /* struct str: 64 lower-case hex digits, or empty */
};

struct ids {
    const int64_t *list; /* borrowed */
    size_t count;
};
enum { IDS_MAX = 256 };
bool ids_has(struct ids ids, int64_t id);
struct ids ids_with(struct arena *a, struct ids ids, int64_t id); /* ID once, at the end if it was not there */

struct choice {
    const char *name, *zh, *en; /* a table of them ends with a NULL name */
};

enum field_flag {
    FIELD_REQUIRED = 1, /* empty, zero or absent is refused at the door */
    FIELD_OPEN = 2,     /* stands in the leaf, readable by anyone who has the log */
    FIELD_SECRET = 4,   /* a credential: kept in the secret table, never in the log */
    FIELD_LINK = 8,     /* FIELD_ID or FIELD_IDS: also kept as rows of the link table */
    FIELD_INDEX = 16,   /* the derived table has an index on it */
    FIELD_LONG = 32,    /* a text of several lines */
    FIELD_PERSONAL = 64 /* words about a person: erasable with the body */
};

struct field {
    const char *name;
    enum field_type type;
    unsigned flags; /* enum field_flag */
    size_t offset;
    int64_t min, max; /* FIELD_TEXT: characters; FIELD_INT, FIELD_FEN: value; FIELD_IDS: count */
    int refers;       /* FIELD_ID, FIELD_IDS: 1 + the kind of thing named (domain.h), 0 for any */
    const struct choice *choices;
    const char *zh, *en; /* the label */
};

enum { RECORD_FIELDS_MAX = 96 };
struct record {
    const char *name; /* also the table's name */
    size_t size;      /* sizeof the struct */
    size_t count;
    const struct field *fields;
    uint8_t *order; /* indexes of fields sorted by name; order[RECORD_FIELDS_MAX] is 1 once made */
};

#define RECORD(s, fields_) \
    { \
#s, sizeof(struct s), sizeof(fields_) / sizeof *(fields_), fields_, (uint8_t[RECORD_FIELDS_MAX + 1]) { 0 } \
    }
#define TEXT(s, m, min, max, flags, zh, en) \
    { \
#m, FIELD_TEXT, flags, offsetof(struct s, m), min, max, 0, NULL, zh, en \
    }
#define INT(s, m, min, max, flags, zh, en) \
    { \
#m, FIELD_INT, flags, offsetof(struct s, m), min, max, 0, NULL, zh, en \
    }
#define ENUM(s, m, names, flags, zh, en) \
    { \
#m, FIELD_ENUM, flags, offsetof(struct s, m), 0, 0, 0, names, zh, en \
    }
#define FLAGS(s, m, names, flags, zh, en) \
    { \
#m, FIELD_FLAGS, flags, offsetof(struct s, m), 0, 0, 0, names, zh, en \
    }
#define BOOL(s, m, flags, zh, en) \
    { \
#m, FIELD_BOOL, flags, offsetof(struct s, m), 0, 1, 0, NULL, zh, en \
    }
#define DAY(s, m, flags, zh, en) \
    { \
#m, FIELD_DAY, flags, offsetof(struct s, m), 0, 0, 0, NULL, zh, en \
    }
#define TIME(s, m, flags, zh, en) \
    { \
#m, FIELD_TIME, flags, offsetof(struct s, m), 0, INT64_MAX, 0, NULL, zh, en \
    }
#define FEN(s, m, flags, zh, en) \
    { \
#m, FIELD_FEN, flags, offsetof(struct s, m), 0, 100000000000000, 0, NULL, zh, en \
    }
#define ID(s, m, kind, flags, zh, en) \
    { \
#m, FIELD_ID, flags, offsetof(struct s, m), 0, 0, 1 + (kind), NULL, zh, en \
    }
#define IDS(s, m, kind, flags, zh, en) \
    { \
#m, FIELD_IDS, flags, offsetof(struct s, m), 0, IDS_MAX, 1 + (kind), NULL, zh, en \
    }
#define HASH(s, m, flags, zh, en) \
    { \
#m, FIELD_HASH, flags, offsetof(struct s, m), 0, 0, 0, NULL, zh, en \
    }

/* What was wrong with one field; `field` is NULL when there was nothing wrong. */
struct complaint {
    const struct field *field;
    struct sentence say; /* names the field, what was expected, what came */
    bool missing;        /* it is required and holds nothing */
};

/* Fills OBJ from pairs, whatever their order. A key may come several times: FIELD_IDS and FIELD_FLAGS
 * collect all of them, each may also hold several separated by commas; for other types the last counts.
 * Absent keys are empty; unknown keys are ERR_INPUT too, named in WHY, unless they start with '_'.
 * Text is checked (UTF-8, no control characters but newline and tab in FIELD_LONG) and trimmed. The shape
 * is checked here; the meaning is the domain's. Text is borrowed from the pairs or copied to A.
 * Required fields left out are told first and all in one sentence, WHY->field being the first of them. */
MUST_CHECK enum err record_parse(const struct record *r, struct arena *a, const struct pair *pairs, size_t n,
                                 void *obj, struct complaint *why);

/* Canonical JSON (RFC 8785): keys sorted, no spaces. Empty values (0, "", [], false) are left out: what is
 * absent reads back as empty. These are the bytes the log hashes. MASK picks fields whose flags hold
 * any bit of it, 0 for all; secrets are never written. Reading back ignores limits and unknown keys: old
 * entries stay readable. */
void record_to_json(const struct record *r, const void *obj, unsigned mask, struct buf *out);
MUST_CHECK enum err record_from_json(const struct record *r, struct arena *a, struct str json, void *obj);

/* Reads one value as field_wire writes it, whatever the limits: a row of a table. */
bool field_read(const struct field *f, struct arena *a, struct str wire, void *obj);
const struct field *record_field(const struct record *r, struct str name);
/* The value as a person reads it: the choice's word, the day, 1,234.50 yuan. Ids give their text. */
struct str field_show(struct arena *a, const struct field *f, const void *obj, enum lang lang);
/* The value as forms and JSON carry it: the choice's name, YYYY-MM-DD, ids separated by commas. */
struct str field_wire(struct arena *a, const struct field *f, const void *obj);
bool field_empty(const struct field *f, const void *obj);
/* Copies one value, with what it borrows, into A. */
void field_copy(struct arena *a, const struct field *f, const void *from, void *to);
const struct choice *choice_of(const struct choice *choices, int64_t at);
struct str choice_word(const struct choice *choices, int64_t at, enum lang lang);

static inline int64_t *field_int(const struct field *f, const void *obj)
{
    return (int64_t *)((char *)(uintptr_t)obj + f->offset);
}
static inline struct str *field_str(const struct field *f, const void *obj)
{
    return (struct str *)((char *)(uintptr_t)obj + f->offset);
}
static inline struct ids *field_ids(const struct field *f, const void *obj)
{
    return (struct ids *)((char *)(uintptr_t)obj + f->offset);
}
static inline bool field_is_text(const struct field *f) { return f->type == FIELD_TEXT || f->type == FIELD_HASH; }
/* Lists of ids travel in rows as text "id,id,...". */
struct str ids_text(struct arena *a, struct ids ids);
bool ids_read(struct arena *a, struct str text, struct ids *out);

#endif
