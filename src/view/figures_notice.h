/* figures_notice.h: figures of the area "notice", rows of the table in figure.c. States: 1 draft, 2 issued, 3 signed,
 * 4 answered, 5 closed, 6 withdrawn; kinds in the order of NOTICE_SORT_TABLE (domain/notice.h). A test compares. */
/* clang-format off */
#define NOTICES(where) "SELECT id, 1 AS weight FROM notice WHERE inspection = ?1 AND ?2 > 0 AND number > 0 AND " where " ORDER BY sort, year, number"
#define NOTICES_OUT(where) NOTICES("state <> 6 AND " where)
#define NOTICE_FIGURE(name, sort, unit, zh, en) \
    {"notices." name, 1, unit, KIND_NOTICE, zh, en, "已签发、未撤回的" zh "数，每份计一次", "Notices of this kind issued and not withdrawn", NOTICES_OUT("sort = " sort), NULL, NULL},
    {"notices.issued", 1, "份", KIND_NOTICE, "签发督办公文", "Notices issued", "已签发、未撤回的各种督办公文数，每份计一次", "Notices of all kinds issued and not withdrawn", NOTICES_OUT("1 = 1"), NULL, NULL},
    {"notices.letters", 1, "份", KIND_NOTICE, "发出通知", "Notices other than circulars", "已签发、未撤回的督办公文中通报以外的份数", "Notices issued and not withdrawn that are not circulars", NOTICES_OUT("sort <> 8"), NULL, NULL},
    NOTICE_FIGURE("remind", "1", "份", "提醒函", "Reminder letters")
    NOTICE_FIGURE("feedback", "2", "份", "反馈函", "Feedback letters")
    NOTICE_FIGURE("supervise", "3", "份", "督办单", "Supervision orders")
    NOTICE_FIGURE("opinion", "4", "份", "整改意见书", "Rectification opinions")
    NOTICE_FIGURE("order", "5", "份", "责令整改通知书", "Orders to rectify")
    NOTICE_FIGURE("warn", "6", "份", "告诫书", "Written warnings")
    NOTICE_FIGURE("talk", "7", "份", "约谈通知书", "Summonses to a talk")
    NOTICE_FIGURE("circular", "8", "期", "通报", "Circulars of criticism")
    {"notices.talked", 1, "次", KIND_NOTICE, "约谈", "Talks held", "已登记约谈记录的未撤回约谈通知书数", "Summonses not withdrawn whose talk has a record", NOTICES_OUT("talk_day > 0"), NULL, NULL},
    {"notices.open", 1, "份", KIND_NOTICE, "办理中的公文", "Notices open", "已签发、还没有办结也没有撤回的公文数", "Notices issued, neither closed nor withdrawn", NOTICES("state BETWEEN 2 AND 4"), NULL, NULL},
    {"notices.closed", 1, "份", KIND_NOTICE, "已办结公文", "Notices closed", "答复经审核通过，或不要求答复而已签收的公文数", "Notices whose answer was accepted, or signed for where no answer was asked", NOTICES("state = 5"), NULL, NULL},
    {"notices.asked", 1, "份", KIND_NOTICE, "要求答复的公文", "Notices that ask for an answer", "已签发、未撤回且有答复时限的公文数", "Notices issued and not withdrawn that have a day to answer by", NOTICES_OUT("answer_due_day > 0"), NULL, NULL},
    {"notices.answered", 1, "份", KIND_NOTICE, "已答复公文", "Notices answered", "要求答复的公文中答复待审核或已办结的份数；退回后还没有重新答复的不计", "Of the notices that ask for one, those whose answer waits for a decision or was accepted; a returned answer does not count", NOTICES("state BETWEEN 4 AND 5 AND answer_due_day > 0"), NULL, NULL},
    {"notices.answered_rate", 1, "%", KIND_NOTICE, "公文答复率", "Rate of notices answered", "已答复公文 ÷ 要求答复的公文", "Notices answered ÷ notices that ask for an answer", NULL, "notices.answered", "notices.asked"},
    {"notices.overdue", 1, "份", KIND_NOTICE, "逾期公文", "Notices overdue", "统计日之前应签收而没有签收，或应答复而没有答复的公文数；时限当天不算逾期", "Notices unsigned after the day to sign, or unanswered after the day to answer, on the day of the figure; on the day itself is not overdue", NOTICES("((state = 2 AND sign_due_day < ?2) OR (state = 3 AND answer_due_day > 0 AND answer_due_day < ?2))"), NULL, NULL},
    {"notices.escalated", 1, "份", KIND_NOTICE, "升级督办公文", "Notices of a second or later time", "第二次及以后督办的公文数", "Notices that follow an earlier one about the same matter", NOTICES_OUT("times > 1"), NULL, NULL},
    {"notices.withdrawn", 1, "份", KIND_NOTICE, "撤回公文", "Notices withdrawn", "签发后撤回的公文数；编号保留", "Notices withdrawn after issue; they keep their number", NOTICES("state = 6"), NULL, NULL},
