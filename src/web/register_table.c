/* register_table.c: the registers, and the words their forms say. See register.h for the columns; this is the file to
 * add a row to. */
#include "domain/all.h"
#include "web/plan.h"
#include "web/register.h"

#define BUSINESS ROLES_BUSINESS

static bool clue_is_seen(const struct visit *v, const void *state) { return clue_is_open_to(state, v->ctx.person); }

/* What somebody was reminded of is theirs and of those who see to it. */
static bool nudge_visible(const struct visit *v, const void *state)
{
    return ((const struct nudge *)state)->person == v->ctx.person || v->ctx.env.actor.roles & (ROLE(OFFICE) | ROLE(OVERSEER) | ROLE(AUDITOR));
}

/* clang-format off */
const struct register_info registers[] = {
    {.kind = KIND_SANCTION, .roles = BUSINESS, .group = GROUP_RESULTS,
     .about_zh = "问责只记种类、人数、日期和文号，不记姓名；通报里的人数由此算出。", .about_en = "Kind, number of persons, day and document, never a name; the bulletin's figures come from here.",
     .columns = "sort persons day document problem note", .order = "-day",
     .figures = "sanctions.party sanctions.gov sanctions.org sanctions.admonition sanctions.reminder sanctions.criticism", .parents = "problem"},
    {.kind = KIND_RULE, .roles = BUSINESS, .group = GROUP_RESULTS,
     .about_zh = "新订和修订的制度，按文号和日期登记。", .about_en = "Rules issued and revised, by document number and day.",
     .columns = "title action document day unit problem", .order = "-day", .figures = "rules.total rules.issued rules.revised", .parents = "problem"},
    {.kind = KIND_MANIFESTATION, .roles = BUSINESS, .group = GROUP_PAPERS, .columns = "problem number text", .order = "number", .elsewhere = "add",
     .about_zh = "反馈问题下的具体表现。", .about_en = "What each problem was seen in."},
    {.kind = KIND_REPORT, .roles = BUSINESS, .group = GROUP_PAPERS, .order = "-period", .elsewhere = "file",
     .about_zh = "各单位每半月填报的进展；填报在措施页办理。", .about_en = "What units report every half month; they report on the measure's page."},
    {.kind = KIND_EVIDENCE, .roles = BUSINESS, .group = GROUP_PAPERS, .elsewhere = "add withdraw",
     .about_zh = "佐证材料，一份一行；上传在措施页办理。", .about_en = "Evidence, a line for each piece; it is uploaded on the measure's page."},
    {.kind = KIND_NOTICE, .roles = BUSINESS, .group = GROUP_WORK, .columns = "sort number title unit issued_day sign_due_day answer_due_day returns", .order = "-issued_day",
     .about_zh = "督办单、提醒函、告诫书等；起草、签发、签收、答复在公文自己的页面办理。", .about_en = "Supervision papers; they are drafted, issued, signed for and answered on their own pages.",
     .figures = "notices.issued notices.open notices.overdue notices.answered_rate notices.escalated", .parents = "measure problem", .elsewhere = "draft change issue sign answer talk accept return withdraw escalate"},
    {.kind = KIND_NOTICE_RULE, .roles = BUSINESS, .group = GROUP_RULES, .columns = "sort prefix sign_days answer_days clock basis", .order = "sort",
     .about_zh = "每种公文的编号前缀和签收、答复时限；没有登记的按缺省办理，登记以后只管以后签发的公文。", .about_en = "Prefix and limits of each kind of notice; without an entry the defaults hold. An entry counts for notices issued later."},
    {.kind = KIND_CLUE, .roles = WHO_OVERSEER, .group = GROUP_VOICES, .columns = "number sort method received_day due_day assigned", .order = "due_day",
     .about_zh = "巡视巡察移交的问题线索；只有受理人和承办人看得到，其他人只看得到数字。", .about_en = "Clues handed over by the inspection; only who received one and those assigned to it see it, everybody else sees figures.",
     .figures = "clues.total clues.open clues.overdue clues.due_soon clues.fed_back", .visible = clue_is_seen},
    {.kind = KIND_NUDGE, .roles = ROLES_ANY, .group = GROUP_WORK, .columns = "day person sort count title channel delivered_us read_us why", .order = "-day", .elsewhere = "send deliver fail mark_read", .visible = nudge_visible,
     .about_zh = "发出过的提醒：给谁、说什么、是否送达；整改办和监督部门看全部，其他人看自己的。", .about_en = "Reminders that went out: to whom, of what, whether they arrived; offices and overseers see all, others their own."},
    {.kind = KIND_PLAN, .roles = BUSINESS, .group = GROUP_PLANS, .columns = "sort title due_day round reviewers approved_us", .order = "sort",
     .about_zh = "总方案和各专项方案；没有遗漏才能提交，会审人逐个提书面意见，监督部门审定。", .about_en = "The main plan and the side plans: submitted when nothing is missing, heard by each reviewer, approved by the overseer.",
     .figures = "plans.total plans.side plans.approved", .extra = plan_register_extra},
    {.kind = KIND_PLAN_OPINION, .roles = BUSINESS, .group = GROUP_PLANS, .columns = "plan round person verdict text given_us", .parents = "plan", .elsewhere = "opine",
     .about_zh = "会审人对方案的书面意见，一轮一次；方案退回重报后重新征求，原来的意见保留。", .about_en = "What reviewers wrote, once a round; asked anew after a return, and the old ones stay."},
    {.kind = KIND_SENTENCE, .roles = BUSINESS, .group = GROUP_PLANS, .columns = "number text problem reason", .order = "number", .parents = "problem", .elsewhere = "add",
     .about_zh = "反馈意见原文，一句一行；粘贴和逐句对应在“反馈原文”页办理。", .about_en = "The words of the feedback, a line a sentence; they are pasted and mapped on the feedback page.",
     .figures = "plan.sentences plan.sentences_mapped plan.sentences_not_problem plan.sentences_unmapped"},
    {.kind = KIND_GROUP, .roles = BUSINESS, .group = GROUP_PLANS, .columns = "name sort leader deputies members units", .order = "sort",
     .about_zh = "整改工作领导小组、整改办、工作组和督促推进组；人员变动时调整，不再需要时撤销。", .about_en = "The leading group, its office, working and supervision groups.", .figures = "groups.total groups.working"},
    {.kind = KIND_MEETING, .roles = BUSINESS, .group = GROUP_WORK, .columns = "day sort title chair attendees working_group document", .order = "-day", .parents = "working_group",
     .about_zh = "开过的会、组织过的学习和培训；议定事项在会议页交办成任务。", .about_en = "Meetings held, studies and trainings; what was decided becomes tasks on the meeting's page.",
     .figures = "meetings.total meetings.leading_group meetings.standing meetings.working meetings.democratic_life meetings.study meetings.training"},
    {.kind = KIND_TASK, .roles = BUSINESS, .group = GROUP_WORK, .columns = "text unit person due_day meeting measure returns", .order = "due_day", .parents = "meeting notice measure",
     .about_zh = "会议议定或督办交办的事项：承办单位签收、报办结，整改办确认。", .about_en = "What a meeting decided or a notice asked for: signed for and done by the unit, confirmed by the office.",
     .figures = "tasks.total tasks.open tasks.overdue tasks.confirmed"},
};
const size_t registers_count = sizeof registers / sizeof *registers;

