/* test.h: a test is TEST(sentence_in_lower_case) { ... } in tests/FOLDER/NAME_test.c, TEST( at the
 * start of its line. Names are sentences: refusal_leaves_no_trace. A test passes by returning. */
#ifndef TESTS_TEST_H
#define TESTS_TEST_H

#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>

#define TEST(name) \
    void test_##name(void); \
    void test_##name(void)
#define CHECK(x) \
    do { \
        if (!(x)) { \
            fprintf(stderr, "%s:%d: %s: not so: %s\n", __FILE__, __LINE__, __func__, #x); \
            exit(1); \
        } \
    } while (0)
/* Compares two struct str and shows both when they differ. */
#define CHECK_STR(got, want) test_check_str(__FILE__, __LINE__, __func__, (got), (want))
void test_check_str(const char *file, int line, const char *func, struct str got, struct str want);
/* Says loudly that this test cannot run here, and counts it as skipped, never as passed. */
_Noreturn void test_skip(const char *why);
/* A fresh empty folder under $TMPDIR, removed when the test ends well. */
const char *test_folder(void);

#endif
