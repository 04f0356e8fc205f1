/* lint_out.c: lint's answer for programs and for people. The JSON is the contract of DESIGN.md §7; its
 * keys keep their order. */
#include "paper/lint.h"

static void put_key(struct buf *b, const char *key, bool first)
{
    buf_c(b, first ? "\"" : ",\"");
    buf_c(b, key);
    buf_c(b, "\":");
}

static void put_text(struct buf *b, const char *key, struct str value, bool first)
{
    put_key(b, key, first);
    if (utf8_valid(value)) {
        buf_json(b, value);
        return;
    }
    /* A stranger's bytes may be no UTF-8, the answer must be. */
    struct buf mended = buf_new(b->arena, 3 * value.len + 3);
    for (size_t at = 0; at < value.len;)
        utf8_put(&mended, utf8_next(value, &at));
    buf_json(b, buf_view(&mended));
}

static void put_count(struct buf *b, const char *key, int64_t value, bool first)
{
    put_key(b, key, first);
    if (value < 0)
        buf_c(b, "null");
    else
        buf_int(b, value);
}

static void put_structure(struct buf *b, const struct bulletin *t)
{
    buf_c(b, "{");
    if (t->title.len)
        put_text(b, "title", t->title, true);
    else
        buf_c(b, "\"title\":null");
    put_key(b, "sections", false);
    buf_c(b, "[");
    for (size_t i = 0; i < t->section_count; i++) {
        const struct section *s = &t->sections[i];
        buf_c(b, i ? ",{" : "{");
        put_count(b, "level", s->level, true);
        put_count(b, "number", s->number, false);
        put_text(b, "heading", s->heading, false);
        put_count(b, "line", (int64_t)s->line, false);
        buf_c(b, "}");
    }
    buf_c(b, "]");
    put_count(b, "sections_level1", (int64_t)t->level_count[1], false);
    put_count(b, "sections_level2", (int64_t)t->level_count[2], false);
    put_key(b, "announced", false);
    buf_c(b, "{");
    put_count(b, "aspects", t->announced.aspects, true);
    put_count(b, "problems", t->announced.problems, false);
    put_count(b, "measures", t->announced.measures, false);
    buf_c(b, "}}");
}

static void put_figure(struct buf *b, const struct figure *f)
{
    buf_c(b, "{");
    put_text(b, "value", f->value, true);
    put_text(b, "text", f->text, false);
    put_text(b, "unit", f->unit, false);
    put_text(b, "label", f->label, false);
    put_text(b, "qualifier", f->qualifier, false);
    put_count(b, "line", (int64_t)f->line, false);
    put_count(b, "column", (int64_t)f->column, false);
    buf_c(b, "}");
}

static void put_finding(struct buf *b, const struct finding *f)
{
    buf_c(b, "{");
    put_text(b, "rule", str_c(f->rule), true);
    put_text(b, "severity", str_c(severity_name(f->severity)), false);
    put_count(b, "line", (int64_t)f->line, false);
    put_count(b, "column", (int64_t)f->column, false);
    put_text(b, "message", f->message.zh, false);
    put_text(b, "message_en", f->message.en, false);
    put_text(b, "expected", f->expected, false);
    put_text(b, "found", f->found, false);
    buf_c(b, "}");
}

void lint_json(const struct lint *l, struct buf *out)
{
    const struct figures *f = &l->bulletin.figures;
    buf_c(out, "{\"structure\":");
    put_structure(out, &l->bulletin);
    buf_c(out, ",\"figures\":[");
    for (size_t i = 0; i < f->count; i++) {
        buf_c(out, i ? "," : "");
        put_figure(out, &f->items[i]);
    }
    buf_c(out, "],\"findings\":[");
    for (size_t i = 0; i < l->count; i++) {
        buf_c(out, i ? "," : "");
        put_finding(out, &l->findings[i]);
    }
    buf_c(out, "]}");
}

void lint_text(const struct lint *l, enum lang lang, struct buf *out)
{
    static const char *const names_zh[] = {"错误", "提醒", "说明"};
    for (size_t i = 0; i < l->count; i++) {
        const struct finding *f = &l->findings[i];
        if (lang == LANG_ZH)
            buf_f(out, "第%zu行第%zu字 %s [%s] ", f->line, f->column, names_zh[f->severity], f->rule);
        else
            buf_f(out, "line %zu, column %zu: %s [%s] ", f->line, f->column, severity_name(f->severity), f->rule);
        buf_str(out, sentence_in(f->message, lang));
        buf_c(out, "\n");
    }
    const size_t *n = l->by_severity;
    if (lang == LANG_ZH)
        buf_f(out, "读到 %zu 个数字：错误 %zu 处，提醒 %zu 处，说明 %zu 处。\n", l->bulletin.figures.count, n[SEVERITY_ERROR], n[SEVERITY_WARNING], n[SEVERITY_INFO]);
    else
        buf_f(out, "%zu figures read: %zu errors, %zu warnings, %zu remarks.\n", l->bulletin.figures.count, n[SEVERITY_ERROR], n[SEVERITY_WARNING], n[SEVERITY_INFO]);
}
