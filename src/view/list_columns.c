/* list_columns.c: the tables of list.h: columns, filters, queues. */
#include "view/list.h"

#define PROBLEM_OF(what) "(SELECT " what " FROM problem WHERE id = m.problem)"
#define PROBLEM_CODE PROBLEM_OF("CASE WHEN code <> '' THEN code ELSE CAST(number AS TEXT) END")
#define MEASURE_CODE "CASE WHEN m.code <> '' THEN m.code ELSE " PROBLEM_OF("CAST(number AS TEXT)") " || '-' || CAST(m.number AS TEXT) END"
#define LEAD_UNIT "COALESCE((SELECT CASE WHEN short_name <> '' THEN short_name ELSE name END FROM unit WHERE id = m.lead_unit), '')"
#define DUE_LAST "CASE WHEN m.due_day = 0 THEN 9999999 ELSE m.due_day END"

/* clang-format off */
const struct list_column list_columns[] = {
    {"measure_code", "措施编号", "Measure", MEASURE_CODE, "m.ordinal", LIST_TEXT, NULL, 10, true},
    {"aspect", "方面", "Aspect", "(SELECT title FROM aspect WHERE id = m.aspect)", NULL, LIST_TEXT, NULL, 20, false},
    {"problem_code", "问题编号", "Problem code", PROBLEM_CODE, NULL, LIST_TEXT, NULL, 10, false},
    {"problem", "反馈问题", "Problem", PROBLEM_OF("title"), NULL, LIST_LONG, NULL, 28, true},
    {"goal", "整改目标", "Goal", "m.goal", NULL, LIST_LONG, NULL, 24, false},
    {"measure", "整改措施", "Measure in words", "m.text", NULL, LIST_LONG, NULL, 40, true},
    {"type", "整改类型", "Type", "m.type", "m.type", LIST_CHOICE, measure_types, 10, false},
    {"standard", "完成标准", "Standard", "m.standard", NULL, LIST_LONG, NULL, 24, false},
    {"start", "起始时间", "Start", "m.start_day", "m.start_day", LIST_DAY, NULL, 12, false},
    {"due", "整改时限", "Due", "m.due_day", DUE_LAST, LIST_DAY, NULL, 12, true},
    {"leaders", "责任领导", "Leaders", "m.leaders", NULL, LIST_PEOPLE, NULL, 12, true},
    {"lead_unit", "牵头单位", "Lead unit", LEAD_UNIT, LEAD_UNIT, LIST_TEXT, NULL, 16, true},
    {"assisting_units", "协办单位", "Assisting units", "m.assisting_units", NULL, LIST_UNITS, NULL, 20, false},
    {"department", "责任科室", "Department", "m.department", NULL, LIST_TEXT, NULL, 14, false},
    {"contact", "责任人", "Person in charge", "m.contact", NULL, LIST_TEXT, NULL, 10, false},
    {"phone", "联系电话", "Telephone", "m.phone", NULL, LIST_TEXT, NULL, 14, false},
    {"oversight", "监督部门", "Overseeing department", "m.oversight", NULL, LIST_TEXT, NULL, 16, false},
    {"state", "当前状态", "State", "m.state", "m.state", LIST_CHOICE, measure_states, 10, true},
    {"colour", "预警", "Colour", "m.state", DUE_LAST, LIST_COLOUR, colours, 10, true},
    {"original_due", "原时限", "Original due", "m.original_due_day", "m.original_due_day", LIST_DAY, NULL, 12, false},
    {"extensions", "延期次数", "Extensions", "m.extensions", "m.extensions", LIST_INT, NULL, 8, false},
    {"ask", "待定申请", "Asked for", "m.ask", "m.ask", LIST_CHOICE, measure_asks, 12, false},
    {"round", "轮次", "Round", "m.round", "m.round", LIST_INT, NULL, 6, false},
    {"percent", "完成进度(%)", "Percent done", "m.percent", "m.percent", LIST_INT, NULL, 8, false},
    {"late_reports", "逾期填报次数", "Late reports", "m.late_reports", "m.late_reports", LIST_INT, NULL, 8, false},
    {"last_report", "本期进展", "Newest progress", "m.last_report", NULL, LIST_LONG, NULL, 30, false},
    {"done", "完成时间", "Done on", "m.done_day", "m.done_day", LIST_DAY, NULL, 12, false},
    {"evidence", "佐证份数", "Pieces of evidence", "m.evidence_count", "m.evidence_count", LIST_INT, NULL, 10, false},
    {"returns", "退回次数", "Times returned", "m.returns", "m.returns", LIST_INT, NULL, 10, false},
    {"opinion", "最近意见", "Newest opinion", "m.opinion", NULL, LIST_LONG, NULL, 24, false},
    {"closed", "销号时间", "Closed", "m.closed_us", "m.closed_us", LIST_TIME, NULL, 16, false},
    {"note", "备注", "Note", "m.note", NULL, LIST_LONG, NULL, 16, false},
};

