/* norms_test.c: every command × state × role × relation of domain/norms.h against command_may. Each relation is lived
 * through real commands by one person, ME, who then asks for every step with every role; only the state of the thing and
 * what a step waits for (something asked, a proposal) are set by hand. */
#include "domain/norms.h"
#include "tests/domain/rows.h"

#include "base/time.h"

#include <string.h>

enum { ME = 1600,
       COMBINATIONS_MIN = 60000,
       DAYS_SINCE = 20,
       VOICE_1 = 1601,
       PLAN_1 = 1602,
       LINE_1 = 1603,
       SAID_1 = 1604,
       SAID_2 = 1605,
       MEASURE_2 = 1606,
       PACK_1 = 1607,
       NOTICE_1 = 1608,
       TASK_1 = 1609,
       CLUE_1 = 1610,
       HELD_1 = 1611,
       LOOKBACK_1 = 1612,
       CHECK_1 = 1613,
       STEPS_MAX = 14 };

/* ---- the stories ------------------------------------------------------------------------------------------------ */

#define REPORT_(who) DID(who, REPORT_FILE, 1620, "measure=#130|period=%0|text=已清理三笔往来款")
#define HAND_TO(leaders, unit) "leaders=" leaders "|lead_unit=" unit "|reason=分工调整"
#define VOID_ "reason=政策调整|document=某发〔2025〕3号"
#define EXTEND_ "until_day=@60|reason=等待上级批复|progress=已完成两笔"
#define ERASE_ "reason=本人申请且期限届满|document=青纪发〔2025〕8号"
#define MOVE(unit) DID(OFFICE_A, PERSON_CHANGE, ME, "name=某我|unit=" unit)
#define LED_BY_ME DID(OFFICE_A, MEASURE_HAND_OVER, MEASURE_1, HAND_TO("#1600", "#2"))
#define MAPPED_BY(who) DID(OFFICE_B, SENTENCE_ADD, LINE_1, "inspection=#100|number=1|text=往来款长期挂账。"), DID(who, SENTENCE_MAP, LINE_1, "problem=#120")
#define PLANNED(reviewers) DID(OFFICE_A, PLAN_DRAFT, PLAN_1, "inspection=#100|title=整改方案|sort=main|reviewers=" reviewers)
#define SENT DID(OFFICE_A, PLAN_SUBMIT, PLAN_1, "")
#define SAYS(who, id) DID(who, PLAN_OPINE, id, "plan=#1602|round=1|verdict=agree|text=已逐条看过")
#define FROZEN_BY(who) DID(who, PACK_FREEZE, PACK_1, "inspection=#100|sort=period|rhythm=half_month|period=%-1|title=整改半月报汇总|position=9|as_of_day=@0|digest=" SHA_A)
#define NOTICED DID(OFFICE_A, NOTICE_DRAFT, NOTICE_1, "inspection=#100|sort=talk|title=关于挂账清理的约谈|text=请抓紧清理。|unit=#2|request=七日内清理")
#define ISSUED_BY(who) DID(who, NOTICE_ISSUE, NOTICE_1, "position=9|as_of_day=@0|digest=" SHA_A)
#define SIGNED DID(CLERK, NOTICE_SIGN, NOTICE_1, "")
#define ANSWERED_BY(who) DID(who, NOTICE_ANSWER, NOTICE_1, "answer=已清理三笔")
#define ASSIGNED_TASK DID(OFFICE_A, TASK_ASSIGN, TASK_1, "inspection=#100|text=梳理挂账清单|unit=#2|due_day=@5")
#define RECEIVED_BY(who) DID(who, CLUE_RECEIVE, CLUE_1, "inspection=#100|received_day=@-10|sort=conduct|source=移交单第3号|summary=反映某项目验收走过场")
#define ASSIGNED_TO(who, ids) DID(who, CLUE_ASSIGN, CLUE_1, "assigned=" ids), DID(OVERSEER_B, CLUE_ASSESS, CLUE_1, "method=check|opinion=建议初步核实")
#define HANDLED_BY(who) DID(who, CLUE_HANDLE, CLUE_1, "result=已调取验收资料")
#define WORDS_ DID(OFFICE_A, HELD_ENTER, HELD_1, "inspection=#100|name=林某某|rank=other"), DID(OFFICE_A, VOICE_ENTER, VOICE_1, "inspection=#100|problem=#120|received_day=@0|source=call|fact_day=@-2|text=门口的坑又塌了")
#define TO_BE_ERASED_BY(who) DID(who, HELD_ASK_ERASE, HELD_1, ERASE_), DID(who, VOICE_ASK_ERASE, VOICE_1, ERASE_)

