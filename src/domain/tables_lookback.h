/* tables_lookback.h: rows of the area "lookback" in the tables of domain.h and tables.h, which explain the columns. */
#ifndef DOMAIN_TABLES_LOOKBACK_H
#define DOMAIN_TABLES_LOOKBACK_H

/* clang-format off */
#define KINDS_LOOKBACK(X) \
    X(LOOKBACK, "lookback", lookback, "回头看", "Look-back") \
    X(CHECK, "check", lookback_check, "回头看核查", "Look-back check") \
    X(VOICE, "voice", voice, "群众反映", "Voice") \
    X(SCORE_RULE, "score_rule", score_rule, "评分规则", "Scoring rule")

#define REFUSALS_LOOKBACK(X) \
    X(REFUSED_SEED_PAST, "种子公布日期要晚于今天：先写明种子来源，种子以后才出来，谁也不能看着结果挑种子；请改为明天或以后的日期。", "The day the seed comes must be later than today: its source is announced first and the seed comes after, so that nobody chooses it knowing what it draws. Choose tomorrow or a later day.") \
    X(REFUSED_SEED_EARLY, "还没到方案写明的种子公布日期，不能抽样；请到那一天再抽，最早是拟定方案的次日。", "The day on which the plan says the seed comes is not here yet; draw on that day, which is after the day of the plan.") \
    X(REFUSED_CHECKS_ORDER, "“核查结束”不能早于“核查开始”，请核对这两个日期后改正。", "The field \"Checks to\" cannot come before \"Checks from\"; correct one of these two dates.") \
    X(REFUSED_CHECK_BEFORE_CLOSURE, "“核查日期”不能早于所查事项的销号日期，请核对后改正。", "The field \"Checked on\" cannot come before the day the thing was closed; correct it.") \
    X(REFUSED_FACT_AFTER_VOICE, "“所反映事实的日期”不能晚于“收到日期”，请核对这两个日期后改正。", "The field \"Day of what it tells\" cannot come after \"Received on\"; correct one of these two dates.") \
    X(REFUSED_DRAW_PERCENT, "抽取比例不能超过 100%，请改正。", "More than 100 percent cannot be drawn; correct it.") \
    X(REFUSED_POPULATION_EMPTY, "这一轮还没有已销号的事项，没有可抽的总体。", "Nothing of this round is closed yet, so there is nothing to draw from.") \
    X(REFUSED_DRAW_TOO_MANY, "按这个规则要抽 256 项以上，一次最多抽 256 项；请另拟方案，减少数量或分次进行。", "By this rule more than 256 things would be drawn; plan again with fewer, or in several look-backs.") \
    X(REFUSED_LOOKBACK_UNCHECKED, "样本里还有事项没有登记核查结果，不能办结；请先逐项登记。", "Some things of the sample have no recorded check yet; record them before finishing.") \
    X(REFUSED_NOT_IN_POPULATION, "所选事项不在这次回头看的范围内（须是本轮、同一类、已销号），请另选。", "That is not within this look-back: choose something closed, of this round and of the plan's sort.") \
    X(REFUSED_ALREADY_SAMPLED, "这一项已经在样本里，不用再加。", "This is in the sample already; there is no need to add it.") \
    X(REFUSED_NOT_SAMPLED, "这一项不在所选回头看的样本里，或那次回头看还没有抽样、已经结束；请核对。", "This is not in the sample of that look-back, or the look-back is not drawn yet or over; check it.") \
    X(REFUSED_CHECKED_ALREADY, "这次回头看已经登记过这一项的核查结果，没有重复登记。", "This look-back has a check of it already; nothing was entered twice.") \
    X(REFUSED_LOOKBACK_VERIFIER, "核验或确认销号的人不能核查自己确认过的事项，也不能认定核查结论，须换人办理。", "Whoever verified or confirmed the closure may neither look back at it nor decide on what was found; another person must.") \
    X(REFUSED_CHECK_DECIDER, "登记核查结果的人和参加核查的人不能再认定结论，须换人办理。", "Whoever checked or recorded the check may not decide on it; another person must.") \
    X(REFUSED_VOTES_SUM, "满意、基本满意、不满意三项之和与有效票数不一致，请核对票数。", "Satisfied, basically satisfied and unsatisfied do not add up to the valid votes; count again.") \
    X(REFUSED_SCORE_CODE, "扣分栏有不认识的代码或次数；请按“代码×次数”填写，多项用顿号隔开，代码见评分规则。", "The deductions name an unknown code or number; write CODE×TIMES, several with commas, with codes of the scoring rules.") \
    X(REFUSED_SCORE_SHAPE, "扣分代码里不能有空格、逗号、分号、顿号、乘号，请改正。", "A code of a scoring rule has no spaces, commas, semicolons or multiplication signs; correct it.") \
    X(REFUSED_SCORE_POINTS, "扣分不对：非一票否决的规则每次至少扣 1 分，最多扣分不能小于每次扣分。", "The points are wrong: a rule without veto deducts at least 1 each time, and its most is not below that.") \
    X(REFUSED_FACT_NEEDED, "认定反弹或重新立项须有销号之后的事实；请填写事实发生日期，且须晚于销号日期。", "A rebound or a reopening needs a fact dated after the closure; enter its day, later than the closure.") \
    X(REFUSED_VERDICT_UNSOUND, "核查结论是不属实或反弹的，不能认定为巩固。", "What was found false or to have come back cannot be called consolidated.") \
    X(REFUSED_CHECK_ABOUT, "请写明针对哪一条措施或哪一个问题，只选一项；登记后不能改换。", "Say which measure or which problem it is about; choose one only, and it cannot be changed later.") \
    X(REFUSED_VOICE_UNCHECKED, "这条反映的核查还没有认定结论，不能答复；请先核查认定。", "The check this voice asked for is not decided yet, so it cannot be answered; decide on it first.") \
    X(REFUSED_NOT_EARLIER, "所选问题不属于同一单位更早的一轮，不能关联，请另选。", "A problem chosen is not of an earlier round of the same organisation; choose others.")

