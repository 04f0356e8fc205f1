/* words.c: see words.h. */
#include "view/words.h"

#include "base/hash.h"

const char words_drop[] = "DROP TABLE IF EXISTS measure_words";
/* The words are lowered code, goal and text, a control character between them that no text holds. */
const char words_shape[] = "measure_words id inspection words=code|goal|text";
static const char sql_write[] = "INSERT INTO measure_words (id, inspection, words) VALUES (?1, ?2, ?3)"
                                " ON CONFLICT (id) DO UPDATE SET inspection = excluded.inspection, words = excluded.words";
static const char sql_each[] = "SELECT id, inspection, words FROM measure_words ORDER BY id";

enum err words_create(struct db *db)
{
    struct arena a = {0};
    enum err e = db_script(db, str_z(&a, str_f(&a, "CREATE TABLE measure_words (id %s PRIMARY KEY, inspection %s NOT NULL, words TEXT NOT NULL)", db_int_type(db), db_int_type(db))));
    arena_reset(&a);
    return e;
}

struct str words_of(struct arena *a, struct str text)
{
    char *small = arena_alloc(a, text.len + 1);
    for (size_t i = 0; i < text.len; i++)
        small[i] = text.ptr[i] >= 'A' && text.ptr[i] <= 'Z' ? (char)(text.ptr[i] + ('a' - 'A')) : text.ptr[i];
    return (struct str){small, text.len};
}

enum err words_save(struct db *db, struct arena *a, const struct measure *before, const struct measure *now)
{
    struct stmt *s;
    bool was = before && before->head.len;
    if (was && before->inspection == now->inspection && str_eq(before->code, now->code) &&
        str_eq(before->goal, now->goal) && str_eq(before->text, now->text))
        return ERR_NONE;
    enum err e = db_stmt(db, sql_write, &s);
    if (e)
        return e;
    stmt_int(s, 1, now->id);
    stmt_int(s, 2, now->inspection);
    stmt_str(s, 3, words_of(a, str_f(a, "%.*s\x1F%.*s\x1F%.*s", STR_ARG(now->code), STR_ARG(now->goal), STR_ARG(now->text))));
    return stmt_run(s);
}

enum err words_digest(struct db *db, struct hasher *hasher)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(db, sql_each, &s);
    if (e)
        return e;
    while (!(e = stmt_step(s, &row)) && row) {
        struct arena a = {0};
        hasher_add(hasher, str_f(&a, "%lld %lld ", (long long)stmt_get_int(s, 0), (long long)stmt_get_int(s, 1)));
        hasher_add(hasher, stmt_get_str(s, 2));
        arena_reset(&a);
    }
    stmt_done(s);
    return e;
}