static const struct story {
    enum relation relation;
    enum about about;
    enum stage stage;
    int64_t unit, since; /* ME belongs to UNIT first, and is moved to SINCE at the end where that is another */
    struct step steps[STEPS_MAX];
} stories[] = {
    {RELATION_STRANGER, ABOUT_MEASURE | ABOUT_CHECK, STAGE_WORKING, WATCH, WATCH, {{0}}},
    {RELATION_DRAFTED, ABOUT_MEASURE | ABOUT_CHECK, STAGE_DRAFT, WATCH, WATCH, {DID(ME, MEASURE_CHANGE, MEASURE_1, FULL_PLAN "|standard=逐笔核对")}},
    {RELATION_REPORTED, ABOUT_MEASURE | ABOUT_CHECK, STAGE_WORKING, BUREAU, BUREAU, {REPORT_(ME)}},
    {RELATION_EVIDENCED, ABOUT_MEASURE | ABOUT_CHECK, STAGE_WORKING, BUREAU, BUREAU, {DID(ME, EVIDENCE_ADD, 1621, EVIDENCE(SHA_B, "@0")), DID(CLERK, EVIDENCE_WITHDRAW, 1621, "reason=传错文件")}},
    {RELATION_CLAIMED, ABOUT_MEASURE | ABOUT_CHECK, STAGE_EVIDENCED, BUREAU, BUREAU, {DID(ME, MEASURE_CLAIM, MEASURE_1, CLAIM("@0")), DID(LEADER_A, MEASURE_REJECT, MEASURE_1, OPINION)}},
    {RELATION_ASKED, ABOUT_MEASURE | ABOUT_CHECK, STAGE_WORKING, BUREAU, BUREAU, {DID(ME, MEASURE_ASK_EXTENSION, MEASURE_1, EXTEND_), DID(CLERK, MEASURE_WITHDRAW_ASK, MEASURE_1, "reason=暂不需要")}},
    {RELATION_PROPOSED_VOID, ABOUT_MEASURE | ABOUT_CHECK, STAGE_WORKING, WATCH, WATCH, {DID(ME, MEASURE_PROPOSE_VOID, MEASURE_1, VOID_), DID(OVERSEER_A, MEASURE_DECLINE_VOID, MEASURE_1, OPINION)}},
    {RELATION_HANDED_OVER, ABOUT_MEASURE | ABOUT_CHECK, STAGE_WORKING, WATCH, WATCH, {DID(ME, MEASURE_HAND_OVER, MEASURE_1, HAND_TO("#31", "#2"))}},
    {RELATION_EXECUTOR_LEFT, ABOUT_MEASURE | ABOUT_CHECK, STAGE_WORKING, BUREAU, WATCH, {REPORT_(ME)}},
    {RELATION_EXECUTOR_EARLIER, ABOUT_MEASURE | ABOUT_CHECK, STAGE_WORKING, BUREAU, WATCH, {REPORT_(ME)}},
    {RELATION_LEAD_UNIT, ABOUT_MEASURE | ABOUT_CHECK, STAGE_WORKING, BUREAU, BUREAU, {{0}}},
    {RELATION_BELOW_LEAD, ABOUT_MEASURE | ABOUT_CHECK, STAGE_WORKING, SECTION, SECTION, {{0}}},
    {RELATION_ABOVE_LEAD, ABOUT_MEASURE | ABOUT_CHECK, STAGE_WORKING, COUNTY, COUNTY, {{0}}},
    {RELATION_ASSISTING, ABOUT_MEASURE | ABOUT_CHECK, STAGE_WORKING, ASSISTING, ASSISTING, {{0}}},
    {RELATION_FORMER_UNIT, ABOUT_MEASURE | ABOUT_CHECK, STAGE_WORKING, BUREAU, BUREAU, {DID(OFFICE_A, MEASURE_HAND_OVER, MEASURE_1, HAND_TO("#31", "#4"))}},
    {RELATION_BELOW_FORMER, ABOUT_MEASURE | ABOUT_CHECK, STAGE_WORKING, SECTION, SECTION, {DID(OFFICE_A, MEASURE_HAND_OVER, MEASURE_1, HAND_TO("#31", "#4"))}},
    {RELATION_MOVED_OUT, ABOUT_MEASURE | ABOUT_CHECK, STAGE_WORKING, BUREAU, WATCH, {{0}}},
    {RELATION_MOVED_OUT, ABOUT_NOTICE, STAGE_PROBLEM, SECTION, WATCH, {NOTICED, ISSUED_BY(OVERSEER_A), SIGNED, ANSWERED_BY(CLERK)}},
    {RELATION_MOVED_THROUGH, ABOUT_MEASURE | ABOUT_CHECK, STAGE_WORKING, WATCH, WATCH, {MOVE("#2"), MOVE("#5")}},
    {RELATION_MOVED_BEFORE, ABOUT_MEASURE | ABOUT_CHECK, STAGE_PROBLEM, BUREAU, BUREAU, {MOVE("#5"), DID(OFFICE_A, MEASURE_DRAFT, MEASURE_1, "problem=#120|number=3|" FULL_PLAN), DID(OFFICE_A, MEASURE_SUBMIT, MEASURE_1, ""), DID(OVERSEER_A, MEASURE_APPROVE_PLAN, MEASURE_1, OPINION), DID(CLERK, MEASURE_SIGN, MEASURE_1, "")}},
    {RELATION_LEADER, ABOUT_MEASURE | ABOUT_CHECK, STAGE_WORKING, WATCH, WATCH, {DID(OFFICE_A, MEASURE_HAND_OVER, MEASURE_1, HAND_TO("#1600,#31", "#2"))}},
    {RELATION_DELEGATE, ABOUT_MEASURE | ABOUT_CHECK, STAGE_WORKING, WATCH, WATCH, {DID(OFFICE_A, MEASURE_HAND_OVER, MEASURE_1, HAND_TO("#31,#1600", "#2"))}},
    {RELATION_APPROVED, ABOUT_MEASURE | ABOUT_CHECK, STAGE_EVIDENCED, WATCH, WATCH, {LED_BY_ME, DID(CLERK, MEASURE_CLAIM, MEASURE_1, CLAIM("@0")), DID(ME, MEASURE_APPROVE, MEASURE_1, OPINION)}},
    {RELATION_APPROVED_EARLIER, ABOUT_MEASURE | ABOUT_CHECK, STAGE_EVIDENCED, WATCH, WATCH, {LED_BY_ME, DID(CLERK, MEASURE_CLAIM, MEASURE_1, CLAIM("@0")), DID(ME, MEASURE_APPROVE, MEASURE_1, OPINION), DID(OVERSEER_A, MEASURE_RETURN, MEASURE_1, OPINION), DID(OFFICE_A, MEASURE_HAND_OVER, MEASURE_1, HAND_TO("#31", "#2")), DID(CLERK, MEASURE_CLAIM, MEASURE_1, CLAIM("@0")), DID(LEADER_A, MEASURE_APPROVE, MEASURE_1, OPINION)}},
    {RELATION_VERIFIED, ABOUT_MEASURE | ABOUT_CHECK, STAGE_VERIFYING, WATCH, WATCH, {DID(ME, MEASURE_VERIFY, MEASURE_1, OPINION)}},
    {RELATION_RECORDED, ABOUT_CHECK, STAGE_CLOSED, WATCH, WATCH, {{0}}},
    {RELATION_HELPED, ABOUT_CHECK, STAGE_CLOSED, WATCH, WATCH, {{0}}},
    {RELATION_STRANGER, ABOUT_PLAN, STAGE_DRAFT, WATCH, WATCH, {MAPPED_BY(OFFICE_B), PLANNED("#31,#61"), SENT, SAYS(LEADER_A, SAID_1), SAYS(READER_A, SAID_2)}},
    {RELATION_WROTE, ABOUT_PLAN, STAGE_DRAFT, WATCH, WATCH, {MAPPED_BY(OFFICE_B), PLANNED("#31,#61"), DID(ME, PLAN_CHANGE, PLAN_1, "title=整改方案（修订）|sort=main|reviewers=#31,#61"), SENT, SAYS(LEADER_A, SAID_1), SAYS(READER_A, SAID_2)}},
    {RELATION_MAPPED, ABOUT_PLAN, STAGE_DRAFT, WATCH, WATCH, {MAPPED_BY(ME), PLANNED("#31,#61"), SENT, SAYS(LEADER_A, SAID_1), SAYS(READER_A, SAID_2)}},
    {RELATION_PREPARED, ABOUT_PLAN, STAGE_DRAFT, WATCH, WATCH, {MAPPED_BY(OFFICE_B), DID(ME, MEASURE_DRAFT, MEASURE_2, "problem=#120|number=9|" FULL_PLAN), PLANNED("#31,#61"), SENT, SAYS(LEADER_A, SAID_1), SAYS(READER_A, SAID_2)}},
    {RELATION_OPINED, ABOUT_PLAN, STAGE_DRAFT, WATCH, WATCH, {MAPPED_BY(OFFICE_B), PLANNED("#31,#1600"), SENT, SAYS(LEADER_A, SAID_1), SAYS(ME, SAID_2)}},
    {RELATION_STRANGER, ABOUT_PAPER, STAGE_BULLETIN_PASSED, WATCH, WATCH, {FROZEN_BY(OFFICE_A)}},
    {RELATION_WROTE, ABOUT_PAPER, STAGE_BULLETIN, WATCH, WATCH, {DID(ME, BULLETIN_EDIT, BULLETIN_1, "title=整改情况通报|text=现将整改情况公布如下，请监督。"), DID(OFFICE_A, BULLETIN_SUBMIT, BULLETIN_1, ""), DID(OFFICE_B, BULLETIN_REVIEW, BULLETIN_1, OPINION), FROZEN_BY(ME)}},
    {RELATION_PASSED, ABOUT_PAPER, STAGE_BULLETIN_REVIEW, WATCH, WATCH, {DID(ME, BULLETIN_REVIEW, BULLETIN_1, OPINION), FROZEN_BY(OFFICE_A), DID(ME, PACK_REVIEW, PACK_1, OPINION)}},
    {RELATION_STRANGER, ABOUT_NOTICE, STAGE_PROBLEM, WATCH, WATCH, {NOTICED, ISSUED_BY(OVERSEER_A), SIGNED, ANSWERED_BY(CLERK)}},
    {RELATION_WROTE, ABOUT_NOTICE, STAGE_PROBLEM, WATCH, WATCH, {NOTICED, DID(ME, NOTICE_CHANGE, NOTICE_1, "title=关于挂账清理的约谈|text=请七日内清理。|unit=#2"), ISSUED_BY(OVERSEER_A), SIGNED, ANSWERED_BY(CLERK)}},
    {RELATION_ISSUED, ABOUT_NOTICE, STAGE_PROBLEM, WATCH, WATCH, {NOTICED, ISSUED_BY(ME), SIGNED, ANSWERED_BY(CLERK)}},
    {RELATION_ADDRESSED, ABOUT_NOTICE, STAGE_PROBLEM, BUREAU, BUREAU, {NOTICED, ISSUED_BY(OVERSEER_A), SIGNED, ANSWERED_BY(CLERK)}},
    {RELATION_BELOW_ADDRESSED, ABOUT_NOTICE, STAGE_PROBLEM, SECTION, SECTION, {NOTICED, ISSUED_BY(OVERSEER_A), SIGNED, ANSWERED_BY(CLERK)}},
    {RELATION_ANSWERED, ABOUT_NOTICE, STAGE_PROBLEM, BUREAU, WATCH, {NOTICED, ISSUED_BY(OVERSEER_A), SIGNED, ANSWERED_BY(ME), DID(OFFICE_B, NOTICE_RETURN, NOTICE_1, OPINION), ANSWERED_BY(CLERK)}},
    {RELATION_STRANGER, ABOUT_TASK, STAGE_PROBLEM, WATCH, WATCH, {ASSIGNED_TASK}},
    {RELATION_ADDRESSED, ABOUT_TASK, STAGE_PROBLEM, BUREAU, BUREAU, {ASSIGNED_TASK}},
    {RELATION_BELOW_ADDRESSED, ABOUT_TASK, STAGE_PROBLEM, SECTION, SECTION, {ASSIGNED_TASK}},
    {RELATION_ANSWERED, ABOUT_TASK, STAGE_PROBLEM, BUREAU, WATCH, {ASSIGNED_TASK, DID(ME, TASK_SIGN, TASK_1, "")}},
    {RELATION_STRANGER, ABOUT_CLUE, STAGE_PROBLEM, WATCH, WATCH, {RECEIVED_BY(OVERSEER_A), ASSIGNED_TO(OVERSEER_A, "#46,#44"), HANDLED_BY(OVERSEER_B)}},
    {RELATION_RECEIVED, ABOUT_CLUE, STAGE_PROBLEM, WATCH, WATCH, {RECEIVED_BY(ME), ASSIGNED_TO(ME, "#46,#44"), HANDLED_BY(OVERSEER_B)}},
    {RELATION_ASSIGNED, ABOUT_CLUE, STAGE_PROBLEM, WATCH, WATCH, {RECEIVED_BY(OVERSEER_A), ASSIGNED_TO(OVERSEER_A, "#46,#1600"), HANDLED_BY(OVERSEER_B)}},
    {RELATION_HANDLED, ABOUT_CLUE, STAGE_PROBLEM, WATCH, WATCH, {RECEIVED_BY(OVERSEER_A), ASSIGNED_TO(OVERSEER_A, "#46,#1600"), HANDLED_BY(ME)}},
    {RELATION_HANDLED_EARLIER, ABOUT_CLUE, STAGE_PROBLEM, WATCH, WATCH, {RECEIVED_BY(OVERSEER_A), ASSIGNED_TO(OVERSEER_A, "#46,#1600"), HANDLED_BY(ME), DID(OVERSEER_B, CLUE_RETURN, CLUE_1, "opinion=补充材料"), HANDLED_BY(OVERSEER_B)}},
    {RELATION_ERASE_ASKER, ABOUT_CLUE, STAGE_PROBLEM, WATCH, WATCH, {RECEIVED_BY(OVERSEER_A), ASSIGNED_TO(OVERSEER_A, "#46,#1600"), HANDLED_BY(OVERSEER_B), DID(ME, CLUE_ASK_ERASE, CLUE_1, ERASE_)}},
    {RELATION_STRANGER, ABOUT_WORDS, STAGE_PROBLEM, WATCH, WATCH, {WORDS_, TO_BE_ERASED_BY(OFFICE_A)}},
    {RELATION_ERASE_ASKER, ABOUT_WORDS, STAGE_PROBLEM, WATCH, WATCH, {WORDS_, TO_BE_ERASED_BY(ME)}},
};
enum { STORIES = sizeof stories / sizeof *stories };

