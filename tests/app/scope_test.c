/* scope_test.c: whose round it is and whose clue, through the one door: refusals leave no trace, what was allowed is
 * allowed again at the replay, and the tables come back bit for bit. */
#include "domain/all.h"
#include "tests/app/app_help.h"

enum { OTHER = 300, /* an organisation beside the county, and its office */
       OTHER_OFFICE_UNIT = 301,
       OTHER_OFFICE = 310,
       BUREAU_OFFICE = 311,
       BUREAU_ROUND = 320,
       CLUE_1 = 330 };
#define NEW_CLUE "inspection=#100|received_day=@-3|sort=conduct|source=移交单第3号|summary=反映某项目验收走过场"
#define ERASE_REASON "reason=当事人申请删除|document=县纪〔2025〕3号"

static void refused(struct desk *d, int64_t who, enum command_type type, int64_t id, const char *text, enum refusal want)
{
    struct outcome out;
    int64_t before = log_size(d->app.log);
    enum err e = desk_try(d, who, type, id, text, &out);
    if (e != ERR_REFUSED || out.refusal != want)
        fprintf(stderr, "%s: %.*s\n", command_types[type].wire, STR_ARG(out.say.en));
    CHECK(e == ERR_REFUSED && out.refusal == want);
    CHECK(str_eq(out.say.zh, refusals[want].zh) && log_size(d->app.log) == before);
}

static void more_people(struct desk *d)
{
    desk_must(d, 0, COMMAND_UNIT_CREATE, OTHER, "name=邻县");
    desk_must(d, 0, COMMAND_UNIT_CREATE, OTHER_OFFICE_UNIT, "name=邻县整改办|above=#300");
    desk_must(d, 0, COMMAND_PERSON_CREATE, OTHER_OFFICE, "name=邻某|unit=#301");
    desk_must(d, 0, COMMAND_PERSON_ACCOUNT, OTHER_OFFICE, "login=other|password_hash=x");
    desk_must(d, 0, COMMAND_PERSON_GRANT, OTHER_OFFICE, "roles=office");
    desk_must(d, 0, COMMAND_PERSON_CREATE, BUREAU_OFFICE, "name=局某|unit=#2");
    desk_must(d, 0, COMMAND_PERSON_ACCOUNT, BUREAU_OFFICE, "login=bureau|password_hash=x");
    desk_must(d, 0, COMMAND_PERSON_GRANT, BUREAU_OFFICE, "roles=office");
}

static void same_again(struct desk *d)
{
    struct replay_report report;
    struct hash live = desk_digest(d->app.db), again;
    CHECK(!app_replay(d->app.db, &d->arena, NULL, NULL, &report));
    if (report.bad_seq >= 0)
        fprintf(stderr, "entry %lld: %.*s\n", (long long)report.bad_seq, STR_ARG(report.why.en));
    CHECK(report.bad_seq < 0 && report.bad_kind < 0);
    CHECK(!app_rebuild(&d->app, NULL, NULL));
    again = desk_digest(d->app.db);
    CHECK(hash_eq(&live, &again));
}

static void rounds(const char *path)
{
    struct desk d = desk_open(path);
    more_people(&d);
    desk_measure(&d, MEASURE_WORKING);
    desk_must(&d, BUREAU_OFFICE, COMMAND_INSPECTION_OPEN, BUREAU_ROUND, "name=专项巡察|sort=xuncha|organisation=#2");
    desk_must(&d, BUREAU_OFFICE, COMMAND_ASPECT_ADD, 321, "inspection=#320|number=1|title=采购方面");
    refused(&d, OFFICE_A, COMMAND_ASPECT_ADD, 322, "inspection=#320|number=2|title=会计方面", REFUSED_SCOPE);
    refused(&d, OTHER_OFFICE, COMMAND_ASPECT_CHANGE, 321, "title=改名", REFUSED_SCOPE);
    refused(&d, OTHER_OFFICE, COMMAND_INSPECTION_CHANGE, BUREAU_ROUND, "name=专项巡察|sort=xuncha|organisation=#300", REFUSED_SCOPE);
    desk_must(&d, 0, COMMAND_ASPECT_CHANGE, 321, "title=采购和招标方面"); /* the operator */
    /* a round of nobody is everybody's until somebody says whose it is */
    desk_must(&d, OTHER_OFFICE, COMMAND_ASPECT_CHANGE, ASPECT_1, "title=财务管理和内控方面");
    desk_must(&d, OFFICE_A, COMMAND_INSPECTION_CHANGE, INSPECTION_1, "name=第一轮巡察|sort=xuncha|feedback_day=@-90|organisation=#1");
    refused(&d, OTHER_OFFICE, COMMAND_ASPECT_CHANGE, ASPECT_1, "title=财务方面", REFUSED_SCOPE);
    desk_must(&d, CLERK, COMMAND_EVIDENCE_ADD, EVIDENCE_1, "measure=#130|name=清单.xlsx|sha256=$0|proves_day=@-2");
    /* moved below another unit, the same office reaches no further than its new place: what was allowed stays so */
    desk_must(&d, 0, COMMAND_UNIT_CHANGE, BUREAU, "name=财政局|above=#300");
    refused(&d, BUREAU_OFFICE, COMMAND_ASPECT_CHANGE, ASPECT_1, "title=财务方面", REFUSED_SCOPE);
    desk_must(&d, CLERK, COMMAND_MEASURE_CLAIM, MEASURE_1, "summary=挂账已全部清理并完成核对|done_day=@-1"); /* the measure names its unit */
    desk_must(&d, BUREAU_OFFICE, COMMAND_ASPECT_CHANGE, 321, "title=采购方面");
    same_again(&d);
    desk_close(&d);
}

