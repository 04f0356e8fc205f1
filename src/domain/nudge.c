/* nudge.c: see nudge.h. */
#include "domain/nudge.h"

#include "base/time.h"
#include "domain/calendar.h"

#include <string.h>

const struct choice nudge_states[] = {{"", "", ""},
                                      {"waiting", "待投递", "Waiting"},
                                      {"out", "已送达", "Delivered"},
                                      {"lost", "未能投递", "Not delivered"},
                                      {NULL, NULL, NULL}};
const struct choice nudge_sorts[] = {{"", "", ""},
                                     {"reminder", "提醒", "Reminder"},
                                     {"escalation", "升级提醒", "Escalation"},
                                     {"digest", "提醒和升级", "Reminders and escalations"},
                                     {NULL, NULL, NULL}};
const struct choice nudge_channels[] = {{"", "", ""},
                                        {"in_app", "系统内", "In the application"},
                                        {"mail", "系统内和邮件", "In the application and by mail"},
                                        {NULL, NULL, NULL}};

enum { THINGS_MAX = 1000000000 };
#define NUDGE_FIELDS(s) \
    ID(s, person, KIND_PERSON, FIELD_REQUIRED | FIELD_INDEX, "提醒谁", "Whom"), \
        DAY(s, day, FIELD_REQUIRED | FIELD_OPEN | FIELD_INDEX, "日期", "Day"), \
        ENUM(s, sort, nudge_sorts, FIELD_REQUIRED | FIELD_OPEN, "种类", "Sort"), \
        INT(s, count, 1, THINGS_MAX, FIELD_REQUIRED | FIELD_OPEN, "事项数", "Things"), \
        IDS(s, items, -1, 0, "事项", "Which"), \
        ENUM(s, channel, nudge_channels, FIELD_REQUIRED | FIELD_OPEN, "方式", "Channel"), \
        TEXT(s, title, 1, 200, FIELD_REQUIRED, "标题", "Title"), \
        TEXT(s, text, 1, 16000, FIELD_REQUIRED | FIELD_LONG, "内容", "Text"), \
        TEXT(s, title_en, 0, 300, 0, "标题（英文）", "Title (English)"), \
        TEXT(s, text_en, 0, 16000, FIELD_LONG, "内容（英文）", "Text (English)")
static const struct field send_fields[] = {NUDGE_FIELDS(nudge_send)};
static const struct field fail_fields[] = {
    TEXT(nudge_fail, why, 2, 1000, FIELD_REQUIRED | FIELD_LONG | FIELD_PERSONAL, "原因", "Why"),
    TEXT(nudge_fail, why_en, 0, 1000, FIELD_LONG | FIELD_PERSONAL, "原因（英文）", "Why (English)"),
    BOOL(nudge_fail, final, FIELD_OPEN, "不再重试", "Give up")};
static const struct field nudge_fields[] = {
    THING_FIELDS(nudge, nudge_states), NUDGE_FIELDS(nudge),
    INT(nudge, tries, 0, INT64_MAX, 0, "未成次数", "Failed tries"),
    TIME(nudge, tried_us, 0, "上次尝试", "Last try"),
    TEXT(nudge, why, 0, 1000, FIELD_LONG | FIELD_PERSONAL, "原因", "Why"),
    TEXT(nudge, why_en, 0, 1000, FIELD_LONG | FIELD_PERSONAL, "原因（英文）", "Why (English)"),
    TIME(nudge, delivered_us, 0, "送达时间", "Delivered"),
    TIME(nudge, read_us, 0, "知晓时间", "Read")};
const struct record nudge_send_record = RECORD(nudge_send, send_fields);
const struct record nudge_fail_record = RECORD(nudge_fail, fail_fields);
const struct record nudge_record = RECORD(nudge, nudge_fields);

static const struct field notify_fields[] = {
    TEXT(person_notify, mail, 0, MAIL_CHARS_MAX, FIELD_PERSONAL, "电子邮箱", "Mail address"),
    BOOL(person_notify, by_mail, 0, "同时用邮件提醒我", "Remind me by mail too"),
    ENUM(person_notify, mail_lang, letter_languages, 0, "邮件的语言", "Language of letters")};
const struct record person_notify_record = RECORD(person_notify, notify_fields);

/* ---- sending ------------------------------------------------------------------------------------ */

