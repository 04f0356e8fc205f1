/* feedback.c: see feedback.h. */
#include "app/feedback.h"

#include "base/hash.h"
#include "db/db.h"
#include "text/sentences.h"
#include "text/similar.h"

#include <string.h>

enum { PAIRS = 4,
       SAID_MAX = 40 }; /* texts of one problem that are compared */

static const char sql_known[] = "SELECT text, number FROM feedback_sentence WHERE inspection = ?1 ORDER BY number";
static const char sql_problems[] = "SELECT id, CASE WHEN code <> '' THEN code ELSE CAST(number AS TEXT) END, title, detail FROM problem WHERE inspection = ?1 ORDER BY number";
static const char sql_manifestations[] = "SELECT text FROM manifestation WHERE problem = ?1 ORDER BY number";

/* ---- pasting --------------------------------------------------------------------------------------- */

struct known {
    struct str *list; /* emptied as they are met */
    size_t count, cap;
    int64_t last;
};

static enum err read_known(struct db *db, struct arena *a, int64_t inspection, struct known *k)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(db, sql_known, &s);
    if (e)
        return e;
    stmt_int(s, 1, inspection);
    while (!(e = stmt_step(s, &row)) && row) {
        if (k->count == k->cap) {
            size_t cap = k->cap ? 2 * k->cap : 256;
            struct str *more = arena_alloc(a, cap * sizeof *more);
            if (k->count)
                memcpy(more, k->list, k->count * sizeof *more);
            k->list = more;
            k->cap = cap;
        }
        k->list[k->count++] = str_copy(a, stmt_get_str(s, 0));
        k->last = stmt_get_int(s, 1);
    }
    stmt_done(s);
    return e;
}

static bool take(struct known *k, struct str text)
{
    for (size_t i = 0; i < k->count; i++)
        if (k->list[i].len && str_eq(k->list[i], text)) {
            k->list[i] = STR("");
            return true;
        }
    return false;
}

static void prepare(struct arena *a, int64_t inspection, int64_t number,
                    const struct sentence_part *part, struct str key, struct submission *out)
{
    struct pair *pairs = arena_alloc(a, PAIRS * sizeof *pairs);
    pairs[0] = (struct pair){STR("inspection"), id_text(a, inspection)};
    pairs[1] = (struct pair){STR("number"), str_f(a, "%lld", (long long)number)};
    pairs[2] = (struct pair){STR("heading"), part->heading ? STR("1") : STR("0")};
    pairs[3] = (struct pair){STR("text"), part->text};
    struct str command = key.len ? str_f(a, "%.*s-%lld", STR_ARG(utf8_clip(key, 40)), (long long)number) : STR("");
    *out = (struct submission){.type = COMMAND_SENTENCE_ADD,
                               .pairs = pairs,
                               .count = PAIRS,
                               .command = command,
                               .drawn_at = -1};
}

enum err feedback_paste(struct db *db, struct arena *a, int64_t inspection, struct str text, struct str key,
                        struct feedback_paste *out, struct sentence *why)
{
    struct sentence_part *parts;
    struct known known = {0};
    size_t n;
    *out = (struct feedback_paste){0};
    if (text.len > FEEDBACK_BYTES_MAX) {
        *why = sentence_f(a, "一次粘贴的文字不能超过 %d KB，请分几次粘贴。", "At most %d KB are pasted at once; paste it in parts.", FEEDBACK_BYTES_MAX / 1024);
        return ERR_LIMIT;
    }
    if (!utf8_valid(text)) {
        *why = sentence_f(a, "这段文字的编码不是 UTF-8，请重新复制原文再粘贴。", "This text is not UTF-8; copy it again, then paste.");
        return ERR_INPUT;
    }
    enum err e = sentences_cut(a, text, &parts, &n, why);
    if (!e)
        e = read_known(db, a, inspection, &known);
    if (e)
        return e;
    if (!n) {
        *why = sentence_f(a, "没有读到句子，请把反馈意见原文粘贴进来。", "There is no sentence in it; paste the words of the feedback.");
        return ERR_INPUT;
    }
    struct submission *list = arena_alloc(a, n * sizeof *list);
    for (size_t i = 0; i < n; i++)
        if (!take(&known, parts[i].text))
            prepare(a, inspection, ++known.last, &parts[i], key, &list[out->count++]);
    out->list = list;
    out->sentences = n;
    return ERR_NONE;
}

/* ---- suggesting ------------------------------------------------------------------------------------ */

static void say(struct feedback_problem *p, struct str *said, struct str text)
{
    if (text.len && p->n_said < SAID_MAX)
        said[p->n_said++] = text;
}

static enum err read_manifestations(struct db *db, struct arena *a, struct feedback_problem *p, struct str *said)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(db, sql_manifestations, &s);
    if (e)
        return e;
    stmt_int(s, 1, p->id);
    while (!(e = stmt_step(s, &row)) && row)
        say(p, said, str_copy(a, stmt_get_str(s, 0)));
    stmt_done(s);
    return e;
}

static enum err read_problem(struct arena *a, struct stmt *s, struct feedback_problem *p, struct str **said)
{
    struct sentence_part *parts;
    struct sentence why;
    size_t n = 0;
    *p = (struct feedback_problem){.id = stmt_get_int(s, 0),
                                   .number = str_copy(a, stmt_get_str(s, 1)),
                                   .title = str_copy(a, stmt_get_str(s, 2))};
    p->said = *said = arena_alloc(a, SAID_MAX * sizeof **said);
    say(p, *said, p->title);
    if (!sentences_cut(a, str_copy(a, stmt_get_str(s, 3)), &parts, &n, &why))
        for (size_t i = 0; i < n; i++)
            say(p, *said, parts[i].text);
    return ERR_NONE;
}

enum err feedback_problems(struct db *db, struct arena *a, int64_t inspection, struct feedback_problems *out)
{
    struct stmt *s;
    struct str **said = NULL;
    size_t cap = 0;
    bool row = false;
    *out = (struct feedback_problems){0};
    enum err e = db_stmt(db, sql_problems, &s);
    if (e)
        return e;
    stmt_int(s, 1, inspection);
    while (!(e = stmt_step(s, &row)) && row) {
        if (out->count == cap) {
            cap = cap ? 2 * cap : 64;
            struct feedback_problem *more = arena_alloc(a, cap * sizeof *more);
            struct str **texts = arena_alloc(a, cap * sizeof *texts);
            if (out->count) {
                memcpy(more, out->list, out->count * sizeof *more);
                memcpy(texts, said, out->count * sizeof *texts);
            }
            out->list = more;
            said = texts;
        }
        e = read_problem(a, s, &out->list[out->count], &said[out->count]);
        if (e)
            break;
        out->count++;
    }
    stmt_done(s);
    for (size_t i = 0; i < out->count && !e; i++)
        e = read_manifestations(db, a, &out->list[i], said[i]);
    return e;
}

const struct feedback_problem *feedback_suggest(const struct feedback_problems *p, struct str sentence, int *percent)
{
    const struct feedback_problem *best = NULL;
    *percent = 0;
    for (size_t i = 0; i < p->count; i++)
        for (size_t k = 0; k < p->list[i].n_said; k++) {
            int like = (int)(text_similarity(sentence, p->list[i].said[k]) * 100);
            if (like <= *percent)
                continue;
            *percent = like;
            best = &p->list[i];
        }
    return *percent >= FEEDBACK_LIKE_PERCENT ? best : NULL;
}
