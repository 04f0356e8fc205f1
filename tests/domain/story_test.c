/* story_test.c: one hand-written story a kind: what happened, and the exact state it leads to, because
 * "rebuilt equals live" cannot see a fold that is wrong both times. */
#include "tests/domain/world.h"

enum { STEPS_MAX = 24 };
#define AT(n) (1750000000000000 + (n)*1000000LL)
struct story {
    enum kind kind;
    struct {
        enum event_type type;
        int64_t actor;
        const char *body;
    } events[STEPS_MAX]; /* the N-th, from 1, is received at AT(N) */
    const char *state;
};

static const struct story stories[] = {
    {KIND_UNIT, {{EVENT_UNIT_CREATED, 0, "{\"above\":\"0000000002\",\"name\":\"财政局\",\"sort\":\"government\"}"}, {EVENT_UNIT_CHANGED, 11, "{\"name\":\"县财政局\",\"short_name\":\"财政\"}"}}, "{\"former_above\":[\"0000000002\"],\"id\":\"0000000001\",\"moved_us\":1750000002000000,\"name\":\"县财政局\",\"short_name\":\"财政\"}"},
    {KIND_PERSON, {{EVENT_PERSON_CREATED, 0, "{\"name\":\"某甲\",\"post\":\"科员\",\"unit\":\"0000000002\"}"}, {EVENT_PERSON_CHANGED, 0, "{\"name\":\"某甲\",\"post\":\"科长\",\"unit\":\"0000000003\"}"}, {EVENT_PERSON_ACCOUNT_SET, 0, "{\"login\":\"jia\"}"}, {EVENT_PERSON_GRANTED, 0, "{\"roles\":[\"office\",\"reader\"]}"}, {EVENT_PERSON_TOTP_SET, 1, "{\"totp\":true}"}, {EVENT_PERSON_PASSWORD_SET, 1, "{}"}}, "{\"former_units\":[\"0000000002\",\"0000000003\"],\"id\":\"0000000001\",\"login\":\"jia\",\"moved_us\":1750000002000000,\"name\":\"某甲\",\"post\":\"科长\",\"roles\":[\"office\",\"reader\"],\"since_us\":1750000006000000,\"state\":\"active\",\"totp\":true,\"unit\":\"0000000003\"}"},
    {KIND_PERSON, {{EVENT_PERSON_CREATED, 0, "{\"name\":\"某甲\"}"}, {EVENT_PERSON_ACCOUNT_SET, 0, "{\"login\":\"jia\"}"}, {EVENT_PERSON_GRANTED, 0, "{\"roles\":[\"auditor\"]}"}, {EVENT_PERSON_LEFT, 71, "{\"reason\":\"退休\"}"}}, "{\"id\":\"0000000001\",\"login\":\"jia\",\"name\":\"某甲\",\"since_us\":1750000004000000,\"state\":\"gone\"}"},
    {KIND_SESSION, {{EVENT_SESSION_OPENED, 2, "{\"person\":\"0000000002\"}"}, {EVENT_SESSION_CLOSED, 2, "{}"}}, "{\"id\":\"0000000001\",\"opened_us\":1750000001000000,\"person\":\"0000000002\",\"state\":\"over\"}"},
    {KIND_INSPECTION, {{EVENT_INSPECTION_OPENED, 11, "{\"feedback_day\":\"2025-06-10\",\"name\":\"第一轮\",\"note\":\"初稿\",\"sort\":\"xuncha\"}"}, {EVENT_INSPECTION_CHANGED, 11, "{\"feedback_day\":\"2025-06-11\",\"name\":\"第一轮巡察\",\"phone\":\"12345678\",\"sort\":\"xuncha\"}"}, {EVENT_INSPECTION_ARCHIVED, 11, "{\"reason\":\"整改完成\"}"}}, "{\"feedback_day\":\"2025-06-11\",\"id\":\"0000000001\",\"name\":\"第一轮巡察\",\"phone\":\"12345678\",\"sort\":\"xuncha\",\"state\":\"archived\"}"},
    {KIND_ASPECT, {{EVENT_ASPECT_ADDED, 11, "{\"inspection\":\"0000000002\",\"number\":4,\"title\":\"财务\"}"}, {EVENT_ASPECT_CHANGED, 11, "{\"title\":\"财务管理\"}"}}, "{\"id\":\"0000000001\",\"inspection\":\"0000000002\",\"number\":4,\"title\":\"财务管理\"}"},
    {KIND_PROBLEM, {{EVENT_PROBLEM_ADDED, 11, "{\"amount_fen\":100,\"aspect\":\"0000000003\",\"aspect_number\":4,\"code\":\"4-2\",\"inspection\":\"0000000002\",\"number\":2,\"repeated\":true,\"title\":\"挂账\"}"}, {EVENT_PROBLEM_CHANGED, 11, "{\"amount_fen\":250,\"detail\":\"三笔\",\"title\":\"长期挂账\"}"}, {EVENT_PROBLEM_CLOSED, 41, "{\"opinion\":\"同意销号\"}"}}, "{\"amount_fen\":250,\"aspect\":\"0000000003\",\"aspect_number\":4,\"closed_by\":\"0000000019\",\"closed_us\":1750000003000000,\"code\":\"4-2\",\"detail\":\"三笔\",\"id\":\"0000000001\",\"inspection\":\"0000000002\",\"number\":2,\"opinion\":\"同意销号\",\"state\":\"closed\",\"title\":\"长期挂账\"}"},
    {KIND_MANIFESTATION, {{EVENT_MANIFESTATION_ADDED, 11, "{\"inspection\":\"0000000002\",\"number\":1,\"problem\":\"0000000003\",\"text\":\"预付款未清\"}"}}, "{\"id\":\"0000000001\",\"inspection\":\"0000000002\",\"number\":1,\"problem\":\"0000000003\",\"text\":\"预付款未清\"}"},
    {KIND_MEASURE, {{EVENT_MEASURE_DRAFTED, 11, "{\"aspect\":\"0000000003\",\"inspection\":\"0000000002\",\"note\":\"初拟\",\"number\":3,\"ordinal\":40000200003,\"problem\":\"0000000004\",\"text\":\"清理\"}"}, {EVENT_MEASURE_CHANGED, 12, "{\"assisting_units\":[\"0000000004\"],\"due_day\":\"2025-07-24\",\"goal\":\"账实相符\",\"lead_unit\":\"0000000002\",\"leaders\":[\"000000000z\",\"0000000010\"],\"text\":\"清理挂账\",\"type\":\"phased\"}"}, {EVENT_MEASURE_NOTED, 13, "{\"contact\":\"某科长\"}"}, {EVENT_MEASURE_SUBMITTED, 13, "{}"}, {EVENT_MEASURE_PLAN_RETURNED, 41, "{\"opinion\":\"补充标准\"}"}, {EVENT_MEASURE_SUBMITTED, 13, "{}"}, {EVENT_MEASURE_PLAN_APPROVED, 41, "{\"opinion\":\"同意\"}"}, {EVENT_MEASURE_SIGNED, 21, "{}"}, {EVENT_MEASURE_REPORTED, 21, "{\"period\":48611,\"progress\":\"清理两笔\",\"report\":\"0000000005\"}"}, {EVENT_MEASURE_REPORTED, 22, "{\"period\":48610,\"progress\":\"补报上期\",\"report\":\"0000000006\"}"}, {EVENT_MEASURE_EVIDENCED, 23, "{\"evidence\":\"0000000007\"}"}, {EVENT_MEASURE_EVIDENCED, 21, "{\"evidence\":\"0000000008\"}"}, {EVENT_MEASURE_UNEVIDENCED, 24, "{\"evidence\":\"0000000007\"}"}, {EVENT_MEASURE_CLAIMED, 22, "{\"done_day\":\"2025-06-20\",\"summary\":\"第一次自报\"}"}, {EVENT_MEASURE_REJECTED, 31, "{\"opinion\":\"再核\"}"}, {EVENT_MEASURE_CLAIMED, 21, "{\"done_day\":\"2025-06-21\",\"summary\":\"第二次自报\"}"}, {EVENT_MEASURE_APPROVED, 31, "{\"opinion\":\"属实\"}"}, {EVENT_MEASURE_RETURNED, 41, "{\"opinion\":\"缺凭证\"}"}, {EVENT_MEASURE_CLAIMED, 21, "{\"done_day\":\"2025-06-22\",\"summary\":\"第三次自报\"}"}, {EVENT_MEASURE_APPROVED, 31, "{\"opinion\":\"属实\"}"}, {EVENT_MEASURE_VERIFIED, 41, "{\"opinion\":\"同意销号\"}"}}, "{\"approved_by\":\"000000000z\",\"approvers\":[\"000000000z\"],\"aspect\":\"0000000003\",\"assisting_units\":[\"0000000004\"],\"claim_summary\":\"第三次自报\",\"claimed_by\":\"000000000n\",\"claimed_us\":1750000019000000,\"closed_us\":1750000021000000,\"contact\":\"某科长\",\"done_day\":\"2025-06-22\",\"drafted_us\":1750000001000000,\"due_day\":\"2025-07-24\",\"evidence_count\":1,\"executors\":[\"000000000b\",\"000000000c\",\"000000000n\",\"000000000p\",\"000000000q\"],\"goal\":\"账实相符\",\"id\":\"0000000001\",\"inspection\":\"0000000002\",\"issued_us\":1750000007000000,\"last_period\":48611,\"last_report\":\"清理两笔\",\"lead_unit\":\"0000000002\",\"leaders\":[\"000000000z\",\"0000000010\"],\"number\":3,\"opinion\":\"同意销号\",\"ordinal\":40000200003,\"original_due_day\":\"2025-07-24\",\"problem\":\"0000000004\",\"reports\":2,\"returns\":2,\"round\":1,\"signed_us\":1750000008000000,\"state\":\"closed\",\"text\":\"清理挂账\",\"type\":\"phased\",\"verified_by\":\"0000000019\"}"},
    {KIND_MEASURE, {{EVENT_MEASURE_DRAFTED, 11, "{\"number\":1,\"problem\":\"0000000004\",\"text\":\"清理\"}"}, {EVENT_MEASURE_VOID_PROPOSED, 12, "{\"document\":\"某发3号\",\"reason\":\"重复\"}"}, {EVENT_MEASURE_VOIDED, 41, "{\"opinion\":\"同意作废\"}"}}, "{\"drafted_us\":1750000001000000,\"executors\":[\"000000000b\",\"000000000c\"],\"id\":\"0000000001\",\"number\":1,\"opinion\":\"同意作废\",\"problem\":\"0000000004\",\"round\":1,\"state\":\"void\",\"text\":\"清理\",\"void_by\":\"000000000c\",\"void_document\":\"某发3号\"}"},
    {KIND_MEASURE, {{EVENT_MEASURE_DRAFTED, 11, "{\"number\":1,\"problem\":\"0000000004\",\"text\":\"清理\"}"}, {EVENT_MEASURE_VOID_PROPOSED, 12, "{\"document\":\"某发3号\",\"reason\":\"重复\"}"}, {EVENT_MEASURE_VOID_DECLINED, 41, "{\"opinion\":\"并不重复\"}"}}, "{\"drafted_us\":1750000001000000,\"executors\":[\"000000000b\",\"000000000c\"],\"id\":\"0000000001\",\"number\":1,\"opinion\":\"并不重复\",\"problem\":\"0000000004\",\"round\":1,\"state\":\"draft\",\"text\":\"清理\"}"},
    {KIND_MEASURE, {{EVENT_MEASURE_DRAFTED, 11, "{\"number\":1,\"text\":\"清理\"}"}, {EVENT_MEASURE_CLAIMED, 21, "{\"done_day\":\"2025-06-20\",\"summary\":\"已完成\"}"}, {EVENT_MEASURE_APPROVED, 31, "{\"opinion\":\"属实\"}"}, {EVENT_MEASURE_RETURNED, 41, "{\"opinion\":\"缺凭证\"}"}}, "{\"approved_by\":\"000000000z\",\"approvers\":[\"000000000z\"],\"claim_summary\":\"已完成\",\"claimed_by\":\"000000000n\",\"drafted_us\":1750000001000000,\"executors\":[\"000000000b\",\"000000000n\"],\"id\":\"0000000001\",\"number\":1,\"opinion\":\"缺凭证\",\"returns\":1,\"round\":1,\"state\":\"working\",\"text\":\"清理\"}"},
    {KIND_REPORT, {{EVENT_REPORT_FILED, 21, "{\"inspection\":\"0000000002\",\"measure\":\"0000000003\",\"percent\":40,\"period\":48611,\"text\":\"清理两笔\",\"unit\":\"0000000004\"}"}, {EVENT_REPORT_FILED, 22, "{\"difficulties\":\"人手少\",\"inspection\":\"0000000002\",\"measure\":\"0000000003\",\"period\":48611,\"text\":\"清理三笔\",\"unit\":\"0000000004\"}"}}, "{\"difficulties\":\"人手少\",\"filed_us\":1750000002000000,\"id\":\"0000000001\",\"inspection\":\"0000000002\",\"measure\":\"0000000003\",\"period\":48611,\"person\":\"000000000p\",\"text\":\"清理三笔\",\"unit\":\"0000000004\",\"version\":2}"},
    {KIND_EVIDENCE, {{EVENT_EVIDENCE_ADDED, 21, "{\"measure\":\"0000000003\",\"name\":\"清单.xlsx\",\"proves_day\":\"2025-06-20\",\"size\":12,\"sort\":\"ledger\"}"}, {EVENT_EVIDENCE_WITHDRAWN, 22, "{\"reason\":\"传错\"}"}}, "{\"id\":\"0000000001\",\"measure\":\"0000000003\",\"name\":\"清单.xlsx\",\"person\":\"000000000n\",\"proves_day\":\"2025-06-20\",\"received_us\":1750000001000000,\"size\":12,\"sort\":\"ledger\",\"state\":\"gone\"}"},
    {KIND_SANCTION, {{EVENT_SANCTION_ADDED, 11, "{\"day\":\"2025-06-20\",\"inspection\":\"0000000002\",\"persons\":3,\"sort\":\"admonition\"}"}, {EVENT_SANCTION_VOIDED, 11, "{\"reason\":\"重复\"}"}}, "{\"day\":\"2025-06-20\",\"id\":\"0000000001\",\"inspection\":\"0000000002\",\"persons\":3,\"sort\":\"admonition\",\"state\":\"struck\"}"},
    {KIND_RULE, {{EVENT_RULE_ADDED, 11, "{\"action\":\"revised\",\"day\":\"2025-06-20\",\"inspection\":\"0000000002\",\"title\":\"办法\"}"}, {EVENT_RULE_VOIDED, 11, "{\"reason\":\"重复\"}"}}, "{\"action\":\"revised\",\"day\":\"2025-06-20\",\"id\":\"0000000001\",\"inspection\":\"0000000002\",\"state\":\"struck\",\"title\":\"办法\"}"},
    {KIND_RULE, {{EVENT_RULE_ADDED, 11, "{\"action\":\"abolished\",\"day\":\"2025-06-20\",\"inspection\":\"0000000002\",\"problem\":\"0000000003\",\"problems\":[\"0000000004\",\"0000000005\"],\"title\":\"办法\"}"}}, "{\"action\":\"abolished\",\"day\":\"2025-06-20\",\"id\":\"0000000001\",\"inspection\":\"0000000002\",\"problem\":\"0000000003\",\"problems\":[\"0000000004\",\"0000000005\"],\"state\":\"valid\",\"title\":\"办法\"}"},
    {KIND_HELD, {{EVENT_HELD_ENTERED, 11, "{\"inspection\":\"0000000002\",\"name\":\"林某\",\"number\":4,\"party\":true,\"post\":\"股长\",\"rank\":\"section\",\"unit\":\"0000000003\"}"}, {EVENT_HELD_CHANGED, 11, "{\"name\":\"林某某\",\"rank\":\"other\"}"}, {EVENT_HELD_ERASE_ASKED, 11, "{\"document\":\"8号\",\"reason\":\"期满\"}"}, {EVENT_HELD_ERASE_DECLINED, 41, "{\"opinion\":\"未到期\"}"}, {EVENT_HELD_STRUCK, 11, "{\"reason\":\"重复\"}"}}, "{\"id\":\"0000000001\",\"inspection\":\"0000000002\",\"name\":\"林某某\",\"number\":4,\"rank\":\"other\",\"state\":\"struck\",\"words_at\":\"1,2\"}"},
    {KIND_HELD, {{EVENT_HELD_ENTERED, 11, "{\"inspection\":\"0000000002\",\"name\":\"林某\",\"number\":4,\"party\":true,\"post\":\"股长\",\"rank\":\"section\",\"unit\":\"0000000003\"}"}, {EVENT_HELD_ERASE_ASKED, 11, "{\"document\":\"8号\",\"reason\":\"期满\"}"}, {EVENT_HELD_ERASED, 41, "{\"erases\":\"1\",\"opinion\":\"同意\"}"}}, "{\"erased_seq\":3,\"erased_us\":1750000003000000,\"id\":\"0000000001\",\"inspection\":\"0000000002\",\"number\":4,\"state\":\"erased\"}"},
    {KIND_RECOVERY, {{EVENT_RECOVERY_ADDED, 11, "{\"amount_fen\":123456,\"day\":\"2025-06-20\",\"inspection\":\"0000000002\",\"measure\":\"0000000004\",\"problem\":\"0000000003\",\"sort\":\"saved\"}"}, {EVENT_RECOVERY_STRUCK, 11, "{\"reason\":\"重复\"}"}}, "{\"amount_fen\":123456,\"day\":\"2025-06-20\",\"id\":\"0000000001\",\"inspection\":\"0000000002\",\"measure\":\"0000000004\",\"problem\":\"0000000003\",\"sort\":\"saved\",\"state\":\"struck\"}"},
    {KIND_INDICATOR, {{EVENT_INDICATOR_SET, 11, "{\"baseline\":100,\"baseline_day\":\"2025-01-01\",\"direction\":\"up\",\"inspection\":\"0000000002\",\"measured_in\":\"%\",\"name\":\"清理率\",\"source\":\"月报\",\"target\":9000}"}, {EVENT_INDICATOR_CHANGED, 11, "{\"baseline\":-100,\"baseline_day\":\"2025-01-01\",\"direction\":\"up\",\"measured_in\":\"%\",\"name\":\"清理率\",\"source\":\"月报\",\"target\":9500}"}, {EVENT_INDICATOR_MOVED, 11, "{\"moved\":200,\"moved_day\":\"2025-03-01\",\"reading\":\"0000000005\"}"}, {EVENT_INDICATOR_MOVED, 11, "{\"moved\":300,\"moved_day\":\"2025-04-01\",\"reading\":\"0000000006\"}"}, {EVENT_INDICATOR_MOVED, 11, "{\"moved\":250,\"moved_day\":\"2025-03-15\",\"reading\":\"0000000007\"}"}, {EVENT_INDICATOR_MOVED, 11, "{\"moved\":310,\"moved_day\":\"2025-04-01\",\"reading\":\"0000000006\"}"}, {EVENT_INDICATOR_STRUCK, 11, "{\"reason\":\"重复\"}"}}, "{\"actual\":310,\"actual_day\":\"2025-04-01\",\"baseline\":-100,\"baseline_day\":\"2025-01-01\",\"direction\":\"up\",\"id\":\"0000000001\",\"inspection\":\"0000000002\",\"latest\":\"0000000006\",\"measured_in\":\"%\",\"name\":\"清理率\",\"previous\":250,\"prior\":\"0000000007\",\"prior_day\":\"2025-03-15\",\"source\":\"月报\",\"state\":\"struck\",\"target\":9500}"},
    {KIND_READING, {{EVENT_READING_ENTERED, 11, "{\"day\":\"2025-03-01\",\"forecast\":true,\"indicator\":\"0000000003\",\"inspection\":\"0000000002\",\"note\":\"测算\",\"value\":-25}"}, {EVENT_READING_CORRECTED, 12, "{\"reason\":\"抄错\",\"source\":\"年报\"}"}}, "{\"day\":\"2025-03-01\",\"forecast\":true,\"id\":\"0000000001\",\"indicator\":\"0000000003\",\"inspection\":\"0000000002\",\"note\":\"测算\",\"source\":\"年报\",\"version\":2}"},
    {KIND_BULLETIN, {{EVENT_BULLETIN_DRAFTED, 11, "{\"inspection\":\"0000000002\",\"text\":\"初稿\",\"title\":\"通报\"}"}, {EVENT_BULLETIN_SUBMITTED, 11, "{}"}, {EVENT_BULLETIN_REVIEWED, 13, "{\"opinion\":\"同意\"}"}, {EVENT_BULLETIN_RETURNED, 51, "{\"opinion\":\"改标题\"}"}}, "{\"id\":\"0000000001\",\"inspection\":\"0000000002\",\"opinion\":\"改标题\",\"state\":\"draft\",\"text\":\"初稿\",\"title\":\"通报\",\"writers\":[\"000000000b\"]}"},
    {KIND_BULLETIN, {{EVENT_BULLETIN_DRAFTED, 11, "{\"inspection\":\"0000000002\",\"text\":\"初稿\",\"title\":\"通报\"}"}, {EVENT_BULLETIN_EDITED, 12, "{\"text\":\"二稿\",\"title\":\"整改通报\"}"}, {EVENT_BULLETIN_SUBMITTED, 11, "{}"}, {EVENT_BULLETIN_REVIEWED, 13, "{\"opinion\":\"同意\"}"}, {EVENT_BULLETIN_PUBLISHED, 51, "{\"as_of_day\":\"2025-06-24\",\"position\":77}"}}, "{\"as_of_day\":\"2025-06-24\",\"id\":\"0000000001\",\"inspection\":\"0000000002\",\"opinion\":\"同意\",\"position\":77,\"published_us\":1750000005000000,\"publisher\":\"000000001k\",\"reviewer\":\"000000000d\",\"state\":\"published\",\"text\":\"二稿\",\"title\":\"整改通报\",\"writers\":[\"000000000b\",\"000000000c\"]}"},
    {KIND_CALENDAR, {{EVENT_CALENDAR_ENTERED, 11, "{\"notice\":\"初次登记\",\"off\":\"2027-01-01\",\"work\":\"2027-01-09\",\"year\":2027}"}, {EVENT_CALENDAR_ENTERED, 71, "{\"notice\":\"更正\",\"off\":\"2027-01-01 元旦\",\"year\":2027}"}}, "{\"id\":\"0000000001\",\"notice\":\"更正\",\"off\":\"2027-01-01 元旦\",\"year\":2027}"},
#include "tests/domain/story_clue.h"
#include "tests/domain/story_plan.h"
#include "tests/domain/story_regime.h"
#include "tests/domain/story_lookback.h"
#include "tests/domain/story_mail.h"
#include "tests/domain/story_question.h"
#include "tests/domain/story_pack.h"
#include "tests/domain/story_notice.h"
};