#define ASSISTS(unit) "m.id IN (SELECT owner FROM link WHERE target " unit " AND field = 'assisting_units')"
const struct list_filter list_filters[] = {
    {"state", "状态", "State", measure_states, 0, "m.state = {value}"},
    {"colour", "预警", "Colour", colours, 0, NULL},
    {"type", "整改类型", "Type", measure_types, 0, "m.type = {value}"},
    {"aspect", "方面", "Aspect", NULL, KIND_ASPECT, "m.aspect = {value}"},
    {"problem", "问题", "Problem", NULL, KIND_PROBLEM, "m.problem = {value}"},
    {"lead_unit", "牵头单位", "Lead unit", NULL, KIND_UNIT, "m.lead_unit = {value}"},
    {"unit", "责任单位（含协办）", "Lead or assisting", NULL, KIND_UNIT, "(m.lead_unit = {value} OR " ASSISTS("= {value}") ")"},
    {"leader", "责任领导", "Leader", NULL, KIND_PERSON, "m.id IN (SELECT owner FROM link WHERE target = {value} AND field = 'leaders')"},
};

/* Numbers are states of domain/measure.h: 1 draft, 2 review, 3 issued, 4 working, 5 claimed, 6 verifying, 7
 * sustained; a test
 * compares them. */
#define MINE "m.lead_unit IN ({units})"
#define OURS "(" MINE " OR " ASSISTS("IN ({units})") ")"
const struct list_queue list_queues[] = {
    {"plans_returned", ROLE(OFFICE), false, "审核退回的措施", "Plans returned", "按意见修改后重新提交", "Change them as asked and submit again", "m.state = 1 AND m.opinion <> ''"},
    {"drafts", ROLE(OFFICE), false, "待提交的措施", "Drafts to submit", "核对目标、时限、单位和领导后提交审核", "Check goal, due day, unit and leader, then submit", "m.state = 1 AND m.opinion = ''"},
    {"to_sign", ROLE(UNIT), false, "待签收", "To sign for", "本单位牵头，签收后开始整改", "Your unit leads; signing starts the work", "m.state = 3 AND " MINE},
    {"overdue", ROLE(UNIT), true, "已超期", "Overdue", "整改时限已过，还没有销号", "Past the due day and not closed", "m.state >= 3 AND m.state < 8 AND m.due_day > 0 AND m.due_day < {today} AND " MINE},
    {"returned", ROLE(UNIT), false, "被退回", "Sent back", "审签或核验退回，按意见补充", "Sent back; do what the opinion asks", "m.state = 4 AND m.returns > 0 AND " MINE},
    {"to_report", ROLE(UNIT), false, "本期待填报", "Reports due", "本半月还没有填报进展", "No report for this half-month yet", "m.state IN (4, 7) AND " OURS " AND NOT EXISTS (SELECT 1 FROM report r WHERE r.measure = m.id AND r.period = {period} AND r.unit IN ({units}))"},
    {"to_claim", ROLE(UNIT), false, "有佐证、可自报完成", "Ready to claim", "已有佐证材料，确已完成的可以自报", "There is evidence; claim what is done", "m.state = 4 AND m.evidence_count > 0 AND " MINE},
    {"to_approve", ROLE(LEADER), false, "待审签", "To approve", "单位已自报完成，请您审签", "Claimed by the unit, waiting for you", "m.state = 5 AND m.id IN (SELECT owner FROM link WHERE target = {person} AND field = 'leaders' AND place = 0)"},
    {"to_review", ROLE(OVERSEER), false, "待审方案", "Plans to review", "同意后下达给牵头单位", "Approving issues them to the lead unit", "m.state = 2"},
    {"to_verify", ROLE(OVERSEER), false, "待核验", "To verify", "核对佐证，合格的销号，不合格的退回", "Check the evidence; close or return", "m.state = 6 AND NOT " OURS},
    {"asks", ROLE(OVERSEER), false, "待定申请", "Asked, to decide", "责任单位申请延期、长期坚持或转常态", "Units ask to extend, to sustain or to hand to routine", "m.state < 8 AND m.ask > 0 AND NOT " OURS},
    {"reviews", ROLE(OVERSEER), false, "长期坚持待复核", "Sustained, to review", "复核日期在 10 天内或已过", "The review is due within 10 days or past", "m.state = 7 AND m.due_day <= {today} + 10 AND NOT " OURS},
    {"asked", ROLE(UNIT), false, "已申请、等待决定", "Asked, waiting", "等监督部门决定延期、长期坚持或转常态", "Waiting for the overseer's decision", "m.state < 8 AND m.ask > 0 AND " MINE},
    {"voids", ROLE(OVERSEER), false, "待确认作废", "Voiding to confirm", "整改办申请作废，须由监督部门确认", "Proposed by the office, for the overseer to confirm", "m.state < 8 AND m.void_document <> ''"},
    {"voids_asked", ROLE(OFFICE), false, "已申请作废、等待确认", "Voiding proposed", "等监督部门确认，不需要您再办理", "Waiting for the overseer; nothing for you to do", "m.state < 8 AND m.void_document <> ''"},
};
/* clang-format on */
const size_t list_columns_count = sizeof list_columns / sizeof *list_columns;
const size_t list_filters_count = sizeof list_filters / sizeof *list_filters;
const size_t list_queues_count = sizeof list_queues / sizeof *list_queues;
