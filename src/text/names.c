/* names.c: see names.h. */
#include "text/names.h"

#include "text/chars.h"

struct split {
    struct str *names;
    size_t count;
};

static bool ends_a_unit(struct str s)
{
    static const char *const ends[] = {"局", "委", "办", "部", "厅", "院", "镇", "乡", "街道", "中心", "公司", "集团", "室", "处", "科",
                                       "会", "所", "站", "队", "校", "大学", "政府", "法院", "检察院", "银行", "组", "团", "社"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (str_ends(s, str_c(ends[i])))
            return true;
    return false;
}

static struct str without(struct str s)
{
    s = str_trim(s);
    if (str_ends(s, STR("等")))
        s.len -= 3;
    static const char *const stops[] = {"。", ".", "：", ":"};
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
        if (str_ends(s, str_c(stops[i])))
            s.len -= str_c(stops[i]).len;
    return str_trim(s);
}

static void add(struct split *p, struct str name)
{
    name = without(name);
    if (!name.len || p->count == NAMES_MAX)
        return;
    for (size_t i = 0; i < p->count; i++)
        if (str_eq(p->names[i], name))
            return;
    p->names[p->count++] = name;
}

/* 甲局和乙局: cuts at the first 和 及 与 between two whole names. */
static void add_joined(struct split *p, struct str s)
{
    static const char *const joints[] = {"和", "及", "与", "以及"};
    for (size_t at = 0; at < s.len; utf8_next(s, &at))
        for (size_t k = 0; k < sizeof joints / sizeof *joints; k++) {
            struct str joint = str_c(joints[k]);
            struct str left = str_sub(s, 0, at), right = str_sub(s, at + joint.len, s.len);
            if (!str_starts(str_sub(s, at, s.len), joint) || utf8_length(left) < 3 || utf8_length(right) < 3)
                continue;
            if (ends_a_unit(str_trim(left)) && ends_a_unit(without(right))) {
                add(p, left);
                add_joined(p, right);
                return;
            }
        }
    add(p, s);
}

/* 甲局 乙局 丙局: spaces divide names when every part is a whole unit. */
static void add_spaced(struct split *p, struct str s)
{
    struct str rest = str_trim(s), part;
    size_t parts = 0;
    bool units = true;
    while (str_cut(&rest, ' ', &part)) {
        part = str_trim(part);
        units = units && (!part.len || (utf8_length(part) > 1 && ends_a_unit(without(part))));
        parts += part.len > 0;
    }
    rest = str_trim(s);
    if (parts < 2 || !units) {
        add_joined(p, s);
        return;
    }
    while (str_cut(&rest, ' ', &part))
        add_joined(p, part);
}

static struct str past_heading(struct str s)
{
    static const char *const headings[] = {"牵头单位", "责任单位", "协办单位", "配合单位", "责任领导", "责任人", "牵头", "协办", "配合", "主办"};
    s = str_trim(s);
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++) {
        struct str rest = str_sub(s, str_c(headings[i]).len, s.len);
        if (str_starts(s, str_c(headings[i])) && (str_starts(rest, STR("：")) || str_starts(rest, STR(":"))))
            return str_sub(rest, str_starts(rest, STR(":")) ? 1 : 3, rest.len);
    }
    return s;
}

static bool separates(uint32_t cp)
{
    return cp == 0x3001 || cp == ',' || cp == ';' || cp == '/' || cp == '\n' || cp == '\r' || cp == 0xFF64 || cp == '|';
}

size_t text_split_names(struct arena *a, struct str s, struct str **out)
{
    struct split p = {.names = arena_alloc(a, NAMES_MAX * sizeof *p.names)};
    size_t from = 0, depth = 0;
    for (size_t at = 0; at < s.len;) {
        size_t here = at;
        uint32_t cp = char_fold(utf8_next(s, &at));
        if (cp == '(' || cp == '[' || cp == 0x3010)
            depth++;
        else if ((cp == ')' || cp == ']' || cp == 0x3011) && depth)
            depth--;
        /* A line break ends a name even where a bracket was left open. */
        if (!separates(cp) || (depth && cp != '\n'))
            continue;
        add_spaced(&p, past_heading(str_sub(s, from, here - from)));
        from = at;
        depth = 0;
    }
    add_spaced(&p, past_heading(str_sub(s, from, s.len)));
    *out = p.names;
    return p.count;
}
