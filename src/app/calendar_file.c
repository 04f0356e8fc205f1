/* calendar_file.c: a year's notice from the bytes of a file, and back. See calendar.h. */
#include "app/calendar.h"

#include "base/time.h"

#include <jansson.h>
#include <string.h>

static enum err unusable(struct sentence *why, struct sentence say)
{
    *why = say;
    return ERR_INPUT;
}

/* ---- our own form ---------------------------------------------------------------------------------- */

static void put_lines(struct buf *b, const char *key, struct str days)
{
    struct str part;
    while (days.len && str_cut(&days, ',', &part)) {
        part = str_trim(part);
        if (part.len)
            buf_f(b, "%s: %.*s\n", key, STR_ARG(part));
    }
}

struct str calendar_print(struct arena *a, const struct calendar_enter *y)
{
    struct buf b = buf_new(a, CALENDAR_FILE_MAX);
    buf_f(&b, "year: %lld\nnotice: %.*s\n", (long long)y->year, STR_ARG(y->notice));
    put_lines(&b, "off", y->off);
    put_lines(&b, "work", y->work);
    return buf_view(&b);
}

static void join(struct buf *b, struct str more)
{
    buf_c(b, b->len ? ", " : "");
    buf_str(b, more);
}

static enum err read_line(struct arena *a, struct str line, size_t number, struct calendar_enter *out,
                          struct buf *off, struct buf *work, struct sentence *why)
{
    struct str value = line, key;
    bool good = str_cut(&value, ':', &key) && value.ptr;
    value = str_trim(value);
    if (good && str_is(key, "year"))
        good = str_int(value, &out->year);
    else if (good && str_is(key, "notice"))
        out->notice = value;
    else if (good && str_is(key, "off"))
        join(off, value);
    else if (good && str_is(key, "work"))
        join(work, value);
    else
        good = false;
    if (good)
        return ERR_NONE;
    return unusable(why, sentence_f(a, "第%zu行“%.*s”看不懂：每行应是 year:、notice:、off: 或 work: 后面写内容，例如 off: 2027-01-01..2027-01-03 元旦。", "Line %zu, \"%.*s\", is not understood: each line is year:, notice:, off: or work: with its value, such as off: 2027-01-01..2027-01-03.", number, STR_ARG(utf8_clip(line, 40))));
}

static enum err read_own(struct arena *a, struct str text, struct calendar_enter *out, struct sentence *why)
{
    struct buf off = buf_new(a, CALENDAR_FILE_MAX), work = buf_new(a, CALENDAR_FILE_MAX);
    struct str line;
    enum err e = ERR_NONE;
    for (size_t number = 1; !e && text.len && str_cut(&text, '\n', &line); number++) {
        line = str_trim(line);
        if (str_ends(line, STR("\r")))
            line = str_trim(str_sub(line, 0, line.len - 1));
        if (line.len && line.ptr[0] != '#')
            e = read_line(a, line, number, out, &off, &work, why);
    }
    out->off = buf_view(&off);
    out->work = buf_view(&work);
    if (!e && !out->year)
        return unusable(why, sentence_f(a, "文件里没有年份：要有一行 year: 2027。", "The file has no year: it needs a line such as year: 2027."));
    return e;
}

/* ---- the shape many tools share ---------------------------------------------------------------------- */

struct entry_day {
    int64_t day;
    bool off;
    struct str name;
};

static enum err read_entry(struct arena *a, const json_t *entry, size_t number,
                           struct entry_day *out, struct sentence *why)
{
    const char *date = json_string_value(json_object_get(entry, "date"));
    const char *name = json_string_value(json_object_get(entry, "name"));
    const json_t *off = json_object_get(entry, "isOffDay");
    if (!date || !day_parse(str_c(date), &out->day) || !json_is_boolean(off))
        return unusable(why, sentence_f(a, "days 的第%zu项看不懂：应有 date（如 \"2027-01-01\"）和 isOffDay（true 或 false）。", "Entry %zu of days is not understood: it needs date (such as \"2027-01-01\") and isOffDay (true or false).", number));
    out->off = json_is_true(off);
    out->name = utf8_clip(str_trim(str_copy(a, str_c(name))), CALENDAR_NAME_CHARS);
    for (size_t i = 0; i < out->name.len; i++)
        if (strchr(",;\n\r", out->name.ptr[i])) /* they part days in our form */
            out->name = STR("");
    return ERR_NONE;
}

static void sort_days(struct entry_day *days, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct entry_day d = days[i];
        size_t at = i;
        for (; at && days[at - 1].day > d.day; at--)
            days[at] = days[at - 1];
        days[at] = d;
    }
}

