/* rows.h: how a row of rules is written. NO: who may not, and why. YES: what happens. _AFTER: steps first. */
#ifndef TESTS_DOMAIN_ROWS_H
#define TESTS_DOMAIN_ROWS_H

#include "tests/domain/world.h"

#define NO(stage, who, command, id, payload, why) \
    { \
        STAGE_##stage, NULL, {who, COMMAND_##command, id, payload}, REFUSED_##why, EVENT_COUNT \
    }
#define YES(stage, who, command, id, payload, event) \
    { \
        STAGE_##stage, NULL, {who, COMMAND_##command, id, payload}, REFUSED_NOT, EVENT_##event \
    }
#define NO_AFTER(stage, steps, who, command, id, payload, why) \
    { \
        STAGE_##stage, steps, {who, COMMAND_##command, id, payload}, REFUSED_##why, EVENT_COUNT \
    }
#define YES_AFTER(stage, steps, who, command, id, payload, event) \
    { \
        STAGE_##stage, steps, {who, COMMAND_##command, id, payload}, REFUSED_NOT, EVENT_##event \
    }
#define DID(who, command, id, payload) \
    { \
        who, COMMAND_##command, id, payload \
    }
#define STEPS(...) ((const struct step[]){__VA_ARGS__, {0, COMMAND_UNIT_CREATE, 0, NULL}})

#define ONE_PLAN(leaders, unit, type, due, goal) "problem=#120|number=9|text=清理挂账|goal=" goal "|type=" type "|due_day=" due "|leaders=" leaders "|lead_unit=" unit
#define FULL_PLAN "text=清理超期挂账|goal=账实相符|type=phased|start_day=@-60|due_day=@30|leaders=#31,#32|lead_unit=#2|assisting_units=#4"
#define OPINION "opinion=已经核对"
#define SHA_A "00000000000000000000000000000000000000000000000000000000000000aa"
#define SHA_B "00000000000000000000000000000000000000000000000000000000000000bb"
#define EVIDENCE(sha, day) "measure=#130|name=清单.xlsx|sha256=" sha "|proves_day=" day
#define CLAIM(day) "summary=挂账已全部清理并完成核对|done_day=" day

#endif
