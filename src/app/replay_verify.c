/* replay_verify.c: see replay_verify.h. */
#include "app/replay_verify.h"

#include "app/replay.h"
#include "app/store.h"
#include "domain/measure.h"
#include "view/table.h"

void replay_verify(struct db *db, struct arena *a, verify_progress *progress, struct verify_report *report,
                   struct verify_check *check)
{
    struct replay_report r;
    if (!table_shape_fits(db)) { /* said before the long work, which would end in a column that is not there */
        verify_not_checked(report, CHECK_REPLAY, sentence_f(a, "各表是另一个版本的程序建的，请先运行 huiyin rebuild，再重放核验", "the tables were made by another version of the program; run huiyin rebuild first, then replay"));
        return;
    }
    enum err e = app_replay(db, a, progress, NULL, &r);
    check->count = r.entries;
    if (e)
        verify_not_checked(report, CHECK_REPLAY, sentence_f(a, "重放中断：%s（%s）", "the replay broke off: %s (%s)", db_message(db), err_name(e)));
    else if (r.bad_seq >= 0)
        verify_fail(report, CHECK_REPLAY,
                    (struct sentence){str_f(a, "第 %lld 条：%.*s", (long long)r.bad_seq, STR_ARG(r.why.zh)),
                                      str_f(a, "entry %lld: %.*s", (long long)r.bad_seq, STR_ARG(r.why.en))});
    else if (r.bad_kind >= 0)
        verify_fail(report, CHECK_REPLAY, r.why);
}

bool replay_file(struct arena *a, const char *folder, const struct leaf *leaf, struct str body)
{
    enum event_type type;
    struct evidence_added v;
    if (!event_find(leaf->kind, leaf->version, &type) || type != EVENT_EVIDENCE_ADDED)
        return true;
    return !record_from_json(event_types[type].payload, a, body, &v) && store_has(folder, v.sha256);
}
