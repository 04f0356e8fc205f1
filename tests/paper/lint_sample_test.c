/* The published bulletin of ../shared/samples, when it is at hand: read without a finding, and every
 * number of its sanction paragraph changed in turn. */
#include "paper/lint.h"
#include "tests/test.h"

static const char sample_path[] = "../shared/samples/bulletin-shengzhou-2025.txt";
enum { SANCTIONS_LINE = 3,
       GROUPS = 3 };

static struct str sample(struct arena *a)
{
    FILE *f = fopen(sample_path, "rb");
    if (!f)
        test_skip("../shared/samples/bulletin-shengzhou-2025.txt is not here");
    char *text = arena_alloc(a, 1 << 20);
    size_t n = fread(text, 1, 1 << 20, f);
    fclose(f);
    return (struct str){text, n};
}

static struct lint lint_of(struct arena *a, struct str text)
{
    struct lint l;
    struct sentence why;
    CHECK(lint_run(a, text, &l, &why) == ERR_NONE);
    return l;
}

TEST(the_sample_bulletin_is_read_whole_and_without_a_finding)
{
    struct arena a = {0};
    struct lint l = lint_of(&a, sample(&a));
    const struct bulletin *b = &l.bulletin;
    CHECK(b->level_count[1] == 8 && b->level_count[2] == 24 && b->title.len == 0);
    CHECK(b->announced.aspects == 8 && b->announced.problems == 27 && b->announced.measures == 99);
    CHECK(l.count == 0);
    CHECK(b->contact.phone.len && b->contact.postcode.len == 6 && b->contact.mail.len && b->contact.address.len);
    CHECK(b->signature.len && b->signature_line == 39 && b->date_line == 40 && b->date_day);
    static const char *const values[] = {"94", "53", "30", "1", "1", "9", "16", "8", "3", "3", "2", "2", "1", "1", "14", "97", "69"};
    size_t n = 0;
    for (size_t i = 0; i < b->figures.count; i++) {
        const struct figure *f = &b->figures.items[i];
        if (f->line != SANCTIONS_LINE)
            continue;
        CHECK(n < sizeof values / sizeof *values);
        CHECK_STR(f->value, str_c(values[n++]));
        CHECK_STR(f->unit, n == 17 ? STR("项") : STR("人"));
        CHECK(f->label.len && !f->qualifier.len);
    }
    CHECK(n == sizeof values / sizeof *values);
    arena_reset(&a);
}

/* The text with FIGURE's number replaced. */
static struct str changed(struct arena *a, const struct bulletin *b, const struct figure *f, int64_t value)
{
    struct str text = b->chars.text;
    size_t at = (size_t)(f->text.ptr - text.ptr);
    return str_f(a, "%.*s%lld%.*s", (int)at, text.ptr, (long long)value, STR_ARG(str_sub(text, at + f->value.len, text.len)));
}

static void check_change(const struct bulletin *b, const struct figure *f, int64_t value, const struct figure *whole)
{
    struct arena a = {0};
    struct lint l = lint_of(&a, changed(&a, b, f, value));
    CHECK(l.count == (whole ? 1 : 0) && l.by_severity[SEVERITY_ERROR] == l.count);
    if (whole) {
        CHECK_STR(str_c(l.findings[0].rule), STR("sum"));
        CHECK(l.findings[0].line == whole->line && l.findings[0].column == whole->column);
        CHECK(!str_eq(l.findings[0].expected, l.findings[0].found));
    }
    arena_reset(&a);
}

TEST(any_changed_number_breaks_exactly_its_own_sum)
{
    static const struct {
        size_t whole, parts;
    } groups[GROUPS] = {{0, 5}, {6, 4}, {11, 2}};
    struct arena a = {0};
    struct lint l = lint_of(&a, sample(&a));
    const struct bulletin *b = &l.bulletin;
    size_t first = 0, changes = 0;
    while (b->figures.items[first].line != SANCTIONS_LINE)
        first++;
    for (size_t i = 0; b->figures.items[first + i].line == SANCTIONS_LINE; i++) {
        const struct figure *f = &b->figures.items[first + i], *whole = NULL;
        int64_t value;
        CHECK(str_int(f->value, &value));
        for (size_t g = 0; g < GROUPS; g++)
            if (i >= groups[g].whole && i <= groups[g].whole + groups[g].parts)
                whole = &b->figures.items[first + groups[g].whole];
        check_change(b, f, value + 1, whole);
        check_change(b, f, value - 1, whole);
        check_change(b, f, value * 10, whole);
        changes += 3;
    }
    CHECK(changes == 51);
    arena_reset(&a);
}
