/* figures_pack.h: figures of the area "pack", rows of the table in figure.c. Labels are those of
 * measure_label (domain/measure.h); numbers of states as in figure.c: 3 issued, 4 working, 5 claimed,
 * 6 verifying, 7 sustained, 8 closed, 9 routine, 10 void; type 3 sustained. The period of a figure is
 * the last complete one before its day: figure.h explains ?3 to ?7, which stand in every text
 * together. */
#define IN_PERIOD "?3 > 0 AND CAST(?4 AS BIGINT) < CAST(?5 AS BIGINT) AND ?6 > 0 AND ?7 > 0 AND ?6 <= ?7" /* PostgreSQL takes a type from the first use */
#define LABELLED(where) "SELECT id, 1 AS weight FROM measure WHERE inspection = ?1 AND ?2 > 0 AND " IN_PERIOD " AND " where " ORDER BY ordinal"
#define PAST "(due_day > 0 AND due_day < ?2)"
#define AT_WORK "state IN (4, 7) AND NOT " PAST
/* Work of a round begins when it is signed for, that of a later round when it is reopened. */
#define BEGUN "signed_us < ?4 AND reopened_us < ?4"
#define LAGS "(last_period < ?3 AND " BEGUN ")"
/* Its newest period tells without a look at the reports, except for who already reported on a later one. */
#define REPORTED "(last_period = ?3 OR (last_period > ?3 AND +id IN (SELECT r.measure FROM report r WHERE r.inspection = ?1 AND r.period = ?3)))"
#define OWING "(state IN (4, 7) AND signed_us > 0 AND " BEGUN ")"

