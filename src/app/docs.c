/* docs.c: see docs.h. Each page is Markdown, Chinese and English side by side. */
#include "app/docs.h"

#include "domain/measure.h"
#include "log/file.h"

#include <errno.h>
#include <sys/stat.h>

enum { DOCUMENT_BYTES_MAX = 1 << 20,
       FILE_MODE = 0644,
       FOLDER_MODE = 0755 };

void docs_title(struct buf *b, const char *zh, const char *en)
{
    buf_f(b, "# %s %s\n\n由程序的表生成（`huiyin docs docs/generated`），请勿手改。\n"
             "Generated from the program's tables; do not edit.\n",
          zh, en);
}

/* A cell of a table: no bar and no line break of its own. */
static void cell(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '|')
            buf_c(b, "\\");
        buf_put(b, s.ptr[i] == '\n' ? " " : &s.ptr[i], 1);
    }
}

static bool has_states(enum kind kind) { return kinds[kind].states != no_states; }

/* ---- roles.md ----------------------------------------------------------------------------------- */

static void from_states(struct buf *b, const struct command_info *c)
{
    const struct choice *states = kinds[c->kind].states;
    const char *comma = "";
    if (c->from & FROM_NEW) {
        buf_c(b, "新 new");
        comma = ", ";
    }
    for (int64_t s = has_states(c->kind) ? 1 : 0; states[s].name; s++) {
        if (!(c->from & FROM(s)))
            continue;
        if (has_states(c->kind))
            buf_f(b, "%s%s %s", comma, states[s].zh, states[s].name);
        else
            buf_f(b, "%s已有 existing", comma);
        comma = ", ";
    }
}

static void role_rows(struct buf *b, enum kind kind)
{
    for (int i = 0; i < COMMAND_COUNT; i++) {
        const struct command_info *c = &command_types[i];
        const struct event_info *e = &event_types[c->event];
        if (c->kind != kind)
            continue;
        buf_f(b, "| `%s` %s |", c->wire, c->zh);
        for (int r = 0; r < ROLE_COUNT; r++)
            buf_c(b, c->roles >> r & 1 ? " ● |" : "  |");
        buf_c(b, " ");
        from_states(b, c);
        buf_f(b, " | `%s` |", e->wire);
        if (e->to == TO_SAME)
            buf_c(b, " — |\n");
        else
            buf_f(b, " %s %s |\n", kinds[kind].states[e->to].zh, kinds[kind].states[e->to].name);
    }
}

static void roles(struct buf *b)
{
    docs_title(b, "角色与权限", "Roles");
    buf_c(b, "\n圆点：该角色可在所列状态下发出此命令；对本人、本单位的进一步要求见 refusals.md。\n"
             "A dot: the role may give the command from the states listed; who exactly is ruled besides (refusals.md).\n");
    for (int k = 0; k < KIND_COUNT; k++) {
        buf_f(b, "\n## %s %s\n\n| 命令 command |", kinds[k].zh, kinds[k].en);
        for (int r = 0; r < ROLE_COUNT; r++)
            buf_f(b, " %s %s |", role_choices[r].zh, role_choices[r].name);
        buf_c(b, " 从 from | 事件 event | 到 to |\n|---|");
        for (int r = 0; r < ROLE_COUNT + 3; r++)
            buf_c(b, "---|");
        buf_c(b, "\n");
        role_rows(b, (enum kind)k);
    }
}

/* ---- states.md ------------------------------------------------------------------------------------ */

static void arrow(struct buf *b, const struct command_info *c, const char *from, int64_t from_state)
{
    const struct event_info *e = &event_types[c->event];
    const char *to = e->to == TO_SAME ? from : kinds[c->kind].states[e->to].name;
    if (e->to == TO_SAME && from_state < 0)
        return; /* a thing that begins says where */
    buf_f(b, "    %s --> %s: %s\n", from, to, c->zh);
}

