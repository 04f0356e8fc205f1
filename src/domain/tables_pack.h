/* tables_pack.h: rows of the area "pack" in the tables of domain.h and tables.h, which explain the columns. */
#ifndef DOMAIN_TABLES_PACK_H
#define DOMAIN_TABLES_PACK_H

#define WHO_PACK_REVIEWER (ROLE(OFFICE) | ROLE(LEADER) | ROLE(OVERSEER))

/* clang-format off */
#define KINDS_PACK(X) \
    X(PACK, "pack", pack, "报告汇编", "Pack")

#define REFUSALS_PACK(X) \
    X(REFUSED_PACK_PERIOD, "这一期还没有结束，或者不是所选周期的一期；期末的次日起才能定稿，请另选一期。", "The period is not over yet, or is none of the chosen rhythm; a pack is frozen from the day after the period's end. Choose another period.") \
    X(REFUSED_PACK_SCOPE, "汇编只能按一个单位或一位责任领导收窄，不能同时选两样；请去掉一样。", "A pack is narrowed to one unit or to one leader, not to both; leave one of them out.") \
    X(REFUSED_PACK_TWICE, "同一期、同一范围的汇编已经定稿；需要重做，请先撤回原来的一份。", "There is a frozen pack of this period and scope already; withdraw it before freezing another.") \
    X(REFUSED_PACK_MOMENT, "汇编的日志位置、日期或校验码不对：位置要在 1 与日志现有条数之间，日期不能早于该位置最后一条记录的日期，也不能晚于今天；请重新打开预览再定稿。", "Position, day or digest of the pack is wrong: the position lies between 1 and the log's size, the day is not before that of the newest entry up to there and not later than today. Open the preview again and freeze from it.") \
    X(REFUSED_PACK_OWN, "汇编的定稿人不能审核自己的汇编，须换人审核。", "Whoever froze a pack may not review it; another person must.")

#define COMMANDS_PACK(X) \
    X(PACK_FREEZE, "pack.freeze", PACK, WHO_OFFICE, FROM_NEW, NEED_INSPECTION | NEED_LOG | NEED_PACK, pack_freeze, NULL, pack_freeze, PACK_FROZEN, "定稿报告汇编", "Freeze a pack") \
    X(PACK_REVIEW, "pack.review", PACK, WHO_PACK_REVIEWER, FROM(PACK_IS_FROZEN), NEED_INSPECTION, opinion, pack_may_review, NULL, PACK_REVIEWED, "审核通过", "Pass the pack") \
    X(PACK_WITHDRAW, "pack.withdraw", PACK, WHO_OFFICE, FROM(PACK_IS_FROZEN) | FROM(PACK_IS_REVIEWED), NEED_INSPECTION, reason, inspection_is_open, NULL, PACK_WITHDRAWN, "撤回汇编", "Withdraw the pack")

/* Rows are never edited or removed: logs that exist hold them. */
#define EVENTS_PACK(X) \
    X(PACK_FROZEN, "pack.frozen", 1, PACK, PACK_IS_FROZEN, pack_freeze, pack_frozen, "定稿", "Frozen") \
    X(PACK_REVIEWED, "pack.reviewed", 1, PACK, PACK_IS_REVIEWED, opinion, pack_reviewed, "审核通过", "Passed") \
    X(PACK_WITHDRAWN, "pack.withdrawn", 1, PACK, PACK_IS_WITHDRAWN, reason, NULL, "撤回", "Withdrawn")
/* clang-format on */

#endif