static void join(struct world *w, int64_t unit)
{
    world_must(w, OPERATOR, COMMAND_PERSON_CREATE, ME, str_z(&w->arena, str_f(&w->arena, "name=某我|unit=#%lld", (long long)unit)));
    world_must(w, OPERATOR, COMMAND_PERSON_ACCOUNT, ME, "login=me|password_hash=x");
    world_must(w, OPERATOR, COMMAND_PERSON_GRANT, ME, "roles=office,unit,leader,overseer,publisher");
}

static void days_go_by(struct world *w)
{
    w->today += DAYS_SINCE;
    w->now_us += DAYS_SINCE * (day_start_us(1) - day_start_us(0));
}

/* Closed, contradicted, taken up again: a second round. */
static void go_round_again(struct world *w)
{
    world_must(w, CLERK, COMMAND_EVIDENCE_ADD, 1622, EVIDENCE(SHA_B, "@0"));
    world_must(w, CLERK, COMMAND_MEASURE_CLAIM, MEASURE_1, CLAIM("@0"));
    world_must(w, LEADER_A, COMMAND_MEASURE_APPROVE, MEASURE_1, OPINION);
    world_must(w, OVERSEER_A, COMMAND_MEASURE_VERIFY, MEASURE_1, OPINION);
    days_go_by(w);
    world_must(w, OFFICE_A, COMMAND_VOICE_ENTER, VOICE_1, "inspection=#100|measure=#130|received_day=@0|source=call|fact_day=@-2|text=又挂了两笔");
    world_must(w, OVERSEER_A, COMMAND_MEASURE_REOPEN, MEASURE_1, "fact_day=@-2|reason=又新增两笔挂账|voice=#1601|due_day=@60");
}

