/* fill.c: a data folder of many measures, made through app_step as the pages would, only in large groups.
 *
 *   bench-fill FOLDER MEASURES [EVENTS [PERIODS]]
 *
 * One inspection; ten measures a problem, ten problems an aspect; 60 units with a clerk and a leader each. Of ten
 * measures one stays a draft, one waits for review, two are issued, six are signed for and three of these have a
 * report. Texts are as long as in real ledgers, 60 to 160 characters. With EVENTS, new titles of an aspect bring the log to
 * that many entries.
 *
 * With PERIODS, every measure was signed for before that many half-months and has a report in each; nine of ten are
 * still being worked on, one has evidence and was claimed today. The clock of the steps is set back for that, which the
 * one door allows its caller, so that every report is filed in its own time: nothing is written past the rules. Groups
 * are larger then and SQLite may hold more in memory, because ids of reports are hashes and lie all over their table.
 * Signs in as `office`, `overseer` and `clerk` with BENCH_PASSWORD. */
#include "app/app.h"
#include "app/password.h"
#include "app/store.h"
#include "base/hash.h"
#include "base/time.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BENCH_PASSWORD "bench-pass-2026"

enum { UNITS = 60,
       GROUP = 2000, /* submissions a transaction */
       GROUP_PERIODS = 100000,
       PAIRS_MAX = 16,
       PER_PROBLEM = 10,
       PER_ASPECT = 100 };

struct fill {
    struct app app;
    struct arena arena; /* of the group under way */
    size_t steps;       /* in it */
    int64_t asked;      /* steps in all: their command ids ascend */
    int64_t inspection, office, overseer, units[UNITS], clerks[UNITS], leaders[UNITS];
    int64_t aspect, problem;
    int64_t periods, now_us; /* now_us 0: the clock */
    int64_t *ids;            /* of the measures, in their order */
    struct str file;         /* SHA-256 of the one file of all evidence */
};

static void must(bool good, struct sentence why)
{
    if (good)
        return;
    fprintf(stderr, "bench-fill: %.*s\n", STR_ARG(why.en));
    exit(3);
}

static void commit(struct fill *f)
{
    must(!app_commit(&f->app), sentence_f(&f->arena, "提交失败：%s", "commit failed: %s", db_message(f->app.db)));
    f->steps = 0;
}

/* One submission of pairs "key", "value", ..., NULL by PERSON; the subject's id. */
static int64_t step(struct fill *f, int64_t person, enum command_type type, int64_t id, ...)
{
    struct pair pairs[PAIRS_MAX];
    struct submission s = {.type = type, .id = id, .pairs = pairs, .drawn_at = -1};
    struct outcome out;
    va_list args;
    va_start(args, id);
    for (const char *key; s.count < PAIRS_MAX && (key = va_arg(args, const char *));)
        pairs[s.count++] = (struct pair){str_c(key), str_c(va_arg(args, const char *))};
    va_end(args);
    s.command = str_f(&f->arena, "fill-%09lld", (long long)f->asked++);
    if (!f->steps++)
        must(!db_begin(f->app.db), sentence_f(&f->arena, "开始失败：%s", "begin failed: %s", db_message(f->app.db)));
    struct ctx ctx = {.arena = &f->arena, .app = &f->app, .person = person, .now_us = f->now_us};
    enum err e = app_step(&ctx, &s, &out);
    must(!e, (struct sentence){STR(""), str_f(&f->arena, "%s: %.*s", command_types[type].wire, STR_ARG(out.say.en))});
    if (f->steps >= (f->periods ? GROUP_PERIODS : GROUP))
        commit(f);
    return out.subject;
}

static const char *id_of(struct fill *f, int64_t id) { return id_text(&f->arena, id).ptr; }
static const char *number(struct fill *f, int64_t n) { return str_f(&f->arena, "%lld", (long long)n).ptr; }
static const char *day(struct fill *f, int64_t in) { return day_text(&f->arena, day_of(time_now_us()) + in).ptr; }

/* A text of about CHARS characters that differs with N. */
static const char *prose(struct fill *f, int64_t n, size_t chars)
{
    static const char *const phrases[] = {
        "逐项对照任务清单开展自查，", "建立问题台账并明确责任分工，", "每半月向领导小组报送一次进展，", "对排查出的线索限期核实处理，",
        "修订完善相关管理办法，", "组织业务培训并留存记录，", "由牵头单位会同协办单位现场核查，", "公开办理结果并接受群众监督，"};
    enum { PHRASES = sizeof phrases / sizeof *phrases };
    struct buf b = buf_new(&f->arena, 4096);
    buf_f(&b, "第%lld项：", (long long)n);
    for (uint64_t k = (uint64_t)n * 2654435761u; b.len < chars * 3; k = k / 3 + 7)
        buf_c(&b, phrases[k % PHRASES]);
    return str_z(&f->arena, utf8_clip(buf_view(&b), chars));
}

