/* app_help.h: what the tests of the one door share: a fresh data folder with a few people, and commands given as
 * text, "key=value|key=value" (#130 is the id 130, @-3 a day, %-1 a half-month; both relative to TODAY). */
#ifndef TESTS_APP_HELP_H
#define TESTS_APP_HELP_H

#include "app/app.h"
#include "app/replay.h"
#include "app/store.h"
#include "base/hash.h"
#include "base/time.h"
#include "domain/measure.h"
#include "tests/stores.h"
#include "view/table.h"

#include <string.h>

#define TODAY 20263 /* 2025-06-24 */
enum { COUNTY = 1,
       BUREAU = 2,
       SECTION = 3,
       ASSISTING = 4,
       WATCH = 5,
       OFFICE_A = 11,
       OFFICE_B = 12,
       CLERK = 21,
       HELPER = 23,
       LEADER_A = 31,
       OVERSEER_A = 41,
       OVERSEER_B = 46,
       EVERYTHING = 47,
       PUBLISHER_A = 51,
       SYSADMIN_A = 71,
       SECADMIN_A = 72,
       INSPECTION_1 = 100,
       ASPECT_1 = 110,
       PROBLEM_1 = 120,
       MEASURE_1 = 130,
       EVIDENCE_1 = 150 };

struct desk { /* a data folder and a clock */
    struct app app;
    struct arena arena;
    int64_t now_us;
    struct str sha[4]; /* of files in the store */
};

struct desk desk_open(const char *path);
void desk_close(struct desk *d);
/* The clock goes on by a minute. DRAWN_AT and COMMAND as in struct submission. */
enum err desk_try(struct desk *d, int64_t who, enum command_type type, int64_t id, const char *text, struct outcome *out);
enum err desk_send(struct desk *d, int64_t who, struct submission *s, const char *text, struct outcome *out);
void desk_must(struct desk *d, int64_t who, enum command_type type, int64_t id, const char *text);
void desk_measure(struct desk *d, int64_t state); /* from people to a measure in STATE */
struct hash desk_digest(struct db *db);           /* of every derived table */
void desk_same_twice(struct desk *d);             /* rebuild equals live, and a replay finds nothing */
struct str desk_texts(struct desk *d, struct str value);

#define PLAN "text=清理超期挂账|goal=账实相符|type=phased|start_day=@-60|due_day=@30|leaders=#31|lead_unit=#2|assisting_units=#4"
#define OPINION "opinion=已经核对"

#endif