/* Whatever came before, it is closed now, and somebody looks back. */
static void look_back(struct world *w, enum relation r)
{
    struct measure *m = world_get(w, KIND_MEASURE, MEASURE_1);
    m->state = MEASURE_CLOSED;
    m->closed_us = m->closed_us ? m->closed_us : w->now_us;
    world_must(w, OVERSEER_A, COMMAND_LOOKBACK_PLAN, LOOKBACK_1, "inspection=#100|name=秋季回头看|sort=measures|draw_by=percent|take=100|per_unit=1|methods=documents|seed_source=当日开出的号码|seed_day=@1");
    days_go_by(w);
    world_must(w, OVERSEER_A, COMMAND_LOOKBACK_DRAW, LOOKBACK_1, "seed=07 12 19");
#define FOUND "lookback=#1612|measure=#130|day=@0|verdict=true|findings=现场看过，账实相符"
    world_must(w, r == RELATION_RECORDED ? ME : OVERSEER_B, COMMAND_CHECK_RECORD, CHECK_1, r == RELATION_HELPED ? FOUND "|persons=#1600" : FOUND);
}

static struct world lived(const struct story *s, enum about about)
{
    struct world w = world_at(s->stage);
    join(&w, s->unit);
    for (size_t i = 0; i < STEPS_MAX && s->steps[i].payload; i++)
        world_must(&w, s->steps[i].who, s->steps[i].type, s->steps[i].id, s->steps[i].payload);
    if (s->relation == RELATION_EXECUTOR_EARLIER)
        go_round_again(&w);
    if (about == ABOUT_CHECK)
        look_back(&w, s->relation);
    if (s->since != s->unit)
        world_must(&w, OFFICE_A, COMMAND_PERSON_CHANGE, ME, str_z(&w.arena, str_f(&w.arena, "name=某我|unit=#%lld", (long long)s->since)));
    return w;
}

