/* figures_plan.h: figures of the area "plan", rows of the table in figure.c. Sentences: 1 unmapped, 2 problem, 3 not;
 * plans: 3 approved; groups: 1 active; meetings: 1 valid; tasks: 1 assigned … 3 done, 4 confirmed, 5 void. */
#include "view/plan_sql.h"
#define SENTENCES(where) "SELECT s.id, 1 AS weight FROM feedback_sentence s WHERE s.inspection = ?1 AND ?2 > 0 AND " where " ORDER BY s.number"
#define PLAN_PROBLEMS(where) "SELECT p.id, 1 AS weight FROM problem p WHERE p.inspection = ?1 AND ?2 > 0 AND " where " ORDER BY p.number"
#define MEETINGS(where) "SELECT id, 1 AS weight FROM meeting WHERE inspection = ?1 AND ?2 > 0 AND state = 1 AND " where " ORDER BY day, seq"
#define TASKS(where) "SELECT id, 1 AS weight FROM task WHERE inspection = ?1 AND ?2 > 0 AND " where " ORDER BY due_day, seq"
#define GROUPS(where) "SELECT id, 1 AS weight FROM working_group WHERE inspection = ?1 AND ?2 > 0 AND state = 1 AND " where " ORDER BY seq"
#define MEETING(name, sort, zh, en) \
    { \
        "meetings." name, 1, "次", KIND_MEETING, zh, en, "登记为“" zh "”且未撤销的次数", "Entries of this sort that are not struck", MEETINGS("sort = " sort), NULL, NULL \
    }

