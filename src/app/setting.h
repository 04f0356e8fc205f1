/* setting.h: what an installation may choose. One row a setting; `huiyin config`, the server and the documents read
 * the table. Kept in DIR/settings as lines NAME=VALUE; lines that begin with '#' and empty ones mean nothing. What is
 * not there has its default. The file is read when a program starts. */
#ifndef APP_SETTING_H
#define APP_SETTING_H

#include "base/base.h"

enum setting_type { SETTING_TEXT,    /* one line; min and max in characters */
                    SETTING_NUMBER,  /* min and max are its limits */
                    SETTING_ADDRESS, /* HOST:PORT, [IPv6]:PORT or, where min is 0, empty: not served */
                    SETTING_YES_NO,
                    SETTING_SMTP,    /* smtp://HOST[:PORT], smtps://HOST[:PORT], or empty */
                    SETTING_WEB,     /* http://… or https://…, without a slash at its end, or empty */
                    SETTING_MAILBOX, /* an address, or empty */
                    SETTING_SECRET,  /* one line nobody is shown again; max in characters */
                    SETTING_HOURS }; /* H:MM-H:MM, within the hours anything may be sent (domain/nudge.h) */

/* constant, name, type, default, min, max, label zh, label en, help zh, help en */
/* clang-format off */
#define SETTING_TABLE(X) \
    X(LISTEN, "listen", ADDRESS, "127.0.0.1:8080", 1, 255, "办公页面地址", "Pages listen on", "工作人员用的网页，写作 主机:端口；对外开放以前，请在前面加 HTTPS。", "Pages of the staff, as HOST:PORT. Put HTTPS in front of it before opening it to others.") \
    X(PORTAL, "portal", ADDRESS, "", 0, 255, "公众门户地址", "Public pages listen on", "群众看已发布通报的网页，写作 主机:端口；空着就不开。", "Pages of published bulletins for the public, as HOST:PORT; empty: none.") \
    X(WORKERS, "workers", NUMBER, "2", 1, 16, "网页进程数", "Processes for pages", "同时处理网页的进程数，一般等于处理器核数。", "Processes that serve pages, usually one a processor core.") \
    X(SECURE, "secure", YES_NO, "no", 0, 0, "只经 HTTPS 访问", "Reached by HTTPS only", "前面有 HTTPS 时选“是”（yes），登录凭据就不会走明文。", "yes when HTTPS stands in front: sign-ins never travel in the clear.") \
    X(TITLE, "title", TEXT, "", 0, 40, "页面名称", "Title of the pages", "显示在每一页顶上的名称；空着就显示被巡视单位的名称。", "The name at the top of each page; empty: the inspected organisation's.") \
    X(CONTACT, "contact", TEXT, "", 0, 120, "联系方式", "Contact", "页面底部给使用人看的联系人和电话。", "Whom to ask, at the foot of the pages.") \
    X(REMIND_AUTO, "remind.auto", YES_NO, "no", 0, 0, "自动发送提醒", "Send reminders by itself", "选“是”（yes），每个工作日到了发送时间就自动提醒；“提醒”页先列出将发给谁。选“否”，由整改办在那一页发送。", "yes: on each workday, in the sending hours, reminders go out by themselves; the page of reminders shows beforehand to whom. no: the office sends them there.") \
    X(MAIL_HOURS, "mail.hours", HOURS, "9:00-17:00", 0, 0, "发送时间", "Sending hours", "提醒只在工作日的这段时间发出，写作 9:00-17:00，在 8:00 到 20:00 之间。", "Reminders go out on workdays between these hours, as 9:00-17:00, not before 8:00 or after 20:00.") \
    X(MAIL_URL, "mail.url", SMTP, "", 0, 255, "邮件服务器", "Mail server", "发提醒邮件的 SMTP 服务器，写作 smtp://主机:端口 或 smtps://主机:端口；空着就不发邮件，只在系统内提醒。", "The SMTP server that takes letters, as smtp://HOST:PORT or smtps://HOST:PORT; empty: no letters, only reminders in the application.") \
    X(MAIL_FROM, "mail.from", MAILBOX, "", 0, 254, "发件邮箱", "Sender", "提醒邮件的发件人邮箱。", "The address letters come from.") \
    X(MAIL_USER, "mail.user", TEXT, "", 0, 120, "邮件登录名", "Mail user", "邮件服务器要求登录时填写；空着就不登录。", "When the mail server asks for a sign-in; empty: it does not.") \
    X(MAIL_PASSWORD, "mail.password", SECRET, "", 0, 200, "邮件口令", "Mail password", "只存在本机的设置文件里，不写入日志，也不再显示；空着表示不改。", "Kept in the settings file of this machine only, never in the log and never shown again; empty: as it is.") \
    X(MAIL_STARTTLS, "mail.starttls", YES_NO, "yes", 0, 0, "邮件必须加密", "Mail only encrypted", "选“是”（yes），smtp:// 服务器不支持 STARTTLS 就不发；在可信内网才选“否”，那时口令走明文。", "yes: an smtp:// server without STARTTLS gets nothing. no: only in a network you trust, the password then travels in the clear.") \
    X(MAIL_LINK, "mail.link", WEB, "", 0, 255, "邮件里的网址", "Address in letters", "办公页面的网址，写作 https://主机，邮件里的链接用它；空着就不放链接。", "Where the pages are, as https://HOST, for the links in letters; empty: no links.")
/* clang-format on */

enum setting {
#define X(id, ...) SETTING_##id,
    SETTING_TABLE(X)
#undef X
        SETTING_COUNT
};
struct setting_row {
    const char *name;
    enum setting_type type;
    const char *standard; /* the default */
    int64_t min, max;
    const char *zh, *en, *help_zh, *help_en;
};
extern const struct setting_row setting_rows[SETTING_COUNT];

struct settings {
    struct str values[SETTING_COUNT]; /* in the arena of settings_load; numbers are good digits */
};

bool setting_find(struct str name, enum setting *out);
/* ERR_INPUT with WHY when VALUE is none for S. */
MUST_CHECK enum err setting_check(struct arena *a, enum setting s, struct str value, struct sentence *why);
/* ERR_INPUT with WHY, naming the line, when the file cannot be understood; OUT has the defaults then. */
MUST_CHECK enum err settings_load(struct arena *a, const char *dir, struct settings *out, struct sentence *why);
/* Checks VALUE and puts it in the file in place of the one there; empty: the default again. */
MUST_CHECK enum err setting_save(struct arena *a, const char *dir, enum setting s, struct str value,
                                 struct sentence *why);
int64_t setting_number(const struct settings *s, enum setting which);
bool setting_yes(const struct settings *s, enum setting which);
/* Of a SETTING_HOURS: minutes since midnight in China. */
void setting_hours(const struct settings *s, enum setting which, int64_t *from_minute, int64_t *to_minute);

#endif