/* ---- what is asked ---------------------------------------------------------------------------------------------- */

static const struct subject {
    enum about about;
    enum kind kind;
    int64_t id;
} subjects[] = {{ABOUT_MEASURE, KIND_MEASURE, MEASURE_1}, {ABOUT_MEASURE, KIND_PROBLEM, PROBLEM_1}, {ABOUT_CHECK, KIND_CHECK, CHECK_1}, {ABOUT_PLAN, KIND_PLAN, PLAN_1}, {ABOUT_PAPER, KIND_BULLETIN, BULLETIN_1}, {ABOUT_PAPER, KIND_PACK, PACK_1}, {ABOUT_NOTICE, KIND_NOTICE, NOTICE_1}, {ABOUT_TASK, KIND_TASK, TASK_1}, {ABOUT_CLUE, KIND_CLUE, CLUE_1}, {ABOUT_WORDS, KIND_HELD, HELD_1}, {ABOUT_WORDS, KIND_VOICE, VOICE_1}};
enum { SUBJECTS = sizeof subjects / sizeof *subjects };

static int64_t waits_for(enum command_type type)
{
    switch (type) {
    case COMMAND_MEASURE_EXTEND:
    case COMMAND_MEASURE_DECLINE_ASK:
    case COMMAND_MEASURE_WITHDRAW_ASK: return ASK_EXTENSION;
    case COMMAND_MEASURE_SUSTAIN: return ASK_SUSTAIN;
    case COMMAND_MEASURE_HAND_TO_ROUTINE: return ASK_ROUTINE;
    default: return ASK_NONE;
    }
}

