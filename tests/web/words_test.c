/* words_test.c: no page and no sentence of the code is left without its English. */
#include "web/words.h"
#include "base/asset.h"
#include "tests/test.h"

#include <string.h>
#include <sys/wait.h>

static void load(void)
{
    struct sentence why;
    CHECK(words_load(&why) == ERR_NONE);
}

static void check_words(struct str text, const char *open, const char *close, struct str where)
{
    for (size_t at; (at = str_find(text, str_c(open))) != SIZE_MAX;) {
        struct str en;
        text = str_sub(text, at + strlen(open), text.len);
        size_t end = str_find(text, str_c(close));
        CHECK(end != SIZE_MAX);
        struct str zh = str_sub(text, 0, end);
        if (!words_find(words_own(), zh, &en))
            fprintf(stderr, "%.*s: po/en.po has no English for “%.*s”\n", STR_ARG(where), STR_ARG(zh));
        CHECK(words_find(words_own(), zh, &en));
    }
}

TEST(every_word_of_the_pages_has_its_english)
{
    struct str name, bytes;
    size_t pages = 0;
    load();
    for (size_t i = 0; asset_at(i, &name, &bytes); i++) {
        if (!str_starts(name, STR("templates/")))
            continue;
        check_words(bytes, "[[", "]]", name);
        pages++;
    }
    CHECK(pages > 20);
}

TEST(every_word_of_the_code_has_its_english)
{
    char line[8192], copy[8192];
    load();
    FILE *f = popen("grep -rhoE '\\b(tr|tr_both|T)\\(([a-z_>.-]+, *)?\"[^\"]*\"' src --include=*.c", "r");
    CHECK(f);
    while (fgets(line, sizeof line, f)) {
        char *quote = strchr(line, '"');
        CHECK(quote);
        quote[strcspn(quote, "\n") - 1] = '\0';
        snprintf(copy, sizeof copy, "(%s\")", quote);
        check_words(str_c(copy), "(\"", "\")", STR("src"));
    }
    int status = pclose(f);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) < 2); /* 1: there are none */
}
