/* setting.c: see setting.h. */
#include "app/setting.h"

#include "domain/nudge.h"
#include "log/file.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

enum { FILE_MAX = 64 * 1024,
       PORT_MAX = 65535 };

const struct setting_row setting_rows[] = {
#define X(id, name, type, standard, min, max, zh, en, help_zh, help_en) \
    {name, SETTING_##type, standard, min, max, zh, en, help_zh, help_en},
    SETTING_TABLE(X)
#undef X
};

bool setting_find(struct str name, enum setting *out)
{
    for (int i = 0; i < SETTING_COUNT; i++) {
        if (!str_is(name, setting_rows[i].name))
            continue;
        *out = (enum setting)i;
        return true;
    }
    return false;
}

/* ---- values ------------------------------------------------------------------------------------------- */

static bool plain_line(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] < ' ' || s.ptr[i] == 0x7f)
            return false;
    return utf8_valid(s);
}

static bool good_host(struct str host)
{
    bool six = host.len > 2 && host.ptr[0] == '[' && host.ptr[host.len - 1] == ']';
    const char *letters = six ? "0123456789abcdefABCDEF:.[]" : "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-*";
    for (size_t i = 0; i < host.len; i++)
        if (!host.ptr[i] || !strchr(letters, host.ptr[i]))
            return false;
    return host.len > 0;
}

static bool good_address(struct str s)
{
    size_t colon = s.len;
    int64_t port;
    while (colon > 0 && s.ptr[colon - 1] != ':')
        colon--;
    if (colon < 2)
        return false;
    struct str digits = str_sub(s, colon, s.len);
    return str_int(digits, &port) && digits.ptr[0] != '-' && port >= 1 && port <= PORT_MAX &&
           good_host(str_sub(s, 0, colon - 1));
}

static bool good_smtp(struct str s)
{
    size_t scheme = str_starts(s, STR("smtp://")) ? 7 : str_starts(s, STR("smtps://")) ? 8
                                                                                       : 0;
    struct str at = str_sub(s, scheme, s.len);
    return scheme && (good_address(at) || good_host(at));
}

static bool good_web(struct str s)
{
    size_t scheme = str_starts(s, STR("https://")) ? 8 : str_starts(s, STR("http://")) ? 7
                                                                                       : 0;
    for (size_t i = scheme; i < s.len; i++)
        if ((unsigned char)s.ptr[i] <= ' ' || (unsigned char)s.ptr[i] > '~' || strchr("\"'<>\\", s.ptr[i]))
            return false;
    return scheme && s.len > scheme && s.ptr[s.len - 1] != '/';
}

/* H:MM or HH:MM as minutes since midnight. */
static bool read_minute(struct str s, int64_t *minute)
{
    struct str rest = s, hours;
    int64_t h, m;
    if (!str_cut(&rest, ':', &hours) || hours.len > 2 || rest.len != 2 || !str_int(hours, &h) || !str_int(rest, &m))
        return false;
    *minute = h * 60 + m;
    return h >= 0 && h <= 24 && m >= 0 && m < 60;
}

static bool read_hours(struct str s, int64_t *from, int64_t *to)
{
    struct str rest = s, first;
    return str_cut(&rest, '-', &first) && read_minute(str_trim(first), from) && read_minute(str_trim(rest), to) &&
           *from < *to && *from >= NUDGE_HOUR_FIRST * 60 && *to <= NUDGE_HOUR_LAST * 60;
}

static bool good_value(const struct setting_row *r, struct str value)
{
    int64_t n, chars = (int64_t)utf8_length(value);
    switch (r->type) {
    case SETTING_TEXT: return chars >= r->min && chars <= r->max;
    case SETTING_NUMBER: return str_int(value, &n) && n >= r->min && n <= r->max;
    case SETTING_ADDRESS: return chars <= r->max && (good_address(value) || (!value.len && r->min == 0));
    case SETTING_YES_NO: return str_is(value, "yes") || str_is(value, "no");
    case SETTING_SMTP: return !value.len || (chars <= r->max && good_smtp(value));
    case SETTING_WEB: return !value.len || (chars <= r->max && good_web(value));
    case SETTING_MAILBOX: return !value.len || mail_address_good(value);
    case SETTING_SECRET: return chars <= r->max;
    case SETTING_HOURS: return read_hours(value, &n, &chars);
    }
    return false;
}

static struct sentence expected(struct arena *a, const struct setting_row *r)
{
    long long min = (long long)r->min, max = (long long)r->max;
    switch (r->type) {
    case SETTING_TEXT: return sentence_f(a, "应为一行文字，%lld 到 %lld 个字", "one line of %lld to %lld characters", min, max);
    case SETTING_NUMBER: return sentence_f(a, "应为 %lld 到 %lld 的整数", "a whole number from %lld to %lld", min, max);
    case SETTING_ADDRESS: return sentence_f(a, "应写作 主机:端口，如 127.0.0.1:8080", "HOST:PORT, as 127.0.0.1:8080");
    case SETTING_YES_NO: return sentence_f(a, "应为 yes 或 no", "yes or no");
    case SETTING_SMTP: return sentence_f(a, "应写作 smtp://主机:端口 或 smtps://主机:端口", "smtp://HOST:PORT or smtps://HOST:PORT");
    case SETTING_WEB: return sentence_f(a, "应写作 https://主机，末尾不带斜线", "https://HOST, without a slash at its end");
    case SETTING_MAILBOX: return sentence_f(a, "应为一个邮箱地址，写作 名称@域名", "a mail address, name@domain");
    case SETTING_SECRET: return sentence_f(a, "应为一行文字，最多 %lld 个字", "one line of at most %lld characters", max);
    case SETTING_HOURS: return sentence_f(a, "应写作 9:00-17:00，在 %d:00 到 %d:00 之间", "written 9:00-17:00, between %d:00 and %d:00", NUDGE_HOUR_FIRST, NUDGE_HOUR_LAST);
    }
    return (struct sentence){0};
}