static struct str told(struct arena *a, const struct story *s)
{
    const struct record *r = kinds[s->kind].record;
    void *state = arena_alloc(a, r->size);
    for (size_t i = 0; i < STEPS_MAX && s->events[i].body; i++) {
        const struct event_info *info = &event_types[s->events[i].type];
        void *payload = arena_alloc(a, info->payload->size);
        CHECK(info->kind == s->kind);
        CHECK(!record_from_json(info->payload, a, str_c(s->events[i].body), payload));
        struct event e = {s->events[i].type, 1, payload, AT((int64_t)i + 1), s->events[i].actor, (int64_t)i + 1};
        event_apply(a, state, &e);
    }
    struct buf b = buf_new(a, 1 << 16);
    record_to_json(r, state, 0, &b);
    return buf_view(&b);
}

TEST(every_story_ends_in_exactly_the_state_written_down)
{
    bool kind_told[KIND_COUNT] = {false}, event_told[EVENT_COUNT] = {false};
    struct arena a = {0};
    for (size_t i = 0; i < sizeof stories / sizeof *stories; i++) {
        CHECK_STR(told(&a, &stories[i]), str_c(stories[i].state));
        kind_told[stories[i].kind] = true;
        for (size_t k = 0; k < STEPS_MAX && stories[i].events[k].body; k++)
            event_told[stories[i].events[k].type] = true;
    }
    for (int k = 0; k < KIND_COUNT; k++)
        CHECK(kind_told[k]);
    for (int e = 0; e < EVENT_COUNT; e++)
        CHECK(event_told[e]);
    arena_reset(&a);
}
