/* submit_own.c: see submit_own.h. */
#include "app/submit_own.h"

#include "base/hash.h"
#include "domain/all.h"
#include "view/table.h"

/* ---- ids that follow from the payload --------------------------------------------------------------- */

/* Words no other thing of the kind has. They are hashed into ids that stand in logs, so they never change. */
typedef enum err name_fn(struct ctx *ctx, const void *payload, struct str *out);

static enum err name_report(struct ctx *ctx, const void *payload, struct str *out)
{
    const struct report_file *p = payload;
    struct measure m;
    enum err e = table_load(ctx->app->db, ctx->arena, KIND_MEASURE, p->measure, &m);
    *out = str_f(ctx->arena, "report %lld %lld %lld", (long long)p->measure, (long long)report_unit(&m, &ctx->env), (long long)p->period);
    return e;
}

static enum err name_calendar(struct ctx *ctx, const void *payload, struct str *out)
{
    *out = str_f(ctx->arena, "calendar %lld", (long long)((const struct calendar_enter *)payload)->year);
    return ERR_NONE;
}

static enum err name_regime(struct ctx *ctx, const void *payload, struct str *out)
{
    const struct regime_set *p = payload;
    *out = str_f(ctx->arena, "regime %lld %lld", (long long)p->sort, (long long)p->inspection);
    return ERR_NONE;
}

static enum err name_warning(struct ctx *ctx, const void *payload, struct str *out)
{
    const struct warning_set *p = payload;
    *out = str_f(ctx->arena, "warning %lld %lld", (long long)p->sort, (long long)p->inspection);
    return ERR_NONE;
}

static enum err name_nudge(struct ctx *ctx, const void *payload, struct str *out)
{
    const struct nudge_send *p = payload;
    *out = str_f(ctx->arena, "nudge %lld %lld", (long long)p->person, (long long)p->day);
    return ERR_NONE;
}

static enum err name_question(struct ctx *ctx, const void *payload, struct str *out)
{
    const struct question_settle *p = payload;
    *out = str_f(ctx->arena, "question %lld %lld %lld %lld %lld", (long long)p->inspection,
                 (long long)p->detector, (long long)p->measure, (long long)p->unit,
                 (long long)p->newest_us);
    return ERR_NONE;
}

/* clang-format off */
static const struct {
    enum command_type type;
    name_fn *name;
    const char *zh, *en; /* what the id follows from */
} named[] = {
    {COMMAND_REPORT_FILE, name_report, "进展报告的编号由措施、单位和期次决定", "A report's id follows from its measure, unit and period"},
    {COMMAND_CALENDAR_ENTER, name_calendar, "放假安排的编号由年份决定", "The id of a holiday notice follows from its year"},
    {COMMAND_NUDGE_SEND, name_nudge, "提醒的编号由人和日期决定", "The id of a reminder follows from its person and day"},
    {COMMAND_QUESTION_SETTLE, name_question, "提问的编号由轮次、问的内容、对象和依据的时间决定", "A question's id follows from its round, detector, subject and the records it rests on"},
    {COMMAND_REGIME_SET, name_regime, "类别规则的编号由类别和轮次决定", "The id of the rules of a kind follows from kind and round"},
    {COMMAND_WARNING_SET, name_warning, "预警规则的编号由依据和轮次决定", "The id of a warning rule follows from its sort and round"},
};
/* clang-format on */

static int64_t id_of(struct str name)
{
    struct hash h = hash_of(name);
    int64_t id = 0;
    for (size_t i = 0; i < 7; i++)
        id = id << 8 | h.bytes[i];
    id &= (1LL << SUBJECT_BITS) - 1;
    return id + !id;
}

enum err submit_id(struct ctx *ctx, struct submission *s, const void *payload, struct outcome *out)
{
    enum kind kind = command_types[s->type].kind;
    struct str name = STR("");
    size_t i = 0;
    while (i < sizeof named / sizeof *named && named[i].type != s->type)
        i++;
    if (i == sizeof named / sizeof *named) {
        s->id = s->id ? s->id : id_random();
        return ERR_NONE;
    }
    enum err e = named[i].name(ctx, payload, &name);
    if (e)
        return e;
    int64_t id = id_of(name), given = s->id;
    s->id = given ? given : id;
    if (s->id == id)
        return ERR_NONE;
    struct thing *there = arena_alloc(ctx->arena, kinds[kind].record->size);
    e = table_load(ctx->app->db, ctx->arena, kind, given, there);
    if (e || there->head.len) /* another one that is there: the rules say why not */
        return e;
    out->say = (struct sentence){str_f(ctx->arena, "%s，请不要另给编号。", named[i].zh), str_f(ctx->arena, "%s; leave the id out.", named[i].en)};
    return ERR_INPUT;
}

/* ---- payloads whose words have a form ----------------------------------------------------------------- */

static const struct {
    enum command_type type;
    enum err (*check)(struct arena *a, const void *payload, struct complaint *why);
} checked[] = {
    {COMMAND_CALENDAR_ENTER, calendar_check},
};

enum err submit_check(struct ctx *ctx, const struct submission *s, const void *payload, struct outcome *out)
{
    struct complaint why = {0};
    enum err e = ERR_NONE;
    for (size_t i = 0; i < sizeof checked / sizeof *checked && !e; i++)
        if (checked[i].type == s->type)
            e = checked[i].check(ctx->arena, payload, &why);
    out->field = e ? why.field : out->field;
    out->say = e ? why.say : out->say;
    return e;
}
