/* question_evidence.c: one file under several measures, and evidence of a day before the feedback. See question.h. */
#include "app/question_private.h"

#include "base/time.h"

/* state 1: valid (domain/measure.h) */
static const char sql_files[] = "SELECT sha256, count(DISTINCT measure), max(received_us), min(name) FROM evidence WHERE inspection = ?1 AND state = 1 AND sha256 <> ''" /* READ */
                                " GROUP BY sha256 HAVING count(DISTINCT measure) >= ?2 ORDER BY max(received_us) DESC LIMIT ?3";
static const char sql_under[] = "SELECT measure, max(received_us) FROM evidence WHERE sha256 = ?1 AND inspection = ?2 AND state = 1 GROUP BY measure ORDER BY 2 DESC, 1 LIMIT ?3";     /* READ */
static const char sql_early[] = "SELECT measure, count(*), max(received_us), min(proves_day) FROM evidence WHERE inspection = ?1 AND state = 1 AND proves_day > 0 AND proves_day < ?2" /* READ */
                                " GROUP BY measure ORDER BY max(received_us) DESC LIMIT ?3";

struct file {
    struct str sha256, name;
    int64_t measures, newest_us;
};

static enum err add_file(struct question_look *l, const struct file *file)
{
    int64_t *ids = arena_alloc(l->arena, QUESTION_THINGS_MAX * sizeof *ids);
    struct stmt *s;
    size_t n = 0;
    bool row = false;
    enum err e = db_stmt(l->db, sql_under, &s);
    if (e)
        return e;
    stmt_str(s, 1, file->sha256);
    stmt_int(s, 2, l->inspection);
    stmt_int(s, 3, QUESTION_THINGS_MAX);
    while (n < QUESTION_THINGS_MAX && !(e = stmt_step(s, &row)) && row)
        ids[n++] = stmt_get_int(s, 0);
    stmt_done(s);
    if (e || !n)
        return e;
    struct finding f = {.detector = QUESTION_SAME_FILE,
                        .measure = ids[0],
                        .newest_us = file->newest_us,
                        .things = {ids, n}};
    f.detail = (struct sentence){str_f(l->arena, "文件“%.*s”用在 %lld 条措施上", STR_ARG(file->name), (long long)file->measures),
                                 str_f(l->arena, "The file \"%.*s\" stands under %lld measures", STR_ARG(file->name), (long long)file->measures)};
    question_add(l, &f);
    return ERR_NONE;
}

/* One more than is listed is asked for, so that what is left out is known. */
static enum err same_files(struct question_look *l)
{
    struct file *list = arena_alloc(l->arena, (QUESTION_LISTED_MAX + 1) * sizeof *list);
    struct stmt *s;
    size_t n = 0;
    bool row = false;
    enum err e = db_stmt(l->db, sql_files, &s);
    if (e)
        return e;
    stmt_int(s, 1, l->inspection);
    stmt_int(s, 2, QUESTION_FILE_MEASURES);
    stmt_int(s, 3, QUESTION_LISTED_MAX + 1);
    while (n <= QUESTION_LISTED_MAX && !(e = stmt_step(s, &row)) && row) {
        list[n] = (struct file){str_copy(l->arena, stmt_get_str(s, 0)),
                                str_copy(l->arena, stmt_get_str(s, 3)), stmt_get_int(s, 1),
                                stmt_get_int(s, 2)};
        n++;
    }
    stmt_done(s);
    for (size_t i = 0; i < n && !e; i++)
        e = add_file(l, &list[i]);
    return e;
}

static enum err early(struct question_look *l)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(l->db, sql_early, &s);
    if (e)
        return e;
    stmt_int(s, 1, l->inspection);
    stmt_int(s, 2, l->feedback_day);
    stmt_int(s, 3, QUESTION_LISTED_MAX + 1);
    while (!(e = stmt_step(s, &row)) && row) {
        struct str proves = day_text(l->arena, stmt_get_int(s, 3)), feedback = day_text(l->arena, l->feedback_day);
        struct finding f = {.detector = QUESTION_EARLY, .measure = stmt_get_int(s, 0), .newest_us = stmt_get_int(s, 2)};
        f.detail = sentence_f(l->arena, "%lld 份佐证证明的日期早于反馈（最早 %.*s，反馈 %.*s）", "%lld pieces prove a day before the feedback (the first %.*s, feedback %.*s)", (long long)stmt_get_int(s, 1), STR_ARG(proves), STR_ARG(feedback));
        question_add(l, &f);
    }
    stmt_done(s);
    return e;
}

enum err question_evidence(struct question_look *l)
{
    enum err e = same_files(l);
    return e || !l->feedback_day ? e : early(l);
}
