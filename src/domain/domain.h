/* domain.h: what there is, what can be asked, what can have happened, and what can be refused.
 *
 * Pure: nothing under domain/ performs I/O, reads a clock or draws a random number. tools/layers.sh
 * proves it by listing the symbols its objects import. The tables below are the program: the one door
 * (app/submit), the pages, the command line, the role matrix and the state diagrams all read them. */
#ifndef DOMAIN_DOMAIN_H
#define DOMAIN_DOMAIN_H

#include "base/record.h"
#include "domain/tables_cal.h"
#include "domain/tables_regime.h"
#include "domain/tables_plan.h"
#include "domain/tables_notice.h"
#include "domain/tables_lookback.h"
#include "domain/tables_book.h"
#include "domain/tables_clue.h"
#include "domain/tables_pack.h"
#include "domain/tables_mail.h"
#include "domain/tables_question.h"

/* The id of the rules as a whole, written into every leaf; a change of meaning is a new id. */
#define RULES_ID "2026.2"

/* ---- roles (DOMAIN.md §6) -------------------------------------------------------------------
 * name, zh, en. The bit of a role is its place; the last three are the 三员, without business rights. */
#define ROLE_TABLE(X) \
    X(OFFICE, "office", "整改办", "Rectification office") \
    X(UNIT, "unit", "责任单位", "Responsible unit") \
    X(LEADER, "leader", "责任领导", "Responsible leader") \
    X(OVERSEER, "overseer", "日常监督", "Overseer") \
    X(PUBLISHER, "publisher", "通报审核", "Bulletin reviewer") \
    X(READER, "reader", "查阅", "Reader") \
    X(SYSADMIN, "sysadmin", "系统管理员", "System administrator") \
    X(SECADMIN, "secadmin", "安全管理员", "Security administrator") \
    X(AUDITOR, "auditor", "审计管理员", "Log auditor")

enum role {
#define X(name, wire, zh, en) ROLE_##name,
    ROLE_TABLE(X)
#undef X
        ROLE_COUNT
};
#define ROLE(name) (1LL << ROLE_##name)
#define ROLES_ADMIN (ROLE(SYSADMIN) | ROLE(SECADMIN) | ROLE(AUDITOR))
#define ROLES_BUSINESS (ROLE(OFFICE) | ROLE(UNIT) | ROLE(LEADER) | ROLE(OVERSEER) | ROLE(PUBLISHER) | ROLE(READER))
#define ROLES_ANY ((1LL << ROLE_COUNT) - 1)
extern const struct choice role_choices[ROLE_COUNT + 1];

/* ---- kinds ---------------------------------------------------------------------------------
 * constant, wire name, struct, zh, en. The record <struct>_record describes the state; its table has
 * the struct's name. */
#define KIND_TABLE(X) \
    X(UNIT, "unit", unit, "单位", "Unit") \
    X(PERSON, "person", person, "人员", "Person") \
    X(INSPECTION, "inspection", inspection, "巡视巡察", "Inspection") \
    X(ASPECT, "aspect", aspect, "方面", "Aspect") \
    X(PROBLEM, "problem", problem, "问题", "Problem") \
    X(MANIFESTATION, "manifestation", manifestation, "具体表现", "Manifestation") \
    X(MEASURE, "measure", measure, "整改措施", "Measure") \
    X(REPORT, "report", report, "进展报告", "Progress report") \
    X(EVIDENCE, "evidence", evidence, "佐证材料", "Evidence") \
    X(SANCTION, "sanction", sanction, "问责处理", "Accountability entry") \
    X(RULE, "rule", rule, "制度成果", "Rule") \
    X(BULLETIN, "bulletin", bulletin, "整改通报", "Bulletin") \
    X(SESSION, "session", session, "登录", "Session") \
    KINDS_CAL(X) \
    KINDS_REGIME(X) \
    KINDS_PLAN(X) \
    KINDS_NOTICE(X) \
    KINDS_LOOKBACK(X) \
    KINDS_BOOK(X) \
    KINDS_CLUE(X) \
    KINDS_PACK(X) \
    KINDS_MAIL(X) \
    KINDS_QUESTION(X)