enum err setting_check(struct arena *a, enum setting s, struct str value, struct sentence *why)
{
    const struct setting_row *r = &setting_rows[s];
    bool plain = plain_line(value);
    if (plain && good_value(r, value))
        return ERR_NONE;
    struct sentence e = expected(a, r);
    struct str shown = plain && r->type != SETTING_SECRET ? utf8_clip(value, 60) : STR("?");
    *why = (struct sentence){
        str_f(a, "设置 %s（%s）%.*s，给出的是“%.*s”。", r->name, r->zh, STR_ARG(e.zh), STR_ARG(shown)),
        str_f(a, "The setting %s (%s) is %.*s; \"%.*s\" was given.", r->name, r->en, STR_ARG(e.en), STR_ARG(shown))};
    return ERR_INPUT;
}

/* ---- the file --------------------------------------------------------------------------------------------- */

static enum err read_file(struct arena *a, const char *dir, struct str *text, struct sentence *why)
{
    const char *path = str_z(a, str_f(a, "%s/settings", dir));
    enum err e = file_read(a, path, FILE_MAX, text);
    if (e == ERR_MISSING) {
        *text = STR("");
        return ERR_NONE;
    }
    if (e)
        *why = sentence_f(a, "不能读取 %s：%s。", "Cannot read %s: %s.", path, e == ERR_LIMIT ? "> 64 KiB" : strerror(errno));
    return e;
}

/* NAME=VALUE of a line; false for a comment or an empty line. */
static bool cut_line(struct str line, struct str *name, struct str *value)
{
    line = str_trim(line);
    if (!line.len || line.ptr[0] == '#')
        return false;
    *value = line;
    str_cut(value, '=', name);
    *name = str_trim(*name);
    *value = str_trim(*value);
    return true;
}

static enum err bad_line(struct arena *a, int64_t line, struct sentence say, struct sentence *why)
{
    *why = (struct sentence){str_f(a, "settings 第 %lld 行：%.*s", (long long)line, STR_ARG(say.zh)),
                             str_f(a, "settings, line %lld: %.*s", (long long)line, STR_ARG(say.en))};
    return ERR_INPUT;
}

static enum err read_line(struct arena *a, struct settings *out, int64_t at, struct str name,
                          struct str value, struct sentence *why)
{
    enum setting s;
    struct sentence say;
    if (!setting_find(name, &s))
        return bad_line(a, at, sentence_f(a, "没有设置“%.*s”；huiyin config 目录 列出全部。", "There is no setting \"%.*s\"; huiyin config DIR lists them.", STR_ARG(utf8_valid(name) ? utf8_clip(name, 60) : STR("?"))), why);
    enum err e = setting_check(a, s, value, &say);
    if (e)
        return bad_line(a, at, say, why);
    out->values[s] = value;
    return ERR_NONE;
}

enum err settings_load(struct arena *a, const char *dir, struct settings *out, struct sentence *why)
{
    struct settings standard;
    struct str text, line, name, value;
    for (int i = 0; i < SETTING_COUNT; i++)
        standard.values[i] = str_c(setting_rows[i].standard);
    *out = standard;
    enum err e = read_file(a, dir, &text, why);
    for (int64_t at = 1; !e && text.len && str_cut(&text, '\n', &line); at++)
        if (cut_line(line, &name, &value))
            e = read_line(a, out, at, name, value, why);
    if (e)
        *out = standard;
    return e;
}

enum err setting_save(struct arena *a, const char *dir, enum setting s, struct str value, struct sentence *why)
{
    struct str text, line, name, old;
    struct buf b = buf_new(a, FILE_MAX);
    enum err e = value.len ? setting_check(a, s, value, why) : ERR_NONE;
    if (!e)
        e = read_file(a, dir, &text, why);
    while (!e && text.len && str_cut(&text, '\n', &line))
        if (line.len && (!cut_line(line, &name, &old) || !str_is(name, setting_rows[s].name)))
            buf_f(&b, "%.*s\n", STR_ARG(line));
    if (!e && value.len)
        buf_f(&b, "%s=%.*s\n", setting_rows[s].name, STR_ARG(value));
    if (e)
        return e;
    e = b.failed ? ERR_LIMIT : file_replace(str_z(a, str_f(a, "%s/settings", dir)), buf_view(&b), 0600);
    if (e)
        *why = sentence_f(a, "不能写入 %s/settings：%s。", "Cannot write %s/settings: %s.", dir, strerror(errno));
    return e;
}

int64_t setting_number(const struct settings *s, enum setting which)
{
    int64_t n = 0;
    bool good = str_int(s->values[which], &n);
    assert(good); /* settings_load checked it */
    (void)good;
    return n;
}

bool setting_yes(const struct settings *s, enum setting which) { return str_is(s->values[which], "yes"); }

void setting_hours(const struct settings *s, enum setting which, int64_t *from_minute, int64_t *to_minute)
{
    bool good = read_hours(s->values[which], from_minute, to_minute);
    assert(good); /* settings_load checked it */
    (void)good;
}
