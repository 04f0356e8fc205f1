/* norms.h: who may take which step, written by hand from the rules of the work and not from the code.
 *
 * One row a command: the roles, the states it starts from, and for everybody who already has to do with the thing (a
 * relation) yes or the refusal. tests/domain/matrix_test.c and norms_test.c try every command × state × role × relation
 * against command_may and fail on any difference, also on a command without a row; docs/generated/rules.md is printed
 * from it. Where the code and a row differ, the row is right.
 *
 * Where the answers come from:
 *   R1  Nobody approves, verifies or re-examines what the same natural person drafted for execution, reported, gave
 *       evidence for, claimed or asked for — over the whole history: a returned claim, an earlier round, another unit
 *       since, a hand-over or a proposal to void change nothing. Claimer, approver and verifier are three.
 *   R2  The verifier's unit is not, and was not, responsible, and is not below one that is or was. One above may. Who
 *       moved after the thing came into being counts as of every unit they ever stood in: moving out, or in and back,
 *       does not help, nor does moving their unit to another place in the tree. Who had left before may.
 *   R6  Administrators have no business rights.
 * A paper is reviewed by somebody who wrote no part of it; who asks for words to be erased does not erase them.
 *
 * Nobody acts in another's name here. A delegate is whoever stands in for the responsible leader: the leader named
 * second. They decide only once a hand-over names them first; until then the step is the leader's own. */
#ifndef DOMAIN_NORMS_H
#define DOMAIN_NORMS_H

#include "domain/domain.h"

/* Constant, kinds of thing it is a relation to (bits, ABOUT_…), zh, en. Besides, the actor stands in no responsible
 * unit
 * unless the relation says so. */
#define RELATION_TABLE(X) \
    X(STRANGER, ABOUT_MEASURE | ABOUT_CHECK | ABOUT_PLAN | ABOUT_PAPER | ABOUT_NOTICE | ABOUT_TASK | ABOUT_CLUE | ABOUT_WORDS, "与此事无关的人", "Somebody who had nothing to do with it") \
    X(DRAFTED, ABOUT_MEASURE | ABOUT_CHECK, "拟定过措施的人", "Drafted the measure") \
    X(REPORTED, ABOUT_MEASURE | ABOUT_CHECK, "牵头单位中填报过进展的人", "Of the lead unit, reported progress") \
    X(EVIDENCED, ABOUT_MEASURE | ABOUT_CHECK, "牵头单位中提交过佐证的人", "Of the lead unit, gave evidence") \
    X(CLAIMED, ABOUT_MEASURE | ABOUT_CHECK, "牵头单位中自报过完成的人", "Of the lead unit, claimed completion") \
    X(ASKED, ABOUT_MEASURE | ABOUT_CHECK, "牵头单位中申请过延期的人", "Of the lead unit, asked to extend") \
    X(PROPOSED_VOID, ABOUT_MEASURE | ABOUT_CHECK, "申请过作废的人（后未获同意）", "Proposed to void it, which was declined") \
    X(HANDED_OVER, ABOUT_MEASURE | ABOUT_CHECK, "办理过移交的人", "Handed it over to others") \
    X(EXECUTOR_LEFT, ABOUT_MEASURE | ABOUT_CHECK, "填报过进展、后已调离的人", "Reported progress and has left the unit since") \
    X(EXECUTOR_EARLIER, ABOUT_MEASURE | ABOUT_CHECK, "上一轮填报过进展、后已调离的人", "Reported in an earlier round and has left the unit since") \
    X(LEAD_UNIT, ABOUT_MEASURE | ABOUT_CHECK, "牵头单位的人", "Of the lead unit") \
    X(BELOW_LEAD, ABOUT_MEASURE | ABOUT_CHECK, "牵头单位下属单位的人", "Of a unit below the lead unit") \
    X(ABOVE_LEAD, ABOUT_MEASURE | ABOUT_CHECK, "牵头单位上级单位的人", "Of the unit above the lead unit") \
    X(ASSISTING, ABOUT_MEASURE | ABOUT_CHECK, "协办单位的人", "Of an assisting unit") \
    X(FORMER_UNIT, ABOUT_MEASURE | ABOUT_CHECK, "原牵头单位（已移交）的人", "Of the former lead unit, which handed it over") \
    X(BELOW_FORMER, ABOUT_MEASURE | ABOUT_CHECK, "原牵头单位下属单位的人", "Of a unit below the former lead unit") \
    X(MOVED_OUT, ABOUT_MEASURE | ABOUT_CHECK | ABOUT_NOTICE, "来文或措施在先、后来调离牵头或承办单位的人", "Has left the lead unit, or the one it went to, since") \
    X(MOVED_THROUGH, ABOUT_MEASURE | ABOUT_CHECK, "措施拟定后调入牵头单位、又调回的人", "Moved into the lead unit after the measure was drafted, and back") \
    X(MOVED_BEFORE, ABOUT_MEASURE | ABOUT_CHECK, "措施拟定前已调离牵头单位的人", "Had left the lead unit before the measure was drafted") \
    X(LEADER, ABOUT_MEASURE | ABOUT_CHECK, "责任领导（排第一）", "The responsible leader, named first") \
    X(DELEGATE, ABOUT_MEASURE | ABOUT_CHECK, "代行者（责任领导中排第二）", "The delegate: the leader named second") \
    X(APPROVED, ABOUT_MEASURE | ABOUT_CHECK, "审签了本次自报的责任领导", "The leader who approved this claim") \
    X(APPROVED_EARLIER, ABOUT_MEASURE | ABOUT_CHECK, "审签过以前的自报、现已不是责任领导的人", "Approved an earlier claim and is its leader no more") \
    X(VERIFIED, ABOUT_MEASURE | ABOUT_CHECK, "核验销号了该措施的人", "Verified and closed the measure") \
    X(RECORDED, ABOUT_CHECK, "登记了核查结果的人", "Recorded what was found") \
    X(HELPED, ABOUT_CHECK, "参加了核查的人", "Took part in the check") \
    X(WROTE, ABOUT_PLAN | ABOUT_PAPER | ABOUT_NOTICE, "起草、修改或定稿过的人", "Wrote, changed or froze it") \
    X(MAPPED, ABOUT_PLAN, "把反馈原文对应到问题的人", "Mapped sentences of the feedback for it") \
    X(PREPARED, ABOUT_PLAN, "拟定过方案中措施的人", "Drafted a measure of the plan") \
    X(OPINED, ABOUT_PLAN, "参加会审、提过意见的人", "Gave an opinion in the joint review") \
    X(PASSED, ABOUT_PAPER, "审核通过它的人", "Passed its review") \
    X(ISSUED, ABOUT_NOTICE, "签发人", "Issued it") \
    X(ADDRESSED, ABOUT_NOTICE | ABOUT_TASK, "承办单位的人", "Of the unit it went to") \
    X(BELOW_ADDRESSED, ABOUT_NOTICE | ABOUT_TASK, "承办单位下属单位的人", "Of a unit below the one it went to") \
    X(ANSWERED, ABOUT_NOTICE | ABOUT_TASK, "答复或办理过、后已调离的人", "Answered or did it and has left the unit since") \
    X(RECEIVED, ABOUT_CLUE, "受理人（未被指定承办）", "Received it and was not assigned") \
    X(ASSIGNED, ABOUT_CLUE, "被指定的承办人", "Assigned to it") \
    X(HANDLED, ABOUT_CLUE, "登记了办理情况的承办人", "Assigned to it, entered how it was handled") \
    X(HANDLED_EARLIER, ABOUT_CLUE, "以前办理过、被退回后由他人重新办理的承办人", "Assigned to it, handled it before it was returned and another handled it") \
    X(ERASE_ASKER, ABOUT_CLUE | ABOUT_WORDS, "申请删除的人", "Asked for the words to be erased")