static void diagram(struct buf *b, enum kind kind)
{
    const struct choice *states = kinds[kind].states;
    buf_f(b, "\n## %s %s\n\n```mermaid\nstateDiagram-v2\n", kinds[kind].zh, kinds[kind].en);
    for (int64_t s = 1; states[s].name; s++)
        buf_f(b, "    state \"%s %s\" as %s\n", states[s].zh, states[s].en, states[s].name);
    for (int i = 0; i < COMMAND_COUNT; i++) {
        const struct command_info *c = &command_types[i];
        if (c->kind != kind)
            continue;
        if (c->from & FROM_NEW)
            arrow(b, c, "[*]", -1);
        for (int64_t s = 1; states[s].name && !(c->from == FROM_NEW); s++)
            if (c->from & FROM(s))
                arrow(b, c, states[s].name, s);
    }
    buf_c(b, "```\n");
}

static void states(struct buf *b)
{
    docs_title(b, "状态", "States");
    for (int k = 0; k < KIND_COUNT; k++)
        if (has_states((enum kind)k))
            diagram(b, (enum kind)k);
    buf_c(b, "\n其余各类没有状态 Kinds without states: ");
    const char *comma = "";
    for (int k = 0; k < KIND_COUNT; k++) {
        if (has_states((enum kind)k))
            continue;
        buf_f(b, "%s%s %s", comma, kinds[k].zh, kinds[k].name);
        comma = ", ";
    }
    buf_c(b, "\n");
}

/* ---- refusals.md ---------------------------------------------------------------------------------- */

static void refusals_page(struct buf *b)
{
    static const char *const names[] = {
#define X(name, zh, en) #name,
        REFUSAL_TABLE(X)
#undef X
    };
    docs_title(b, "不予办理的情形", "Refusals");
    buf_c(b, "\n| 名称 name | 中文 | English |\n|---|---|---|\n");
    for (int i = 1; i < REFUSAL_COUNT; i++) {
        buf_f(b, "| `%s` | ", names[i]);
        cell(b, refusals[i].zh);
        buf_c(b, " | ");
        cell(b, refusals[i].en);
        buf_c(b, " |\n");
    }
}

/* ---- commands.md and kinds.md ---------------------------------------------------------------------- */

static void choice_names(struct buf *b, const struct choice *choices)
{
    const char *comma = "";
    for (size_t i = 0; choices[i].name; i++) {
        if (!*choices[i].name)
            continue;
        buf_f(b, "%s`%s` %s", comma, choices[i].name, choices[i].zh);
        comma = ", ";
    }
}

/* What a value looks like and how large it may be. */
static void shape(struct buf *b, const struct field *f)
{
    const char *kind = f->refers > 0 ? kinds[f->refers - 1].zh : "";
    switch (f->type) {
    case FIELD_TEXT: buf_f(b, "文字 text, %lld–%lld", (long long)f->min, (long long)f->max); break;
    case FIELD_INT:
        if (f->max == INT64_MAX)
            buf_f(b, "整数 integer, ≥ %lld", (long long)f->min);
        else
            buf_f(b, "整数 integer, %lld–%lld", (long long)f->min, (long long)f->max);
        break;
    case FIELD_ENUM: choice_names(b, f->choices); break;
    case FIELD_FLAGS: buf_c(b, "多选 any of: "), choice_names(b, f->choices); break;
    case FIELD_BOOL: buf_c(b, "是否 yes or no"); break;
    case FIELD_DAY: buf_c(b, "日期 YYYY-MM-DD"); break;
    case FIELD_TIME: buf_c(b, "时刻 UTC µs"); break;
    case FIELD_FEN: buf_c(b, "金额，填元 yuan, ≤ 2 decimals"); break;
    case FIELD_ID: buf_f(b, "编号 id %s", kind); break;
    case FIELD_IDS: buf_f(b, "编号若干 ids %s, ≤ %lld", kind, (long long)f->max); break;
    case FIELD_HASH: buf_c(b, "SHA-256, 64 hex"); break;
    }
}

