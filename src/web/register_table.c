/* register_table.c: the registers, and the words their forms say. See register.h for the columns; this is the file to
 * add a row to. */
#include "domain/all.h"
#include "web/books.h"
#include "web/lookback.h"
#include "web/plan.h"
#include "web/notice.h"
#include "web/register.h"

#define BUSINESS ROLES_BUSINESS

static bool clue_is_seen(const struct visit *v, const void *state) { return clue_is_open_to(state, v->ctx.person); }

/* What somebody was reminded of is theirs and of those who see to it. */
static bool nudge_visible(const struct visit *v, const void *state)
{
    return ((const struct nudge *)state)->person == v->ctx.person ||
           v->ctx.env.actor.roles & (ROLE(OFFICE) | ROLE(OVERSEER) | ROLE(AUDITOR));
}

static enum err clue_extra(struct visit *v, const void *state)
{
    register_fact(v, tr(v->lang, "预警"), choice_word(colours, (int64_t)clue_colour(state, v->today), v->lang), STR(""));
    return ERR_NONE;
}

/* clang-format off */
const struct register_info registers[] = {
    {.kind = KIND_SANCTION, .roles = BUSINESS, .group = GROUP_RESULTS,
     .about_zh = "问责只记种类、人数、日期和文号，不写姓名；一个人的处理可以对应到“被问责人”，姓名只有整改办和监督部门看得到。", .about_en = "Kind, number, day and document, never a name; an entry about one person may point to that person, whose name only the office and overseers see.",
     .columns = "sort persons day document problem held cases note", .order = "-day",
     .figures = "sanctions.party sanctions.gov sanctions.org sanctions.admonition sanctions.reminder sanctions.criticism sanctions.person_times sanctions.persons sanctions.several_kinds", .parents = "problem held"},
    {.kind = KIND_HELD, .roles = WHO_OFFICE | WHO_OVERSEER, .group = GROUP_RESULTS, .columns = "number name post unit rank party", .order = "number", .extra = held_register_extra,
     .about_zh = "被问责的人，一轮一人一条；只有整改办和监督部门看得到。个人信息可以由两人办理删除，问责的种类和人次不变。", .about_en = "Persons held to account, once a round; only the office and overseers see them. Two people together can erase the personal words; kinds and person-times stay."},
    {.kind = KIND_RULE, .roles = BUSINESS, .group = GROUP_RESULTS,
     .about_zh = "新建、修订和废止的制度，按文号和日期登记；同名同文号的只计一次。", .about_en = "Rules issued, revised and abolished, by document number and day; the same one counts once.",
     .columns = "title action document day unit problem problems", .order = "-day", .figures = "rules.total rules.issued rules.revised rules.abolished", .parents = "problem"},
    {.kind = KIND_RECOVERY, .roles = BUSINESS, .group = GROUP_RESULTS, .columns = "sort amount_fen day unit document problem measure note", .order = "-day", .parents = "problem measure",
     .about_zh = "追缴、清退、挽回、上缴、退赔和盘活的资金，按到账日期一笔一条；合计以万元印出，精确到分。", .about_en = "Money recovered, returned, saved, paid in, compensated or put to use, one line a sum; totals in 10,000 yuan, exact to the fen.",
     .figures = "recoveries.total recoveries.recovered recoveries.returned recoveries.saved recoveries.paid_in recoveries.compensated recoveries.activated"},
    {.kind = KIND_INDICATOR, .roles = BUSINESS, .group = GROUP_RESULTS, .columns = "name problem measured_in baseline target direction actual actual_day source", .order = "name", .parents = "problem", .extra = indicator_register_extra,
     .about_zh = "整改指标：基期、目标、实际和趋势；趋势比较最近两次实际数据，预测不算实际。", .about_en = "Baseline, target, actual value and trend; the trend compares the last two actual readings, a forecast is not one.",
     .figures = "indicators.total indicators.reached indicators.not_reached"},
    {.kind = KIND_READING, .roles = BUSINESS, .group = GROUP_RESULTS, .columns = "indicator day value forecast source version note", .order = "-day", .parents = "indicator",
     .about_zh = "各指标历次数据；更正以后原数据仍在办理记录里。", .about_en = "Readings of the indicators; what was corrected stays in the history."},
    {.kind = KIND_MANIFESTATION, .roles = BUSINESS, .group = GROUP_PAPERS, .columns = "problem number text", .order = "number", .elsewhere = "add",
     .about_zh = "反馈问题下的具体表现。", .about_en = "What each problem was seen in."},
    {.kind = KIND_REPORT, .roles = BUSINESS, .group = GROUP_PAPERS, .order = "-period", .elsewhere = "file",
     .about_zh = "各单位每半月填报的进展；填报在措施页办理。", .about_en = "What units report every half month; they report on the measure's page."},
    {.kind = KIND_EVIDENCE, .roles = BUSINESS, .group = GROUP_PAPERS, .elsewhere = "add withdraw",
     .about_zh = "佐证材料，一份一行；上传在措施页办理。", .about_en = "Evidence, a line for each piece; it is uploaded on the measure's page."},
    {.kind = KIND_NOTICE, .roles = BUSINESS, .group = GROUP_WORK, .columns = "sort number title unit issued_day sign_due_day answer_due_day returns", .order = "-issued_day",
     .about_zh = "督办单、提醒函、告诫书等；起草、签发、签收、答复在公文自己的页面办理。", .about_en = "Supervision papers; they are drafted, issued, signed for and answered on their own pages.",
     .figures = "notices.issued notices.open notices.overdue notices.answered_rate notices.escalated", .parents = "measure problem", .elsewhere = "draft change issue sign answer talk accept return withdraw escalate", .visible = notice_visible},
    {.kind = KIND_SUBSTEP, .roles = BUSINESS, .group = GROUP_PAPERS, .columns = "measure number text unit due_day result done_day", .order = "due_day", .parents = "measure", .elsewhere = "add",
     .about_zh = "措施细化成的步骤，各有承办单位和时限；在措施页添加，哪类检查细化到这一级由类别规则定。", .about_en = "The steps measures are broken into, each with a unit and a due day; the rules of the kind say whether there are any."},
    {.kind = KIND_REGIME, .roles = BUSINESS, .group = GROUP_RULES, .columns = "sort inspection plan_count plan_clock rhythm extensions_max basis", .order = "sort", .elsewhere = "set",
     .about_zh = "整改办对各类检查所作的本地规定；没有登记的按内置规定，修改在“规则”页办理。", .about_en = "What the office has laid down for kinds of inspection; the built-in rules hold for the others."},
    {.kind = KIND_WARNING, .roles = BUSINESS, .group = GROUP_RULES, .columns = "sort inspection off clock green_days yellow_days red_days", .order = "sort", .elsewhere = "set",
     .about_zh = "整改办定的预警规则；没有登记的按内置规则，修改在“规则”页办理。", .about_en = "The office's warning rules; the built-in ones hold for the others."},
    {.kind = KIND_NOTICE_RULE, .roles = BUSINESS, .group = GROUP_RULES, .columns = "sort prefix sign_days answer_days clock basis", .order = "sort",
     .about_zh = "每种公文的编号前缀和签收、答复时限；没有登记的按缺省办理，登记以后只管以后签发的公文。", .about_en = "Prefix and limits of each kind of notice; without an entry the defaults hold. An entry counts for notices issued later."},
    {.kind = KIND_CLUE, .roles = WHO_OVERSEER, .group = GROUP_VOICES, .columns = "number sort method received_day due_day assigned", .order = "due_day",
     .about_zh = "巡视巡察移交的问题线索；只有受理人和承办人看得到，其他人只看得到数字。", .about_en = "Clues handed over by the inspection; only who received one and those assigned to it see it, everybody else sees figures.",
     .figures = "clues.total clues.open clues.overdue clues.due_soon clues.fed_back", .visible = clue_is_seen, .extra = clue_extra},
    {.kind = KIND_NUDGE, .roles = ROLES_ANY, .group = GROUP_WORK, .columns = "day person sort count channel delivered_us read_us why", .order = "-day", .elsewhere = "send deliver fail mark_read", .visible = nudge_visible,
     .about_zh = "发出过的提醒：给谁、说什么、是否送达；整改办和监督部门看全部，其他人看自己的。", .about_en = "Reminders that went out: to whom, of what, whether they arrived; offices and overseers see all, others their own."},
    {.kind = KIND_QUESTION, .roles = WHO_OFFICE | WHO_OVERSEER, .group = GROUP_WORK, .zh = "已答复的提问", .en = "Answered questions", .columns = "detector measure unit answer newest_us settled_by settled_us", .order = "-settled_us", .figures = "questions.settled", .parents = "measure", .elsewhere = "settle",
     .about_zh = "就“值得问一问”的地方了解到的情况；只是提问，不是结论。有新情况时会再问。", .about_en = "What was learned when asking; questions, not conclusions. Something new is asked about again."},
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
    {.kind = KIND_LOOKBACK, .roles = BUSINESS, .group = GROUP_WORK, .columns = "name sort nth population sampled by_hand seed seed_day from_day to_day", .order = "-seed_day",
     .about_zh = "对已销号的事项抽样再看：种子来源先公布，样本由种子算出，谁都可以重做；核查结果由另一人认定巩固或重新立项。", .about_en = "Looking again at a sample of what is closed: where the seed comes from is announced first, the sample follows from it and anybody can draw it again; another person decides on what was found.",
     .figures = "lookbacks.total lookbacks.sampled lookbacks.share checks.true_rate checks.rebound checks.satisfaction checks.score_mean", .extra = lookback_register_extra},
    {.kind = KIND_CHECK, .roles = BUSINESS, .group = GROUP_WORK, .columns = "day lookback measure problem verdict findings score votes_valid votes_satisfied", .order = "-day", .parents = "voice measure problem",
     .about_zh = "回头看核查：一项一条，属实、部分属实、不属实或反弹；由核查以外的人认定。", .about_en = "Checks of look-backs and on voices, one for each thing; someone who did not check decides.",
     .figures = "checks.total checks.true checks.partly checks.false checks.rebound checks.consolidated checks.reopen", .extra = lookback_check_register_extra},
    {.kind = KIND_VOICE, .roles = WHO_OFFICE | WHO_OVERSEER, .group = GROUP_VOICES, .columns = "received_day source measure problem text answer", .order = "-received_day", .parents = "measure problem",
     .about_zh = "群众对整改的反映；反映的事项已经销号的，自动转入回头看核查，认定以后才能答复。不写姓名和联系方式。", .about_en = "What the public says about the rectification; about something closed it opens a check, and is answered once that is decided. No names, no telephone numbers.",
     .figures = "voices.total voices.open voices.answered voices.answered_rate", .visible = lookback_voice_is_seen},
    {.kind = KIND_SCORE_RULE, .roles = BUSINESS, .group = GROUP_RULES, .columns = "code name points max veto", .order = "code",
     .about_zh = "回头看评分规则：每项核查满分 100 分，按代码扣分，一票否决的得 0 分；改规则不改已经登记的得分。", .about_en = "Scoring rules of look-backs: a check has 100 points less what its codes deduct, a veto leaves none; a change of rules changes no score already recorded."},
    {.kind = KIND_PACK, .roles = BUSINESS, .group = GROUP_WORK, .columns = "title sort period unit leader as_of_day position reviewer", .order = "-as_of_day",
     .about_zh = "定稿的半月报汇总和月度会议材料；预览、定稿、审核、撤回在“报告汇编”页办理。", .about_en = "Frozen summaries of reports and meeting packs; they are previewed, frozen, reviewed and withdrawn on the page Packs.", .elsewhere = "freeze review withdraw"},
};
const size_t registers_count = sizeof registers / sizeof *registers;

