/* remind.c: reminders in words, and the submissions that send them. See remind.h. */
#include "app/remind.h"

#include "app/calendar.h"
#include "app/remind_gather.h"
#include "base/hash.h"
#include "base/time.h"
#include "domain/scope.h"

enum { TEXT_MAX = 48 * 1024, /* bytes; the record takes 16,000 characters */
       PAIRS = 10 };

enum err reminders_plan(struct db *db, struct arena *a, const struct settings *s, int64_t day,
                        struct reminders *out)
{
    *out = (struct reminders){
        .day = day, .mail = s->values[SETTING_MAIL_URL].len && s->values[SETTING_MAIL_FROM].len};
    enum err e = calendar_load(db, a, &out->calendar);
    if (e || !calendar_workday(&out->calendar, day))
        return e;
    e = remind_gather(db, a, out);
    if (!e)
        remind_plan(a, &out->calendar, &out->about, day, &out->plan);
    return e;
}

void reminders_narrow(struct arena *a, struct reminders *r, const struct actor *actor, enum reach worst)
{
    struct remind_digest *digests = arena_alloc(a, (r->plan.count + 1) * sizeof *digests);
    size_t *unheard = arena_alloc(a, (r->plan.unheard_count + 1) * sizeof *unheard);
    bool *mine = arena_alloc(a, (r->about.round_count + 1) * sizeof *mine);
    struct remind_plan plan = {.digests = digests, .unheard = unheard};
    for (size_t i = 0; i < r->about.round_count; i++)
        mine[i] = reach_of(actor, r->about.rounds[i].organisation, r->about.rounds[i].chain) <= worst;
    for (size_t i = 0; i < r->plan.count; i++) {
        const struct remind_digest *d = &r->plan.digests[i];
        bool keep = false;
        for (size_t k = 0; k < d->count && !keep; k++)
            keep = mine[r->about.items[d->lines[k].item].round];
        if (!keep)
            continue;
        digests[plan.count++] = *d;
        plan.to_send += d->due && !d->sent;
    }
    for (size_t i = 0; i < r->plan.unheard_count; i++)
        if (mine[r->about.items[r->plan.unheard[i]].round])
            unheard[plan.unheard_count++] = r->plan.unheard[i];
    r->plan = plan;
}

int64_t reminders_channel(const struct reminders *r, const struct remind_digest *d)
{
    const struct remind_name *n = &r->names[d->person];
    return r->mail && n->mail.len && n->by_mail ? NUDGE_MAIL : NUDGE_IN_APP;
}

bool reminders_open(const struct calendar *c, const struct settings *s, int64_t now_us,
                    int64_t *next_us)
{
    int64_t from, to;
    setting_hours(s, SETTING_MAIL_HOURS, &from, &to);
    *next_us = remind_next_us(c, from, to, now_us);
    return *next_us == now_us;
}

/* ---- words ----------------------------------------------------------------------------------- */

/* The sorts of a digest, in the order they are told. */
enum part { PART_ESCALATED,
            PART_OVERDUE,
            PART_SOON,
            PART_REPORTS,
            PART_ISSUED,
            PART_COUNT };
static const struct sentence part_words[PART_COUNT] = {
#define WORDS(zh, en) \
    { \
        {zh, sizeof zh - 1}, { en, sizeof en - 1 } \
    }
    [PART_ESCALATED] = WORDS("长期超期", "long overdue"),
    [PART_OVERDUE] = WORDS("已超期", "overdue"),
    [PART_SOON] = WORDS("即将到期", "due soon"),
    [PART_REPORTS] = WORDS("待报进展", "to report on"),
    [PART_ISSUED] = WORDS("新下达", "newly issued"),
#undef WORDS
};

static int64_t part_count(const struct remind_digest *d, enum part part)
{
    const int64_t counts[PART_COUNT] = {d->escalated, d->overdue, d->soon, d->reports, d->issued};
    return counts[part];
}

static enum part part_of(const struct remind_item *item, const struct remind_line *line)
{
    if (item->kind == KIND_REPORT)
        return PART_REPORTS;
    if (line->escalated)
        return PART_ESCALATED;
    return item->colour == COLOUR_RED ? PART_OVERDUE : item->colour == COLOUR_YELLOW ? PART_SOON
                                                                                     : PART_ISSUED;
}

