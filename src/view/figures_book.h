/* figures_book.h: figures of the area "book", rows of the table in figure.c. Numbers of kinds are those of
 * SANCTION_SORT_TABLE (domain/books.h); states: 1 valid. Persons held to account are told by their entries, never by
 * name. */
#define HANDLED "(s.sort BETWEEN 1 AND 25)"
#define FIRST_OF_PERSON "NOT EXISTS (SELECT 1 FROM sanction o WHERE o.held = s.held AND o.state = 1 AND (o.sort BETWEEN 1 AND 25) AND o.seq < s.seq)"
#define ENTRIES(weight, where) "SELECT s.id, " weight " AS weight FROM sanction s WHERE s.inspection = ?1 AND ?2 > 0 AND s.state = 1 AND " HANDLED " AND " where " ORDER BY s.day, s.seq"
#define RECOVERIES(where) "SELECT id, amount_fen AS weight FROM recovery WHERE inspection = ?1 AND ?2 > 0 AND state = 1 AND " where " ORDER BY day, seq"
#define RECOVERY(name, sort, zh, en) \
    { \
        "recoveries." name, 1, "万元", KIND_RECOVERY, zh, en, "登记为“" zh "”且未撤销的金额之和，按分计算，以万元印出，不四舍五入", "Sum of the amounts entered as this kind and not struck, computed in fen and printed in 10,000 yuan, never rounded", RECOVERIES("sort = " sort), NULL, NULL \
    }
#define INDICATORS(where) "SELECT id, 1 AS weight FROM indicator WHERE inspection = ?1 AND ?2 > 0 AND state = 1 AND " where " ORDER BY seq"
#define REACHED "((direction = 1 AND actual >= target) OR (direction = 2 AND actual <= target))"
#define BODIES(name, sort, zh, en) \
    { \
        "sanctions." name, 1, "个", KIND_SANCTION, zh, en, "登记为“" zh "”且未撤销的问责记录的单位数之和", "Sum of bodies over entries of this kind that are not struck", SANCTIONS("sort = " sort), NULL, NULL \
    }