static void marks(struct buf *b, const struct field *f, bool required)
{
    static const struct {
        unsigned flag;
        const char *words;
    } rows[] = {{FIELD_OPEN, "公开 open"}, {FIELD_SECRET, "不入日志 secret"}, {FIELD_PERSONAL, "可抹除 erasable"}};
    const char *comma = "";
    if (required && f->flags & FIELD_REQUIRED) {
        buf_c(b, "必填 required");
        comma = ", ";
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (!(f->flags & rows[i].flag))
            continue;
        buf_f(b, "%s%s", comma, rows[i].words);
        comma = ", ";
    }
}

static void fields(struct buf *b, const struct record *r, bool required)
{
    buf_c(b, "\n| 字段 field | 名称 label | 值 value | |\n|---|---|---|---|\n");
    for (size_t i = 0; i < r->count; i++) {
        const struct field *f = &r->fields[i];
        buf_f(b, "| `%s` | %s %s | ", f->name, f->zh, f->en);
        shape(b, f);
        buf_c(b, " | ");
        marks(b, f, required);
        buf_c(b, " |\n");
    }
}

static void commands(struct buf *b)
{
    docs_title(b, "命令", "Commands");
    buf_c(b, "\n页面、接口、导入和命令行（`huiyin do DIR COMMAND key=value…`）都用这些命令。文字长度以字计。\n"
             "Pages, API, import and command line all use these. Text is measured in characters.\n");
    for (int i = 0; i < COMMAND_COUNT; i++) {
        const struct command_info *c = &command_types[i];
        buf_f(b, "\n## `%s` %s %s\n\n%s %s · ", c->wire, c->zh, c->en, kinds[c->kind].zh, kinds[c->kind].en);
        from_states(b, c);
        buf_c(b, " · ");
        const char *comma = "";
        for (int r = 0; r < ROLE_COUNT; r++) {
            if (!(c->roles >> r & 1))
                continue;
            buf_f(b, "%s%s %s", comma, role_choices[r].zh, role_choices[r].name);
            comma = ", ";
        }
        buf_f(b, " · → `%s`\n", event_types[c->event].wire);
        if (c->payload->count == 1 && str_is(str_c(c->payload->fields[0].name), "none"))
            buf_c(b, "\n没有字段 No fields.\n");
        else
            fields(b, c->payload, true);
    }
}

static void kinds_page(struct buf *b)
{
    docs_title(b, "各类事项", "Kinds");
    for (int k = 0; k < KIND_COUNT; k++) {
        buf_f(b, "\n## `%s` %s %s\n", kinds[k].name, kinds[k].zh, kinds[k].en);
        fields(b, kinds[k].record, false);
    }
    buf_c(b, "\n## 事件 Events\n\n| 事件 event | 版本 version | 属于 of | 说法 in words | 到 to |\n|---|---|---|---|---|\n");
    for (int i = 0; i < EVENT_COUNT; i++) {
        const struct event_info *e = &event_types[i];
        buf_f(b, "| `%s` | %d | %s | %s %s | %s |\n", e->wire, e->version, kinds[e->kind].name, e->zh, e->en,
              e->to == TO_SAME ? "—" : kinds[e->kind].states[e->to].name);
    }
}

/* ---- all of them ----------------------------------------------------------------------------------- */

const char *const docs_names[DOCS_COUNT] = {"roles.md", "states.md", "refusals.md", "commands.md", "kinds.md", "rules.md"};
static void (*const pages[DOCS_COUNT])(struct buf *) = {roles, states, refusals_page, commands, kinds_page, docs_rules};

struct str docs_text(struct arena *a, size_t at)
{
    struct buf b = buf_new(a, DOCUMENT_BYTES_MAX);
    pages[at](&b);
    return buf_view(&b);
}

enum err docs_write(struct arena *a, const char *dir)
{
    if (mkdir(dir, FOLDER_MODE) && errno != EEXIST)
        return ERR_IO;
    for (size_t i = 0; i < DOCS_COUNT; i++) {
        enum err e = file_replace(str_z(a, str_f(a, "%s/%s", dir, docs_names[i])), docs_text(a, i), FILE_MODE);
        if (e)
            return e;
    }
    return ERR_NONE;
}