struct str reminders_summary(struct arena *a, const struct remind_digest *d, enum lang lang)
{
    struct buf b = buf_new(a, TEXT_MAX);
    for (int p = 0; p < PART_COUNT; p++) {
        long long n = part_count(d, (enum part)p);
        struct str words = sentence_in(part_words[p], lang);
        if (n && lang == LANG_ZH)
            buf_f(&b, "%s%.*s %lld 项", b.len ? "，" : "", STR_ARG(words), n);
        else if (n)
            buf_f(&b, "%s%lld %.*s", b.len ? ", " : "", n, STR_ARG(words));
    }
    return buf_view(&b);
}

struct sentence reminders_title(struct arena *a, const struct reminders *r, const struct remind_digest *d)
{
    static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};
    struct civil c = civil_from_day(r->day);
    struct str zh = reminders_summary(a, d, LANG_ZH), en = reminders_summary(a, d, LANG_EN);
    return (struct sentence){str_f(a, "整改提醒：%.*s（%d月%d日）", STR_ARG(zh), c.month, c.day),
                             str_f(a, "Rectification reminder: %.*s (%d %s)", STR_ARG(en), c.day, months[c.month - 1])};
}

static struct str days_en(struct arena *a, long long n) { return str_f(a, n == 1 ? "%lld day" : "%lld days", n); }

static struct sentence report_words(struct arena *a, long long n, struct str due, struct str due_en)
{
    return (struct sentence){
        str_f(a, "本期进展还有 %lld 条措施没有填报，本期到%.*s为止", n, STR_ARG(due)),
        str_f(a, n == 1 ? "%lld measure has no report of this period yet, which ends on %.*s" : "%lld measures have no report of this period yet, which ends on %.*s", n, STR_ARG(due_en))};
}

enum err reminders_item(struct db *db, struct arena *a, const struct reminders *r,
                        const struct remind_item *item, struct sentence *out)
{
    long long late = r->day - item->due_day;
    struct sentence words;
    struct str due = day_chinese(a, item->due_day), due_en = day_text(a, item->due_day);
    enum err e = remind_words(db, a, item->kind, item->id, &words);
    if (e)
        return e;
    struct str en = days_en(a, late < 0 ? -late : late);
    if (item->kind == KIND_REPORT)
        *out = report_words(a, (long long)item->number, due, due_en);
    else if (late > 0)
        *out = (struct sentence){str_f(a, "%.*s（时限%.*s，已超期 %lld 天）", STR_ARG(words.zh), STR_ARG(due), late),
                                 str_f(a, "%.*s (due %.*s, %.*s overdue)", STR_ARG(words.en), STR_ARG(due_en), STR_ARG(en))};
    else if (late == 0)
        *out = (struct sentence){str_f(a, "%.*s（时限%.*s，今天到期）", STR_ARG(words.zh), STR_ARG(due)),
                                 str_f(a, "%.*s (due %.*s, today)", STR_ARG(words.en), STR_ARG(due_en))};
    else
        *out = (struct sentence){str_f(a, "%.*s（时限%.*s，还有 %lld 天）", STR_ARG(words.zh), STR_ARG(due), -late),
                                 str_f(a, "%.*s (due %.*s, %.*s left)", STR_ARG(words.en), STR_ARG(due_en), STR_ARG(en))};
    return ERR_NONE;
}

struct texts { /* the same text in both languages, as it grows */
    struct buf zh, en;
};