SANCTION("org_suspension", "18", "停职检查", "Suspensions"),
    SANCTION("org_adjustment", "19", "调整职务", "Changes of post"),
    SANCTION("org_resignation", "20", "责令辞职", "Resignations ordered"),
    SANCTION("org_demotion", "21", "降职", "Lowered in post"),
    SANCTION("talk", "22", "谈话提醒", "Talks"),
    SANCTION("summons", "23", "约谈", "Summoned for a talk"),
    SANCTION("self_review", "24", "责令书面检查", "Written self-reviews"),
    SANCTION("circular", "25", "通报批评", "Criticised in circulars"),
    SANCTION("case_filed", "26", "立案", "Persons in cases filed"),
    {"sanctions.cases", 1, "件", KIND_SANCTION, "立案件数", "Cases filed", "登记为“立案”且未撤销的问责记录的立案件数之和", "Sum of the cases over entries of cases filed that are not struck", "SELECT id, cases AS weight FROM sanction WHERE inspection = ?1 AND ?2 > 0 AND state = 1 AND sort = 26 ORDER BY day, seq", NULL, NULL},
    SANCTION("handed_over", "27", "移送司法机关", "Handed over to the judiciary"),
    {"sanctions.bodies", 1, "个", KIND_SANCTION, "问责单位", "Bodies held to account", "责令检查、通报、改组的单位数之和", "Bodies ordered to review themselves, named in circulars or reorganised", SANCTIONS("sort BETWEEN 28 AND 30"), NULL, NULL},
    BODIES("body_review", "28", "责令单位检查", "Bodies ordered to review themselves"),
    BODIES("body_circular", "29", "通报单位", "Bodies named in circulars"),
    BODIES("body_reorganised", "30", "改组单位", "Bodies reorganised"),
    {"sanctions.person_times", 1, "人次", KIND_SANCTION, "问责处理人次", "Person-times held to account", "党纪处分、政务处分、组织处理、诫勉、教育提醒类处理的人次之和：同一人受两种处理计两次；立案、移送司法机关和对单位的问责不计入", "Party and governmental sanctions, organisational measures, admonitions and reminders: a person in two kinds counts twice; cases filed, handing over and bodies do not count", ENTRIES("s.persons", "1 = 1"), NULL, NULL},
    {"sanctions.persons", 1, "人", KIND_SANCTION, "问责处理人数", "Persons held to account", "登记了被问责人的，同一人不论受几种处理只计一次；未登记姓名的批次按登记人数计入（其中可能有同一人）；立案、移送司法机关和对单位的问责不计入", "A person who is named counts once, however many kinds; batches without names count as entered, so the same person may be among them; cases filed, handing over and bodies do not count", ENTRIES("s.persons", "(s.held = 0 OR " FIRST_OF_PERSON ")"), NULL, NULL},
    {"sanctions.named", 1, "人", KIND_SANCTION, "登记到人的问责人数", "Persons named", "问责处理人数中登记了被问责人的人数", "Of the persons held to account, those who are named", ENTRIES("1", "s.held > 0 AND " FIRST_OF_PERSON), NULL, NULL},
    {"sanctions.several_kinds", 1, "人", KIND_SANCTION, "受两种以上处理的人数", "Persons in several kinds", "登记了被问责人、受两种以上处理的人数；他们在各种类的人数里各计一次", "Named persons with two or more kinds; each kind counts them once", ENTRIES("1", "s.held > 0 AND " FIRST_OF_PERSON " AND EXISTS (SELECT 1 FROM sanction o WHERE o.held = s.held AND o.state = 1 AND (o.sort BETWEEN 1 AND 25) AND o.sort <> s.sort)"), NULL, NULL},
    {"rules.abolished", 1, "项", KIND_RULE, "废止制度", "Rules abolished", "登记为废止的制度数；不计入建立完善制度", "Rules entered as abolished; they are not among those issued or revised", RULES("action = 3"), NULL, NULL},
    {"recoveries.total", 1, "万元", KIND_RECOVERY, "追缴挽回金额", "Money recovered", "登记且未撤销的追缴、清退、挽回损失、上缴财政、退赔、盘活金额之和，按分计算，以万元印出，不四舍五入", "Sum of all amounts entered and not struck, computed in fen and printed in 10,000 yuan, never rounded", RECOVERIES("1 = 1"), NULL, NULL},
    RECOVERY("recovered", "1", "追缴", "Recovered"),
    RECOVERY("returned", "2", "清退", "Returned"),
    RECOVERY("saved", "3", "挽回损失", "Losses averted"),
    RECOVERY("paid_in", "4", "上缴财政", "Paid in to the treasury"),
    RECOVERY("compensated", "5", "退赔", "Compensated"),
    RECOVERY("activated", "6", "盘活资金资产", "Idle funds and assets put to use"),
    {"indicators.total", 1, "项", KIND_INDICATOR, "整改指标", "Indicators", "设立且未撤销的指标数", "Indicators set and not struck", INDICATORS("1 = 1"), NULL, NULL},
    {"indicators.reached", 1, "项", KIND_INDICATOR, "已达标指标", "Indicators reached", "最新实际数据达到目标值的指标数；预测数据不算", "Indicators whose latest actual reading meets the target; forecasts do not count", INDICATORS("latest > 0 AND " REACHED), NULL, NULL},
    {"indicators.not_reached", 1, "项", KIND_INDICATOR, "未达标指标", "Indicators not reached", "最新实际数据没有达到目标值，或者还没有实际数据的指标数", "Indicators whose latest actual reading misses the target, or without one", INDICATORS("NOT (latest > 0 AND " REACHED ")"), NULL, NULL},
