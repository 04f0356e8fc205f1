/* import_names.c: units and people in cells: known, new, or suspiciously like another. */
#include "app/import_private.h"

#include "text/names.h"
#include "text/normal.h"
#include "text/similar.h"

#include <string.h>

static uint64_t letters_of(struct str key)
{
    uint64_t set = 0;
    for (size_t at = 0; at < key.len;)
        set |= 1ULL << (utf8_next(key, &at) * 0x9E3779B1u >> 26);
    return set;
}

static struct place *add(struct importing *im, struct names *n, struct str name, struct str key)
{
    if (index_find(&n->by_key, key) == INDEX_ABSENT)
        index_put(&n->by_key, key, (int64_t)n->count);
    n->list = array_room(im->a, n->list, n->count, &n->cap, sizeof *n->list);
    struct place *p = &n->list[n->count++];
    *p = (struct place){.name = name, .key = key, .letters = letters_of(key)};
    return p;
}

void import_names_begin(struct importing *im)
{
    struct ledger *l = im->l;
    im->units.by_key = index_new(im->a);
    im->people.by_key = index_new(im->a);
    for (size_t i = 0; i < l->n_units; i++)
        add(im, &im->units, l->units[i].name, text_key(im->a, l->units[i].name))->id = l->units[i].id;
    for (size_t i = 0; i < l->n_units; i++) { /* a short name names its unit, unless it is another's name */
        struct str key = text_key(im->a, l->units[i].short_name);
        if (key.len && index_find(&im->units.by_key, key) == INDEX_ABSENT)
            index_put(&im->units.by_key, key, (int64_t)i);
    }
    for (size_t i = 0; i < l->n_people; i++) {
        const struct person *p = &l->people[i];
        if (p->state != PERSON_ACTIVE)
            continue;
        struct place *x = add(im, &im->people, p->name, text_key(im->a, p->name));
        x->id = p->id;
        x->post = p->post;
    }
}

static struct place *created(struct importing *im, struct names *n, struct str name, struct str key,
                             const struct given *g, const char *kind)
{
    struct place *p = add(im, n, name, key);
    p->created = true;
    p->id = import_id(im, kind, n->count);
    p->sheet = g->sheet->name;
    p->cell = given_cell(im->a, g);
    return p;
}

/* 98% or 45657 in a column of names. */
static bool no_name(struct importing *im, const struct given *g, struct str name)
{
    for (size_t at = 0; at < name.len;) {
        uint32_t cp = utf8_next(name, &at);
        if (cp >= 0x2E80 || (cp | 0x20) - 'a' < 26u)
            return false;
    }
    import_note(im, true, g, sentence_f(im->a, "“%.*s”不是名称；这一列应填单位或姓名。", "\"%.*s\" is no name; this column holds units or people.", STR_ARG(name)));
    return true;
}

static bool too_many(struct importing *im, const struct given *g, size_t n)
{
    if (n < NAMES_MAX)
        return false;
    import_note(im, true, g, sentence_f(im->a, "一格里最多 %d 个名称；请分成几条措施。", "A cell holds at most %d names; split the measure.", NAMES_MAX - 1));
    return true;
}

/* 各乡镇（街道）, 相关单位: a group, nobody one could send a notice to. */
static bool is_group(struct str name)
{
    static const char *const words[] = {"各", "有关", "相关", "全市", "全县", "全区"};
    static const char *const within[] = {"直各", "各有关", "等单位", "等部门"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_starts(name, str_c(words[i])))
            return true;
    for (size_t i = 0; i < sizeof within / sizeof *within; i++)
        if (str_find(name, str_c(within[i])) != SIZE_MAX)
            return true;
    return false;
}

/* 市教育局（牵头） is 市教育局; （街道） in a name of a group stays. */
static struct str without_role(struct str name)
{
    static const char *const roles[] = {"（牵头）", "(牵头)", "（主责）", "(主责)", "（配合）", "(配合)", "（协办）", "(协办)", "（主办）", "（负责）"};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (str_ends(name, str_c(roles[i])))
            return str_trim(str_sub(name, 0, name.len - strlen(roles[i])));
    return name;
}

