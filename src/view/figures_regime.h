/* figures_regime.h: figures of the area "regime", rows of the table in figure.c: the levels the feedback is broken into,
 * and what units ask for. States: substep 1 open, 2 done; measure 8 closed. */
#define SUBSTEPS(where) "SELECT id, 1 AS weight FROM substep WHERE inspection = ?1 AND ?2 > 0 AND " where " ORDER BY due_day, seq"
/* Within the last complete period; ?3 to ?7 as figures_pack.h has them. */
#define DECIDED(us) "SELECT id, 1 AS weight FROM measure WHERE inspection = ?1 AND ?2 > 0 AND ?3 > 0 AND ?6 > 0 AND ?7 > 0 AND state <> 10 AND " us " >= CAST(?4 AS BIGINT) AND " us " < CAST(?5 AS BIGINT) ORDER BY ordinal"

{"problems.classes", 1, "类", KIND_PROBLEM, "问题类别", "Classes of problems", "各问题登记的“问题类别”去重后的类数；清单是每类的第一个问题", "Different classes the problems are entered under; the list shows the first problem of each", "SELECT id, 1 AS weight FROM problem WHERE inspection = ?1 AND ?2 > 0 AND category <> '' AND NOT EXISTS (SELECT 1 FROM problem e WHERE e.inspection = ?1 AND e.category = problem.category AND e.number < problem.number) ORDER BY number", NULL, NULL},
    {"problems.unclassified", 1, "个", KIND_PROBLEM, "没有归类的问题", "Problems without a class", "没有填“问题类别”的问题数", "Problems whose class is not entered", "SELECT id, 1 AS weight FROM problem WHERE inspection = ?1 AND ?2 > 0 AND category = '' ORDER BY number", NULL, NULL},
    {"problems.reopened", 1, "个", KIND_PROBLEM, "重新立项问题", "Problems reopened", "销号后又重新立项过的问题数", "Problems taken up again after they were closed", "SELECT id, 1 AS weight FROM problem WHERE inspection = ?1 AND ?2 > 0 AND reopens > 0 ORDER BY number", NULL, NULL},
    {"manifestations.total", 1, "条", KIND_MANIFESTATION, "具体表现", "Manifestations", "登记的具体表现条数", "Manifestations entered", "SELECT id, 1 AS weight FROM manifestation WHERE inspection = ?1 AND ?2 > 0 ORDER BY problem, number", NULL, NULL},
    {"measures.asking", 1, "条", KIND_MEASURE, "待定申请", "Asked, to decide", "申请延期、长期坚持或转常态、等监督部门决定的措施数", "Measures with something asked that waits for the overseer", MEASURES("state < 8 AND ask > 0"), NULL, NULL},
    {"measures.extension_decided", 1, "条", KIND_MEASURE, "上期决定延期", "Extensions decided in the last period", "最近一次对延期申请的决定（同意或不同意）在上一个完整填报期内、未作废的措施数", "Measures not void whose newest decision on an asked extension, granted or declined, came within the last complete period", DECIDED("extension_decided_us"), NULL, NULL},
    {"measures.handed_over", 1, "条", KIND_MEASURE, "移交过责任的措施", "Measures handed over", "下达后移交过责任领导或责任单位的措施数", "Measures whose leader or units changed after they were issued", MEASURES("state <> 10 AND handovers > 0"), NULL, NULL},
    {"substeps.total", 1, "步", KIND_SUBSTEP, "细化步骤", "Steps", "添加且未取消的细化步骤数", "Steps added and not cancelled", SUBSTEPS("state < 3"), NULL, NULL},
    {"substeps.done", 1, "步", KIND_SUBSTEP, "已完成步骤", "Steps done", "已完成的细化步骤数", "Steps done", SUBSTEPS("state = 2"), NULL, NULL},
    {"substeps.overdue", 1, "步", KIND_SUBSTEP, "超期步骤", "Steps overdue", "没有完成、时限早于统计日的细化步骤数", "Steps not done whose due day is before the day of the figure", SUBSTEPS("state = 1 AND due_day > 0 AND due_day < ?2"), NULL, NULL},
#undef SUBSTEPS
#undef DECIDED
