/* courier.c: see courier.h.
 *
 * DIR/courier.txt holds two lines, Chinese and English, or nothing: why letters wait. */
#include "app/courier.h"

#include "app/calendar.h"
#include "app/mail.h"
#include "app/remote.h"
#include "base/hash.h"
#include "base/time.h"
#include "log/file.h"
#include "view/table.h"

#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum { TROUBLE_BYTES_MAX = 4096,
       LETTERS_MAX = 500 }; /* of one round; the next is a minute later */

static const char sql_waiting[] = "SELECT n.id, n.day, n.title, n.text, n.tries, n.tried_us, p.mail, n.title_en, n.text_en, p.mail_lang FROM nudge n JOIN person p ON p.id = n.person"
                                  " WHERE n.state = ?1 AND n.tried_us <= ?2 ORDER BY n.seq LIMIT ?3";

struct courier {
    struct arena *arena;
    const char *dir;
    struct app app;
    struct settings settings;
    struct calendar calendar;
    int64_t now_us;
    struct courier_round *out;
    struct mailer *mailer;
};

/* ---- what the next reader is told ------------------------------------------------------------ */

static const char *note_path(struct arena *a, const char *dir) { return str_z(a, str_f(a, "%s/courier.txt", dir)); }

struct sentence courier_trouble(struct arena *a, const char *dir)
{
    struct str text = STR(""), zh;
    struct sentence none = {STR(""), STR("")};
    if (file_read(a, note_path(a, dir), TROUBLE_BYTES_MAX, &text) || !text.len || !utf8_valid(text))
        return none;
    str_cut(&text, '\n', &zh);
    return (struct sentence){zh, str_trim(text)};
}

static void note_trouble(struct courier *c)
{
    struct sentence before = courier_trouble(c->arena, c->dir), now = c->out->trouble;
    if (str_eq(before.zh, now.zh))
        return;
    struct str text = now.zh.len ? str_f(c->arena, "%.*s\n%.*s\n", STR_ARG(now.zh), STR_ARG(now.en)) : STR("");
    enum err e = file_replace(note_path(c->arena, c->dir), text, 0600);
    (void)e; /* only a notice: the letters themselves are in the log */
}

/* ---- reminders ------------------------------------------------------------------------------- */

/* Sends LIST, leaving out what somebody else sent in the meantime. */
static enum err submit_all(struct courier *c, struct submission *list, size_t n, struct sentence *why)
{
    struct outcome *out = arena_alloc(c->arena, (n + 1) * sizeof *out);
    size_t failed = 0;
    while (n) {
        enum err e = remote_submit_all(c->arena, c->dir, 0, list, n, out, &failed);
        if (!e) {
            c->out->told += (int64_t)n;
            return ERR_NONE;
        }
        if (e != ERR_REFUSED || out[failed].refusal != REFUSED_EXISTS) {
            *why = out[failed].say.zh.len ? out[failed].say : out[0].say;
            return e;
        }
        memmove(list + failed, list + failed + 1, (n - failed - 1) * sizeof *list);
        n--;
    }
    return ERR_NONE;
}

static enum err send_planned(struct courier *c, struct sentence *why)
{
    struct reminders r;
    struct submission *list;
    size_t n;
    enum err e = reminders_plan(c->app.db, c->arena, &c->settings, day_of(c->now_us), &r);
    if (!e)
        e = reminders_submissions(c->app.db, c->arena, &r, &list, &n);
    if (e) {
        *why = sentence_f(c->arena, "不能排出提醒计划：%s。", "The reminders cannot be planned: %s.", db_message(c->app.db));
        return e;
    }
    for (size_t at = 0; at < n && !e; at += COURIER_BATCH)
        e = submit_all(c, list + at, n - at < COURIER_BATCH ? n - at : COURIER_BATCH, why);
    return e;
}

/* ---- letters --------------------------------------------------------------------------------- */

struct waiting {
    int64_t id, day, tries, tried_us;
    struct sentence title, text;
    struct str mail;
    int64_t lang; /* LETTERS_… */
};

