/* oracle.h: a second opinion on everything accepted. It is told the entries of the log one by one, keeps its own small
 * memory of who did what, and says whether the newest was allowed by the rules of the work (R1 to R6, and what each
 * paper asks). Written from the rules, knowing nothing of the states and functions of domain/ but the names of events. */
#ifndef TESTS_APP_ORACLE_H
#define TESTS_APP_ORACLE_H

#include "app/app.h"

struct known;
struct oracle {
    struct arena arena, scratch;
    struct known **slots;
    size_t count;
    int64_t last_us;
    int64_t decided; /* entries that were somebody's decision about others' work */
};

void oracle_open(struct oracle *o);
void oracle_close(struct oracle *o);
/* Whether E was allowed after all that was told before; says on stderr what was wrong. */
bool oracle_tell(struct oracle *o, const struct entry *e);
/* The deadline a measure has by what was told; -1 where nothing was told of it. */
int64_t oracle_due(struct oracle *o, int64_t measure);
/* Pieces of evidence its round has. */
int64_t oracle_evidence(struct oracle *o, int64_t measure);

#endif