#define COMMANDS_LOOKBACK(X) \
    X(LOOKBACK_PLAN, "lookback.plan", LOOKBACK, ROLE(OVERSEER), FROM_NEW, NEED_INSPECTION | NEED_LOOKBACK, lookback_plan, NULL, lookback_plan, LOOKBACK_PLANNED, "拟定回头看", "Plan a look-back") \
    X(LOOKBACK_DRAW, "lookback.draw", LOOKBACK, ROLE(OVERSEER), FROM(LOOKBACK_PLANNED), NEED_INSPECTION | NEED_LOOKBACK | NEED_LOG, lookback_draw, inspection_is_open, lookback_draw, LOOKBACK_DRAWN, "抽样", "Draw the sample") \
    X(LOOKBACK_DIRECT, "lookback.add_directed", LOOKBACK, ROLE(OVERSEER), FROM(LOOKBACK_DRAWN), NEED_INSPECTION | NEED_LOOKBACK, lookback_direct, inspection_is_open, lookback_direct, LOOKBACK_DIRECTED, "指定加查", "Add one by hand") \
    X(LOOKBACK_FINISH, "lookback.finish", LOOKBACK, ROLE(OVERSEER), FROM(LOOKBACK_DRAWN), NEED_INSPECTION | NEED_LOOKBACK, lookback_finish, lookback_may_finish, NULL, LOOKBACK_FINISHED, "办结回头看", "Finish the look-back") \
    X(LOOKBACK_VOID, "lookback.void", LOOKBACK, ROLE(OVERSEER), FROM(LOOKBACK_PLANNED) | FROM(LOOKBACK_DRAWN), NEED_INSPECTION, reason, inspection_is_open, NULL, LOOKBACK_VOIDED, "作废回头看", "Void the look-back") \
    X(CHECK_RECORD, "check.record", CHECK, ROLE(OVERSEER), FROM_NEW | FROM(CHECK_OPEN), NEED_LOOKBACK, check_file, check_may_record, check_file, CHECK_RECORDED, "登记核查结果", "Record what was found") \
    X(CHECK_CONSOLIDATE, "check.consolidate", CHECK, ROLE(OVERSEER), FROM(CHECK_RECORDED), NEED_INSPECTION | NEED_LOOKBACK, opinion, check_may_consolidate, NULL, CHECK_CONSOLIDATED, "认定巩固", "Call it consolidated") \
    X(CHECK_REOPEN, "check.reopen", CHECK, ROLE(OVERSEER), FROM(CHECK_RECORDED), NEED_INSPECTION | NEED_LOOKBACK, opinion, check_may_decide, check_reopen, CHECK_REOPEN_DECIDED, "认定重新立项", "Decide to reopen") \
    X(VOICE_ENTER, "voice.enter", VOICE, ROLE(OFFICE) | ROLE(OVERSEER), FROM_NEW, NEED_INSPECTION | NEED_LOOKBACK, voice_enter, NULL, voice_enter, VOICE_ENTERED, "登记群众反映", "Enter a voice") \
    X(VOICE_ANSWER, "voice.answer", VOICE, ROLE(OFFICE) | ROLE(OVERSEER), FROM(VOICE_RECEIVED) | FROM(VOICE_CHECKING), NEED_INSPECTION | NEED_LOOKBACK, voice_answer, voice_may_answer, NULL, VOICE_ANSWERED, "答复", "Answer it") \
    X(VOICE_ASK_ERASE, "voice.ask_erase", VOICE, ROLE(OFFICE), FROM_ANY, 0, erase_ask, erase_may_ask, NULL, VOICE_ERASE_ASKED, "申请删除反映内容", "Ask to erase the words") \
    X(VOICE_ERASE, "voice.erase", VOICE, ROLE(OVERSEER) | ROLE(SECADMIN), FROM_ANY, 0, opinion, erase_may_decide, erase_decide, VOICE_ERASED, "确认删除反映内容", "Erase the words") \
    X(VOICE_DECLINE_ERASE, "voice.decline_erase", VOICE, ROLE(OVERSEER) | ROLE(SECADMIN), FROM_ANY, 0, opinion, erase_may_decide, NULL, VOICE_ERASE_DECLINED, "不同意删除反映内容", "Decline the erasing") \
    X(SCORE_RULE_SET, "score_rule.set", SCORE_RULE, ROLE(OVERSEER), FROM_NEW | FROM(SCORE_RULE_VALID), NEED_INSPECTION | NEED_LOOKBACK, score_rule_set, NULL, score_rule_set, SCORE_RULE_SET, "设定评分规则", "Set a scoring rule") \
    X(SCORE_RULE_VOID, "score_rule.void", SCORE_RULE, ROLE(OVERSEER), FROM(SCORE_RULE_VALID), NEED_INSPECTION, reason, score_rule_may_void, NULL, SCORE_RULE_VOIDED, "停用评分规则", "Stop using a scoring rule") \
    X(PROBLEM_LINK, "problem.link_earlier", PROBLEM, ROLE(OFFICE), FROM_ANY, NEED_INSPECTION | NEED_LOOKBACK, problem_link, inspection_is_open, problem_link, PROBLEM_LINKED, "关联上轮问题", "Link earlier problems")

