/* setting.h: what an installation may choose. One row a setting; `huiyin config`, the server and the documents read
 * the table. Kept in DIR/settings as lines NAME=VALUE; lines that begin with '#' and empty ones mean nothing. What is
 * not there has its default. The file is read when a program starts. */
#ifndef APP_SETTING_H
#define APP_SETTING_H

#include "base/base.h"

enum setting_type { SETTING_TEXT,    /* one line; min and max in characters */
                    SETTING_NUMBER,  /* min and max are its limits */
                    SETTING_ADDRESS, /* HOST:PORT, [IPv6]:PORT or, where min is 0, empty: not served */
                    SETTING_YES_NO };

/* constant, name, type, default, min, max, label zh, label en, help zh, help en */
/* clang-format off */
#define SETTING_TABLE(X) \
    X(LISTEN, "listen", ADDRESS, "127.0.0.1:8080", 1, 255, "办公页面地址", "Pages listen on", "工作人员用的网页，写作 主机:端口；对外开放以前，请在前面加 HTTPS。", "Pages of the staff, as HOST:PORT. Put HTTPS in front of it before opening it to others.") \
    X(PORTAL, "portal", ADDRESS, "", 0, 255, "公众门户地址", "Public pages listen on", "群众看已发布通报的网页，写作 主机:端口；空着就不开。", "Pages of published bulletins for the public, as HOST:PORT; empty: none.") \
    X(WORKERS, "workers", NUMBER, "2", 1, 16, "网页进程数", "Processes for pages", "同时处理网页的进程数，一般等于处理器核数。", "Processes that serve pages, usually one a processor core.") \
    X(SECURE, "secure", YES_NO, "no", 0, 0, "只经 HTTPS 访问", "Reached by HTTPS only", "前面有 HTTPS 时选“是”（yes），登录凭据就不会走明文。", "yes when HTTPS stands in front: sign-ins never travel in the clear.") \
    X(TITLE, "title", TEXT, "", 0, 40, "页面名称", "Title of the pages", "显示在每一页顶上的名称；空着就显示被巡视单位的名称。", "The name at the top of each page; empty: the inspected organisation's.") \
    X(CONTACT, "contact", TEXT, "", 0, 120, "联系方式", "Contact", "页面底部给使用人看的联系人和电话。", "Whom to ask, at the foot of the pages.")
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

#endif
