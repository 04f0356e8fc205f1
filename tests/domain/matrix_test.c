/* matrix_test.c: who may take which step in which state: the rows of domain/norms.h compared with what command_may
 * answers for every command, role and state. A difference fails. Who stands in which relation is in norms_test.c. */
#include "domain/all.h"
#include "domain/norms.h"
#include "tests/domain/world.h"

#include <string.h>

#define ALL NORM_ROLES

enum { ACTOR = 600,
       SOMEBODY = 500,
       EXECUTOR = 400 };
union any { /* one thing of any kind, in good order */
    struct thing thing;
    struct person person;
    struct session session;
    struct measure measure;
    struct bulletin bulletin;
    struct problem problem;
    struct plan plan;
    struct task task;
    struct notice notice;
    struct held held;
    struct clue clue;
    char room[2048];
};

static bool word_in(const char *words, const char *word)
{
    struct str rest = str_c(words), part;
    while (str_cut(&rest, ' ', &part))
        if (str_is(part, word))
            return true;
    return false;
}

static int64_t ask_before(enum command_type type)
{
    switch (type) {
    case COMMAND_MEASURE_EXTEND:
    case COMMAND_MEASURE_DECLINE_ASK:
    case COMMAND_MEASURE_WITHDRAW_ASK: return ASK_EXTENSION;
    case COMMAND_MEASURE_SUSTAIN: return ASK_SUSTAIN;
    case COMMAND_MEASURE_HAND_TO_ROUTINE: return ASK_ROUTINE;
    default: return ASK_NONE;
    }
}

/* A thing that stands in nobody's way: only role and state decide. */
static void fill(union any *t, enum command_type type, int64_t state)
{
    static const int64_t leader[] = {ACTOR}, executor[] = {EXECUTOR};
    bool self = type == COMMAND_PERSON_PASSWORD || type == COMMAND_PERSON_TOTP;
    memset(t, 0, sizeof *t);
    switch (command_types[type].kind) {
    case KIND_PERSON: t->thing.id = self ? ACTOR : SOMEBODY; break;
    case KIND_SESSION: t->session.person = ACTOR; break;
    case KIND_PLAN:
        t->plan.writers = t->plan.reviewers = t->plan.heard = (struct ids){executor, 1};
        t->plan.writers.count = 0;
        break;
    case KIND_TASK: t->task.unit = BUREAU; break;
    case KIND_BULLETIN: t->bulletin.writers = (struct ids){executor, 1}; break;
    case KIND_CLUE:
        t->clue.assigned = (struct ids){leader, 1};
        t->clue.handler = t->clue.erase_by = EXECUTOR;
        t->clue.erase_us = type == COMMAND_CLUE_ASK_ERASE ? 0 : 1;
        break;
    case KIND_NOTICE:
        t->notice.unit = BUREAU;
        t->notice.sort = NOTICE_SORT_TALK;
        break;
    case KIND_MEASURE:
        t->measure.leaders = (struct ids){command_types[type].roles == ROLE(LEADER) ? leader : executor, 1};
        t->measure.executors = (struct ids){executor, 1};
        t->measure.lead_unit = BUREAU;
        t->measure.type = TYPE_PHASED;
        t->measure.due_day = TODAY;
        t->measure.goal = STR("目标");
        t->measure.evidence_count = 1;
        t->measure.void_document = type == COMMAND_MEASURE_VOID || type == COMMAND_MEASURE_DECLINE_VOID ? STR("文号") : STR("");
        t->measure.void_by = EXECUTOR;
        t->measure.ask = ask_before(type);
        break;
    case KIND_VOICE: {
        struct erasable *voice = (struct erasable *)(void *)t;
        voice->erase_us = command_types[type].may == erase_may_decide;
        voice->erase_by = EXECUTOR;
        break;
    }
    case KIND_HELD:
        t->held.erase_us = command_types[type].may == erase_may_decide;
        t->held.erase_by = EXECUTOR;
        break;
    default: break;
    }
    t->thing.state = state;
    t->thing.head = state < 0 ? STR("") : STR("ab");
    t->thing.state = state < 0 ? 0 : state;
}

static bool allowed(enum command_type type, int role, int64_t state)
{
    static const int64_t bureau[] = {BUREAU}, watch[] = {WATCH};
    struct measure m = {.head = STR("ab"), .state = MEASURE_WORKING, .lead_unit = BUREAU};
    struct person p = {.id = ACTOR, .state = PERSON_ACTIVE, .login = STR("a")};
    struct inspection i = {.head = STR("ab"), .state = INSPECTION_ACTIVE};
    struct problem q = {.head = STR("ab"), .state = PROBLEM_OPEN};
    struct facts f = {.measure = &m, .person = &p, .inspection = &i, .problem = &q, .measures_total = 1, .file = true, .regime = regime_builtin(INSPECTION_ECO)};
    struct arena a = {0};
    struct env env = {.today = TODAY, .arena = &a, .actor = {.id = ACTOR, .roles = (int64_t)1 << role, .units = {role == ROLE_UNIT ? bureau : watch, 1}}};
    union any t;
    fill(&t, type, state);
    enum refusal no = command_may(type, &t, &f, &env);
    arena_reset(&a);
    CHECK(no == REFUSED_ROLE || (command_types[type].roles >> role & 1)); /* a role refused is told so, whatever the state */
    return no == REFUSED_NOT;
}

static int compare(const struct norm *row, int role, int64_t state)
{
    const struct choice *states = kinds[command_types[row->type].kind].states;
    const char *name = state < 0 ? "-" : states == no_states ? "*"
                                                             : states[state].name;
    bool want = strchr(row->roles, ALL[role]) && word_in(row->states, name);
    bool got = allowed(row->type, role, state);
    if (got != want)
        fprintf(stderr, "%s by %s at \"%s\": %s, but should be %s\n", command_types[row->type].wire, role_choices[role].name, name, got ? "allowed" : "refused", want ? "allowed" : "refused");
    return got != want;
}

TEST(role_matrix_is_as_written_by_hand)
{
    int differences = 0;
    bool seen[COMMAND_COUNT] = {false};
    for (size_t i = 0; i < norm_count; i++) {
        const struct choice *states = kinds[command_types[norms[i].type].kind].states;
        CHECK(!seen[norms[i].type]);
        seen[norms[i].type] = true;
        for (int role = 0; role < ROLE_COUNT; role++) {
            differences += compare(&norms[i], role, -1);
            for (int64_t s = states == no_states ? 0 : 1; states[s].name; s++)
                differences += compare(&norms[i], role, s);
        }
    }
    for (int c = 0; c < COMMAND_COUNT; c++)
        if (!seen[c])
            differences++, fprintf(stderr, "%s has no row in src/domain/norms.c\n", command_types[c].wire);
    CHECK(differences == 0);
}

/* Who appears in the history with which role: the first the row names. */
TEST(role_used_is_one_the_row_names)
{
    struct actor both = {.roles = ROLE(OFFICE) | ROLE(PUBLISHER)}, none = {0};
    CHECK(!strcmp(role_used(COMMAND_BULLETIN_PUBLISH, &both), "publisher"));
    CHECK(!strcmp(role_used(COMMAND_MEASURE_DRAFT, &both), "office"));
    CHECK(!strcmp(role_used(COMMAND_MEASURE_DRAFT, &none), ""));
}
