/* tables_book.h: rows of the area "book" in the tables of domain.h and tables.h, which explain the columns. */
#ifndef DOMAIN_TABLES_BOOK_H
#define DOMAIN_TABLES_BOOK_H

/* clang-format off */
#define KINDS_BOOK(X) \
    X(HELD, "held", held, "被问责人", "Person held to account") \
    X(RECOVERY, "recovery", recovery, "追缴挽回", "Recovery") \
    X(INDICATOR, "indicator", indicator, "指标", "Indicator") \
    X(READING, "reading", reading, "指标数据", "Reading of an indicator")

#define REFUSALS_BOOK(X) \
    X(REFUSED_TARGET_BEFORE_BASELINE, "“目标日期”不能早于“基期日期”，请核对这两个日期后改正。", "The field \"Day of the target\" cannot come before \"Day of the baseline\"; correct one of these two dates.") \
    X(REFUSED_ERASE_ASKED, "已有删除个人信息的申请在等确认，不用再申请。", "A request to erase these personal words is already waiting; there is no need for another.") \
    X(REFUSED_ERASE_NONE, "没有待确认的删除申请；须先有一人申请删除，再由另一人确认。", "There is no request to erase personal words; one person asks first, another confirms.") \
    X(REFUSED_ERASE_ASKER, "申请删除个人信息的人不能自己确认，须由另一人办理（双人办理）。", "Whoever asked to erase personal words may not decide it; another person must.") \
    X(REFUSED_HELD_TWICE, "这一轮已有同名、同单位的被问责人，请直接使用已有的登记，一人只登记一次。", "This round already lists a person of this name and unit; use that entry, a person is listed once.") \
    X(REFUSED_HELD_UNFIT, "所选被问责人不在这一轮，或者登记已撤销、个人信息已删除，不能再登记问责；请另选。", "The person chosen is not listed in this round, or was struck or erased; choose another.") \
    X(REFUSED_HELD_ONE, "记到个人名下的问责只能是 1 人，也不能是对单位的问责；多人的请逐人登记，或者不选被问责人。", "An entry about a person counts exactly 1 and cannot be about a body; enter several people one by one, or name nobody.") \
    X(REFUSED_HELD_HAS_ENTRIES, "此人名下还有有效的问责记录，不能撤销；请先撤销那些记录。", "Valid accountability entries name this person; strike those first.") \
    X(REFUSED_SANCTION_TWICE, "同一人、同一种处理、同一日期、同一文号已经登记过，没有重复登记。", "The same person, kind, day and document stand in the book already; nothing was entered twice.") \
    X(REFUSED_SANCTION_CASES, "立案要写明件数，其他种类不写件数，请改正“立案件数”。", "A case filed needs the number of cases, other kinds have none; correct \"Cases filed\".") \
    X(REFUSED_RULE_TWICE, "同一名称、同一文号的制度已有同样的登记（新建、修订或废止），每项只计一次，没有重复登记。", "A rule of this title and document number is entered with the same action already; each counts once, nothing was entered twice.") \
    X(REFUSED_RECOVERY_NOTHING, "追缴挽回的金额要大于 0 元，请改正。", "An amount recovered is above 0 yuan; correct it.") \
    X(REFUSED_RECOVERY_MEASURE, "所选措施不属于所选的问题或这一轮，请另选措施或问题。", "The measure does not belong to the problem or the round chosen; choose another.") \
    X(REFUSED_INDICATOR_DIRECTION, "目标值与达标方向矛盾：“不低于”的目标不能低于基期值，“不高于”的目标不能高于基期值，请改正。", "The target contradicts the direction: an \"at least\" target cannot be below the baseline, an \"at most\" target not above it; correct it.") \
    X(REFUSED_INDICATOR_STRUCK, "这个指标已经撤销，不能再填或更正数据。", "This indicator was struck; no reading of it can be entered or corrected.") \
    X(REFUSED_READING_TWICE, "这个指标这一天已有数据；如需改动，请在已有数据上办理更正，原数据会保留。", "This indicator has a reading of this day; correct that one instead, the earlier value stays visible.")

