/* progress.c: half-month reports, and evidence in and out. */
#include "app/store.h"
#include "base/time.h"
#include "domain/regime.h"
#include "view/table.h"
#include "web/matter.h"
#include "web/pages.h"

#include <stdlib.h>
#include <string.h>

enum { NAME_CHARS_MAX = 120 };

/* Media types by the end of the name; `shown` ones open in the browser, all others are saved. Nothing here may run: no
 * html, no svg. */
static const struct {
    const char *suffix, *type;
    bool shown;
} media[] = {
    {".pdf", "application/pdf", true},
    {".jpg", "image/jpeg", true},
    {".jpeg", "image/jpeg", true},
    {".png", "image/png", true},
    {".gif", "image/gif", true},
    {".webp", "image/webp", true},
    {".txt", "text/plain; charset=utf-8", true},
    {".csv", "text/csv", false},
    {".doc", "application/msword", false},
    {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", false},
    {".xls", "application/vnd.ms-excel", false},
    {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", false},
    {".ppt", "application/vnd.ms-powerpoint", false},
    {".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", false},
    {".wps", "application/vnd.ms-works", false},
    {".ofd", "application/ofd", false},
    {".zip", "application/zip", false},
    {".mp4", "video/mp4", false},
    {".mp3", "audio/mpeg", false},
};

static bool ends_in(struct str name, const char *suffix)
{
    size_t n = strlen(suffix);
    if (name.len <= n)
        return false;
    for (size_t i = 0; i < n; i++) {
        char c = name.ptr[name.len - n + i];
        if ((c >= 'A' && c <= 'Z' ? c | 32 : c) != suffix[i])
            return false;
    }
    return true;
}

static const char *media_of(struct str name, bool *shown)
{
    *shown = false;
    for (size_t i = 0; i < sizeof media / sizeof *media; i++) {
        if (ends_in(name, media[i].suffix)) {
            *shown = media[i].shown;
            return media[i].type;
        }
    }
    return "application/octet-stream";
}

/* The last part of what the browser says, without control characters, its end kept when it is too long. */
static struct str clean_name(struct visit *v, struct str name)
{
    struct buf b = buf_new(v->arena, 4096);
    for (size_t i = name.len; i > 0; i--) {
        if (name.ptr[i - 1] == '/' || name.ptr[i - 1] == '\\') {
            name = str_sub(name, i, name.len);
            break;
        }
    }
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.ptr[i] >= 0x20 && name.ptr[i] != 0x7F)
            buf_put(&b, name.ptr + i, 1);
    struct str clean = str_trim(buf_view(&b)), end = STR("");
    for (size_t i = clean.len; i > 0 && clean.len - i < 12; i--)
        if (clean.ptr[i - 1] == '.')
            end = str_sub(clean, i - 1, clean.len);
    if (utf8_length(clean) > NAME_CHARS_MAX) {
        struct str head = utf8_clip(clean, NAME_CHARS_MAX - 12);
        clean = str_f(v->arena, "%.*s%.*s", STR_ARG(head), STR_ARG(end));
    }
    return clean.len ? clean : tr(v->lang, "未命名");
}

/* The measure of the address; a page instead when it is not there. */
static struct response *load_measure(struct visit *v, struct measure *m)
{
    enum err e = site_load(v, KIND_MEASURE, v->id[0], m);
    return e == ERR_MISSING ? site_missing(v) : e ? site_database_failed(v, e)
                                                  : NULL;
}

static struct str back_to(struct visit *v, const struct measure *m)
{
    struct value *subject = value_sub(v->page, "subject");
    struct str id = id_str(v, m->id), back = str_f(v->arena, "/measure/%.*s", STR_ARG(id));
    value_c(subject, "label", v->lang == LANG_ZH ? "整改措施" : "Measure");
    value_text(subject, "text", m->text);
    value_text(subject, "url", back);
    value_text(v->page, "back_url", back);
    value_text(v->page, "next", back);
    return back;
}

/* ---- reports -------------------------------------------------------------------------------------- */

static const char sql_report[] = "SELECT id FROM report WHERE measure = ?1 AND period = ?2 AND unit = ?3";
static const char sql_last[] = "SELECT id FROM report WHERE measure = ?1 AND period < ?2 AND unit = ?3 ORDER BY period DESC LIMIT 1";

/* *R is all zero when there is none. */
static enum err load_report(struct visit *v, const char *sql, const struct measure *m, int64_t period, struct report *r)
{
    struct stmt *s;
    bool row = false;
    *r = (struct report){0};
    enum err e = db_stmt(v->site->app.db, sql, &s);
    if (e)
        return e;
    stmt_int(s, 1, m->id);
    stmt_int(s, 2, period);
    stmt_int(s, 3, report_unit(m, &v->ctx.env));
    e = stmt_step(s, &row);
    int64_t id = !e && row ? stmt_get_int(s, 0) : 0;
    stmt_done(s);
    return !e && id ? site_load(v, KIND_REPORT, id, r) : e;
}

/* The period chosen: in the form sent, in the address, else the present one. The present and the last one are open. */
static int64_t chosen_period(struct visit *v, int64_t rhythm)
{
    int64_t now = regime_period(rhythm, v->today), period;
    struct str sent = request_form(v->request, "period"), asked = request_query(v->request, "period");
    if (str_int(sent.len ? sent : asked, &period) && (period == now || period == regime_period_before(rhythm, now)))
        return period;
    return now;
}

static void put_periods(struct visit *v, struct str back, int64_t rhythm, int64_t chosen)
{
    struct value *list = value_rows(v->page, "periods");
    int64_t p = regime_period(rhythm, v->today);
    for (int i = 0; i < 2; i++, p = regime_period_before(rhythm, p)) {
        struct value *row = value_row(list);
        struct sentence words = regime_period_text(v->arena, rhythm, p);
        value_text(row, "label", sentence_in(words, v->lang));
        value_text(row, "url", str_f(v->arena, "%.*s/report?period=%lld", STR_ARG(back), (long long)p));
        value_bool(row, "here", p == chosen);
    }
    value_text(v->page, "period", str_f(v->arena, "%lld", (long long)chosen));
}

/* Until when reports of the period are in time; after that they are taken, and shown as late. */
static enum err put_deadline(struct visit *v, const struct regime *r, int64_t period, bool again)
{
    const struct calendar *c;
    enum err e = site_calendar(v, &c);
    if (e)
        return e;
    int64_t due = report_due_day(r, c, period);
    struct str day = day_text(v->arena, due);
    value_text(v->page, "deadline", str_f(v->arena, v->lang == LANG_ZH ? "%.*s（含当天）前填报算按时" : "in time up to %.*s, that day included", STR_ARG(day)));
    value_bool(v->page, "late", v->today > due && !again);
    return ERR_NONE;
}

static void put_last(struct visit *v, const struct report *last, int64_t rhythm)
{
    struct value *list = value_rows(v->page, "last");
    if (!last->head.len)
        return;
    struct value *row = value_row(list);
    struct sentence words = regime_period_text(v->arena, rhythm, last->period);
    value_text(row, "period", sentence_in(words, v->lang));
    value_text(row, "text", last->text);
    value_text(row, "next_steps", last->next_steps);
    value_text(row, "who", site_person(v, last->person));
    value_text(row, "when", time_text(v->arena, last->filed_us));
}

struct response *report_form(struct visit *v)
{
    struct measure m;
    struct report now, last;
    struct regime regime;
    struct colour_rule rule;
    struct response *instead = load_measure(v, &m);
    if (instead)
        return instead;
    enum err e = matter_rules(v, m.inspection, &regime, &rule);
    if (e)
        return site_database_failed(v, e);
    int64_t period = chosen_period(v, regime.rhythm);
    struct str back = back_to(v, &m);
    instead = action_refused(v, COMMAND_REPORT_FILE, 0, &(struct report){.measure = m.id}, back);
    if (instead)
        return instead;
    e = load_report(v, sql_report, &m, period, &now);
    if (!e)
        e = load_report(v, sql_last, &m, period, &last);
    if (!e)
        e = put_deadline(v, &regime, period, now.head.len > 0);
    if (e)
        return site_database_failed(v, e);
    site_title(v, str_c(v->lang == LANG_ZH ? "填报进展" : "Report progress"), "narrow");
    site_form(v, (const struct thing *)&m); /* each report of it makes an entry of the measure too */
    value_text(v->page, "action", str_f(v->arena, "%.*s/report", STR_ARG(back)));
    value_text(v->page, "unit", site_unit(v, report_unit(&m, &v->ctx.env)));
    value_bool(v->page, "again", now.head.len > 0);
    put_periods(v, back, regime.rhythm, period);
    put_last(v, &last, regime.rhythm);
    struct report_file from = {.text = now.text,
                               .difficulties = now.difficulties,
                               .next_steps = now.next_steps,
                               .percent = now.percent};
    site_fields(v, value_rows(v->page, "fields"), &report_file_record, &from, "measure period");
    return site_render(v, "report");
}

/* Pairs of the form with the measure of the address; the report's id follows from measure, unit and period. */
struct response *report_prepare(struct visit *v)
{
    struct request *r = v->request;
    struct submission *s = arena_alloc(v->arena, sizeof *s);
    struct pair *pairs = arena_alloc(v->arena, (r->form_count + 2) * sizeof *pairs);
    size_t n = 0;
    for (size_t i = 0; i < r->form_count; i++)
        if (r->form[i].key.len && r->form[i].key.ptr[0] != '_' && !str_is(r->form[i].key, "measure"))
            pairs[n++] = r->form[i];
    pairs[n++] = (struct pair){STR("measure"), id_str(v, v->id[0])};
    *s = (struct submission){.type = COMMAND_REPORT_FILE,
                             .pairs = pairs,
                             .count = n,
                             .command = request_form(r, "_command"),
                             .drawn_at = -1};
    if (!str_int(request_form(r, "_drawn"), &s->drawn_at))
        s->drawn_at = -1;
    v->asking.list = s;
    v->asking.count = 1;
    return NULL;
}

/* ---- evidence in ------------------------------------------------------------------------------------ */

struct response *evidence_form(struct visit *v)
{
    struct measure m;
    struct response *instead = load_measure(v, &m);
    if (instead)
        return instead;
    struct str back = back_to(v, &m);
    instead = action_refused(v, COMMAND_EVIDENCE_ADD, 0, &(struct evidence){.measure = m.id}, back);
    if (instead)
        return instead;
    site_title(v, tr(v->lang, "上传佐证材料"), "narrow");
    site_form(v, (const struct thing *)&m);
    value_text(v->page, "action", str_f(v->arena, "%.*s/evidence", STR_ARG(back)));
    value_text(v->page, "limit", str_f(v->arena, "%d MB", UPLOAD_BYTES_MAX >> 20));
    struct evidence_add from = {.proves_day = v->today};
    site_fields(v, value_rows(v->page, "fields"), &evidence_add_record, &from, "measure name sha256 size media");
    return site_render(v, "upload");
}

static struct response *evidence_again(struct visit *v, enum err e, struct sentence say)
{
    v->err = e;
    v->outcome = (struct outcome){.say = say};
    return evidence_form(v);
}

/* One submission a file: the form's own fields, then what is known of the file. */
static enum err fill_submission(struct visit *v, const struct upload *u, size_t at, struct submission *s)
{
    static const char *const kept[] = {"sort", "proves_day", "note"};
    struct str sha = hash_text(v->arena, &u->hash), name = clean_name(v, u->filename),
               command = request_form(v->request, "_command");
    struct pair *pairs = arena_alloc(v->arena, 8 * sizeof *pairs);
    size_t n = 0;
    bool shown;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        pairs[n++] = (struct pair){str_c(kept[i]), request_form(v->request, kept[i])};
    pairs[n++] = (struct pair){STR("measure"), id_str(v, v->id[0])};
    pairs[n++] = (struct pair){STR("name"), name};
    pairs[n++] = (struct pair){STR("sha256"), sha};
    pairs[n++] = (struct pair){STR("size"), str_f(v->arena, "%lld", (long long)u->size)};
    pairs[n++] = (struct pair){STR("media"), str_c(media_of(name, &shown))};
    *s = (struct submission){.type = COMMAND_EVIDENCE_ADD, .pairs = pairs, .count = n, .drawn_at = -1};
    if (at || !str_int(request_form(v->request, "_drawn"), &s->drawn_at))
        s->drawn_at = -1; /* the first file's entry changes the measure: only it is compared with the form */
    if (command.len)
        s->command = str_f(v->arena, "%.*s-%zu", STR_ARG(utf8_clip(command, 40)), at);
    return store_take(v->arena, v->site->app.dir, u->path.ptr, sha);
}

struct response *evidence_prepare(struct visit *v)
{
    struct request *r = v->request;
    struct submission *list = arena_alloc(v->arena, (r->file_count + 1) * sizeof *list);
    struct measure m;
    struct facts facts;
    struct response *instead = load_measure(v, &m);
    if (instead)
        return instead;
    if (!r->file_count)
        return evidence_again(v, ERR_INPUT, tr_both("没有选择文件，请至少选一份。"));
    /* before anything is kept: who may not add evidence leaves no file behind */
    enum err e = facts_for(&v->ctx, COMMAND_EVIDENCE_ADD, 0, &(struct evidence){.measure = m.id}, &facts);
    if (e)
        return site_database_failed(v, e);
    enum refusal no = command_may(COMMAND_EVIDENCE_ADD, &(struct evidence){.measure = m.id}, &facts, &v->ctx.env);
    if (no)
        return site_error(v, ERR_REFUSED, refusals[no]);
    for (size_t i = 0; i < r->file_count; i++)
        if (fill_submission(v, &r->files[i], i, &list[i]))
            return evidence_again(v, ERR_IO, tr_both("服务器没能保存文件，可能是磁盘已满；没有登记，请告诉系统管理员。"));
    v->asking.list = list;
    v->asking.count = r->file_count;
    return NULL;
}

/* Drawn again: the sentence says which file it was. */
struct response *evidence_failed(struct visit *v)
{
    size_t at = v->answer ? v->answer->failed : 0;
    if (v->answer && v->request->file_count > 1 && at < v->request->file_count) {
        struct str name = clean_name(v, v->request->files[at].filename);
        struct sentence say = v->outcome.say;
        v->outcome.say.zh = str_f(v->arena, "“%.*s”：%.*s所有文件都没有登记。", STR_ARG(name), STR_ARG(say.zh));
        v->outcome.say.en = str_f(v->arena, "\"%.*s\": %.*s None of the files was entered.", STR_ARG(name), STR_ARG(say.en));
    }
    return evidence_form(v);
}

struct response *evidence_done(struct visit *v)
{
    struct str id = id_str(v, v->id[0]);
    return site_redirect(v, "/measure/%.*s?done=evidence.add", STR_ARG(id));
}

/* ---- evidence out ----------------------------------------------------------------------------------- */

struct response *evidence_file(struct visit *v)
{
    struct evidence x;
    bool shown;
    enum err e = site_load(v, KIND_EVIDENCE, v->id[0], &x);
    if (e)
        return e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
    if (!store_has(v->site->app.dir, x.sha256))
        return site_error(v, ERR_MISSING, tr_both("这份材料的文件不在数据目录里，请告诉系统管理员从备份恢复；登记和校验码仍在。"));
    const char *type = media_of(x.name, &shown);
    struct response *r =
        response_file(v->request, str_c(store_path(v->arena, v->site->app.dir, x.sha256)), type,
                      shown ? STR("") : x.name);
    if (shown && strcmp(type, "application/pdf") == 0) /* a browser's own reader does not open in a sandbox */
        response_header(v->request, r, "Content-Security-Policy", STR("default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"));
    return r;
}