{"plan.sentences", 1, "句", KIND_SENTENCE, "反馈原文句", "Sentences of the feedback", "录入的反馈意见原文句数，标题句也算一句", "Sentences of the feedback as entered; a heading is one too", SENTENCES("1 = 1"), NULL, NULL},
    {"plan.sentences_mapped", 1, "句", KIND_SENTENCE, "已对应问题的原文句", "Sentences mapped to a problem", "对应到某个问题的反馈原文句数", "Sentences mapped to a problem", SENTENCES("s.state = 2"), NULL, NULL},
    {"plan.sentences_not_problem", 1, "句", KIND_SENTENCE, "不是问题的原文句", "Sentences that are no problem", "写明理由、标为不是问题的反馈原文句数", "Sentences marked as no problem, with a reason", SENTENCES("s.state = 3"), NULL, NULL},
    {"plan.sentences_unmapped", 1, "句", KIND_SENTENCE, "未对应的原文句", "Sentences not mapped", "既没有对应到问题、也没有标为不是问题的反馈原文句数", "Sentences neither mapped to a problem nor marked as none", SENTENCES(PLAN_UNMAPPED), NULL, NULL},
    {"plan.problems_uncited", 1, "个", KIND_PROBLEM, "找不到原文的问题", "Problems no sentence cites", "反馈原文已录入，却没有一句对应到它的问题数", "Problems to which no sentence is mapped, where the feedback was entered", PLAN_PROBLEMS(PLAN_UNCITED), NULL, NULL},
    {"plan.problems_without_measure", 1, "个", KIND_PROBLEM, "没有措施的问题", "Problems without measures", "没有一条未作废措施的问题数", "Problems without a measure that is not void", PLAN_PROBLEMS(PLAN_WITHOUT_MEASURE), NULL, NULL},
    {"plan.measures_incomplete", 1, "条", KIND_MEASURE, "要素不全的措施", "Incomplete measures", "未作废、缺责任领导、牵头单位、整改目标、整改类型或（长期坚持类除外）整改时限的措施数", "Measures not void that lack a leader, lead unit, goal, type or, unless sustained, a due date", "SELECT m.id, 1 AS weight FROM measure m WHERE m.inspection = ?1 AND ?2 > 0 AND " PLAN_INCOMPLETE " ORDER BY m.ordinal", NULL, NULL},
    {"plans.total", 1, "个", KIND_PLAN, "整改方案", "Plans", "起草且未作废的整改方案数，总方案和专项方案各算一个", "Plans drafted and not void, the main one and each side plan", "SELECT id, 1 AS weight FROM plan WHERE inspection = ?1 AND ?2 > 0 AND state <> 4 ORDER BY sort, seq", NULL, NULL},
    {"plans.side", 1, "个", KIND_PLAN, "专项方案", "Side plans", "选人用人、意识形态和其他未作废的专项方案数", "Plans not void for the selection of officials, ideological work and other special matters", "SELECT id, 1 AS weight FROM plan WHERE inspection = ?1 AND ?2 > 0 AND state <> 4 AND sort > 1 ORDER BY sort, seq", NULL, NULL},
    {"plans.approved", 1, "个", KIND_PLAN, "已审定方案", "Plans approved", "经会审并由监督部门审定的方案数", "Plans heard by their reviewers and approved by the overseer", "SELECT id, 1 AS weight FROM plan WHERE inspection = ?1 AND ?2 > 0 AND state = 3 ORDER BY sort, seq", NULL, NULL},
    {"problems.personnel", 1, "个", KIND_PROBLEM, "选人用人专项问题", "Problems of selecting officials", "归入选人用人专项方案的问题数", "Problems that belong to a side plan on the selection of officials", PLAN_PROBLEMS("p.plan IN (SELECT id FROM plan WHERE sort = 2)"), NULL, NULL},
    {"problems.ideology", 1, "个", KIND_PROBLEM, "意识形态专项问题", "Problems of ideological work", "归入意识形态专项方案的问题数", "Problems that belong to a side plan on ideological work", PLAN_PROBLEMS("p.plan IN (SELECT id FROM plan WHERE sort = 3)"), NULL, NULL},
    {"problems.special", 1, "个", KIND_PROBLEM, "其他专项问题", "Problems of other special plans", "归入其他专项方案的问题数", "Problems that belong to another side plan", PLAN_PROBLEMS("p.plan IN (SELECT id FROM plan WHERE sort = 4)"), NULL, NULL},
    {"problems.first_person", 1, "个", KIND_PROBLEM, "第一责任人领办问题", "Problems of the first-responsible person", "由第一责任人（党委书记或党组书记）领办的问题数", "Problems taken on by the first-responsible person", PLAN_PROBLEMS("p.first_person = 1"), NULL, NULL},
    {"groups.total", 1, "个", KIND_GROUP, "领导小组和工作组", "Groups", "运行中的领导小组、整改办、工作组、督促推进组数", "Groups that are active", GROUPS("1 = 1"), NULL, NULL},
    {"groups.working", 1, "个", KIND_GROUP, "工作组", "Working groups", "运行中的工作组数", "Working groups that are active", GROUPS("sort = 3"), NULL, NULL},
    {"meetings.total", 1, "次", KIND_MEETING, "会议与学习", "Meetings and studies", "登记且未撤销的会议、学习、培训次数", "Meetings, studies and trainings entered and not struck", MEETINGS("1 = 1"), NULL, NULL},
    MEETING("leading_group", "1", "领导小组会", "Meetings of the leading group"),
    MEETING("standing", "2", "常委会、党委（党组）会", "Meetings of the standing committee"),
    MEETING("working", "3", "专题推进会", "Working meetings"),
    MEETING("democratic_life", "4", "专题民主生活会", "Democratic life meetings"),
    MEETING("study", "5", "学习", "Studies"),
    MEETING("training", "6", "培训", "Trainings"),
    {"tasks.total", 1, "项", KIND_TASK, "任务", "Tasks", "交办且未撤销的任务数", "Tasks assigned and not void", TASKS("state <> 5"), NULL, NULL},
    {"tasks.open", 1, "项", KIND_TASK, "未办结任务", "Tasks open", "待签收、办理中和待确认的任务数", "Tasks not signed for, in progress or waiting for confirmation", TASKS("state < 4"), NULL, NULL},
    {"tasks.overdue", 1, "项", KIND_TASK, "超期任务", "Tasks overdue", "未办结、办结时限早于统计日的任务数；时限当天不算超期", "Open tasks whose due day is before the day of the figure; due on the day is not overdue", TASKS("state < 4 AND due_day < ?2"), NULL, NULL},
    {"tasks.confirmed", 1, "项", KIND_TASK, "已办结任务", "Tasks confirmed", "经整改办确认办结的任务数", "Tasks confirmed by the office", TASKS("state = 4"), NULL, NULL},
#undef SENTENCES
#undef PLAN_PROBLEMS
#undef MEETINGS
#undef TASKS
#undef GROUPS
#undef MEETING
