/* docs_test.c: docs/generated is what the tables say now. Stale? huiyin docs docs/generated */
#include "app/docs.h"
#include "domain/domain.h"
#include "log/file.h"
#include "tests/test.h"

enum { DOCUMENT_BYTES_MAX = 1 << 20 };

static struct str read_text(struct arena *a, const char *path)
{
    char *text = arena_alloc(a, DOCUMENT_BYTES_MAX);
    FILE *f = fopen(path, "r");
    if (!f)
        fprintf(stderr, "%s is not there; run huiyin docs docs/generated\n", path);
    CHECK(f);
    size_t n = fread(text, 1, DOCUMENT_BYTES_MAX, f);
    fclose(f);
    return (struct str){text, n};
}

TEST(generated_documents_are_not_stale)
{
    struct arena a = {0};
    for (size_t i = 0; i < DOCS_COUNT; i++) {
        const char *path = str_z(&a, str_f(&a, "docs/generated/%s", docs_names[i]));
        if (!str_eq(read_text(&a, path), docs_text(&a, i)))
            fprintf(stderr, "%s is stale; run huiyin docs docs/generated\n", path);
        CHECK(str_eq(read_text(&a, path), docs_text(&a, i)));
    }
    arena_reset(&a);
}

TEST(documents_are_written_into_a_new_folder)
{
    struct arena a = {0};
    const char *dir = str_z(&a, str_f(&a, "%s/docs", test_folder()));
    CHECK(!docs_write(&a, dir) && !docs_write(&a, dir));
    for (size_t i = 0; i < DOCS_COUNT; i++)
        CHECK_STR(read_text(&a, str_z(&a, str_f(&a, "%s/%s", dir, docs_names[i]))), docs_text(&a, i));
    CHECK(docs_write(&a, "/dev/null/nowhere") == ERR_IO);
    arena_reset(&a);
}

TEST(every_command_event_and_refusal_is_documented)
{
    struct arena a = {0};
    struct str all = STR("");
    for (size_t i = 0; i < DOCS_COUNT; i++)
        all = str_f(&a, "%.*s%.*s", STR_ARG(all), STR_ARG(docs_text(&a, i)));
    for (int i = 0; i < COMMAND_COUNT; i++)
        CHECK(str_find(all, str_f(&a, "## `%s`", command_types[i].wire)) != SIZE_MAX);
    for (int i = 0; i < EVENT_COUNT; i++)
        CHECK(str_find(all, str_f(&a, "| `%s` |", event_types[i].wire)) != SIZE_MAX);
    for (int i = 1; i < REFUSAL_COUNT; i++)
        CHECK(str_find(all, refusals[i].en) != SIZE_MAX);
    CHECK(str_find(all, STR("    verifying --> closed: 核验销号\n")) != SIZE_MAX);
    CHECK(str_find(all, STR("    [*] --> draft: 拟定措施\n")) != SIZE_MAX);
    arena_reset(&a);
}