{"measures.label_done", 1, "条", KIND_MEASURE, "已完成", "Done", "已销号或转常态的措施数", "Measures closed or handed to routine", MEASURES("state IN (8, 9)"), NULL, NULL},
    {"measures.label_nearly", 1, "条", KIND_MEASURE, "基本完成", "Nearly done", "已自报完成、等审签或核验，且没有超期的措施数", "Measures claimed or being verified that are not overdue", MEASURES("state IN (5, 6) AND NOT " PAST), NULL, NULL},
    {"measures.label_sustained", 1, "条", KIND_MEASURE, "长期坚持（按期推进）", "Sustained", "正在整改、类型为长期坚持或已转入长期坚持，没有超期也没有滞后的措施数", "Measures being worked on that are of the sustained type or being kept up, neither overdue nor lagging", LABELLED(AT_WORK " AND NOT " LAGS " AND (state = 7 OR type = 3)"), NULL, NULL},
    {"measures.label_working", 1, "条", KIND_MEASURE, "正在推进", "In progress", "正在整改、不属长期坚持，没有超期也没有滞后的措施数", "Measures being worked on that are not sustained, neither overdue nor lagging", LABELLED(AT_WORK " AND NOT " LAGS " AND state = 4 AND type <> 3"), NULL, NULL},
    {"measures.label_lagging", 1, "条", KIND_MEASURE, "滞后", "Lagging", "正在整改、没有超期，上一个完整填报期开始之前已经签收（重新立项的，已经重新立项），而该期和以后都没有填报的措施数", "Measures being worked on and not overdue that were signed for, and if reopened were reopened, before the last complete period and have no report in it or since", LABELLED(AT_WORK " AND " LAGS), NULL, NULL},
    {"measures.label_overdue", 1, "条", KIND_MEASURE, "超期", "Overdue", "已下达、未办结、整改时限早于统计日的措施数；自报完成和待核验的也计入，时限当天不算超期", "Issued measures not closed whose due day is before the day of the figure, those claimed or being verified too; due on the day is not overdue", MEASURES("state BETWEEN 3 AND 7 AND " PAST), NULL, NULL},
    {"measures.label_not_started", 1, "条", KIND_MEASURE, "未启动", "Not started", "尚在拟定、待审，或已下达未签收且没有超期的措施数", "Measures drafted, in review, or issued but not signed for and not overdue", MEASURES("(state < 3 OR (state = 3 AND NOT " PAST "))"), NULL, NULL},
    {"measures.done_rate", 1, "%", KIND_MEASURE, "完成率（不含基本完成、长期坚持）", "Rate done", "已完成（已销号、转常态）÷ 未作废措施；基本完成、长期坚持不计入分子", "Closed or handed to routine ÷ measures not void; nearly done and sustained ones do not count", NULL, "measures.label_done", "measures.total"},
    {"measures.done_or_nearly", 1, "条", KIND_MEASURE, "完成和基本完成", "Done or nearly done", "已完成与基本完成的措施数之和；长期坚持不计入", "Measures done or nearly done; sustained ones do not count", MEASURES("(state IN (8, 9) OR (state IN (5, 6) AND NOT " PAST "))"), NULL, NULL},
    {"measures.done_or_nearly_rate", 1, "%", KIND_MEASURE, "完成率（含基本完成）", "Rate done or nearly done", "（已完成 + 基本完成）÷ 未作废措施；长期坚持不计入分子", "Done or nearly done ÷ measures not void; sustained ones do not count", NULL, "measures.done_or_nearly", "measures.total"},
    {"measures.routine", 1, "条", KIND_MEASURE, "转常态措施", "Measures handed to routine", "由监督部门同意转入常态管理的措施数", "Measures handed to routine with the overseer's consent", MEASURES("state = 9"), NULL, NULL},
    {"measures.sustained_now", 1, "条", KIND_MEASURE, "长期坚持中措施", "Measures being kept up", "经监督部门同意转入长期坚持、仍在坚持的措施数", "Measures the overseer agreed to keep up, still kept up", MEASURES("state = 7"), NULL, NULL},
    {"measures.extended", 1, "条", KIND_MEASURE, "延期措施", "Measures extended", "本轮次内批准过延期且未作废的措施数", "Measures not void that were granted more time in their present round", MEASURES("state <> 10 AND extensions > 0"), NULL, NULL},
    {"measures.reopened", 1, "条", KIND_MEASURE, "重新立项措施", "Measures reopened", "销号后又重新立项且未作废的措施数", "Measures not void that were reopened after closing", MEASURES("state <> 10 AND round > 1"), NULL, NULL},
    {"measures.new_closed", 1, "条", KIND_MEASURE, "上期新完成", "Newly done in the last period", "在上一个完整填报期内销号或转常态的措施数", "Measures closed or handed to routine within the last complete period", LABELLED("((state = 8 AND closed_us >= ?4 AND closed_us < ?5) OR (state = 9 AND routine_us >= ?4 AND routine_us < ?5))"), NULL, NULL},
    {"measures.next_due", 1, "条", KIND_MEASURE, "本期到期", "Due in the present period", "已下达、未办结、整改时限在统计日所在填报期内的措施数（对上一期的报告即下期到期）", "Issued measures not closed that are due within the period the day falls in, the next one for a report on the last period", LABELLED("state BETWEEN 3 AND 7 AND due_day >= ?6 AND due_day <= ?7"), NULL, NULL},
    {"reports.due", 1, "条", KIND_MEASURE, "上期应填报措施", "Measures that owed a report", "上一个完整填报期应当填报进展的措施数：该期已经填报的，以及该期开始之前已经签收（重新立项的，已经重新立项）、现在正在整改或长期坚持的", "Measures that owed a report for the last complete period: those reported on, and those signed for, and if reopened were reopened, before it began that are being worked on or kept up", LABELLED("state <> 10 AND (" OWING " OR " REPORTED ")"), NULL, NULL},
    {"reports.filed", 1, "条", KIND_MEASURE, "上期已填报措施", "Measures reported on", "上一个完整填报期已经填报进展的措施数，逾期填报的也计入", "Measures reported on for the last complete period, late ones too", LABELLED("state <> 10 AND " REPORTED), NULL, NULL},
    {"reports.missing", 1, "条", KIND_MEASURE, "上期未填报措施", "Measures without a report", "上一个完整填报期应填报而没有填报的措施数", "Measures that owed a report for the last complete period and have none", LABELLED(OWING " AND NOT (" REPORTED ")"), NULL, NULL},
    {"reports.late", 1, "份", KIND_REPORT, "上期逾期填报", "Late reports", "上一个完整填报期的报告中，首次填报晚于填报截止日的份数；已作废措施的不计", "Reports of the last complete period whose first version came after they were due; those of void measures do not count", "SELECT id, 1 AS weight FROM report WHERE inspection = ?1 AND ?2 > 0 AND " IN_PERIOD " AND period = ?3 AND late = 1 AND +measure IN (SELECT m.id FROM measure m WHERE m.inspection = ?1 AND m.state <> 10) ORDER BY seq", NULL, NULL},
    {"reports.filed_rate", 1, "%", KIND_MEASURE, "上期填报率", "Rate reported on", "上期已填报措施 ÷ 上期应填报措施；逾期填报的算已填报", "Measures reported on ÷ measures that owed a report; late reports count", NULL, "reports.filed", "reports.due"},
#undef IN_PERIOD
#undef LABELLED
#undef PAST
#undef AT_WORK
#undef LAGS
#undef BEGUN
#undef REPORTED
#undef OWING
