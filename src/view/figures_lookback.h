/* figures_lookback.h: figures of the area "lookback", rows of the table in figure.c. Look-backs: 2 drawn, 3 finished, 4 void;
 * checks: 1 open, 2 recorded, 3 consolidated, 4 to be reopened; verdicts 1 true … 4 rebound; voices: 1 received, 2
 * being
 * checked, 3 answered. tests/view/figure_lookback_test.c compares them with the enums. */
#define LOOKBACKS(weight) "SELECT id, " weight " AS weight FROM lookback WHERE inspection = ?1 AND ?2 > 0 AND state IN (2, 3) ORDER BY seq"
/* Of a look-back that was voided nothing counts; checks on voices belong to none. */
#define CHECKS_OF(weight, where) "SELECT id, " weight " AS weight FROM lookback_check WHERE inspection = ?1 AND ?2 > 0 AND state > 1 AND (lookback = 0 OR lookback IN (SELECT id FROM lookback WHERE state <> 4)) AND " where " ORDER BY recorded_us, seq"
#define CHECKS(where) CHECKS_OF("1", where)
#define VOICES(where) "SELECT id, 1 AS weight FROM voice WHERE inspection = ?1 AND ?2 > 0 AND " where " ORDER BY received_day, seq"
/* Called consolidated by a look-back, about it or one of its measures, and nothing of it to be reopened. */
#define CONSOLIDATED(problem) "EXISTS (SELECT 1 FROM lookback_check c WHERE c.problem = " problem " AND c.state = 3) AND NOT EXISTS (SELECT 1 FROM lookback_check c WHERE c.problem = " problem " AND c.state = 4)"
#define REPEATED "(p.repeated = 1 OR EXISTS (SELECT 1 FROM link l WHERE l.owner = p.id AND l.field = 'earlier' AND NOT (" CONSOLIDATED("l.target") ")))"
{"lookbacks.total", 1, "次", KIND_LOOKBACK, "开展回头看", "Look-backs", "已抽样、未作废的回头看次数", "Look-backs whose sample is drawn and that are not void", LOOKBACKS("1"), NULL, NULL},
    {"lookbacks.population", 1, "项", KIND_LOOKBACK, "回头看总体", "Things to draw from", "各次回头看抽样时总体项数之和（未作废）", "Sum over look-backs not void of what there was to draw from at the draw", LOOKBACKS("population"), NULL, NULL},
    {"lookbacks.sampled", 1, "项", KIND_LOOKBACK, "随机抽中", "Drawn at random", "各次回头看按种子随机抽中的项数之和（未作废），指定加查另计", "Sum over look-backs not void of what the seed drew; what was added by hand counts apart", LOOKBACKS("sampled"), NULL, NULL},
    {"lookbacks.share", 1, "%", KIND_LOOKBACK, "抽查比例", "Share drawn", "随机抽中 ÷ 回头看总体", "Drawn at random ÷ things to draw from", NULL, "lookbacks.sampled", "lookbacks.population"},
    {"lookbacks.directed", 1, "项", KIND_LOOKBACK, "指定加查", "Added by hand", "各次回头看指定加查的项数之和（未作废）", "Sum over look-backs not void of what was added by hand", LOOKBACKS("by_hand"), NULL, NULL},
    {"checks.total", 1, "项", KIND_CHECK, "已核查", "Checks", "已登记核查结果的项数（含群众反映引起的核查；作废的回头看不计）", "Checks recorded, those on voices too; none of a void look-back", CHECKS("1 = 1"), NULL, NULL},
    {"checks.true", 1, "项", KIND_CHECK, "核查属实", "Found true", "核查结论为属实的项数", "Checks whose verdict is true", CHECKS("verdict = 1"), NULL, NULL},
    {"checks.partly", 1, "项", KIND_CHECK, "部分属实", "Found partly true", "核查结论为部分属实的项数", "Checks whose verdict is partly true", CHECKS("verdict = 2"), NULL, NULL},
    {"checks.false", 1, "项", KIND_CHECK, "不属实", "Found not true", "核查结论为不属实的项数", "Checks whose verdict is not true", CHECKS("verdict = 3"), NULL, NULL},
    {"checks.rebound", 1, "项", KIND_CHECK, "反弹", "Come back", "核查结论为反弹的项数", "Checks whose verdict is that it came back", CHECKS("verdict = 4"), NULL, NULL},
    {"checks.true_rate", 1, "%", KIND_CHECK, "核查属实率", "Rate found true", "核查属实 ÷ 已核查；部分属实不计入分子", "Found true ÷ checks; partly true does not count", NULL, "checks.true", "checks.total"},
    {"checks.mismatched", 1, "项", KIND_CHECK, "上报与实查不一致", "Reported but not found", "登记了上报与实查不一致内容的核查项数", "Checks that name something reported but not found", CHECKS("mismatches <> ''"), NULL, NULL},
    {"checks.consolidated", 1, "项", KIND_CHECK, "认定巩固", "Consolidated", "核查后认定巩固的项数", "Checks decided as consolidated", CHECKS("state = 3"), NULL, NULL},
    {"checks.reopen", 1, "项", KIND_CHECK, "认定重新立项", "To be reopened", "核查后认定重新立项的项数", "Checks decided as to be reopened", CHECKS("state = 4"), NULL, NULL},
    {"checks.votes", 1, "票", KIND_CHECK, "满意度有效票", "Valid votes", "各项核查满意度测评有效票之和", "Sum of valid votes over checks", CHECKS_OF("votes_valid", "votes_valid > 0"), NULL, NULL},
    {"checks.votes_satisfied", 1, "票", KIND_CHECK, "满意和基本满意票", "Satisfied votes", "满意票与基本满意票之和", "Sum of satisfied and basically satisfied votes over checks", CHECKS_OF("votes_satisfied + votes_basically", "votes_valid > 0"), NULL, NULL},
    {"checks.satisfaction", 1, "%", KIND_CHECK, "群众满意率", "Rate of satisfaction", "满意票与基本满意票之和 ÷ 有效票", "Satisfied and basically satisfied votes ÷ valid votes", NULL, "checks.votes_satisfied", "checks.votes"},
    {"checks.score", 1, "分", KIND_CHECK, "核查得分合计", "Sum of scores", "各项核查得分之和；每项满分 100 分，按评分规则扣减，最低 0 分", "Sum of scores; each check has 100 points less what the scoring rules deduct, not below 0", CHECKS_OF("score", "1 = 1"), NULL, NULL},
    {"checks.score_full", 1, "分", KIND_CHECK, "核查满分合计", "Sum of full marks", "已核查项数 × 100 分", "Checks × 100 points", CHECKS_OF("100", "1 = 1"), NULL, NULL},
    {"checks.score_mean", 1, "%", KIND_CHECK, "平均得分", "Mean score", "核查得分合计 ÷ 核查满分合计，即百分制平均分", "Sum of scores ÷ sum of full marks: the mean out of a hundred", NULL, "checks.score", "checks.score_full"},
    {"voices.total", 1, "条", KIND_VOICE, "群众反映", "Voices", "登记的群众反映条数", "Voices entered", VOICES("1 = 1"), NULL, NULL},
    {"voices.answered", 1, "条", KIND_VOICE, "已答复反映", "Voices answered", "已答复的群众反映条数", "Voices answered", VOICES("state = 3"), NULL, NULL},
    {"voices.open", 1, "条", KIND_VOICE, "未答复反映", "Voices open", "已收到或核查中、还没有答复的群众反映条数", "Voices not answered yet", VOICES("state < 3"), NULL, NULL},
    {"voices.answered_rate", 1, "%", KIND_VOICE, "反映答复率", "Rate of voices answered", "已答复反映 ÷ 群众反映", "Voices answered ÷ voices", NULL, "voices.answered", "voices.total"},
    {"problems.linked", 1, "个", KIND_PROBLEM, "与上轮相似问题", "Problems like earlier ones", "经确认与同一单位以前轮次的问题相似的问题数", "Problems confirmed to be like one of an earlier round of the same organisation", "SELECT p.id, 1 AS weight FROM problem p WHERE p.inspection = ?1 AND ?2 > 0 AND EXISTS (SELECT 1 FROM link l WHERE l.owner = p.id AND l.field = 'earlier') ORDER BY p.number", NULL, NULL},
    {"problems.repeated", 1, "个", KIND_PROBLEM, "上轮未改到位", "Not rectified in the last round", "登记时标为上轮未改到位，或经确认与以前轮次的问题相似、而那个问题没有经回头看认定巩固（或已认定重新立项）的问题数", "Problems entered as not rectified in the last round, or confirmed to be like an earlier one that no look-back called consolidated, or that one decided to reopen", "SELECT p.id, 1 AS weight FROM problem p WHERE p.inspection = ?1 AND ?2 > 0 AND " REPEATED " ORDER BY p.number", NULL, NULL},
#undef LOOKBACKS
#undef CHECKS_OF
#undef CHECKS
#undef VOICES