bool import_units(struct importing *im, const struct given *g, struct ids *ids)
{
    struct str *names;
    size_t n = text_split_names(im->a, g->text, &names);
    if (too_many(im, g, n))
        return false;
    for (size_t i = 0; i < n; i++) {
        struct str name = import_clean(im->a, without_role(names[i]), false), key = text_key(im->a, name);
        if (!key.len || str_is(key, "无"))
            continue;
        if (no_name(im, g, name) || !import_fits(im, &unit_create_record, "name", g, name))
            return false;
        int64_t at = index_find(&im->units.by_key, key);
        struct place *p = at == INDEX_ABSENT
                              ? created(im, &im->units, text_normal(im->a, name), key, g, "unit")
                              : &im->units.list[at];
        if (at == INDEX_ABSENT && is_group(name))
            import_note(im, false, g, sentence_f(im->a, "“%.*s”不像一个具体单位，没法签收和填报；请写明是哪些单位。", "\"%.*s\" does not look like one unit that could sign and report; name the units.", STR_ARG(name)));
        *ids = ids_with(im->a, *ids, p->id);
    }
    return true;
}

/* ---- people -------------------------------------------------------------------------------- */

static bool is_post(struct str s)
{
    static const char *const ends[] = {"长", "书记", "主任", "主席", "委员", "常委", "部长", "经理", "主管", "干部", "调研员", "组长"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (str_ends(s, str_c(ends[i])))
            return true;
    return false;
}

struct titled {
    struct str name, post;
};

/* 副县长：张三, 局长张三, 张三副局长. */
static void loose_post(struct titled *t)
{
    struct str s = t->name;
    size_t colon = str_find(s, STR("：")), ascii = str_find(s, STR(":")), at = colon < ascii ? colon : ascii;
    if (at != SIZE_MAX && is_post(str_sub(s, 0, at))) {
        size_t mark = s.ptr[at] == ':' ? 1 : STR("：").len;
        *t = (struct titled){str_trim(str_sub(s, at + mark, s.len)), str_sub(s, 0, at)};
        return;
    }
    size_t chars = utf8_length(s);
    at = 0;
    for (size_t n = 1; n < chars; n++) {
        utf8_next(s, &at);
        struct str left = str_sub(s, 0, at), right = str_sub(s, at, s.len);
        bool before = n >= 2 && is_post(left) && !is_post(right) && chars - n >= 2 && chars - n <= 3;
        bool behind = (n == 2 || n == 3) && chars - n >= 2 && is_post(right) && !is_post(left) &&
                      !str_ends(left, STR("副")) && !str_ends(left, STR("总")) && chars - n >= 3;
        if (before || behind) {
            *t = before ? (struct titled){right, left} : (struct titled){left, right};
            return;
        }
    }
}

/* 张三 副县长, 副县长 张三; 张 三 is one name. */
static void spaced_post(struct importing *im, struct titled *t)
{
    struct str s = t->name;
    size_t space = str_find(s, STR(" "));
    if (space == SIZE_MAX)
        return;
    struct str left = str_sub(s, 0, space), right = str_trim(str_sub(s, space, s.len));
    bool left_post = is_post(left) && utf8_length(left) > 1, right_post = is_post(right) && utf8_length(right) > 1;
    if (left_post != right_post)
        *t = left_post ? (struct titled){right, left} : (struct titled){left, right};
    else if (utf8_length(left) == 1 && utf8_length(right) == 1)
        t->name = str_f(im->a, "%.*s%.*s", STR_ARG(left), STR_ARG(right));
}

/* 张三（副县长）, 张三 副县长, 副县长 张三, 副县长：张三, 局长张三, 张三同志, 张 三. */
static void name_and_post(struct importing *im, struct str s, struct str *name, struct str *post)
{
    struct titled t = {str_trim(text_normal(im->a, s)), STR("")};
    size_t wide = str_find(t.name, STR("（")), narrow = str_find(t.name, STR("(")), at = wide < narrow ? wide : narrow;
    if (at != SIZE_MAX && at > 0) {
        size_t open = wide < narrow ? STR("（").len : 1;
        t.post = str_sub(t.name, at + open, t.name.len);
        if (str_ends(t.post, STR("）")))
            t.post.len -= STR("）").len;
        else if (str_ends(t.post, STR(")")))
            t.post.len -= 1;
        t.name = str_trim(str_sub(t.name, 0, at));
    }
    spaced_post(im, &t);
    if (!t.post.len)
        loose_post(&t);
    if (str_ends(t.name, STR("同志")) && utf8_length(t.name) > 3)
        t.name = str_sub(t.name, 0, t.name.len - STR("同志").len);
    *name = t.name;
    *post = import_clean(im->a, t.post, false);
}

/* Two of one name in the ledger: the one of that post, else the first, and a doubt. */
static struct place *choose(struct importing *im, const struct given *g, int64_t at, struct str key, struct str post)
{
    struct place *first = &im->people.list[at];
    size_t same = 0;
    for (size_t i = (size_t)at; i < im->people.count; i++) {
        struct place *p = &im->people.list[i];
        if (p->letters != first->letters || !str_eq(p->key, key))
            continue;
        if (post.len && str_eq(p->post, post))
            return p;
        same++;
    }
    if (same > 1)
        import_note(im, false, g, sentence_f(im->a, "台账里有 %zu 个“%.*s”，取了先登记的一个；可在姓名后用括号注明职务。", "There are %zu people named \"%.*s\"; the one registered first was taken; write the post in brackets behind the name.", same, STR_ARG(first->name)));
    return first;
}

static bool one_person(struct importing *im, const struct given *g, struct str text, struct str before, struct ids *ids)
{
    struct str name, post;
    name_and_post(im, text, &name, &post);
    if (before.len)
        post = post.len ? str_f(im->a, "%.*s、%.*s", STR_ARG(before), STR_ARG(post)) : before;
    struct str key = text_key(im->a, name);
    if (!key.len)
        return true;
    if (no_name(im, g, name) || !import_fits(im, &person_create_record, "name", g, name) ||
        !import_fits(im, &person_create_record, "post", g, post))
        return false;
    int64_t at = index_find(&im->people.by_key, key);
    struct place *p = at == INDEX_ABSENT ? created(im, &im->people, name, key, g, "person") : choose(im, g, at, key, post);
    if (p->created && !p->post.len)
        p->post = post;
    if (at == INDEX_ABSENT && (utf8_length(name) > 4 || is_group(name) || is_post(name)) &&
        (unsigned char)name.ptr[0] >= 0x80 && str_find(name, STR("·")) == SIZE_MAX)
        import_note(im, false, g, sentence_f(im->a, "“%.*s”不像一个人的姓名；责任领导要写到具体的人，职务放在括号里。", "\"%.*s\" does not look like a person's name; name the person, with the post in brackets.", STR_ARG(name)));
    *ids = ids_with(im->a, *ids, p->id);
    return true;
}

bool import_people(struct importing *im, const struct given *g, struct ids *ids)
{
    struct str *names;
    size_t n = text_split_names(im->a, g->text, &names);
    if (too_many(im, g, n))
        return false;
    struct str before = STR(""); /* 党组书记、局长张三: the posts of one person */
    for (size_t i = 0; i < n; i++) {
        struct str name, post;
        name_and_post(im, names[i], &name, &post);
        if (i + 1 < n && !post.len && is_post(name) && utf8_length(name) > 1) {
            before = before.len ? str_f(im->a, "%.*s、%.*s", STR_ARG(before), STR_ARG(name)) : name;
            continue;
        }
        if (!one_person(im, g, names[i], before, ids))
            return false;
        before = STR("");
    }
    return true;
}

/* ---- suspicions ---------------------------------------------------------------------------- */

static int bits(uint64_t set) { return __builtin_popcountll(set); }

/* Cheap: names that text_suspect_same could find alike share all but a few of the shorter one's characters. */
static bool worth_asking(const struct place *a, const struct place *b)
{
    int x = bits(a->letters & ~b->letters), y = bits(b->letters & ~a->letters);
    return (x < y ? x : y) <= 2;
}

static bool same_surname(struct str a, struct str b)
{
    size_t i = 0, k = 0;
    return utf8_next(a, &i) == utf8_next(b, &k);
}

/* The place in front of an office's name: 某县, 市; and its stem: 教育 of 县教育局. */
struct office {
    struct str place, stem;
};

static struct office office_of(struct str s)
{
    static const char *const places[] = {"省", "市", "县", "区", "州", "旗"};
    static const char *const sorts[] = {"办公室", "委员会", "管理局", "街道", "社区", "中学", "小学", "医院", "学院", "中心", "公司",
                                        "大队", "支队", "局", "委", "办", "部", "厅", "院", "处",
                                        "科", "室", "站", "所", "会", "镇", "乡", "村", "系"};
    size_t at = 0, cut = 0;
    for (size_t n = 0; n < 6 && at < s.len; n++) {
        utf8_next(s, &at);
        for (size_t i = 0; i < sizeof places / sizeof *places; i++)
            if (str_ends(str_sub(s, 0, at), str_c(places[i])))
                cut = at;
    }
    struct office o = {str_sub(s, 0, cut), str_sub(s, cut, s.len)};
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++)
        if (str_ends(o.stem, str_c(sorts[i])) && o.stem.len > str_c(sorts[i]).len) {
            o.stem.len -= str_c(sorts[i]).len;
            break;
        }
    return o;
}