const struct register_word register_words[] = {
    {COMMAND_SANCTION_ADD, false, "只写种类、人数、日期和文号，不写姓名；一个人的处理请选“被问责人”，人数填 1。", "Write the kind, the number, the day and the document; no names. For one person choose the person and write 1.", NULL, NULL, NULL, NULL},
    {COMMAND_SANCTION_VOID, false, NULL, NULL, "撤销之后这一条不再计入任何数字，但仍留在登记簿里。", "A struck entry counts in no figure any more, but stays in the register.", NULL, NULL},
    {COMMAND_RULE_VOID, false, NULL, NULL, "撤销之后这一条不再计入任何数字，但仍留在登记簿里。", "A struck entry counts in no figure any more, but stays in the register.", NULL, NULL},
    {COMMAND_HELD_ENTER, false, "一轮里一人只登记一条；受几种处理，就在问责登记里选这个人登记几条。", "A person is listed once a round; each decision about them is an accountability entry that names them.", NULL, NULL, NULL, NULL},
    {COMMAND_HELD_ASK_ERASE, false, NULL, NULL, "须由另一人（监督部门或安全管理员）确认。\n删除以后不能恢复；以前做的备份里仍有，请一并处理。\n问责的种类、人次和序号保留。", "Another person, an overseer or the security administrator, must confirm.\nIt cannot be undone; earlier backups still hold the words, see to them too.\nKinds, person-times and the number stay.", NULL, NULL},
    {COMMAND_HELD_ERASE, false, NULL, NULL, "姓名、职务、单位、职级从登记簿和日志正文里删除，日志仍可核验。", "Name, post, unit and rank go from the register and from the bodies of the log, which stays verifiable.", "删除以后不能恢复，确定删除吗？", "This cannot be undone. Erase?"},
    {COMMAND_RECOVERY_STRIKE, false, NULL, NULL, "撤销之后这一条不再计入任何数字，但仍留在登记簿里。", "A struck entry counts in no figure any more, but stays in the register.", NULL, NULL},
    {COMMAND_INDICATOR_STRIKE, false, NULL, NULL, "撤销之后这一条不再计入任何数字，但仍留在登记簿里。", "A struck entry counts in no figure any more, but stays in the register.", NULL, NULL},
    {COMMAND_READING_CORRECT, true, "原来的数据保留在办理记录里，版本加一。", "The earlier value stays in the history as an older version.", NULL, NULL, NULL, NULL},
    {COMMAND_NOTICE_RULE_SET, true, "只管以后签发的公文；已经签发的编号和时限不变。", "It counts for notices issued later; those that are out keep their number and days.", "每种公文只有一条规定；签收时限至少一天，答复时限为零表示不要求答复。", "One rule for each kind; at least one day to sign; zero days to answer means no answer is asked for.", NULL, NULL},
    {COMMAND_CLUE_RECEIVE, false, "内容只有您和您指定的承办人看得到；来源和内容不进入公开的日志条目。", "Only you and those you assign see the words; neither source nor content stands in the public part of the log.", "受理以后先指定承办人，研判处置时限自收到之日起算（期限见“检查类别和预警规则”）。", "Assign it next; the assessment has a limit counted from the day it was received, see the rules of the kind.", NULL, NULL},
    {COMMAND_CLUE_ASSIGN, true, "从日常监督人员中指定；也可以指定自己。以后各步只有承办人能办理。", "Choose among the overseers, yourself included. Every later step is for those assigned only.", "至少两人：办理人不能对自己办理的线索作决定。", "At least two: whoever handles a clue may not decide about it.", NULL, NULL},
    {COMMAND_CLUE_DECIDE, false, NULL, NULL, "办理人不能作决定；作出决定后在规定期限内反馈（期限见“检查类别和预警规则”）。", "Not by whoever handled it; feeding back has a limit of its own, see the rules of the kind.", NULL, NULL},
    {COMMAND_CLUE_VOID, false, NULL, NULL, "作废的线索不再计入任何数字，但记录仍在。", "A void clue counts in no figure any more, but its record stays.", "确定作废吗？", "Void this clue?"},
    {COMMAND_PLAN_SUBMIT, false, NULL, NULL, "反馈原文逐句有交代，问题都有出处和措施，措施要素齐全。\n会审人已经指定，并且没有参与起草。\n提交以后不能修改，退回才能改。", "Every sentence is accounted for, every problem cited and measured, every measure complete.\nReviewers are named and wrote no part of it.\nIt cannot be changed until it is returned.", "确定提交会审吗？", "Submit it for joint review?"},
    {COMMAND_PLAN_APPROVE, false, NULL, NULL, "会审人这一轮都已提出书面意见。\n有不同意见的，要写明答复。\n参与起草的人不能审定（规则 R1）。", "All reviewers gave their opinion in this round.\nObjections are answered in writing.\nNot by whoever took part in writing it (rule R1).", NULL, NULL},
    {COMMAND_PLAN_VOID, false, "起草有误、不再使用的方案可以作废：记录仍在，但不再计入数字；作废总方案以后可以另起草一份。", "A plan made in error can be voided: its record stays and counts no more; after a main plan is void another can be drafted.", "只有起草中（含退回）的方案可以作废。\n专项方案名下不能还有问题。", "Only a draft, also a returned one.\nNo problem may still belong to a side plan.", "确定作废这份方案吗？", "Void this plan?"},
    {COMMAND_GROUP_CHANGE, true, "人员调整以后，以前的组成仍可在办理记录里查到。", "Earlier members stay in the history.", NULL, NULL, NULL, NULL},
    {COMMAND_TASK_CONFIRM, false, NULL, NULL, "签收或报办结的人不能确认（规则 R1）。", "Not by whoever signed for it or did it (rule R1).", NULL, NULL},
    {COMMAND_LOOKBACK_PLAN, false, "先写明种子从哪里来、哪天公布；公布之前谁都不知道种子，也就谁都不能挑样本。", "Say where the seed will come from and on which day; until then nobody knows it, so nobody can choose the sample.", "种子公布日期最早是明天：当天的号码可能已经有人知道。\n同一轮可以有几次方案，但每次都记着是第几次。", "The day is tomorrow at the earliest: a number of today may be known already.\nThere can be several plans in a round, and each says which one it is.", NULL, NULL},
    {COMMAND_LOOKBACK_DRAW, false, "照公布的原样填写种子；总体是此刻已销号的事项，样本由种子算出。", "Enter the seed exactly as announced; the population is what is closed now, and the sample follows.", "一个方案只能抽一次，不能换种子重抽。", "A plan is drawn once; there is no second draw with another seed.", "抽样以后不能改，确定种子无误吗？", "This cannot be changed afterwards. Is the seed right?"},
    {COMMAND_LOOKBACK_DIRECT, false, "措施和问题只选一项，与方案的总体一致；指定加查与随机抽中分开统计。", "Choose one, a measure or a problem as the plan has it; what is added by hand counts apart.", NULL, NULL, NULL, NULL},
    {COMMAND_CHECK_RECORD, false, "扣分写代码和次数，如 A1×2、B1，代码见评分规则；不扣分就空着。", "Write deductions as CODE×TIMES, such as A1×2, B1, with the codes of the scoring rules; leave it empty for none.", "经办、审签、核验过这一项的人和责任单位的人不能核查（规则 R1、R2）。\n满意、基本满意、不满意之和等于有效票。\n反弹须有销号之后的事实日期。", "Not by who worked on it, approved or verified it, nor by its units (rules R1, R2).\nThe three kinds of votes add up to the valid ones.\nA rebound needs the day of a fact after the closure.", NULL, NULL},
    {COMMAND_CHECK_CONSOLIDATE, false, NULL, NULL, "核验销号、登记和参加核查的人不能认定。\n不属实、反弹的不能认定巩固。", "Not by who closed it, recorded or checked.\nWhat is not true or came back cannot be called consolidated.", NULL, NULL},
    {COMMAND_CHECK_REOPEN, false, "认定以后，到措施或问题页办理重新立项，并写明依据这次核查。", "Afterwards reopen the measure or problem on its page and name this check.", "须有销号之后的事实。\n核验销号、登记和参加核查的人不能认定。", "There must be a fact after the closure.\nNot by who closed it, recorded or checked.", NULL, NULL},
    {COMMAND_VOICE_ENTER, false, "措施和问题至少选一项；内容里不写姓名和联系方式。", "Choose a measure or a problem; write no names and no telephone numbers.", NULL, NULL, NULL, NULL},
    {COMMAND_SCORE_RULE_SET, true, "代码里不能有空格和标点；最多扣分填 0 表示不限。", "A code has no spaces or punctuation; at most 0 means no limit.", NULL, NULL, NULL, NULL},
};
/* clang-format on */
const size_t register_words_count = sizeof register_words / sizeof *register_words;