const struct register_word register_words[] = {
    {COMMAND_SANCTION_ADD, false, "只写种类、人数、日期和文号，不写姓名。", "Write the kind, the number, the day and the document; no names.", NULL, NULL, NULL, NULL},
    {COMMAND_SANCTION_VOID, false, NULL, NULL, "撤销之后这一条不再计入任何数字，但仍留在登记簿里。", "A struck entry counts in no figure any more, but stays in the register.", NULL, NULL},
    {COMMAND_RULE_VOID, false, NULL, NULL, "撤销之后这一条不再计入任何数字，但仍留在登记簿里。", "A struck entry counts in no figure any more, but stays in the register.", NULL, NULL},
    {COMMAND_NOTICE_RULE_SET, true, "只管以后签发的公文；已经签发的编号和时限不变。", "It counts for notices issued later; those that are out keep their number and days.", "每种公文只有一条规定；签收时限至少一天，答复时限为零表示不要求答复。", "One rule for each kind; at least one day to sign; zero days to answer means no answer is asked for.", NULL, NULL},
    {COMMAND_CLUE_RECEIVE, false, "内容只有您和您指定的承办人看得到；来源和内容不进入公开的日志条目。", "Only you and those you assign see the words; neither source nor content stands in the public part of the log.", "受理以后先指定承办人，研判处置时限为收到之日起 30 天。", "Assign it next; the assessment is due 30 days from the day it was received.", NULL, NULL},
    {COMMAND_CLUE_ASSIGN, true, "从日常监督人员中指定；也可以指定自己。以后各步只有承办人能办理。", "Choose among the overseers, yourself included. Every later step is for those assigned only.", "至少两人：办理人不能对自己办理的线索作决定。", "At least two: whoever handles a clue may not decide about it.", NULL, NULL},
    {COMMAND_CLUE_DECIDE, false, NULL, NULL, "办理人不能作决定；作出决定后 15 天内反馈。", "Not by whoever handled it; feeding back is due 15 days after the decision.", NULL, NULL},
    {COMMAND_CLUE_VOID, false, NULL, NULL, "作废的线索不再计入任何数字，但记录仍在。", "A void clue counts in no figure any more, but its record stays.", "确定作废吗？", "Void this clue?"},
    {COMMAND_PLAN_SUBMIT, false, NULL, NULL, "反馈原文逐句有交代，问题都有出处和措施，措施要素齐全。\n会审人已经指定，并且没有参与起草。\n提交以后不能修改，退回才能改。", "Every sentence is accounted for, every problem cited and measured, every measure complete.\nReviewers are named and wrote no part of it.\nIt cannot be changed until it is returned.", "确定提交会审吗？", "Submit it for joint review?"},
    {COMMAND_PLAN_APPROVE, false, NULL, NULL, "会审人这一轮都已提出书面意见。\n有不同意见的，要写明答复。\n参与起草的人不能审定（规则 R1）。", "All reviewers gave their opinion in this round.\nObjections are answered in writing.\nNot by whoever took part in writing it (rule R1).", NULL, NULL},
    {COMMAND_GROUP_CHANGE, true, "人员调整以后，以前的组成仍可在办理记录里查到。", "Earlier members stay in the history.", NULL, NULL, NULL, NULL},
    {COMMAND_TASK_CONFIRM, false, NULL, NULL, "签收或报办结的人不能确认（规则 R1）。", "Not by whoever signed for it or did it (rule R1).", NULL, NULL},
};
/* clang-format on */
const size_t register_words_count = sizeof register_words / sizeof *register_words;