static enum err load_waiting(struct courier *c, struct waiting *list, size_t *n)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(c->app.db, sql_waiting, &s);
    if (e)
        return e;
    stmt_int(s, 1, NUDGE_WAITING);
    stmt_int(s, 2, c->now_us - NUDGE_RETRY_MINUTES * 60LL * 1000000);
    stmt_int(s, 3, LETTERS_MAX);
    while (*n < LETTERS_MAX && !(e = stmt_step(s, &row)) && row)
        list[(*n)++] = (struct waiting){stmt_get_int(s, 0),
                                        stmt_get_int(s, 1),
                                        stmt_get_int(s, 4),
                                        stmt_get_int(s, 5),
                                        {str_copy(c->arena, stmt_get_str(s, 2)), str_copy(c->arena, stmt_get_str(s, 7))},
                                        {str_copy(c->arena, stmt_get_str(s, 3)), str_copy(c->arena, stmt_get_str(s, 8))},
                                        str_copy(c->arena, stmt_get_str(s, 6)),
                                        stmt_get_int(s, 9)};
    stmt_done(s);
    return e;
}

static struct str link_text(struct courier *c)
{
    struct str at = c->settings.values[SETTING_MAIL_LINK];
    return at.len ? str_f(c->arena, "%.*s/", STR_ARG(at)) : STR("");
}

/* What a letter says around the reminder. */
static const struct sentence no_reply = {{"本邮件由系统自动发出，请不要回复。", sizeof "本邮件由系统自动发出，请不要回复。" - 1},
                                         {"This letter was sent automatically; please do not reply.", sizeof "This letter was sent automatically; please do not reply." - 1}};

/* Whether the letter is told in LANG: in Chinese when nothing was chosen, or when there is nothing else. */
static bool tells(const struct waiting *w, enum lang lang)
{
    bool english = w->text.en.len && (w->lang == LETTERS_EN || w->lang == LETTERS_BOTH);
    return lang == LANG_EN ? english : !english || w->lang == LETTERS_BOTH;
}

/* Lines become paragraphs; what people wrote is escaped. */
static void put_html(struct buf *b, const struct waiting *w, enum lang lang, struct str link)
{
    struct str rest = sentence_in(w->text, lang), line;
    if (!tells(w, lang))
        return;
    buf_f(b, "<div lang=\"%s\">\n", lang == LANG_ZH ? "zh-CN" : "en");
    while (rest.len && str_cut(&rest, '\n', &line)) {
        buf_c(b, "<p>");
        buf_html(b, line);
        buf_c(b, "</p>\n");
    }
    if (link.len) {
        buf_c(b, "<p><a href=\"");
        buf_html(b, link);
        buf_f(b, "\">%s</a></p>\n", lang == LANG_ZH ? "打开我的工作" : "Open my work");
    }
    struct str end = sentence_in(no_reply, lang);
    buf_f(b, "<p>%.*s</p></div>\n", STR_ARG(end));
}

static struct str html_of(struct courier *c, const struct waiting *w)
{
    struct buf b = buf_new(c->arena, 1 << 19);
    struct str link = link_text(c);
    buf_f(&b, "<!DOCTYPE html><html lang=\"%s\"><meta charset=\"utf-8\"><body>", tells(w, LANG_ZH) ? "zh-CN" : "en");
    put_html(&b, w, LANG_ZH, link);
    put_html(&b, w, LANG_EN, link);
    buf_c(&b, "</body></html>\n");
    return buf_view(&b);
}

static void put_text(struct buf *b, const struct waiting *w, enum lang lang, struct str link)
{
    struct str text = sentence_in(w->text, lang), end = sentence_in(no_reply, lang);
    if (tells(w, lang))
        buf_f(b, "%s%.*s\n\n%.*s%s%.*s\n", b->len ? "\n" : "", STR_ARG(text), STR_ARG(link), link.len ? "\n" : "", STR_ARG(end));
}

static struct letter letter_of(struct courier *c, const struct waiting *w)
{
    struct buf text = buf_new(c->arena, 1 << 19);
    struct str link = link_text(c), both = str_f(c->arena, "%.*s / %.*s", STR_ARG(w->title.zh), STR_ARG(w->title.en));
    bool zh = tells(w, LANG_ZH);
    put_text(&text, w, LANG_ZH, link);
    put_text(&text, w, LANG_EN, link);
    return (struct letter){
        .to = w->mail,
        .subject = zh && tells(w, LANG_EN) ? both : sentence_in(w->title, zh ? LANG_ZH : LANG_EN),
        .text = buf_view(&text),
        .html = html_of(c, w),
        .id = id_text(c->arena, w->id),
        .at_us = c->now_us,
    };
}