enum kind {
#define X(name, wire, s, zh, en) KIND_##name,
    KIND_TABLE(X)
#undef X
        KIND_COUNT
};

/* ---- refusals: name, zh, en. Areas keep theirs in tables_AREA.h. -------------------------------------------- */
#define REFUSAL_TABLE(X) \
    X(REFUSED_NOT, "", "") \
    X(REFUSED_ROLE, "您的角色不能办理这一步；如确需办理，请联系安全管理员授予角色。", \
      "Your role may not take this step; if you need to, ask the security administrator for the role.") \
    X(REFUSED_STATE, "当前状态下不能办理这一步，可能别人已经办过；请刷新页面，查看最新状态。", \
      "This step is not possible in the present state; someone may have taken it already. Reload the page to see.") \
    X(REFUSED_EXISTS, "同一编号的记录已经有了，没有重复登记。", \
      "A record with this id is already there; nothing was entered twice.") \
    X(REFUSED_UNKNOWN, "没有这条记录，请核对编号。", "There is no such record; check its id.") \
    X(REFUSED_NUMBER_TAKEN, "这个序号已被使用，请换一个序号。", \
      "This number is already used; choose another.") \
    X(REFUSED_LOGIN_TAKEN, "这个登录名已被使用，请换一个。", \
      "This login name is taken; choose another.") \
    X(REFUSED_LOGIN_SHAPE, \
      "登录名要以小写字母开头，只用小写字母、数字、点、横线和下划线，请改正。", \
      "A login name starts with a lower-case letter and has only lower-case letters, digits, dots, dashes and underscores; correct it.") \
    X(REFUSED_PASSWORD_WEAK, "口令至少要 10 个字符，并且不能与登录名相同，请换一个。", \
      "A password needs at least 10 characters and must differ from the login name; choose another.") \
    X(REFUSED_UNIT_CYCLE, "上级单位不能是本单位或它的下级，请另选一个。", \
      "The unit above cannot be the unit itself or one below it; choose another.") \
    X(REFUSED_ADMIN_MIXED, \
      "系统管理员、安全管理员、审计管理员须由三个不同的人担任，且不得兼任业务角色（三员分立）。", \
      "The system administrator, the security administrator and the log auditor must be three different people without business roles.") \
    X(REFUSED_GRANT_SELF, "不能给自己授权，也不能停用自己的账号，须由另一名管理员办理。", \
      "Nobody grants roles to themselves or closes their own account; another administrator must.") \
    X(REFUSED_OWN_UNIT, "不能调整自己的所属单位，请由另一人办理。", \
      "Nobody moves themselves to another unit; ask somebody else to.") \
    X(REFUSED_ROLE_NEEDS_UNIT, \
      "此人还没有登记所属单位，不能授予责任单位、日常监督角色；请先填写所属单位。", \
      "This person has no unit yet and cannot be a responsible unit's reporter or an overseer; enter the unit first.") \
    X(REFUSED_PERSON_LEFT, "此人已停用，不能再指定，请另选一人。", \
      "This person's account is closed; choose someone else.") \
    X(REFUSED_NOT_LEAD_UNIT, "这一步由牵头单位的人员办理，您不在该措施的牵头单位。", \
      "This step belongs to the lead unit, which is not yours.") \
    X(REFUSED_NOT_RESPONSIBLE_UNIT, "这一步由牵头或协办单位的人员办理，您不在该措施的责任单位。", \
      "This step belongs to the lead or an assisting unit, which is not yours.") \
    X(REFUSED_NOT_ITS_LEADER, "这一步由该措施的责任领导本人办理。", \
      "This step belongs to the measure's responsible leader.") \
    X(REFUSED_SAME_PERSON, \
      "您参与过这一项（拟定、填报、提交佐证、自报、申请、移交、申请作废、审签，或是其责任领导），不能再由您决定，须换人办理（规则 R1）。", \
      "You took part in this item (drafted, reported, gave evidence, claimed, asked, handed over, proposed to void or approved it, or you lead it), so another person must decide (rule R1).") \
    X(REFUSED_SAME_UNIT, \
      "决定人不能来自责任单位或其下属单位，措施拟定以后才调离的也不行，须由独立的监督部门的人办理（规则 R2）。", \
      "Whoever decides may not come from a responsible unit or one below it, nor have left one since the measure was drafted (rule R2).") \
    X(REFUSED_NO_LEADER, "还没有责任领导，请先指定一名。", \
      "There is no responsible leader yet; name one.") \
    X(REFUSED_NO_LEAD_UNIT, "还没有牵头单位，请先指定一个。", \
      "There is no lead unit yet; name one.") \
    X(REFUSED_NO_DUE, "还没有整改时限；除长期坚持类外，每条措施都要有具体日期，请填写。", \
      "There is no due date yet; every measure needs one unless it is sustained. Enter it.") \
    X(REFUSED_NO_TYPE, "还没有选整改类型，请从立行立改、分阶段、长期坚持中选一个。", \
      "The type is not chosen yet; choose immediate, phased or sustained.") \
    X(REFUSED_NO_GOAL, "还没有写整改目标，请填写。", "The goal is not written yet; write it.") \
    X(REFUSED_NO_EVIDENCE, "佐证材料不够，不能自报完成，请先上传（规则 R5）。", \
      "There is not enough evidence; upload it before claiming completion (rule R5).") \
    X(REFUSED_EVIDENCE_FILE, "没有找到这个佐证文件的内容，请重新上传。", \
      "The content of this evidence file is not here; upload it again.") \
    X(REFUSED_EVIDENCE_FUTURE, "佐证材料所证明的日期不能晚于今天，请改正。", \
      "Evidence cannot prove a date later than today; correct the date.") \
    X(REFUSED_EVIDENCE_TWICE, "同一份文件已经作为这条措施的佐证上传过，不用再传。", \
      "The same file is already evidence of this measure; there is no need to upload it again.") \
    X(REFUSED_PERIOD_CLOSED, "这一期已经截止或还没有开始，只能填报本期或上一期。", \
      "This period is over or has not begun; only the present and the last one are open.") \
    X(REFUSED_DATE_FUTURE, "日期不能晚于今天，请改正。", \
      "The date cannot be later than today; correct it.") \
    X(REFUSED_DUE_BEFORE_START, "“整改时限”不能早于“起始时间”，请核对这两个日期后改正。", \
      "The field \"Due\" cannot come before \"Start\"; correct one of these two dates.") \
    X(REFUSED_DONE_BEFORE_START, "“完成日期”不能早于这条措施的“起始时间”，请核对后改正。", \
      "The field \"Done on\" cannot come before the \"Start\" of this measure; correct it.") \
    X(REFUSED_END_BEFORE_START, "“结束日期”不能早于“开始日期”，请核对这两个日期后改正。", \
      "The field \"To\" cannot come before \"From\"; correct one of these two dates.") \
    X(REFUSED_FEEDBACK_BEFORE_END, "“反馈日期”不能早于“结束日期”，请核对这两个日期后改正。", \
      "The field \"Feedback on\" cannot come before \"To\"; correct one of these two dates.") \
    X(REFUSED_PLAN_BEFORE_FEEDBACK, "“方案报送期限”不能早于“反馈日期”，请核对这两个日期后改正。", \
      "The field \"Plan due\" cannot come before \"Feedback on\"; correct one of these two dates.") \
    X(REFUSED_PUBLIC_PHONE, \
      "“监督电话”要写 5 到 30 个字符，只用数字、空格、加号、横线和括号，分机写“转”“分机”或 ext.，请改正。", \
      "The field \"Telephone\" takes 5 to 30 characters: digits, spaces, plus, dashes and brackets, with ext. before an extension; correct it.") \
    X(REFUSED_PUBLIC_MAIL, \
      "“电子邮箱”要写成 名称@域名：一个 @，没有空格，域名里有点，请改正。", \
      "The field \"E-mail\" is written name@domain: one @, no blanks, and a dot in the domain; correct it.") \
    X(REFUSED_MEASURES_OPEN, "这个问题还有措施没有销号，不能销号；请先办结各条措施。", \
      "Measures of this problem are still open, so it cannot be closed; close them first.") \
    X(REFUSED_NO_MEASURES, "这个问题还没有措施，不能销号。", \
      "This problem has no measures yet, so it cannot be closed.") \
    X(REFUSED_VOID_PENDING, "已有作废申请在等监督部门确认，不用再申请。", \
      "A proposal to void this is already waiting for the overseer; there is no need for another.") \
    X(REFUSED_VOID_NONE, "没有待确认的作废申请；作废须先由整改办申请。", \
      "There is no proposal to void this; the office must propose it first.") \
    X(REFUSED_PROBLEM_CLOSED, "问题已经销号，不能再加措施。", \
      "The problem is closed; no measure can be added.") \
    X(REFUSED_INSPECTION_CLOSED, "这一轮已经归档，不能再改。", \
      "This round is archived and cannot be changed.") \
    X(REFUSED_OWN_BULLETIN, "起草或修改过通报的人不能审核或发布，须换人办理。", \
      "Whoever drafted or edited a bulletin may not review or publish it.") \
    X(REFUSED_BULLETIN_TEXT, "通报正文有不认识的数字名或没有闭合的括号，请先改正。", \
      "The bulletin's text has unknown figure names or unclosed braces; correct it first.") \
    X(REFUSED_SESSION_OVER, "登录已经失效，请重新登录。", "The session is over; sign in again.") \
    X(REFUSED_NOTHING_NEW, "没有任何改动，因此没有登记。", \
      "Nothing differs, so nothing was entered.") \
    X(REFUSED_PROBLEMS_OPEN, "还有问题没有销号，这一轮不能归档；请先办结。", \
      "Problems of this round are still open, so it cannot be archived; close them first.") \
    X(REFUSED_BULLETIN_MOMENT, \
      "日志位置或数据截至日期不对：位置要在 1 与日志现有条数之间，日期不能早于该位置最后一条记录的日期，也不能晚于今天；请重新打开发布页面再发布。", \
      "The position or the day is wrong: the position lies between 1 and the log's size, the day is not before that of the newest entry up to there and not later than today. Open the page again and publish from it.") \
    X(REFUSED_OTHER_INSPECTION, "所选问题不属于这一轮巡视巡察，请另选问题，或改选它所在的一轮。", \
      "The problem belongs to another inspection; choose another problem, or the inspection it belongs to.") \
    REFUSALS_CAL(X) \
    REFUSALS_REGIME(X) \
    REFUSALS_PLAN(X) \
    REFUSALS_NOTICE(X) \
    REFUSALS_LOOKBACK(X) \
    REFUSALS_BOOK(X) \
    REFUSALS_CLUE(X) \
    REFUSALS_PACK(X) \
    REFUSALS_MAIL(X) \
    REFUSALS_QUESTION(X)

