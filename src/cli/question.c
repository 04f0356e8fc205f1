/* question.c: `huiyin questions DIR [--inspection ID] [--json]`: what the records of a round make one ask. */
#include "cli/cli.h"

#include "app/question.h"
#include "base/hash.h"
#include "base/time.h"
#include "view/table.h"

enum { OUT_MAX = 4 << 20 };

static void put_json(struct buf *b, struct arena *a, const struct findings *all)
{
    buf_f(b, "{\"open\":%zu,\"settled\":%lld,\"questions\":[", all->count, (long long)all->settled);
    for (size_t i = 0; i < all->count; i++) {
        const struct finding *f = &all->list[i];
        buf_f(b,
              "%s{\"detector\":\"%s\",\"%s\":\"%.*s\",\"newest_us\":%lld,\"detail\":", i ? "," : "",
              question_words[f->detector].name, f->measure ? "measure" : "unit",
              STR_ARG(id_text(a, f->measure ? f->measure : f->unit)), (long long)f->newest_us);
        buf_json(b, f->detail.zh);
        buf_c(b, ",\"detail_en\":");
        buf_json(b, f->detail.en);
        buf_c(b, ",\"measures\":[");
        for (size_t k = 0; k < f->things.count; k++)
            buf_f(b, "%s\"%.*s\"", k ? "," : "", STR_ARG(id_text(a, f->things.list[k])));
        buf_c(b, "]}");
    }
    buf_c(b, "],\"cut\":[");
    for (int i = 1, n = 0; i < QUESTION_DETECTORS; i++)
        if (all->cut[i])
            buf_f(b, "%s\"%s\"", n++ ? "," : "", question_words[i].name);
    buf_c(b, "]}\n");
}

static void put_text(struct buf *b, const struct cli *c, const struct findings *all)
{
    bool zh = c->lang == LANG_ZH;
    enum question_detector last = QUESTION_NONE;
    buf_f(b, zh ? "值得问一问的地方 %zu 个，已答复 %lld 个。只是提问，不是结论；可能有合理原因。\n" : "%zu things worth asking about, %lld answered. Questions, not conclusions; there may be good reasons.\n", all->count, (long long)all->settled);
    for (size_t i = 0; i < all->count; i++) {
        const struct finding *f = &all->list[i];
        const struct question_words *w = &question_words[f->detector];
        if (f->detector != last)
            buf_f(b, "\n%s%s%s\n", zh ? w->ask_zh : w->ask_en, all->cut[f->detector] ? " " : "",
                  !all->cut[f->detector] ? ""
                  : zh                   ? "（没有全部列出）"
                                         : "(not all are listed)");
        last = f->detector;
        buf_f(b, "  %.*s  %.*s\n", STR_ARG(id_text(c->arena, f->measure ? f->measure : f->unit)),
              STR_ARG(sentence_in(f->detail, c->lang)));
    }
}

int cli_questions(struct cli *c)
{
    struct app app;
    struct findings all = {0};
    struct buf b = buf_new(c->arena, OUT_MAX);
    int64_t inspection = 0;
    int status = cli_open(c, &app, APP_READ);
    if (!status)
        status = cli_inspection(c, &app, &inspection);
    enum err e = status ? ERR_NONE : question_find(app.db, c->arena, inspection, day_of(time_now_us()), &all);
    if (e)
        status = cli_fail_f(c, e, "读取数据时出错：%s", "Reading the data failed: %s", db_message(app.db));
    if (!status) {
        if (cli_flag(c, "json"))
            put_json(&b, c->arena, &all);
        else
            put_text(&b, c, &all);
        status = cli_write(c, buf_view(&b));
    }
    app_close(&app);
    return status;
}