static enum err record(struct courier *c, const struct waiting *w, enum err sent, bool final,
                       struct sentence said, struct sentence *why)
{
    struct pair pairs[] = {{STR("why"), utf8_clip(said.zh, 900)},
                           {STR("why_en"), utf8_clip(said.en, 900)},
                           {STR("final"), final ? STR("1") : STR("0")}};
    struct submission s = {.type = sent ? COMMAND_NUDGE_FAIL : COMMAND_NUDGE_DELIVER,
                           .id = w->id,
                           .pairs = pairs,
                           .count = sent ? sizeof pairs / sizeof *pairs : 0,
                           .drawn_at = -1};
    struct outcome out = {0};
    enum err e = remote_submit(c->arena, c->dir, 0, &s, &out);
    if (e)
        *why = out.say;
    else if (sent)
        c->out->failed++;
    else
        c->out->letters++;
    return e;
}

static enum err send_one(struct courier *c, const struct waiting *w, struct sentence *why)
{
    struct letter l = letter_of(c, w);
    struct sentence said = {STR(""), STR("")};
    bool final = false;
    if (w->day < day_of(c->now_us) - COURIER_WAIT_DAYS_MAX)
        return record(c, w, ERR_LIMIT, true, sentence_f(c->arena, "邮件服务器连续 %d 天没有收下，内容已经过时，不再投递。", "The mail server took it on none of %d days; what it says is out of date.", COURIER_WAIT_DAYS_MAX), why);
    enum err e = mailer_send(c->mailer, c->arena, &l, &final, &said);
    if (e == ERR_BUSY) { /* the server, not the letter */
        c->out->trouble = said;
        return ERR_BUSY;
    }
    return record(c, w, e, final, said, why);
}

static enum err send_letters(struct courier *c, struct sentence *why)
{
    struct waiting *list = arena_alloc(c->arena, LETTERS_MAX * sizeof *list);
    struct mail_server server = mail_server_of(&c->settings);
    size_t n = 0, at = 0;
    enum err e = load_waiting(c, list, &n);
    if (e)
        *why = sentence_f(c->arena, "数据库出错：%s。", "The database failed: %s.", db_message(c->app.db));
    if (e || !n)
        return e;
    e = mailer_open(c->arena, &server, &c->mailer, &c->out->trouble);
    while (!e && at < n)
        if (!(e = send_one(c, &list[at], why)))
            at++;
    mailer_close(c->mailer);
    c->out->waiting = (int64_t)(n - at);
    return c->out->trouble.zh.len ? ERR_NONE : e; /* told in its own place */
}

/* ---- a round --------------------------------------------------------------------------------- */

static enum err work(struct courier *c, bool plan, struct sentence *why)
{
    enum err e = app_open(&c->app, c->dir, APP_READ);
    if (e) {
        *why = (struct sentence){str_copy(c->arena, c->app.say.zh), str_copy(c->arena, c->app.say.en)};
        return e;
    }
    e = calendar_load(c->app.db, c->arena, &c->calendar);
    if (e) {
        *why = sentence_f(c->arena, "数据库出错：%s。", "The database failed: %s.", db_message(c->app.db));
        return e;
    }
    c->out->open = reminders_open(&c->calendar, &c->settings, c->now_us, &c->out->next_us);
    if (!c->out->open)
        return ERR_NONE;
    if (plan)
        e = send_planned(c, why);
    if (!e)
        e = send_letters(c, why);
    note_trouble(c);
    return e;
}

enum err courier_run(struct arena *a, const char *dir, bool plan, struct courier_round *out,
                     struct sentence *why)
{
    struct courier c = {.arena = a, .dir = dir, .now_us = time_now_us(), .out = out};
    *out = (struct courier_round){0};
    enum err e = settings_load(a, dir, &c.settings, why);
    if (e)
        return e;
    int lock = open(str_z(a, str_f(a, "%s/courier.lock", dir)), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock < 0 || flock(lock, LOCK_EX | LOCK_NB)) {
        *why = sentence_f(a, "另一个进程正在发送提醒，请稍后再试。", "Another process is sending reminders; try again shortly.");
        e = lock < 0 ? ERR_IO : ERR_BUSY;
    }
    if (!e)
        e = work(&c, plan, why);
    app_close(&c.app);
    if (lock >= 0)
        close(lock);
    return e;
}