static enum err put_part(struct db *db, struct arena *a, const struct reminders *r,
                         const struct remind_digest *d, enum part part, struct texts *t)
{
    long long n = part_count(d, part), shown = 0;
    if (!n)
        return ERR_NONE;
    buf_f(&t->zh, "\n%.*s（%lld 项）\n", STR_ARG(part_words[part].zh), n);
    buf_f(&t->en, "\n%lld %.*s\n", n, STR_ARG(part_words[part].en));
    for (size_t i = 0; i < d->count && shown < REMINDERS_LINES; i++) {
        const struct remind_item *item = &r->about.items[d->lines[i].item];
        struct sentence words;
        if (part_of(item, &d->lines[i]) != part)
            continue;
        enum err e = reminders_item(db, a, r, item, &words);
        if (e)
            return e;
        shown++;
        buf_f(&t->zh, "%lld. %.*s\n", shown, STR_ARG(words.zh));
        buf_f(&t->en, "%lld. %.*s\n", shown, STR_ARG(words.en));
    }
    if (n > shown) {
        buf_f(&t->zh, "另有 %lld 项没有列出，请在系统里查看。\n", n - shown);
        buf_f(&t->en, "%lld more are not listed; see them in the application.\n", n - shown);
    }
    return ERR_NONE;
}

enum err reminders_text(struct db *db, struct arena *a, const struct reminders *r,
                        const struct remind_digest *d, struct sentence *out)
{
    struct texts t = {buf_new(a, TEXT_MAX), buf_new(a, TEXT_MAX)};
    struct str day = day_chinese(a, r->day), day_en = day_text(a, r->day);
    enum err e = ERR_NONE;
    buf_f(&t.zh, "截至%.*s，请关注以下事项：\n", STR_ARG(day));
    buf_f(&t.en, "As of %.*s, please see to the following:\n", STR_ARG(day_en));
    for (int p = 0; p < PART_COUNT && !e; p++)
        e = put_part(db, a, r, d, (enum part)p, &t);
    *out = (struct sentence){str_trim(buf_view(&t.zh)), str_trim(buf_view(&t.en))};
    return e ? e : t.zh.failed || t.en.failed ? ERR_LIMIT
                                              : ERR_NONE;
}

/* ---- sending --------------------------------------------------------------------------------- */

/* Things the digest is about, the first IDS_MAX of them; reports have no id of their own. */
static struct str items_text(struct arena *a, const struct reminders *r, const struct remind_digest *d)
{
    int64_t list[IDS_MAX];
    struct ids ids = {list, 0};
    for (size_t i = 0; i < d->count && ids.count < IDS_MAX; i++) {
        const struct remind_item *item = &r->about.items[d->lines[i].item];
        if (item->kind != KIND_REPORT)
            list[ids.count++] = item->id;
    }
    return ids_text(a, ids);
}

static enum err submission_of(struct db *db, struct arena *a, const struct reminders *r,
                              const struct remind_digest *d, struct submission *out)
{
    struct pair *p = arena_alloc(a, PAIRS * sizeof *p);
    struct sentence text, title = reminders_title(a, r, d);
    enum err e = reminders_text(db, a, r, d, &text);
    if (e)
        return e;
    p[0] = (struct pair){STR("person"), id_text(a, r->about.people[d->person].actor.id)};
    p[1] = (struct pair){STR("day"), day_text(a, r->day)};
    p[2] = (struct pair){STR("sort"), str_c(nudge_sorts[remind_sort(d)].name)};
    p[3] = (struct pair){STR("count"), str_f(a, "%zu", d->count)};
    p[4] = (struct pair){STR("items"), items_text(a, r, d)};
    p[5] = (struct pair){STR("channel"), str_c(nudge_channels[reminders_channel(r, d)].name)};
    p[6] = (struct pair){STR("title"), title.zh};
    p[7] = (struct pair){STR("text"), text.zh};
    p[8] = (struct pair){STR("title_en"), title.en};
    p[9] = (struct pair){STR("text_en"), text.en};
    *out = (struct submission){.type = COMMAND_NUDGE_SEND, .pairs = p, .count = PAIRS, .drawn_at = -1};
    return ERR_NONE;
}

enum err reminders_submissions(struct db *db, struct arena *a, const struct reminders *r,
                               struct submission **out, size_t *count)
{
    enum err e = ERR_NONE;
    *count = 0;
    *out = arena_alloc(a, (r->plan.to_send + 1) * sizeof **out);
    for (size_t i = 0; i < r->plan.count && !e; i++) {
        const struct remind_digest *d = &r->plan.digests[i];
        if (d->due && !d->sent)
            e = submission_of(db, a, r, d, &(*out)[(*count)++]);
    }
    return e;
}
