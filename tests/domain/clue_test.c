/* clue_test.c: the rules of domain/clue.h. */
#include "domain/all.h"
#include "tests/domain/rows.h"

enum { CLUE_1 = 1200,
       CLUE_2 = 1201 };
#define NEW_CLUE "inspection=#100|received_day=@-10|sort=conduct|source=巡察组移交单第3号|summary=反映某项目验收走过场"
#define RECEIVED DID(OVERSEER_A, CLUE_RECEIVE, CLUE_1, NEW_CLUE)
#define ASSIGNED RECEIVED, DID(OVERSEER_A, CLUE_ASSIGN, CLUE_1, "assigned=#46,#44")
#define ASSESSED ASSIGNED, DID(OVERSEER_B, CLUE_ASSESS, CLUE_1, "method=check|opinion=建议初步核实")
#define HANDLED ASSESSED, DID(OVERSEER_B, CLUE_HANDLE, CLUE_1, "result=已调取验收资料并谈话")
#define DECIDED HANDLED, DID(OVERSEER_ABOVE, CLUE_DECIDE, CLUE_1, "decision=予以了结并提醒谈话")
#define TOLD DECIDED, DID(OVERSEER_B, CLUE_FEED_BACK, CLUE_1, "told=县委巡察办|told_day=@0")
#define ASKED HANDLED, DID(OVERSEER_B, CLUE_ASK_ERASE, CLUE_1, "reason=当事人申请删除|document=县纪〔2025〕3号")