TEST(rounds_of_others_are_refused_at_the_door_and_at_the_replay) { on_each_store(rounds); }

static void clues(const char *path)
{
    struct desk d = desk_open(path);
    struct outcome out;
    struct clue c;
    desk_measure(&d, MEASURE_DRAFT);
    refused(&d, OFFICE_A, COMMAND_CLUE_RECEIVE, CLUE_1, NEW_CLUE, REFUSED_ROLE);
    CHECK(desk_try(&d, OVERSEER_A, COMMAND_CLUE_RECEIVE, CLUE_1, "inspection=#100|received_day=@-3|sort=gossip|source=移交|summary=反映有关情况", &out) == ERR_INPUT && out.field);
    CHECK(desk_try(&d, OVERSEER_A, COMMAND_CLUE_RECEIVE, CLUE_1, "inspection=#100|received_day=@-3|sort=other|source=移交", &out) == ERR_INPUT && out.field && out.say.zh.len);
    desk_must(&d, OVERSEER_A, COMMAND_CLUE_RECEIVE, CLUE_1, NEW_CLUE);
    refused(&d, OVERSEER_B, COMMAND_CLUE_VOID, CLUE_1, "reason=与已有线索重复", REFUSED_NOT_ASSIGNED);
    refused(&d, OVERSEER_A, COMMAND_CLUE_ASSIGN, CLUE_1, "assigned=#46,#11", REFUSED_CLUE_NOT_OVERSEER);
    desk_must(&d, OVERSEER_A, COMMAND_CLUE_ASSIGN, CLUE_1, "assigned=#46,#47");
    refused(&d, OVERSEER_A, COMMAND_CLUE_ASSESS, CLUE_1, "method=check|opinion=初核", REFUSED_NOT_ASSIGNED);
    desk_must(&d, OVERSEER_B, COMMAND_CLUE_ASSESS, CLUE_1, "method=check|opinion=初核");
    desk_must(&d, OVERSEER_B, COMMAND_CLUE_HANDLE, CLUE_1, "result=已调取验收资料");
    refused(&d, OVERSEER_B, COMMAND_CLUE_DECIDE, CLUE_1, "decision=予以了结", REFUSED_CLUE_HANDLER);
    desk_must(&d, EVERYTHING, COMMAND_CLUE_RETURN, CLUE_1, "opinion=补充谈话笔录");
    desk_must(&d, OVERSEER_B, COMMAND_CLUE_HANDLE, CLUE_1, "result=已补充谈话笔录");
    desk_must(&d, EVERYTHING, COMMAND_CLUE_DECIDE, CLUE_1, "decision=予以了结");
    desk_must(&d, OVERSEER_B, COMMAND_CLUE_FEED_BACK, CLUE_1, "told=县委巡察办|told_day=@0");
    same_again(&d);
    desk_must(&d, OVERSEER_B, COMMAND_CLUE_ASK_ERASE, CLUE_1, ERASE_REASON);
    refused(&d, OVERSEER_B, COMMAND_CLUE_ERASE, CLUE_1, "opinion=同意", REFUSED_ERASE_ASKER);
    desk_must(&d, EVERYTHING, COMMAND_CLUE_ERASE, CLUE_1, "opinion=同意");
    CHECK(!table_load(d.app.db, &d.arena, KIND_CLUE, CLUE_1, &c) && !c.summary.len && !c.source.len && !c.result.len && !c.decision.len);
    CHECK(c.number == 1 && c.state == CLUE_FED_BACK && c.assigned.count == 2); /* that it was, stays */
    same_again(&d);
    desk_close(&d);
}

TEST(clues_go_through_the_door_and_their_words_can_be_erased) { on_each_store(clues); }