enum refusal {
#define X(name, zh, en) name,
    REFUSAL_TABLE(X)
#undef X
        REFUSAL_COUNT
};
extern const struct sentence refusals[REFUSAL_COUNT];

/* ---- facts ----------------------------------------------------------------------------------
 * What a rule may need to know besides the state of the thing itself. The command's row names them;
 * app/facts.c fetches them before the rules run. What was not asked for is NULL or zero. */
enum need {
    NEED_PROBLEM = 1,    /* facts.problem: of the measure, or the one a draft names */
    NEED_INSPECTION = 2, /* facts.inspection, and facts.aspect where the payload names one */
    NEED_MEASURE = 4,    /* facts.measure: of a report or piece of evidence */
    NEED_TALLY = 8,      /* measures of the problem: total, open, executors, units; of an inspection: problems_open */
    NEED_NUMBER = 16,    /* taken: the payload's number stands already under the same parent */
    NEED_LOGIN = 32,     /* taken: the payload's login belongs to somebody else */
    NEED_FILE = 64,      /* file: the evidence content is in the store; taken: already evidence here */
    NEED_PERSON = 128,   /* facts.person: the person a session or grant is about */
    NEED_ABOVE = 256,    /* above: the named parent unit and all above it */
    NEED_LOG = 512,      /* log_size, position_day: of the position the payload names */
    NEED_CALENDAR = 1 << 10,
    NEED_REGIME = 1 << 11,
    NEED_PLAN = 1 << 12, /* from here on: the struct of that area, whose header explains it */
    NEED_NOTICE = 1 << 13,
    NEED_LOOKBACK = 1 << 14,
    NEED_BOOK = 1 << 15,
    NEED_CLUE = 1 << 16,
    NEED_PACK = 1 << 17,
    NEED_REMIND = 1 << 18
};
/* How far somebody's hand goes into a round; domain/scope.h has the rule. */
enum reach { REACH_OWN,   /* it is their organisation's: as their role allows */
             REACH_ABOVE, /* of an organisation below theirs: they read; overseers also verify */
             REACH_NONE,
             REACH_DIRECTORY, /* a unit or person that is not of their organisation */
             REACH_GENERAL /* a rule for every round, and some are none of theirs */ };
