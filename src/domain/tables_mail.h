/* tables_mail.h: rows of the area "mail" in the tables of domain.h and tables.h, which explain the columns. */
#ifndef DOMAIN_TABLES_MAIL_H
#define DOMAIN_TABLES_MAIL_H

/* clang-format off */
#define KINDS_MAIL(X) \
    X(NUDGE, "nudge", nudge, "提醒", "Reminder")

#define REFUSALS_MAIL(X) \
    X(REFUSED_NUDGE_DAY, "提醒只能在当天发出，日期要写今天；别的日子可以先看计划。", "A reminder goes out on its own day: give today's date; other days can only be looked at beforehand.") \
    X(REFUSED_NUDGE_HOUR, "现在不是发送时间，提醒只在工作日 8 点到 20 点之间发出，请在发送时间内再办。", "Reminders go out on workdays between 8:00 and 20:00 only; send them in those hours.") \
    X(REFUSED_NUDGE_NOT_YOURS, "这条提醒是发给别人的，只有本人能标记为知晓。", "This reminder went to somebody else; only they can mark it as read.") \
    X(REFUSED_PROGRAM_ONLY, "邮件是否送达由程序自己记录，不能由人填写。", "Whether a letter was delivered is recorded by the program itself, not by people.") \
    X(REFUSED_MAIL_SHAPE, "电子邮箱的写法不对，应写作 名称@域名，只用英文字母、数字和常用符号，请改正。", "The mail address is malformed; write name@domain in plain letters, digits and common signs.") \
    X(REFUSED_MAIL_NONE, "此人还没有填写电子邮箱，不能用邮件提醒；请先填写邮箱，或只在系统内提醒。", "There is no mail address for this person; enter one first, or remind in the application only.")

#define COMMANDS_MAIL(X) \
    X(PERSON_NOTIFY, "person.notify", PERSON, ROLES_ANY, FROM(PERSON_ACTIVE), 0, person_notify, person_is_self, person_notify, PERSON_NOTIFY_SET, "设置提醒方式", "Choose how to be reminded") \
    X(NUDGE_SEND, "nudge.send", NUDGE, WHO_OFFICE, FROM_NEW, NEED_PERSON | NEED_CALENDAR, nudge_send, NULL, nudge_send, NUDGE_SENT, "发出提醒", "Send a reminder") \
    X(NUDGE_DELIVER, "nudge.deliver", NUDGE, WHO_OFFICE, FROM(NUDGE_WAITING), 0, nothing, nudge_by_program, NULL, NUDGE_DELIVERED, "记录邮件送达", "Record the delivery") \
    X(NUDGE_FAIL, "nudge.fail", NUDGE, WHO_OFFICE, FROM(NUDGE_WAITING), 0, nudge_fail, nudge_by_program, NULL, NUDGE_FAILED, "记录投递未成", "Record a failed try") \
    X(NUDGE_MARK_READ, "nudge.mark_read", NUDGE, ROLES_ANY, FROM_ANY, 0, nothing, nudge_may_read, NULL, NUDGE_READ, "知道了", "Mark as read")

/* Rows are never edited or removed: logs that exist hold them. */
#define EVENTS_MAIL(X) \
    X(PERSON_NOTIFY_SET, "person.notify_set", 1, PERSON, TO_SAME, person_notify, NULL, "设置了提醒方式", "chose how to be reminded") \
    X(NUDGE_SENT, "nudge.sent", 1, NUDGE, TO_SAME, nudge_send, nudge_sent, "发出了提醒", "sent a reminder") \
    X(NUDGE_DELIVERED, "nudge.delivered", 1, NUDGE, NUDGE_OUT, nothing, nudge_delivered, "邮件已送达", "delivered the letter") \
    X(NUDGE_FAILED, "nudge.failed", 1, NUDGE, TO_SAME, nudge_fail, nudge_failed, "邮件没有送出", "failed to deliver the letter") \
    X(NUDGE_READ, "nudge.read", 1, NUDGE, TO_SAME, nothing, nudge_read, "已知晓", "read it")
/* clang-format on */

#endif
