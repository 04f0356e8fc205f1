/* figures_clue.h: figures of the area "clue", rows of the table in figure.c. Clues are counted without a word of them; who
 * opens a figure sees numbers, states and days left. States: 1 received, 2 assessed, 3 handled, 4 decided, 5 fed back,
 * 6 void. */
#define CLUES(where) "SELECT id, 1 AS weight FROM clue WHERE inspection = ?1 AND ?2 > 0 AND " where " ORDER BY number"
#define CLUE_FIGURE(name, zh, en, definition_zh, definition_en, where) \
    { \
        "clues." name, 1, "件", KIND_CLUE, zh, en, definition_zh, definition_en, CLUES(where), NULL, NULL \
    }
CLUE_FIGURE("total", "问题线索", "Clues", "已受理且未作废的问题线索数", "Clues received that are not void", "state <> 6"),
    CLUE_FIGURE("open", "在办线索", "Clues under way", "已受理、尚未反馈结果也未作废的线索数", "Clues received and neither fed back nor void", "state < 5"),
    CLUE_FIGURE("received", "待研判线索", "Clues to assess", "已受理、尚未研判处置的线索数", "Clues received and not assessed yet", "state = 1"),
    CLUE_FIGURE("assessed", "办理中线索", "Clues being handled", "已研判处置、尚未登记办理情况的线索数（含退回重新办理的）", "Clues assessed and not handled yet, those returned to be handled again included", "state = 2"),
    CLUE_FIGURE("handled", "待决定线索", "Clues to decide", "已登记办理情况、尚未作出决定的线索数", "Clues handled and not decided yet", "state = 3"),
    CLUE_FIGURE("decided", "待反馈线索", "Clues to feed back", "已作出决定、尚未反馈结果的线索数", "Clues decided and not fed back yet", "state = 4"),
    CLUE_FIGURE("fed_back", "已反馈线索", "Clues fed back", "结果已反馈的线索数", "Clues whose outcome was fed back", "state = 5"),
    CLUE_FIGURE("overdue", "超期线索", "Clues overdue", "在办且本步时限早于统计日的线索数；时限当天不算超期", "Clues under way whose step was due before the day of the figure; due on the day is not overdue", "state < 5 AND due_day < ?2"),
    CLUE_FIGURE("due_soon", "10天内到期线索", "Clues due within 10 days", "在办且本步时限在统计日起 10 天内（含当天）的线索数", "Clues under way whose step is due within 10 days, the day itself included", "state < 5 AND due_day >= ?2 AND due_day <= ?2 + 10"),
    {"clues.fed_back_rate", 1, "%", KIND_CLUE, "线索办结率", "Rate of clues fed back", "已反馈线索 ÷ 问题线索", "Clues fed back ÷ clues", NULL, "clues.fed_back", "clues.total"},