/* Where somebody stands decides what they see: an office rearranges its own organisation, and nobody leaves it so. */
static void directory(const char *path)
{
    struct desk d = desk_open(path);
    more_people(&d);
    desk_measure(&d, MEASURE_DRAFT);
    desk_must(&d, OFFICE_A, COMMAND_INSPECTION_CHANGE, INSPECTION_1, "name=第一轮巡察|sort=xuncha|feedback_day=@-90|organisation=#1");
    desk_must(&d, OTHER_OFFICE, COMMAND_UNIT_CREATE, 302, "name=孤立单位");
    refused(&d, OTHER_OFFICE, COMMAND_UNIT_CREATE, 303, "name=财政局二科|above=#2", REFUSED_DIRECTORY);
    refused(&d, OTHER_OFFICE, COMMAND_PERSON_CHANGE, OTHER_OFFICE, "name=邻某|unit=#302", REFUSED_DIRECTORY);
    refused(&d, OTHER_OFFICE, COMMAND_PERSON_CHANGE, OTHER_OFFICE, "name=邻某", REFUSED_DIRECTORY);
    refused(&d, OTHER_OFFICE, COMMAND_PERSON_CHANGE, OTHER_OFFICE, "name=邻某|unit=#2", REFUSED_DIRECTORY);
    refused(&d, OTHER_OFFICE, COMMAND_PERSON_CHANGE, OVERSEER_A, "name=某监督|unit=#301", REFUSED_DIRECTORY);
    refused(&d, OTHER_OFFICE, COMMAND_PERSON_CHANGE, OVERSEER_A, "name=改名|unit=#5", REFUSED_DIRECTORY);
    refused(&d, OTHER_OFFICE, COMMAND_UNIT_CHANGE, OTHER_OFFICE_UNIT, "name=邻县整改办", REFUSED_DIRECTORY);
    refused(&d, OTHER_OFFICE, COMMAND_UNIT_CHANGE, OTHER, "name=邻县|above=#1", REFUSED_DIRECTORY);
    refused(&d, OTHER_OFFICE, COMMAND_UNIT_CHANGE, COUNTY, "name=某县|above=#300", REFUSED_DIRECTORY);
    desk_must(&d, OTHER_OFFICE, COMMAND_UNIT_CHANGE, OTHER, "name=邻县委");
    desk_must(&d, OTHER_OFFICE, COMMAND_UNIT_CHANGE, 302, "name=邻县某局|above=#300");
    desk_must(&d, OTHER_OFFICE, COMMAND_PERSON_CREATE, 312, "name=邻新人|unit=#302");
    desk_must(&d, OTHER_OFFICE, COMMAND_PERSON_CHANGE, 312, "name=邻新人|unit=#301");
    desk_must(&d, SYSADMIN_A, COMMAND_PERSON_CREATE, 313, "name=某生人");
    desk_must(&d, OTHER_OFFICE, COMMAND_PERSON_CHANGE, 313, "name=某生人|unit=#301"); /* stood nowhere */
    desk_must(&d, SYSADMIN_A, COMMAND_PERSON_CHANGE, 312, "name=邻新人|unit=#2");
    same_again(&d);
    desk_close(&d);
}

TEST(nobody_is_moved_into_sight_of_others) { on_each_store(directory); }

TEST(a_rule_for_every_round_is_not_one_organisations)
{
    struct desk d = desk_open("");
#define ANY_REGIME "sort=xuncha|plan_count=10|plan_clock=workday|extensions_max=9|evidence_immediate=1|evidence_phased=1|" \
                   "evidence_sustained=1|rhythm=month|levels=aspect,problem,measure"
#define ANY_NOTICE "sort=supervise|sign_days=1|answer_days=1|clock=workday|basis=无"
    more_people(&d);
    desk_measure(&d, MEASURE_DRAFT);
    desk_must(&d, OTHER_OFFICE, COMMAND_WARNING_SET, 0, "sort=time|green_days=9|yellow_days=3|clock=calendar"); /* rounds are nobody's yet */
    desk_must(&d, OFFICE_A, COMMAND_INSPECTION_CHANGE, INSPECTION_1, "name=第一轮巡察|sort=xuncha|feedback_day=@-90|organisation=#2");
    refused(&d, OTHER_OFFICE, COMMAND_REGIME_SET, 0, ANY_REGIME, REFUSED_GENERAL_RULE);
    refused(&d, OTHER_OFFICE, COMMAND_WARNING_SET, 0, "sort=time|green_days=5|yellow_days=1|clock=calendar", REFUSED_GENERAL_RULE);
    refused(&d, OTHER_OFFICE, COMMAND_NOTICE_RULE_SET, 350, ANY_NOTICE, REFUSED_GENERAL_RULE);
    desk_must(&d, OTHER_OFFICE, COMMAND_INSPECTION_OPEN, 340, "name=邻县巡察|sort=xuncha|organisation=#300");
    desk_must(&d, OTHER_OFFICE, COMMAND_REGIME_SET, 0, ANY_REGIME "|inspection=#340");
    refused(&d, OFFICE_A, COMMAND_REGIME_SET, 0, ANY_REGIME, REFUSED_GENERAL_RULE);
    desk_must(&d, 0, COMMAND_INSPECTION_CHANGE, 340, "name=邻县巡察|sort=xuncha|organisation=#3");
    desk_must(&d, OFFICE_A, COMMAND_REGIME_SET, 0, ANY_REGIME); /* both stand below */
    same_again(&d);
    desk_close(&d);
}
