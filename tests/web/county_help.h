/* county_help.h: the sample county for tests of pages: made once a test, asked as the browser of a person who holds one
 * role. There is one county at a time:
 *
 *     county_fill();                       the sample, open for more
 *     county_sign_in_roles();              and whatever else the test needs: county_number, county_must
 *     county_open();                       from now on pages answer
 *     county_get(ROLE_OFFICE, "/books")    …
 *     county_close();
 */
#ifndef TESTS_WEB_COUNTY_HELP_H
#define TESTS_WEB_COUNTY_HELP_H

#include "tests/test.h"
#include "web/pages.h"

enum { NOBODY = -1 }; /* not signed in */

extern struct county {
    struct arena arena;
    struct app app; /* until county_open */
    struct site site, portal;
    int64_t round; /* looked at: the newest, until a test says otherwise */
    const char *dir;
} county;

void county_fill(void);
void county_open(void);
void county_close(void);

int64_t county_number(const char *sql); /* the first column of the first row, which must be there */
struct str county_text(const char *sql);
/* WHO (0: the operator) does what must not be refused. */
void county_must(int64_t who, enum command_type type, int64_t id, const struct pair *pairs, size_t count);
/* WHO sits in SEAT: a role, or a number from ROLE_COUNT on. */
void county_sign_in(int64_t who, int seat);
/* The first person of exactly each role, in the seat of the role; of units, one whose unit fits OF_UNIT ("" for any): the
 * end of a condition, such as " AND unit = 3". */
void county_sign_in_roles(const char *of_unit);

/* The answer to GET TARGET; below 500 or the test fails. */
struct response *county_get(int seat, const char *target);
struct response *county_public(const char *target); /* of the portal */
/* A visit by POST as site_handle makes it, for asking a page function what it draws; PART as in the route. */
struct visit *county_visit(int seat, const char *target, const struct pair *form, size_t count);
/* The same after TYPE's record refused the form; what the page function of FORM's route gets to draw again. */
struct visit *county_refused(int seat, const char *target, enum command_type type, const struct pair *form, size_t count);

size_t place(const struct response *r, const char *words);
bool holds(const struct response *r, const char *words);
/* BEFORE, the id as pages write it, AFTER. */
const char *county_path(const char *before, int64_t id, const char *after);

#endif