struct facts {
    const struct problem *problem;
    const struct inspection *inspection;
    const struct aspect *aspect;
    const struct measure *measure;
    const struct person *person;
    int64_t measures_total, measures_open, problems_open;
    struct ids executors,
        units;          /* NEED_TALLY: of all measures of the problem; approvers and leaders are among the first */
    int64_t drafted_us; /* NEED_TALLY: of the first of them */
    struct ids above;
    bool taken, file;
    bool ground;          /* NEED_REGIME of a reopening: the check decided on it, or the voice is about it */
    enum reach reach;     /* of the actor, to the rounds the state and the payload name: domain/scope.h */
    int64_t log_size;     /* entries before this command */
    int64_t position_day; /* of the newest entry up to the position named; 0 where there is no such position */
    const struct calendar *calendar;
    const struct regime *regime;
    const struct plan_facts *plan;
    const struct notice_facts *notice;
    const struct lookback_facts *lookback;
    const struct book_facts *book;
    const struct clue_facts *clue;
    const struct pack_facts *pack;
    const struct remind_facts *remind;
    int64_t earlier; /* the entry that already says the same: its id is told with the refusal; 0 for none */
};

struct actor {
    int64_t id;    /* person, 0 for the program itself and the local operator */
    int64_t roles; /* bits of enum role */
    int64_t unit;
    struct ids units;        /* the unit and all above it */
    struct ids former_units; /* every unit they ever stood in, and all that ever stood above each */
    int64_t moved_us;        /* when they, or one of these units, last left one; 0 for never */
    bool everywhere;         /* no round is another organisation's for them: domain/scope.h */
};
struct env {
    int64_t now_us; /* UTC, microseconds since 1970; never earlier than the newest entry */
    int64_t today;  /* the day of now_us in China */
    struct actor actor;
    struct arena *arena;
};