/* So many days ago is the feedback: with PERIODS, before the first of them. */
static int64_t began(const struct fill *f)
{
    int64_t today = day_of(time_now_us());
    return f->periods ? today - period_first_day(period_of(today) - f->periods + 1) + 30 : 90;
}

/* ---- people and the inspection --------------------------------------------------------------- */

static int64_t person(struct fill *f, const char *name, int64_t unit, const char *login, const char *roles)
{
    struct str hash;
    struct sentence why;
    int64_t id = step(f, 0, COMMAND_PERSON_CREATE, 0, "name", name, "unit", id_of(f, unit), NULL);
    if (login) {
        must(!password_hash(&f->arena, str_c(login), STR(BENCH_PASSWORD), &hash, &why), why);
        step(f, 0, COMMAND_PERSON_ACCOUNT, id, "login", login, "password_hash", str_z(&f->arena, hash), NULL);
    }
    step(f, 0, COMMAND_PERSON_GRANT, id, "roles", roles, NULL);
    return id;
}

static void people(struct fill *f)
{
    int64_t county = step(f, 0, COMMAND_UNIT_CREATE, 0, "name", "试验县委", "short_name", "县委", NULL);
    int64_t watch = step(f, 0, COMMAND_UNIT_CREATE, 0, "name", "试验县监督委员会", "short_name", "监督委", NULL);
    f->office = person(f, "办公甲", county, "office", "office");
    f->overseer = person(f, "监督甲", watch, "overseer", "overseer");
    for (int i = 0; i < UNITS; i++) {
        const char *name = str_f(&f->arena, "试验县第%d局", i + 1).ptr;
        f->units[i] = step(f, 0, COMMAND_UNIT_CREATE, 0, "name", name, "short_name", name + strlen("试验县"), NULL);
        f->clerks[i] = person(f, str_f(&f->arena, "经办%d", i + 1).ptr, f->units[i], i ? NULL : "clerk", "unit");
        f->leaders[i] = person(f, str_f(&f->arena, "领导%d", i + 1).ptr, f->units[i], NULL, "leader");
    }
    f->inspection = step(f, f->office, COMMAND_INSPECTION_OPEN, 0, "name", "第一轮巡察", "sort", "xuncha", "body", "县委巡察组",
                         "organisation", id_of(f, county), "start_day", day(f, -110 - began(f)), "feedback_day", day(f, -began(f)), NULL);
}

/* ---- measures ---------------------------------------------------------------------------------- */

static void parents(struct fill *f, int64_t n)
{
    int64_t problem = n / PER_PROBLEM + 1;
    if (n % PER_ASPECT == 0)
        f->aspect = step(f, f->office, COMMAND_ASPECT_ADD, 0, "inspection", id_of(f, f->inspection), "number",
                         number(f, n / PER_ASPECT + 1), "title", prose(f, n, 24), NULL);
    if (n % PER_PROBLEM == 0)
        f->problem = step(f, f->office, COMMAND_PROBLEM_ADD, 0, "aspect", id_of(f, f->aspect), "number",
                          number(f, problem), "title", prose(f, problem, 40), "detail", prose(f, problem, 120), NULL);
}

static void report(struct fill *f, int64_t n, int64_t period, int64_t percent)
{
    step(f, f->clerks[n * 7 % UNITS], COMMAND_REPORT_FILE, 0, "measure", id_of(f, f->ids[n]), "period",
         number(f, period), "text", prose(f, n + period, 140), "percent", number(f, percent), NULL);
}

static void measure(struct fill *f, int64_t n)
{
    int64_t u = n * 7 % UNITS, stage = n % 10;
    parents(f, n);
    int64_t id = step(f, f->office, COMMAND_MEASURE_DRAFT, 0, "problem", id_of(f, f->problem), "number",
                      number(f, n % PER_PROBLEM + 1), "text", prose(f, n, 60 + (size_t)(n % 100)), "goal", prose(f, n, 40),
                      "type", n % 3 ? "phased" : "immediate", "due_day", day(f, n * 13 % 240 - 30), "due_text", "按期完成",
                      "leaders", id_of(f, f->leaders[u]), "lead_unit", id_of(f, f->units[u]), "assisting_units",
                      id_of(f, f->units[(u + 1) % UNITS]), "department", "综合科", "contact", "经办人", NULL);
    f->ids[n] = id;
    if (f->periods)
        stage = 6; /* signed for; the reports come in their own time */
    if (stage == 0)
        return;
    step(f, f->office, COMMAND_MEASURE_SUBMIT, id, NULL);
    if (stage == 1)
        return;
    step(f, f->overseer, COMMAND_MEASURE_APPROVE_PLAN, id, "opinion", "同意下达。", NULL);
    if (stage < 4)
        return;
    step(f, f->clerks[u], COMMAND_MEASURE_SIGN, id, NULL);
    if (stage < 7)
        return;
    report(f, n, period_of(day_of(time_now_us())), 60);
}

