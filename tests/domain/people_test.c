/* people_test.c: the rules of units, people and sign-ins, one row each. R6 (三员分立) is here. */
#include "tests/domain/rows.h"

#include <string.h>

#define SIGNED_IN STEPS(DID(CLERK, SESSION_OPEN, SESSION_1, "person=#21|key=" SHA_A))
#define SIGNED_OUT STEPS(DID(CLERK, SESSION_OPEN, SESSION_1, "person=#21|key=" SHA_A), DID(CLERK, SESSION_CLOSE, SESSION_1, ""))
#define CLERK_LEFT STEPS(DID(SYSADMIN_A, PERSON_LEAVE, CLERK, "reason=调离"))
#define READER_NOBODY STEPS(DID(SECADMIN_A, PERSON_GRANT, NOBODY, "roles=reader"))

static const struct rule_row rows[] = {
    YES(PEOPLE, OFFICE_A, UNIT_CREATE, FRESH, "name=教育局|above=#1", UNIT_CREATED),
    YES(PEOPLE, SYSADMIN_A, UNIT_CREATE, FRESH, "name=教育局", UNIT_CREATED),
    NO(PEOPLE, CLERK, UNIT_CREATE, FRESH, "name=教育局", ROLE),
    NO(PEOPLE, OFFICE_A, UNIT_CREATE, BUREAU, "name=教育局", EXISTS),
    YES(PEOPLE, OFFICE_A, UNIT_CHANGE, SECTION, "name=会计股|above=#1", UNIT_CHANGED),
    NO(PEOPLE, OFFICE_A, UNIT_CHANGE, BUREAU, "name=财政局|above=#2", UNIT_CYCLE),
    NO(PEOPLE, OFFICE_A, UNIT_CHANGE, BUREAU, "name=财政局|above=#3", UNIT_CYCLE),
    NO(PEOPLE, OFFICE_A, UNIT_CHANGE, COUNTY, "name=某县|above=#3", UNIT_CYCLE),
    NO(PEOPLE, OFFICE_A, UNIT_CHANGE, FRESH, "name=教育局", UNKNOWN),
    YES(PEOPLE, OFFICE_A, PERSON_CREATE, FRESH, "name=某新人|unit=#2", PERSON_CREATED),
    YES(PEOPLE, OFFICE_A, PERSON_CHANGE, CLERK, "name=某科员|unit=#3", PERSON_CHANGED),
    NO(PEOPLE, OFFICE_A, PERSON_CHANGE, OVERSEER_A, "name=某监督", ROLE_NEEDS_UNIT), /* else R2 has nothing to compare */
    NO(PEOPLE, OFFICE_A, PERSON_CHANGE, CLERK, "name=某科员", ROLE_NEEDS_UNIT),
    NO(PEOPLE, EVERYTHING, PERSON_CHANGE, EVERYTHING, "name=某全能|unit=#5", OWN_UNIT), /* to verify what the own unit did */
    YES(PEOPLE, EVERYTHING, PERSON_CHANGE, EVERYTHING, "name=某全能|unit=#2|phone=5550000", PERSON_CHANGED),
    YES(PEOPLE, OFFICE_A, PERSON_CHANGE, NOBODY, "name=某生人", PERSON_CHANGED),
    NO_AFTER(PEOPLE, CLERK_LEFT, OFFICE_A, PERSON_CHANGE, CLERK, "name=某科员", STATE),
    YES(PEOPLE, SYSADMIN_A, PERSON_ACCOUNT, NOBODY, "login=a.b-c_9|password_hash=x", PERSON_ACCOUNT_SET),
    NO(PEOPLE, SYSADMIN_A, PERSON_ACCOUNT, NOBODY, "login=p21|password_hash=x", LOGIN_TAKEN),
    YES(PEOPLE, SYSADMIN_A, PERSON_ACCOUNT, CLERK, "login=p21|password_hash=y", PERSON_ACCOUNT_SET),
    NO(PEOPLE, SYSADMIN_A, PERSON_ACCOUNT, NOBODY, "login=9a|password_hash=x", LOGIN_SHAPE),
    NO(PEOPLE, SYSADMIN_A, PERSON_ACCOUNT, NOBODY, "login=Abc|password_hash=x", LOGIN_SHAPE),
    NO(PEOPLE, SYSADMIN_A, PERSON_ACCOUNT, NOBODY, "login=a b|password_hash=x", LOGIN_SHAPE),
    NO(PEOPLE, SYSADMIN_A, PERSON_ACCOUNT, NOBODY, "login=张三|password_hash=x", LOGIN_SHAPE),
    NO(PEOPLE, SECADMIN_A, PERSON_ACCOUNT, NOBODY, "login=abc|password_hash=x", ROLE),
    YES(PEOPLE, SECADMIN_A, PERSON_GRANT, CLERK, "roles=unit,reader", PERSON_GRANTED),
    YES(PEOPLE, SECADMIN_A, PERSON_GRANT, CLERK, "roles=", PERSON_GRANTED),
    NO(PEOPLE, SECADMIN_A, PERSON_GRANT, CLERK, "roles=unit", NOTHING_NEW),
    NO(PEOPLE, SECADMIN_A, PERSON_GRANT, SECADMIN_A, "roles=secadmin,reader", GRANT_SELF),
    YES(PEOPLE, SECADMIN_B, PERSON_GRANT, SECADMIN_A, "roles=", PERSON_GRANTED),
    NO(PEOPLE, SYSADMIN_A, PERSON_GRANT, CLERK, "roles=office", ROLE),
    NO(PEOPLE, SECADMIN_A, PERSON_GRANT, NOBODY, "roles=unit", ROLE_NEEDS_UNIT),
    NO(PEOPLE, SECADMIN_A, PERSON_GRANT, NOBODY, "roles=overseer", ROLE_NEEDS_UNIT),
    YES(PEOPLE, SECADMIN_A, PERSON_GRANT, NOBODY, "roles=reader", PERSON_GRANTED),
    NO(PEOPLE, SECADMIN_A, PERSON_GRANT, NOBODY, "roles=sysadmin,secadmin", ADMIN_MIXED),
    NO(PEOPLE, SECADMIN_A, PERSON_GRANT, NOBODY, "roles=sysadmin,auditor", ADMIN_MIXED),
    NO(PEOPLE, SECADMIN_A, PERSON_GRANT, NOBODY, "roles=secadmin,auditor", ADMIN_MIXED),
    NO(PEOPLE, SECADMIN_A, PERSON_GRANT, NOBODY, "roles=auditor,reader", ADMIN_MIXED),
    NO(PEOPLE, SECADMIN_A, PERSON_GRANT, OFFICE_A, "roles=office,sysadmin", ADMIN_MIXED),
    NO(PEOPLE, SECADMIN_A, PERSON_GRANT, SYSADMIN_A, "roles=sysadmin,office", ADMIN_MIXED),
    YES_AFTER(PEOPLE, READER_NOBODY, SECADMIN_A, PERSON_GRANT, NOBODY, "roles=auditor", PERSON_GRANTED), /* gives the other up */
    YES(PEOPLE, CLERK, PERSON_PASSWORD, CLERK, "password_hash=z", PERSON_PASSWORD_SET),
    YES(PEOPLE, SYSADMIN_A, PERSON_PASSWORD, CLERK, "password_hash=z", PERSON_PASSWORD_SET),
    NO(PEOPLE, SECTION_CLERK, PERSON_PASSWORD, CLERK, "password_hash=z", ROLE),
    NO(PEOPLE, SECADMIN_A, PERSON_PASSWORD, CLERK, "password_hash=z", ROLE),
    YES(PEOPLE, CLERK, PERSON_TOTP, CLERK, "totp_secret=ABC|totp=1", PERSON_TOTP_SET),
    NO(PEOPLE, SECTION_CLERK, PERSON_TOTP, CLERK, "totp=0", ROLE),
    YES(PEOPLE, SYSADMIN_A, PERSON_LEAVE, CLERK, "reason=调离", PERSON_LEFT),
    NO(PEOPLE, SYSADMIN_A, PERSON_LEAVE, SYSADMIN_A, "reason=调离", GRANT_SELF),
    NO_AFTER(PEOPLE, CLERK_LEFT, SYSADMIN_A, PERSON_LEAVE, CLERK, "reason=调离", STATE),
    NO_AFTER(ISSUED, CLERK_LEFT, CLERK, MEASURE_SIGN, MEASURE_1, "", ROLE), /* leaving takes the roles along */
    YES(PEOPLE, CLERK, SESSION_OPEN, SESSION_1, "person=#21|key=" SHA_A, SESSION_OPENED),
    NO(PEOPLE, SYSADMIN_A, SESSION_OPEN, SESSION_1, "person=#21|key=" SHA_A, SESSION_OVER),
    YES_AFTER(PEOPLE, SIGNED_IN, CLERK, SESSION_CLOSE, SESSION_1, "", SESSION_CLOSED),
    NO_AFTER(PEOPLE, SIGNED_IN, HELPER, SESSION_CLOSE, SESSION_1, "", ROLE),
    NO_AFTER(PEOPLE, SIGNED_OUT, CLERK, SESSION_CLOSE, SESSION_1, "", STATE),
    NO_AFTER(PEOPLE, READER_NOBODY, NOBODY, SESSION_OPEN, SESSION_1, "person=#80|key=" SHA_A, SESSION_OVER), /* no login */
};