static bool in_hours(const struct calendar *c, const struct env *env)
{
    int64_t hour = (env->now_us - day_start_us(env->today)) / (3600LL * 1000000);
    return calendar_workday(c, env->today) && hour >= NUDGE_HOUR_FIRST && hour < NUDGE_HOUR_LAST;
}

enum refusal nudge_send(const void *now, const struct command *cmd, const struct facts *f,
                        const struct env *env, struct events *out)
{
    const struct nudge_send *p = cmd->payload;
    (void)now;
    if (p->day != env->today)
        return REFUSED_NUDGE_DAY;
    if (!in_hours(f->calendar, env))
        return REFUSED_NUDGE_HOUR;
    if (p->channel == NUDGE_MAIL && !(f->person && f->person->mail.len))
        return REFUSED_MAIL_NONE;
    events_add(out, EVENT_NUDGE_SENT, cmd->id, p);
    return REFUSED_NOT;
}

/* What the courier did is nobody's to tell but its own. */
enum refusal nudge_by_program(const void *now, const struct facts *f, const struct env *env)
{
    (void)now, (void)f;
    return env->actor.id ? REFUSED_PROGRAM_ONLY : REFUSED_NOT;
}

enum refusal nudge_may_read(const void *now, const struct facts *f, const struct env *env)
{
    const struct nudge *n = now;
    (void)f;
    if (n->person != env->actor.id)
        return REFUSED_NUDGE_NOT_YOURS;
    return n->read_us ? REFUSED_NOTHING_NEW : REFUSED_NOT;
}

/* In the application it is there at once; a letter has yet to go. */
void nudge_sent(struct arena *a, void *state, const struct event *e)
{
    struct nudge *n = state;
    (void)a;
    n->state = n->channel == NUDGE_MAIL ? NUDGE_WAITING : NUDGE_OUT;
    n->delivered_us = n->channel == NUDGE_MAIL ? 0 : e->at_us;
}

void nudge_delivered(struct arena *a, void *state, const struct event *e)
{
    (void)a;
    ((struct nudge *)state)->delivered_us = e->at_us;
}

void nudge_failed(struct arena *a, void *state, const struct event *e)
{
    struct nudge *n = state;
    (void)a;
    n->tries++;
    n->tried_us = e->at_us;
    if (n->tries >= NUDGE_TRIES_MAX || ((const struct nudge_fail *)e->payload)->final)
        n->state = NUDGE_LOST;
}

void nudge_read(struct arena *a, void *state, const struct event *e)
{
    (void)a;
    ((struct nudge *)state)->read_us = e->at_us;
}

/* ---- addresses ------------------------------------------------------------------------------------ */

static bool letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* One piece between dots: not empty; letters, digits and MARKS; a hyphen of a host is not at its ends. */
static bool good_piece(struct str piece, const char *marks, bool host)
{
    for (size_t i = 0; i < piece.len; i++)
        if (!letter_or_digit(piece.ptr[i]) && (!piece.ptr[i] || !strchr(marks, piece.ptr[i])))
            return false;
    return piece.len && (!host || (piece.len < 64 && piece.ptr[0] != '-' && piece.ptr[piece.len - 1] != '-'));
}

static bool good_pieces(struct str s, const char *marks, bool host)
{
    struct str piece;
    if (!s.len || s.ptr[s.len - 1] == '.')
        return false;
    while (s.len && str_cut(&s, '.', &piece))
        if (!good_piece(piece, marks, host))
            return false;
    return true;
}

bool mail_address_good(struct str address)
{
    size_t at = str_find(address, STR("@"));
    return address.len <= MAIL_CHARS_MAX && at != SIZE_MAX && at <= 64 &&
           good_pieces(str_sub(address, 0, at), "!#$%&'*+-/=?^_`{|}~", false) &&
           good_pieces(str_sub(address, at + 1, address.len), "-", true);
}

enum refusal person_notify(const void *now, const struct command *cmd, const struct facts *f,
                           const struct env *env, struct events *out)
{
    const struct person *p = now;
    const struct person_notify *n = cmd->payload;
    (void)f, (void)env;
    if (n->mail.len && !mail_address_good(n->mail))
        return REFUSED_MAIL_SHAPE;
    if (n->by_mail && !n->mail.len)
        return REFUSED_MAIL_NONE;
    if (str_eq(p->mail, n->mail) && p->by_mail == n->by_mail && p->mail_lang == n->mail_lang)
        return REFUSED_NOTHING_NEW;
    events_add(out, EVENT_PERSON_NOTIFY_SET, cmd->id, n);
    return REFUSED_NOT;
}