/* What a relation is to: a measure or the problem it is of; a look-back check of it; a plan; a bulletin or
 * pack; a notice; a task; a clue; words about a person (of somebody held to account, of a voice). */
enum about { ABOUT_MEASURE = 1,
             ABOUT_CHECK = 2,
             ABOUT_PLAN = 4,
             ABOUT_PAPER = 8,
             ABOUT_NOTICE = 16,
             ABOUT_TASK = 32,
             ABOUT_CLUE = 64,
             ABOUT_WORDS = 128 };

enum relation {
#define X(name, about, zh, en) RELATION_##name,
    RELATION_TABLE(X)
#undef X
        RELATION_COUNT
};
struct relation_info {
    const char *name;
    unsigned about; /* bits of enum about */
    const char *zh, *en;
};
extern const struct relation_info relations[RELATION_COUNT];

/* One answer for every relation: REFUSED_NOT is yes. */
struct norm_answers {
    enum about about;
    const char *zh, *en; /* the rule in a sentence */
    enum refusal to[RELATION_COUNT];
};
struct norm {
    enum command_type type;
    const char *roles;                  /* of NORM_ROLES, one letter each */
    const char *states;                 /* by name; "-" for a thing not there yet, "*" for one of a kind without states */
    const struct norm_answers *answers; /* NULL: it makes no difference who they are to the thing */
};
/* O office, U unit, L leader, V overseer, P publisher, R reader; S system, C security administrator, A auditor: in the
 * order of enum role. */
#define NORM_ROLES "OULVPRSCA"
extern const struct norm norms[];
extern const size_t norm_count;
/* The row of TYPE, or NULL where it is missing. */
const struct norm *norm_of(enum command_type type);

#endif