static const struct rule_row rows[] = {
    YES(PROBLEM, OVERSEER_A, CLUE_RECEIVE, CLUE_1, NEW_CLUE, CLUE_RECEIVED),
    NO(PROBLEM, OFFICE_A, CLUE_RECEIVE, CLUE_1, NEW_CLUE, ROLE),
    NO(PROBLEM, LEADER_A, CLUE_RECEIVE, CLUE_1, NEW_CLUE, ROLE),
    NO(PROBLEM, OPERATOR, CLUE_RECEIVE, CLUE_1, NEW_CLUE, ROLE),
    NO(PROBLEM, OVERSEER_A, CLUE_RECEIVE, CLUE_1, "inspection=#100|received_day=@1|sort=other|source=来信|summary=反映有关情况", DATE_FUTURE),
    NO(ARCHIVED, OVERSEER_A, CLUE_RECEIVE, CLUE_1, NEW_CLUE, INSPECTION_CLOSED),
    NO_AFTER(PROBLEM, STEPS(RECEIVED), OVERSEER_A, CLUE_RECEIVE, CLUE_1, NEW_CLUE, EXISTS),
    /* who received it assigns it; others do not even learn its state */
    YES_AFTER(PROBLEM, STEPS(RECEIVED), OVERSEER_A, CLUE_ASSIGN, CLUE_1, "assigned=#46", CLUE_ASSIGNED),
    NO_AFTER(PROBLEM, STEPS(RECEIVED), OVERSEER_B, CLUE_ASSIGN, CLUE_1, "assigned=#46", NOT_ASSIGNED),
    NO_AFTER(PROBLEM, STEPS(RECEIVED), OVERSEER_A, CLUE_ASSIGN, CLUE_1, "assigned=#46,#21", CLUE_NOT_OVERSEER),
    NO_AFTER(PROBLEM, STEPS(ASSIGNED), OVERSEER_A, CLUE_ASSIGN, CLUE_1, "assigned=#44,#46", NOTHING_NEW),
    YES_AFTER(PROBLEM, STEPS(ASSIGNED), OVERSEER_B, CLUE_ASSIGN, CLUE_1, "assigned=#44,#46,#41", CLUE_ASSIGNED),
    /* from here on only those assigned, and not who received it */
    NO_AFTER(PROBLEM, STEPS(ASSIGNED), OVERSEER_A, CLUE_ASSESS, CLUE_1, "method=talk|opinion=谈话", NOT_ASSIGNED),
    YES_AFTER(PROBLEM, STEPS(ASSIGNED), OVERSEER_B, CLUE_ASSESS, CLUE_1, "method=talk|opinion=谈话", CLUE_ASSESSED),
    NO_AFTER(PROBLEM, STEPS(ASSIGNED), OVERSEER_B, CLUE_HANDLE, CLUE_1, "result=已经办理完毕", STATE),
    NO_AFTER(PROBLEM, STEPS(ASSESSED), OVERSEER_HELP, CLUE_HANDLE, CLUE_1, "result=已经办理完毕", NOT_ASSIGNED),
    YES_AFTER(PROBLEM, STEPS(ASSESSED), OVERSEER_ABOVE, CLUE_HANDLE, CLUE_1, "result=已经办理完毕", CLUE_HANDLED),
    NO_AFTER(PROBLEM, STEPS(HANDLED), OVERSEER_B, CLUE_DECIDE, CLUE_1, "decision=予以了结", CLUE_HANDLER),
    NO_AFTER(PROBLEM, STEPS(HANDLED), OVERSEER_B, CLUE_RETURN, CLUE_1, "opinion=补充材料", CLUE_HANDLER),
    NO_AFTER(PROBLEM, STEPS(HANDLED), OVERSEER_A, CLUE_DECIDE, CLUE_1, "decision=予以了结", NOT_ASSIGNED),
    YES_AFTER(PROBLEM, STEPS(HANDLED), OVERSEER_ABOVE, CLUE_RETURN, CLUE_1, "opinion=补充材料", CLUE_RETURNED),
    YES_AFTER(PROBLEM, STEPS(HANDLED), OVERSEER_ABOVE, CLUE_DECIDE, CLUE_1, "decision=予以了结", CLUE_DECIDED),
    YES_AFTER(PROBLEM, STEPS(DECIDED), OVERSEER_B, CLUE_FEED_BACK, CLUE_1, "told=县委巡察办|told_day=@0", CLUE_FED_BACK),
    NO_AFTER(PROBLEM, STEPS(DECIDED), OVERSEER_B, CLUE_FEED_BACK, CLUE_1, "told=县委巡察办|told_day=@1", DATE_FUTURE),
    NO_AFTER(PROBLEM, STEPS(DECIDED), OVERSEER_B, CLUE_FEED_BACK, CLUE_1, "told=县委巡察办|told_day=@-11", CLUE_TOLD_EARLY),
    NO_AFTER(PROBLEM, STEPS(TOLD), OVERSEER_B, CLUE_FEED_BACK, CLUE_1, "told=县委巡察办|told_day=@0", STATE),
    YES_AFTER(PROBLEM, STEPS(ASSIGNED), OVERSEER_A, CLUE_VOID, CLUE_1, "reason=与已有线索重复", CLUE_VOIDED),
    NO_AFTER(PROBLEM, STEPS(ASSIGNED), OVERSEER_HELP, CLUE_VOID, CLUE_1, "reason=与已有线索重复", NOT_ASSIGNED),
    NO_AFTER(PROBLEM, STEPS(TOLD), OVERSEER_A, CLUE_VOID, CLUE_1, "reason=与已有线索重复", STATE),
    /* two people erase its words */
    YES_AFTER(PROBLEM, STEPS(HANDLED), OVERSEER_B, CLUE_ASK_ERASE, CLUE_1, "reason=当事人申请删除|document=县纪〔2025〕3号", CLUE_ERASE_ASKED),
    NO_AFTER(PROBLEM, STEPS(HANDLED), OVERSEER_HELP, CLUE_ASK_ERASE, CLUE_1, "reason=当事人申请删除|document=县纪〔2025〕3号", NOT_ASSIGNED),
    NO_AFTER(PROBLEM, STEPS(ASKED), OVERSEER_B, CLUE_ERASE, CLUE_1, "opinion=同意", ERASE_ASKER),
    NO_AFTER(PROBLEM, STEPS(ASKED), OVERSEER_HELP, CLUE_ERASE, CLUE_1, "opinion=同意", NOT_ASSIGNED),
    YES_AFTER(PROBLEM, STEPS(ASKED), OVERSEER_ABOVE, CLUE_ERASE, CLUE_1, "opinion=同意", CLUE_ERASED),
    YES_AFTER(PROBLEM, STEPS(ASKED), OVERSEER_ABOVE, CLUE_DECLINE_ERASE, CLUE_1, "opinion=仍需留存", CLUE_ERASE_DECLINED),
};

void clue_rules(void) { rules_hold(__FILE__, rows, sizeof rows / sizeof *rows); }