void people_rules(void)
{
    rules_hold("people", rows, sizeof rows / sizeof *rows);
    CHECK(password_weak(STR("clerk"), STR("123456789")) == REFUSED_PASSWORD_WEAK);
    CHECK(password_weak(STR("clerk"), STR("一二三四五六七八九")) == REFUSED_PASSWORD_WEAK);
    CHECK(password_weak(STR("clerk-of-bureau"), STR("clerk-of-bureau")) == REFUSED_PASSWORD_WEAK);
    CHECK(password_weak(STR("clerk"), STR("1234567890")) == REFUSED_NOT);
    reached_refusal[REFUSED_PASSWORD_WEAK] = true;
}
TEST(every_rule_of_units_people_and_sessions_holds) { people_rules(); }

/* R6 over every set of roles: one administrator alone, or business alone, or nothing. */
TEST(no_set_of_roles_mixes_administrators_with_anything)
{
    struct world w = world_at(STAGE_PEOPLE);
    struct env env = world_env(&w, SECADMIN_A);
    struct facts f = {0};
    for (int64_t roles = 0; roles < 1LL << ROLE_COUNT; roles++) {
        struct person p = *(struct person *)world_get(&w, KIND_PERSON, CLERK);
        struct person_grant payload = {roles};
        struct command cmd = {COMMAND_PERSON_GRANT, CLERK, &payload};
        struct events out = {0};
        int admins = 0;
        for (int r = ROLE_SYSADMIN; r <= ROLE_AUDITOR; r++)
            admins += (int)(roles >> r & 1);
        bool mixed = admins > 1 || (admins == 1 && (roles & ((1LL << ROLE_SYSADMIN) - 1)));
        CHECK((command_decide(&cmd, &p, &f, &env, &out) == REFUSED_ADMIN_MIXED) == mixed);
    }
    world_end(&w);
}