static void prepare_measure(struct measure *m, enum command_type type)
{
    bool proposed = type == COMMAND_MEASURE_VOID || type == COMMAND_MEASURE_DECLINE_VOID;
    m->ask = waits_for(type);
    m->void_document = proposed ? STR("文号") : STR("");
    m->void_by = proposed ? OFFICE_B : 0;
    m->evidence_count = 1;
    if (command_types[type].kind == KIND_PROBLEM)
        m->state = MEASURE_CLOSED;
}

/* What the step waits for is there, and nothing else stands in the way. */
static void prepare(struct world *w, const struct subject *s, enum command_type type, int64_t state)
{
    struct thing *t = world_get(w, s->kind, s->id);
    if (s->about == ABOUT_MEASURE)
        prepare_measure(world_get(w, KIND_MEASURE, MEASURE_1), type);
    if (s->about == ABOUT_WORDS || s->about == ABOUT_CLUE) {
        struct erasable *e = (struct erasable *)(void *)t;
        bool decided = type == COMMAND_CLUE_ERASE || type == COMMAND_CLUE_DECLINE_ERASE || command_types[type].may == erase_may_decide;
        int64_t asker = e->erase_by;
        e->erase_us = decided;
        e->erase_by = asker ? asker : OFFICE_B;
    }
    t->state = state;
}