/* ---- commands and events ------------------------------------------------------------------- */
#include "domain/tables.h"

#define X(name, ...) COMMAND_##name,
enum command_type { COMMAND_TABLE(X) COMMAND_COUNT };
#undef X
#define X(name, ...) EVENT_##name,
enum event_type { EVENT_TABLE(X) EVENT_COUNT };
#undef X

struct command {
    enum command_type type;
    int64_t id;          /* the thing it is about */
    const void *payload; /* the struct of the command's record */
};
struct event {
    enum event_type type;
    int64_t id;
    const void *payload; /* the struct of the event's record */
    int64_t at_us;       /* receipt */
    int64_t actor;
    int64_t seq; /* its place in the log; only what is applied has one */
};
enum { EVENTS_MAX = 4 }; /* one command makes at most this many */
struct events {
    size_t count;
    struct event list[EVENTS_MAX];
};

/* Whether this person may take this step on this thing now, whatever they will write. NOW is the
 * current state, all zero for a new thing. Pages ask it for the reason beside a dead button. */
typedef enum refusal may_fn(const void *now, const struct facts *f, const struct env *env);
/* Says no to the payload, or appends what happened to OUT. */
typedef enum refusal decide_fn(const void *now, const struct command *cmd, const struct facts *f,
                               const struct env *env, struct events *out);