/* Ranges of days of one name. A weekday "worked" says nothing and is left out: it only ends a holiday. */
static struct str written(struct arena *a, const struct entry_day *days, size_t n, bool off)
{
    struct buf b = buf_new(a, CALENDAR_FILE_MAX);
    for (size_t i = 0; i < n; i++) {
        const struct entry_day *first = &days[i];
        int weekday = day_weekday(first->day);
        if (first->off != off || (!off && weekday >= 1 && weekday <= 5))
            continue;
        while (off && i + 1 < n && days[i + 1].off && days[i + 1].day == days[i].day + 1 &&
               str_eq(days[i + 1].name, first->name) && days[i + 1].day - first->day < CALENDAR_RANGE_MAX)
            i++;
        struct str from = day_text(a, first->day), to = day_text(a, days[i].day);
        join(&b, from);
        if (days[i].day > first->day)
            buf_f(&b, "..%.*s", STR_ARG(to));
        if (off && first->name.len)
            buf_f(&b, " %.*s", STR_ARG(first->name));
    }
    return buf_view(&b);
}

static enum err read_days(struct arena *a, const json_t *root, struct calendar_enter *out, struct sentence *why)
{
    const json_t *days = json_object_get(root, "days");
    size_t n = json_array_size(days);
    struct entry_day list[CALENDAR_DAYS_MAX];
    enum err e = ERR_NONE;
    out->year = json_integer_value(json_object_get(root, "year"));
    if (!out->year || !json_is_array(days))
        return unusable(why, sentence_f(a, "这份 JSON 里没有 year 或 days，不是放假安排。", "This JSON has no year or no days, so it is no holiday notice."));
    if (!n)
        return unusable(why, sentence_f(a, "文件里%lld年一天也没有，说明通知还没有发布；请等通知发布后再登记。", "The file has no day for %lld: the notice is not out yet. Enter it when it is.", (long long)out->year));
    if (n > CALENDAR_DAYS_MAX)
        return unusable(why, sentence_f(a, "日期太多，一年最多 %d 天，请核对文件。", "Too many days: a year has at most %d; check the file.", CALENDAR_DAYS_MAX));
    for (size_t i = 0; i < n && !e; i++)
        e = read_entry(a, json_array_get(days, i), i + 1, &list[i], why);
    if (e)
        return e;
    sort_days(list, n);
    out->off = written(a, list, n, true);
    out->work = written(a, list, n, false);
    out->notice = str_f(a, "国务院办公厅关于%lld年部分节假日安排的通知", (long long)out->year);
    return ERR_NONE;
}

static void drop(void *root) { json_decref(root); }

enum err calendar_file(struct arena *a, struct str bytes, struct calendar_enter *out, struct sentence *why)
{
    struct calendar_enter read = {0};
    json_error_t wrong;
    if (str_starts(bytes, STR("\xEF\xBB\xBF")))
        bytes = str_sub(bytes, 3, bytes.len);
    struct str text = str_trim(bytes);
    while (text.len && (text.ptr[0] == '\n' || text.ptr[0] == '\r'))
        text = str_trim(str_sub(text, 1, text.len));
    if (!text.len || text.len > CALENDAR_FILE_MAX || !utf8_valid(text) || memchr(text.ptr, 0, text.len))
        return unusable(why, sentence_f(a, "文件是空的、太大（最多 %d KB），或者不是 UTF-8 文本，不能当作放假安排读取。", "The file is empty, too large (at most %d KB) or no UTF-8 text, so it cannot be read as a holiday notice.", CALENDAR_FILE_MAX / 1024));
    enum err e;
    if (text.ptr[0] == '{') {
        json_t *root = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES, &wrong);
        if (!root)
            return unusable(why, sentence_f(a, "JSON 写得不对，第%d行第%d列：%s。", "The JSON is wrong at line %d, column %d: %s.", wrong.line, wrong.column, wrong.text));
        arena_defer(a, drop, root);
        e = read_days(a, root, &read, why);
    } else {
        e = read_own(a, text, &read, why);
    }
    if (!e)
        *out = read;
    return e;
}

void calendar_pairs(struct arena *a, const struct calendar_enter *y, struct pair *out)
{
    out[0] = (struct pair){STR("year"), str_f(a, "%lld", (long long)y->year)};
    out[1] = (struct pair){STR("notice"), y->notice};
    out[2] = (struct pair){STR("off"), y->off};
    out[3] = (struct pair){STR("work"), y->work};
}