/* Rows are never edited or removed: logs that exist hold them. */
#define EVENTS_LOOKBACK(X) \
    X(LOOKBACK_PLANNED, "lookback.planned", 1, LOOKBACK, LOOKBACK_PLANNED, lookback_planned, lookback_planned, "拟定了回头看", "planned the look-back") \
    X(LOOKBACK_DRAWN, "lookback.drawn", 1, LOOKBACK, LOOKBACK_DRAWN, lookback_drawn, lookback_drawn, "抽取了样本", "drew the sample") \
    X(LOOKBACK_DIRECTED, "lookback.directed", 1, LOOKBACK, TO_SAME, lookback_directed, lookback_directed, "指定加查一项", "added one by hand") \
    X(LOOKBACK_FINISHED, "lookback.finished", 1, LOOKBACK, LOOKBACK_FINISHED, lookback_finish, NULL, "办结了回头看", "finished the look-back") \
    X(LOOKBACK_VOIDED, "lookback.voided", 1, LOOKBACK, LOOKBACK_VOID, reason, NULL, "作废了回头看", "voided the look-back") \
    X(CHECK_RECORDED, "check.recorded", 1, CHECK, CHECK_RECORDED, check_recorded, check_recorded, "登记了核查结果", "recorded what was found") \
    X(CHECK_CONSOLIDATED, "check.consolidated", 1, CHECK, CHECK_CONSOLIDATED, opinion, check_decided, "认定巩固", "called it consolidated") \
    X(CHECK_REOPEN_DECIDED, "check.reopen_decided", 1, CHECK, CHECK_REOPEN, opinion, check_decided, "认定重新立项", "decided to reopen") \
    X(CHECK_OPENED, "check.opened", 1, CHECK, CHECK_OPEN, check_opened, NULL, "转入回头看核查", "opened a check on a voice") \
    X(VOICE_ENTERED, "voice.entered", 1, VOICE, VOICE_RECEIVED, voice_enter, voice_entered, "登记了群众反映", "entered the voice") \
    X(VOICE_TAKEN_UP, "voice.taken_up", 1, VOICE, VOICE_CHECKING, voice_check, NULL, "转入核查", "had it checked") \
    X(VOICE_ANSWERED, "voice.answered", 1, VOICE, VOICE_ANSWERED, voice_answer, voice_answered, "答复了群众反映", "answered the voice") \
    X(VOICE_ERASE_ASKED, "voice.erase_asked", 1, VOICE, TO_SAME, erase_ask, erase_asked, "申请删除反映内容", "asked to erase the words") \
    X(VOICE_ERASED, "voice.erased", 1, VOICE, TO_SAME, words_erased, words_erased, "确认删除了反映内容", "erased the words") \
    X(VOICE_ERASE_DECLINED, "voice.erase_declined", 1, VOICE, TO_SAME, opinion, erase_declined, "不同意删除反映内容", "declined the erasing") \
    X(SCORE_RULE_SET, "score_rule.set", 1, SCORE_RULE, SCORE_RULE_VALID, score_rule_set, NULL, "设定了评分规则", "set the scoring rule") \
    X(SCORE_RULE_VOIDED, "score_rule.voided", 1, SCORE_RULE, SCORE_RULE_VOID, reason, NULL, "停用了评分规则", "stopped using the scoring rule") \
    X(PROBLEM_LINKED, "problem.linked", 1, PROBLEM, TO_SAME, problem_link, NULL, "关联了上轮问题", "linked earlier problems")
/* clang-format on */

#endif
