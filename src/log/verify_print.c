/* verify_print.c: a report as lines for people and as JSON. */
#include "log/verify.h"

#include <unistd.h>

static const struct {
    const char *name, *zh, *en;
} checks[] = {
#define X(id, name, zh, en) {name, zh, en},
    VERIFY_CHECK_TABLE(X)
#undef X
};

static void print_check(const struct verify_check *c, size_t i, enum lang lang, FILE *out)
{
    static const char *const status[] = {"OK", "FAILED", "NOT CHECKED"};
    fprintf(out, "%-11s  %s", status[c->status], lang == LANG_ZH ? checks[i].zh : checks[i].en);
    if (c->status != VERIFY_NOT_CHECKED)
        fprintf(out, lang == LANG_ZH ? "（%lld）" : " (%lld)", (long long)c->count);
    fprintf(out, "\n");
    for (size_t d = 0; d < c->details_count; d++)
        fprintf(out, "             %.*s\n", STR_ARG(sentence_in(c->details[d], lang)));
    if (c->failures > VERIFY_DETAILS_MAX)
        fprintf(out, lang == LANG_ZH ? "             共 %lld 处\n" : "             %lld in all\n", (long long)c->failures);
}

void verify_print(const struct verify_report *report, enum lang lang, FILE *out)
{
    struct arena a = {0};
    bool zh = lang == LANG_ZH;
    if (report->unusable.zh.len)
        fprintf(out, "%.*s\n", STR_ARG(sentence_in(report->unusable, lang)));
    else
        fprintf(out, zh ? "条目 %lld，其中正文依令删除 %lld，树根 %.*s\n" : "%lld entries, %lld bodies erased by order, root %.*s\n",
                (long long)report->size, (long long)report->erased, STR_ARG(hash_text(&a, &report->root)));
    for (size_t i = 0; i < VERIFY_CHECKS && !report->unusable.zh.len; i++)
        print_check(&report->checks[i], i, lang, out);
    if (report->unknown_count)
        fprintf(out, zh ? "由此还不能断定：\n" : "What this does not show:\n");
    for (size_t i = 0; i < report->unknown_count; i++)
        fprintf(out, "  %.*s\n", STR_ARG(sentence_in(report->unknown[i], lang)));
    arena_reset(&a);
}

static void put_sentence(struct buf *b, struct sentence s)
{
    buf_c(b, "{\"zh\":");
    buf_json(b, s.zh);
    buf_c(b, ",\"en\":");
    buf_json(b, s.en);
    buf_c(b, "}");
}

static void put_sentences(struct buf *b, const struct sentence *s, size_t n)
{
    buf_c(b, "[");
    for (size_t i = 0; i < n; i++) {
        buf_c(b, i ? "," : "");
        put_sentence(b, s[i]);
    }
    buf_c(b, "]");
}

static void put_check(struct buf *b, const struct verify_check *c, size_t i)
{
    static const char *const status[] = {"ok", "failed", "not_checked"};
    buf_f(b, "%s{\"name\":\"%s\",\"status\":\"%s\",\"count\":%lld,\"failures\":%lld,\"details\":", i ? "," : "", checks[i].name, status[c->status], (long long)c->count, (long long)c->failures);
    put_sentences(b, c->details, c->details_count);
    buf_c(b, "}");
}

void verify_print_json(const struct verify_report *report, FILE *out)
{
    struct arena a = {0};
    struct buf b = buf_new(&a, 1 << 20);
    buf_f(&b,
          "{\"exit\":%d,\"size\":%lld,\"signed\":%lld,\"erased\":%lld,\"bytes\":%lld,\"root\":\"%.*"
          "s\",\"error\":",
          verify_exit_status(report), (long long)report->size, (long long)report->signed_size,
          (long long)report->erased, (long long)report->bytes,
          STR_ARG(hash_text(&a, &report->root)));
    if (report->unusable.zh.len)
        put_sentence(&b, report->unusable);
    else
        buf_c(&b, "null");
    buf_c(&b, ",\"checks\":[");
    for (size_t i = 0; i < VERIFY_CHECKS; i++)
        put_check(&b, &report->checks[i], i);
    buf_c(&b, "],\"not_shown\":");
    put_sentences(&b, report->unknown, report->unknown_count);
    buf_c(&b, "}\n");
    fwrite(b.ptr, 1, b.len, out);
    arena_reset(&a);
}

void verify_show_progress(void *arg, int64_t done, int64_t total)
{
    (void)arg;
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r%lld / %lld%s", (long long)done, (long long)total, done == total ? "\n" : "");
}