static bool word_in(const char *words, const char *word)
{
    struct str rest = str_c(words), part;
    while (str_cut(&rest, ' ', &part))
        if (str_is(part, word))
            return true;
    return false;
}

/* STATE -1: the thing is not there yet. */
static enum refusal wanted(const struct norm *n, enum relation r, int role, int64_t state)
{
    const struct choice *states = kinds[command_types[n->type].kind].states;
    if (!strchr(n->roles, NORM_ROLES[role]))
        return REFUSED_ROLE;
    if (state < 0)
        return word_in(n->states, "-") ? REFUSED_NOT : REFUSED_UNKNOWN;
    if (!strcmp(n->states, "-"))
        return REFUSED_EXISTS;
    if (!word_in(n->states, states == no_states ? "*" : states[state].name))
        return REFUSED_STATE;
    return n->answers ? n->answers->to[r] : REFUSED_NOT;
}

static int differs(struct world *w, const struct story *story, const struct subject *s, const struct norm *n, int role, int64_t state)
{
    struct world asked = *w; /* what the asking takes is given back */
    asked.arena = (struct arena){0};
    enum refusal want = wanted(n, story->relation, role, state);
    ((struct person *)world_get(w, KIND_PERSON, ME))->roles = (int64_t)1 << role;
    if (state >= 0)
        prepare(w, s, n->type, state);
    enum refusal got = world_may(&asked, ME, n->type, state < 0 ? FRESH : s->id);
    arena_reset(&asked.arena);
    if (got == want)
        return 0;
    fprintf(stderr, "%s at state %lld by %s, %s: got \"%.*s\", want \"%.*s\"\n", command_types[n->type].wire, (long long)state, role_choices[role].name, relations[story->relation].name, STR_ARG(refusals[got].en), STR_ARG(refusals[want].en));
    return 1;
}

static int try_command(struct world *w, const struct story *story, const struct subject *s, const struct norm *n, int *tried)
{
    const struct choice *states = kinds[s->kind].states;
    int differences = 0;
    CHECK(!n->answers || n->answers->about == s->about);
    for (int role = 0; role < ROLE_COUNT; role++)
        for (int64_t state = -1; state < 0 || states[state].name; state++) {
            if (state == 0 && states != no_states)
                continue;
            differences += differs(w, story, s, n, role, state);
            ++*tried;
        }
    return differences;
}

static int try_story(const struct story *story, enum about about, int *tried)
{
    struct world w = lived(story, about);
    int differences = 0;
    for (size_t k = 0; k < SUBJECTS; k++)
        for (size_t i = 0; subjects[k].about == about && i < norm_count; i++)
            if (command_types[norms[i].type].kind == subjects[k].kind)
                differences += try_command(&w, story, &subjects[k], &norms[i], tried);
    world_end(&w);
    return differences;
}

TEST(every_command_state_role_and_relation_is_as_the_norms_say)
{
    int differences = 0, tried = 0;
    unsigned lived_through[RELATION_COUNT] = {0};
    for (size_t i = 0; i < STORIES; i++)
        for (unsigned about = 1; about <= ABOUT_WORDS; about *= 2) {
            if (!(stories[i].about & about))
                continue;
            lived_through[stories[i].relation] |= about;
            differences += try_story(&stories[i], (enum about)about, &tried);
        }
    for (int r = 0; r < RELATION_COUNT; r++)
        CHECK(lived_through[r] == relations[r].about); /* a story for each */
    fprintf(stderr, "%d combinations\n", tried);
    CHECK(differences == 0 && tried >= COMBINATIONS_MIN);
}

/* An answer to a relation that cannot be would never be tried. */
TEST(norms_answer_only_relations_there_can_be)
{
    for (size_t i = 0; i < norm_count; i++)
        for (int r = 0; norms[i].answers && r < RELATION_COUNT; r++)
            CHECK(!norms[i].answers->to[r] || relations[r].about & norms[i].answers->about);
    for (int c = 0; c < COMMAND_COUNT; c++)
        CHECK(norm_of((enum command_type)c) && norm_of((enum command_type)c)->type == (enum command_type)c);
}