#define WHO_ERASE (ROLE(OVERSEER) | ROLE(SECADMIN))
#define COMMANDS_BOOK(X) \
    X(HELD_ENTER, "held.enter", HELD, WHO_OFFICE, FROM_NEW, NEED_INSPECTION | NEED_BOOK, held_enter, NULL, held_enter, HELD_ENTERED, "登记被问责人", "List a person held to account") \
    X(HELD_CHANGE, "held.change", HELD, WHO_OFFICE, FROM(HELD_LISTED), NEED_INSPECTION | NEED_BOOK, held_change, inspection_is_open, held_change, HELD_CHANGED, "更正被问责人", "Correct the person") \
    X(HELD_STRIKE, "held.strike", HELD, WHO_OFFICE, FROM(HELD_LISTED), NEED_INSPECTION | NEED_BOOK, reason, held_may_strike, NULL, HELD_STRUCK, "撤销登记", "Strike the person") \
    X(HELD_ASK_ERASE, "held.ask_erase", HELD, WHO_OFFICE, FROM(HELD_LISTED) | FROM(HELD_STRUCK), 0, erase_ask, erase_may_ask, NULL, HELD_ERASE_ASKED, "申请删除个人信息", "Ask to erase personal words") \
    X(HELD_ERASE, "held.erase", HELD, WHO_ERASE, FROM(HELD_LISTED) | FROM(HELD_STRUCK), 0, opinion, erase_may_decide, erase_decide, HELD_ERASED, "确认删除个人信息", "Erase the personal words") \
    X(HELD_DECLINE_ERASE, "held.decline_erase", HELD, WHO_ERASE, FROM(HELD_LISTED) | FROM(HELD_STRUCK), 0, opinion, erase_may_decide, NULL, HELD_ERASE_DECLINED, "不同意删除", "Decline the erasing") \
    X(RECOVERY_ADD, "recovery.add", RECOVERY, WHO_OFFICE, FROM_NEW, NEED_INSPECTION | NEED_PROBLEM | NEED_MEASURE, recovery_add, NULL, recovery_add, RECOVERY_ADDED, "登记追缴挽回", "Enter a recovery") \
    X(RECOVERY_STRIKE, "recovery.strike", RECOVERY, WHO_OFFICE, FROM(BOOK_VALID), NEED_INSPECTION, reason, inspection_is_open, NULL, RECOVERY_STRUCK, "撤销追缴挽回", "Strike the recovery") \
    X(INDICATOR_SET, "indicator.set", INDICATOR, WHO_OFFICE, FROM_NEW, NEED_INSPECTION | NEED_PROBLEM, indicator_set, NULL, indicator_set, INDICATOR_SET, "设立指标", "Set an indicator") \
    X(INDICATOR_CHANGE, "indicator.change", INDICATOR, WHO_OFFICE, FROM(BOOK_VALID), NEED_INSPECTION, indicator_change, inspection_is_open, indicator_change, INDICATOR_CHANGED, "调整指标", "Change the indicator") \
    X(INDICATOR_STRIKE, "indicator.strike", INDICATOR, WHO_OFFICE, FROM(BOOK_VALID), NEED_INSPECTION, reason, inspection_is_open, NULL, INDICATOR_STRUCK, "撤销指标", "Strike the indicator") \
    X(READING_ENTER, "reading.enter", READING, WHO_OFFICE, FROM_NEW, NEED_BOOK, reading_enter, NULL, reading_enter, READING_ENTERED, "填报指标数据", "Enter a reading") \
    X(READING_CORRECT, "reading.correct", READING, WHO_OFFICE, FROM_ANY, NEED_INSPECTION | NEED_BOOK, reading_correct, reading_may_correct, reading_correct, READING_CORRECTED, "更正数据", "Correct the reading")

/* Rows are never edited or removed: logs that exist hold them. */
#define EVENTS_BOOK(X) \
    X(HELD_ENTERED, "held.entered", 1, HELD, HELD_LISTED, held_entered, NULL, "登记了被问责人", "listed the person") \
    X(HELD_CHANGED, "held.changed", 1, HELD, TO_SAME, held_change, NULL, "更正了被问责人", "corrected the person") \
    X(HELD_STRUCK, "held.struck", 1, HELD, HELD_STRUCK, reason, NULL, "撤销了登记", "struck the person") \
    X(HELD_ERASE_ASKED, "held.erase_asked", 1, HELD, TO_SAME, erase_ask, erase_asked, "申请删除个人信息", "asked to erase the personal words") \
    X(HELD_ERASED, "held.erased", 1, HELD, HELD_ERASED, words_erased, words_erased, "确认删除了个人信息", "erased the personal words") \
    X(HELD_ERASE_DECLINED, "held.erase_declined", 1, HELD, TO_SAME, opinion, erase_declined, "不同意删除个人信息", "declined the erasing") \
    X(RECOVERY_ADDED, "recovery.added", 1, RECOVERY, BOOK_VALID, recovery_add, NULL, "登记了追缴挽回", "entered the recovery") \
    X(RECOVERY_STRUCK, "recovery.struck", 1, RECOVERY, BOOK_STRUCK, reason, NULL, "撤销了追缴挽回", "struck the recovery") \
    X(INDICATOR_SET, "indicator.set", 1, INDICATOR, BOOK_VALID, indicator_set, NULL, "设立了指标", "set the indicator") \
    X(INDICATOR_CHANGED, "indicator.changed", 1, INDICATOR, TO_SAME, indicator_change, NULL, "调整了指标", "changed the indicator") \
    X(INDICATOR_MOVED, "indicator.moved", 1, INDICATOR, TO_SAME, indicator_moved, indicator_moved, "收到指标数据", "received a reading") \
    X(INDICATOR_STRUCK, "indicator.struck", 1, INDICATOR, BOOK_STRUCK, reason, NULL, "撤销了指标", "struck the indicator") \
    X(READING_ENTERED, "reading.entered", 1, READING, TO_SAME, reading_entered, reading_entered, "填报了指标数据", "entered the reading") \
    X(READING_CORRECTED, "reading.corrected", 1, READING, TO_SAME, reading_correct, reading_corrected, "更正了指标数据", "corrected the reading")
/* clang-format on */

#endif