/* Short names people give offices: the second is the first. */
static struct str spelled_out(struct importing *im, struct str s)
{
    static const char *const words[][2] = {
        {"发改", "发展和改革"},
        {"发展改革", "发展和改革"},
        {"人社", "人力资源和社会保障"},
        {"人力社保", "人力资源和社会保障"},
        {"住建", "住房和城乡建设"},
        {"文旅", "文化和旅游"},
        {"卫健", "卫生健康"},
        {"经信", "经济和信息化"},
        {"工信", "工业和信息化"},
        {"自规", "自然资源和规划"},
        {"资规", "自然资源和规划"},
        {"应急局", "应急管理局"},
        {"市监", "市场监督管理"},
        {"市场监管", "市场监督管理"},
        {"退役军人局", "退役军人事务局"},
        {"统战", "统一战线工作"},
        {"纪委监委", "纪委"},
        {"府办", "政府办"},
        {"人民政府", "政府"},
        {"办公室", "办"},
        {"办公厅", "办"},
        {"委员会", "委"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t at = str_find(s, str_c(words[i][0]));
        struct str to = str_c(words[i][1]), rest = STR("");
        if (at != SIZE_MAX)
            rest = str_sub(s, at + str_c(words[i][0]).len, s.len);
        bool longer = to.len > str_c(words[i][0]).len;
        if (at != SIZE_MAX && !(longer && str_find(s, to) != SIZE_MAX))
            s = str_f(im->a, "%.*s%.*s%.*s", (int)at, s.ptr, STR_ARG(to), STR_ARG(rest));
    }
    return s;
}

/* However alike, 民政局 and 财政局, 市委办 and 县委办 are two offices; 市委办 and 市委办公室 are one. */
static bool same_office(struct importing *im, struct str a, struct str b)
{
    enum { STEM_CHARS = 4 }; /* from so many on, one other character may be a slip */
    a = spelled_out(im, a);
    b = spelled_out(im, b);
    if (str_eq(a, b) || str_ends(a, b) || str_ends(b, a))
        return true;
    struct office x = office_of(a), y = office_of(b);
    size_t n = utf8_length(x.stem), m = utf8_length(y.stem);
    if (x.place.len && y.place.len && !str_ends(x.place, y.place) && !str_ends(y.place, x.place))
        return false;
    if (!str_eq(x.stem, y.stem) && (n < STEM_CHARS || m < STEM_CHARS) && text_distance(a, b) <= 1)
        return false;
    return text_suspect_same(a, b);
}

static void suspect(struct importing *im, const struct place *p, const struct place *other)
{
    struct str where = other->created ? str_f(im->a, "「%.*s」%.*s", STR_ARG(other->sheet), STR_ARG(other->cell)) : STR("台账");
    struct sentence say = {
        str_f(im->a, "“%.*s”与“%.*s”（%.*s）很像，是同一个吗？如是，请改成同一写法。", STR_ARG(p->name), STR_ARG(other->name), STR_ARG(where)),
        str_f(im->a, "\"%.*s\" looks like \"%.*s\" (%.*s); if they are the same, write them the same way.", STR_ARG(p->name), STR_ARG(other->name), STR_ARG(other->created ? where : STR("ledger")))};
    import_note_at(im, false, p->sheet, p->cell, say);
}

static void suspects(struct importing *im, const struct names *n, bool people)
{
    for (size_t i = 0; i < n->count; i++)
        for (size_t k = 0; n->list[i].created && k < n->count; k++) {
            const struct place *p = &n->list[i], *other = &n->list[k];
            if ((other->created && k >= i) || !worth_asking(p, other) ||
                (people && !same_surname(p->name, other->name)))
                continue;
            if (people ? text_suspect_same(p->name, other->name) : same_office(im, p->name, other->name)) {
                suspect(im, p, other);
                break;
            }
        }
}

void import_suspects(struct importing *im)
{
    suspects(im, &im->units, false);
    suspects(im, &im->people, true);
}