/* Brings STATE forward by one event. Cannot fail: deciding is over. What it keeps borrows from the event or
 * lies in A. */
typedef void apply_fn(struct arena *a, void *state, const struct event *e);

struct kind_info {
    const char *name;
    const struct record *record;
    const struct choice *states; /* NULL for kinds without a life cycle */
    const char *zh, *en;
};
struct command_info {
    const char *wire;
    enum kind kind;
    int64_t roles;  /* who may, any of */
    uint64_t from;  /* states it starts from, by bit; FROM_NEW: a thing not there yet; FROM_ANY */
    unsigned needs; /* enum need */
    const struct record *payload;
    may_fn *may;       /* NULL: nothing more to ask */
    decide_fn *decide; /* NULL: emit the one event with the same payload */
    enum event_type event;
    const char *zh, *en; /* the button */
};
struct event_info {
    const char *wire;
    int version;
    enum kind kind;
    int64_t to; /* the state it leads to, TO_SAME where it does not change */
    const struct record *payload;
    apply_fn *apply;     /* NULL: copy the payload's fields of the same name */
    const char *zh, *en; /* what the history says */
};
extern const struct kind_info kinds[KIND_COUNT];
extern const struct event_info event_types[EVENT_COUNT];
extern const struct command_info command_types[COMMAND_COUNT];

#define FROM_NEW (1ULL << 63)
#define FROM_ANY (~0ULL >> 1)
#define FROM(state) (1ULL << (state))
enum { TO_SAME = -1 };

/* Every state begins with these; its record begins with THING_FIELDS. */
struct thing {
    int64_t id;
    int64_t seq;     /* of its newest entry */
    struct str head; /* leaf hash of that entry, hex; empty: there is no such thing yet */
    int64_t state;   /* of its kind's life cycle; 0 where it has none */
};
#define THING \
    int64_t id; \
    int64_t seq; \
    struct str head; \
    int64_t state
#define THING_FIELDS(s, states) \
    ID(s, id, -1, 0, "编号", "Id"), \
        INT(s, seq, 0, INT64_MAX, 0, "日志位置", "Position"), \
        HASH(s, head, 0, "日志校验码", "Head"), \
        ENUM(s, state, states, FIELD_INDEX, "状态", "State")
extern const struct choice no_states[];

/* Role, reach, state and may(), in this order. */
enum refusal command_may(enum command_type type, const void *now, const struct facts *f, const struct env *env);
/* command_may, then the payload. */
enum refusal command_decide(const struct command *cmd, const void *now, const struct facts *f,
                            const struct env *env, struct events *out);
/* apply, then the state the row leads to. */
void event_apply(struct arena *a, void *state, const struct event *e);
/* Whether every field of RECORD that OF has too holds in A the value it has in B, a state described by OF: a change
 * that changes nothing is refused. */
bool fields_same(const struct record *record, const void *a, const struct record *of, const void *b,
                 struct arena *arena);
void events_add(struct events *out, enum event_type type, int64_t id, const void *payload);
/* Rule R2, wherever it is asked: whether the actor stands in UNIT or below it; or did once and has moved since
 * SINCE_US, when the thing to be judged came into being. Then every unit they ever stood in counts: a move out, or
 * in and back, makes nobody independent of it. UNIT 0 is nobody's. */
bool actor_stood_in(const struct actor *a, int64_t unit, int64_t since_us);
/* The role the actor uses for TYPE: the first of its row's roles the actor holds. */
const char *role_used(enum command_type type, const struct actor *actor);
bool command_find(struct str wire, enum command_type *type);
bool event_find(struct str wire, int64_t version, enum event_type *type);
bool kind_find(struct str wire, enum kind *kind);

#endif