/* ---- the half-months --------------------------------------------------------------------------- */

/* To noon of the fifth day of PERIOD, or now when that is still to come. */
static void set_clock(struct fill *f, int64_t period)
{
    if (f->steps)
        commit(f);
    int64_t noon = day_start_us(period_first_day(period) + 4) + 12 * 3600LL * 1000000, now = time_now_us();
    f->now_us = noon < now ? noon : now;
}

static void half_months(struct fill *f, int64_t measures)
{
    int64_t last = period_of(day_of(time_now_us()));
    for (int64_t i = 0; i < f->periods; i++) {
        int64_t period = last - f->periods + 1 + i, from = time_now_us();
        set_clock(f, period);
        for (int64_t n = 0; n < measures; n++) {
            report(f, n, period, 100 * (i + 1) / (f->periods + 1));
            arena_reset(&f->arena);
        }
        printf("half-month %lld: %.1f s\n", (long long)i + 1, (double)(time_now_us() - from) / 1e6);
        fflush(stdout);
    }
    f->now_us = 0;
}

static void claims(struct fill *f, int64_t measures)
{
    for (int64_t n = 9; n < measures; n += 10) {
        int64_t clerk = f->clerks[n * 7 % UNITS];
        step(f, clerk, COMMAND_EVIDENCE_ADD, 0, "measure", id_of(f, f->ids[n]), "name", "落实情况.txt", "sha256",
             str_z(&f->arena, f->file), "size", "12", "sort", "document", "proves_day", day(f, -3), NULL);
        step(f, clerk, COMMAND_MEASURE_CLAIM, f->ids[n], "summary", prose(f, n, 120), "done_day", day(f, -1), NULL);
        arena_reset(&f->arena);
    }
}

static void notes(struct fill *f, int64_t events)
{
    for (int64_t n = 0; log_size(f->app.log) < events; n++) {
        step(f, f->office, COMMAND_ASPECT_CHANGE, f->aspect, "title", prose(f, n, 24), NULL);
        arena_reset(&f->arena);
    }
}

int main(int argc, char **argv)
{
    static struct fill f;
    int64_t measures = 0, events = 0, from = time_now_us();
    struct sentence why = {STR("放不下一个文件。"), STR("cannot keep a file.")}, memory = {STR("只能用 SQLite。"), STR("this wants SQLite.")};
    if (argc < 3 || !str_int(str_c(argv[2]), &measures) || measures < 1 || (argc > 3 && !str_int(str_c(argv[3]), &events)) ||
        (argc > 4 && !str_int(str_c(argv[4]), &f.periods))) {
        fprintf(stderr, "bench-fill FOLDER MEASURES [EVENTS [PERIODS]]\n");
        return 2;
    }
    must(!app_create(&f.app, argv[1], STR(""), STR("bench.example/log")), f.app.say);
    must(!store_put(&f.app.arena, argv[1], STR("已全部落实"), &f.file), why);
    f.ids = arena_alloc(&f.app.arena, (size_t)measures * sizeof *f.ids);
    if (f.periods)
        f.now_us = day_start_us(day_of(time_now_us()) - began(&f));
    if (f.periods)
        must(!db_script(f.app.db, "PRAGMA cache_size=-1500000; PRAGMA wal_autocheckpoint=50000"), memory);
    people(&f);
    for (int64_t n = 0; n < measures; n++) {
        measure(&f, n);
        arena_reset(&f.arena);
    }
    half_months(&f, measures);
    if (f.periods)
        claims(&f, measures);
    notes(&f, events);
    if (f.steps)
        commit(&f);
    double s = (double)(time_now_us() - from) / 1e6;
    printf("%lld measures, %lld entries in %.1f s, %.0f entries/s\n", (long long)measures, (long long)log_size(f.app.log), s,
           (double)log_size(f.app.log) / s);
    app_close(&f.app);
    return 0;
}