TEST(clues_are_for_those_assigned) { clue_rules(); }

static void walk(struct world *w, const struct step *steps)
{
    for (; steps->payload; steps++)
        world_must(w, steps->who, steps->type, steps->id, steps->payload);
}

TEST(a_clue_tells_its_story_step_by_step)
{
    struct world w = world_at(STAGE_PROBLEM);
    const struct clue *c;
    walk(&w, STEPS(ASSIGNED, DID(OVERSEER_A, CLUE_RECEIVE, CLUE_2, NEW_CLUE)));
    c = world_get(&w, KIND_CLUE, CLUE_1);
    CHECK(c->number == 1 && c->receiver == OVERSEER_A && c->assigned.count == 2 && c->state == CLUE_RECEIVED);
    CHECK(c->due_day == TODAY - 10 + 30); /* a month from receipt, not from today */
    CHECK(((const struct clue *)world_get(&w, KIND_CLUE, CLUE_2))->number == 2);
    walk(&w, STEPS(DID(OVERSEER_B, CLUE_ASSESS, CLUE_1, "method=check|opinion=建议初步核实")));
    CHECK(c->state == CLUE_ASSESSED && c->due_day == TODAY + 60 && c->method == 2);
    walk(&w, STEPS(DID(OVERSEER_B, CLUE_HANDLE, CLUE_1, "result=已调取验收资料并谈话")));
    CHECK(c->state == CLUE_HANDLED && c->due_day == TODAY + 30 && c->handler == OVERSEER_B);
    walk(&w, STEPS(DID(OVERSEER_ABOVE, CLUE_RETURN, CLUE_1, "opinion=补充谈话笔录")));
    CHECK(c->state == CLUE_ASSESSED && c->returns == 1 && c->due_day == TODAY + 30);
    walk(&w, STEPS(DID(OVERSEER_B, CLUE_HANDLE, CLUE_1, "result=已补充谈话笔录"), DID(OVERSEER_ABOVE, CLUE_DECIDE, CLUE_1, "decision=予以了结")));
    CHECK(c->state == CLUE_DECIDED && c->decider == OVERSEER_ABOVE && c->due_day == TODAY + 15);
    walk(&w, STEPS(DID(OVERSEER_B, CLUE_FEED_BACK, CLUE_1, "told=县委巡察办|told_day=@0")));
    CHECK(c->state == CLUE_FED_BACK && c->due_day == 0 && c->told_day == TODAY);
    CHECK(clue_is_open_to(c, OVERSEER_A) && clue_is_open_to(c, OVERSEER_B) && !clue_is_open_to(c, OVERSEER_HELP));
    CHECK(!clue_is_open_to(c, OPERATOR) && !clue_is_open_to(c, OFFICE_A) && !clue_is_open_to(c, LEADER_A));
    world_end(&w);
}

/* What stands in the leaf is for everybody who has the log: nothing in it is a word, a source or a person. */
TEST(leaves_of_clues_name_nobody)
{
    for (int i = 0; i < EVENT_COUNT; i++) {
        const struct record *r = event_types[i].payload;
        for (size_t k = 0; event_types[i].kind == KIND_CLUE && k < r->count; k++) {
            const struct field *f = &r->fields[k];
            bool names = f->type == FIELD_TEXT || f->type == FIELD_IDS || (f->type == FIELD_ID && f->refers != 1 + KIND_INSPECTION);
            CHECK(!(f->flags & FIELD_OPEN) || !names || r == &words_erased_record);
            CHECK(!(f->flags & FIELD_OPEN) || !(f->flags & FIELD_PERSONAL));
        }
    }
}

TEST(colours_of_clues_are_those_of_their_step)
{
    struct clue c = {.state = CLUE_ASSESSED, .due_day = TODAY - 1};
    CHECK(clue_colour(&c, TODAY) == COLOUR_RED);
    c.due_day = TODAY;
    CHECK(clue_colour(&c, TODAY) == COLOUR_YELLOW);
    c.due_day = TODAY + 20;
    CHECK(clue_colour(&c, TODAY) == COLOUR_GREEN);
    c.state = CLUE_FED_BACK;
    CHECK(clue_colour(&c, TODAY) == COLOUR_DONE);
}
