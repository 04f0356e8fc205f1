/* remind_test.c: who is reminded of what on which day, over holidays and years. */
#include "base/time.h"
#include "domain/all.h"
#include "domain/remind.h"
#include "tests/test.h"

#include <string.h>

enum { COUNTY = 1,
       BUREAU = 2,
       SECTION = 3,
       TOWN = 4, /* another organisation's */
       CLERK = 11,
       CHIEF = 12,  /* leads the bureau */
       LEADER = 13, /* of the county, responsible */
       OFFICE = 14,
       OVERSEER = 15,
       SECTION_CLERK = 16,
       TOWN_OFFICE = 17,
       DUTIES = 18 }; /* clerk and leader of the bureau in one person */
#define ON(y, m, d) day_from_civil(y, m, d)

struct desk {
    struct arena arena;
    struct calendar calendar;
    struct warning rules[WARNING_SORTS];
    struct remind_round round;
    struct remind_item items[8];
    struct remind_person people[8];
    struct remind_unit units[4];
    struct remind_about about;
    struct remind_plan plan;
};

static const int64_t county_chain[] = {COUNTY}, bureau_chain[] = {BUREAU, COUNTY}, section_chain[] = {SECTION, BUREAU, COUNTY}, town_chain[] = {TOWN};

static void person(struct desk *d, int64_t id, int64_t unit, int64_t roles, struct ids units)
{
    d->people[d->about.person_count++] = (struct remind_person){.actor = {.id = id, .unit = unit, .roles = roles, .units = units}};
}

static void open_desk(struct desk *d)
{
    memset(d, 0, sizeof *d);
    calendar_build(&d->arena, NULL, 0, &d->calendar);
    for (int64_t s = WARNING_TIME; s < WARNING_SORTS; s++)
        d->rules[s] = *warning_builtin(s);
    d->rules[WARNING_ESCALATION].off = 0;
    d->round = (struct remind_round){.id = 100, .organisation = COUNTY, .chain = {county_chain, 1}, .rules = d->rules};
    struct ids county = {county_chain, 1}, bureau = {bureau_chain, 2}, section = {section_chain, 3}, town = {town_chain, 1};
    person(d, LEADER, COUNTY, ROLE(LEADER), county);
    person(d, OFFICE, COUNTY, ROLE(OFFICE), county);
    person(d, OVERSEER, COUNTY, ROLE(OVERSEER), county);
    person(d, CLERK, BUREAU, ROLE(UNIT), bureau);
    person(d, CHIEF, BUREAU, ROLE(LEADER), bureau);
    person(d, SECTION_CLERK, SECTION, ROLE(UNIT), section);
    person(d, TOWN_OFFICE, TOWN, ROLE(OFFICE) | ROLE(OVERSEER), town);
    const struct remind_unit units[] = {{COUNTY, 0}, {BUREAU, COUNTY}, {SECTION, BUREAU}, {TOWN, 0}};
    memcpy(d->units, units, sizeof units);
    d->about.rounds = &d->round;
    d->about.round_count = 1;
    d->about.items = d->items;
    d->about.people = d->people;
    d->about.units = d->units;
    d->about.unit_count = 4;
}

static struct remind_item *item(struct desk *d, int64_t unit, int64_t leader, int64_t due_day)
{
    struct remind_item *i = &d->items[d->about.item_count++];
    *i = (struct remind_item){.kind = KIND_MEASURE, .id = 130 + (int64_t)d->about.item_count, .unit = unit, .leader = leader, .due_day = due_day, .number = 1};
    return i;
}

/* Colours as the day has them, then the plan. */
static const struct remind_plan *plan(struct desk *d, int64_t day)
{
    struct colour_rule rule = colour_rule_of(d->rules, &d->calendar, day);
    for (size_t i = 0; i < d->about.item_count; i++) {
        struct remind_item *x = &d->items[i];
        if (x->kind != KIND_MEASURE)
            continue;
        x->colour = measure_colour_by(&rule, MEASURE_WORKING, 0, x->due_day, 0);
        bool on_time = x->colour == COLOUR_GREEN || x->colour == COLOUR_BLUE;
        x->since_day = on_time ? ON(2025, 6, 2) : remind_since(&d->calendar, &d->round, x->colour, x->due_day, day);
    }
    remind_plan(&d->arena, &d->calendar, &d->about, day, &d->plan);
    return &d->plan;
}

static const struct remind_digest *digest_of(const struct desk *d, int64_t person)
{
    for (size_t i = 0; i < d->plan.count; i++)
        if (d->people[d->plan.digests[i].person].actor.id == person)
            return &d->plan.digests[i];
    return NULL;
}

static bool goes_to(const struct desk *d, int64_t person)
{
    const struct remind_digest *g = digest_of(d, person);
    return g && g->due && !g->sent;
}

TEST(reminders_open_in_hours_of_workdays_only)
{
    static const struct {
        int from[5], to[5]; /* year, month, day, hour, minute */
    } rows[] = {
        {{2025, 6, 24, 8, 59}, {2025, 6, 24, 9, 0}},
        {{2025, 6, 24, 9, 0}, {2025, 6, 24, 9, 0}},
        {{2025, 6, 24, 16, 59}, {2025, 6, 24, 16, 59}},
        {{2025, 6, 24, 17, 0}, {2025, 6, 25, 9, 0}},
        {{2025, 6, 27, 18, 0}, {2025, 6, 30, 9, 0}},  /* Friday evening */
        {{2025, 6, 28, 10, 0}, {2025, 6, 30, 9, 0}},  /* Saturday */
        {{2025, 9, 28, 10, 0}, {2025, 9, 28, 10, 0}}, /* a Sunday that is worked */
        {{2025, 9, 30, 17, 0}, {2025, 10, 9, 9, 0}},  /* the National Day week */
        {{2025, 12, 31, 23, 0}, {2026, 1, 4, 9, 0}},  /* New Year's Day to Saturday off, Sunday worked */
    };
    struct desk d;
    open_desk(&d);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const int *f = rows[i].from, *t = rows[i].to;
        int64_t from = day_start_us(ON(f[0], f[1], f[2])) + (f[3] * 60 + f[4]) * 60000000LL;
        int64_t to = day_start_us(ON(t[0], t[1], t[2])) + (t[3] * 60 + t[4]) * 60000000LL;
        CHECK(remind_next_us(&d.calendar, 9 * 60, 17 * 60, from) == to);
    }
    arena_reset(&d.arena);
}

TEST(each_colour_is_told_to_those_its_rule_names)
{
    struct desk d;
    open_desk(&d);
    item(&d, BUREAU, LEADER, ON(2025, 6, 20));               /* a Friday */
    const struct remind_plan *p = plan(&d, ON(2025, 6, 12)); /* 8 days left */
    CHECK(p->to_send == 2 && goes_to(&d, CLERK) && goes_to(&d, LEADER));
    CHECK(digest_of(&d, CLERK)->soon == 1 && digest_of(&d, CLERK)->lines[0].as == TELL_HANDLER && remind_sort(digest_of(&d, CLERK)) == NUDGE_REMINDER);
    p = plan(&d, ON(2025, 6, 20)); /* due today is not overdue */
    CHECK(p->to_send == 2 && digest_of(&d, CLERK)->overdue == 0);
    p = plan(&d, ON(2025, 6, 23)); /* red since Saturday, told on Monday */
    CHECK(p->to_send == 3 && goes_to(&d, CHIEF) && digest_of(&d, CHIEF)->lines[0].as == TELL_HEAD && digest_of(&d, CLERK)->overdue == 1);
    p = plan(&d, ON(2025, 6, 26)); /* overdue for four workdays */
    CHECK(!digest_of(&d, OFFICE) && !digest_of(&d, OVERSEER));
    p = plan(&d, ON(2025, 6, 27)); /* for five */
    CHECK(p->to_send == 5 && goes_to(&d, OFFICE) && goes_to(&d, OVERSEER) && !digest_of(&d, TOWN_OFFICE));
    CHECK(digest_of(&d, OFFICE)->escalated == 1 && remind_sort(digest_of(&d, OFFICE)) == NUDGE_ESCALATION);
    CHECK(remind_sort(digest_of(&d, CLERK)) == NUDGE_REMINDER && digest_of(&d, CLERK)->count == 1);
    d.rules[WARNING_ESCALATION].off = 1;
    CHECK(plan(&d, ON(2025, 6, 27))->to_send == 3);
    d.rules[WARNING_TIME].tell_red = TELL_OVERSEER;
    CHECK(plan(&d, ON(2025, 6, 27))->to_send == 1 && goes_to(&d, OVERSEER));
    arena_reset(&d.arena);
}

TEST(the_head_of_a_unit_without_one_is_the_one_above)
{
    struct desk d;
    open_desk(&d);
    item(&d, SECTION, 0, ON(2025, 6, 20));
    CHECK(plan(&d, ON(2025, 6, 23))->to_send == 2 && goes_to(&d, SECTION_CLERK) && goes_to(&d, CHIEF));
    d.units[1].above = SECTION; /* even a tree that is none ends */
    d.people[4].actor.roles = 0;
    CHECK(plan(&d, ON(2025, 6, 23))->to_send == 1);
    arena_reset(&d.arena);
}

TEST(what_reaches_nobody_is_named)
{
    struct desk d;
    open_desk(&d);
    item(&d, 99, 98, ON(2025, 6, 20));
    item(&d, BUREAU, LEADER, ON(2025, 6, 20));
    item(&d, 0, 0, ON(2025, 6, 30));
    const struct remind_plan *p = plan(&d, ON(2025, 6, 24));
    CHECK(p->unheard_count == 2 && p->unheard[0] == 0 && p->unheard[1] == 2);
    arena_reset(&d.arena);
}

TEST(everyone_gets_one_digest_with_each_thing_once)
{
    struct desk d;
    open_desk(&d);
    d.people[3].actor.id = DUTIES;
    d.people[3].actor.roles = ROLE(UNIT) | ROLE(LEADER);
    item(&d, BUREAU, DUTIES, ON(2025, 6, 10));
    item(&d, BUREAU, DUTIES, ON(2025, 6, 20));
    item(&d, BUREAU, DUTIES, ON(2025, 6, 27));
    plan(&d, ON(2025, 6, 23));
    const struct remind_digest *g = digest_of(&d, DUTIES);
    CHECK(g && g->count == 3 && g->overdue == 2 && g->soon == 1 && g->lines[0].item == 0 && g->lines[2].item == 2);
    d.people[3].last_day = ON(2025, 6, 23);
    plan(&d, ON(2025, 6, 23));
    CHECK(!goes_to(&d, DUTIES) && digest_of(&d, DUTIES)->sent);
    arena_reset(&d.arena);
}

TEST(what_is_on_time_is_told_once)
{
    struct desk d;
    open_desk(&d);
    item(&d, BUREAU, LEADER, ON(2025, 8, 20));
    CHECK(plan(&d, ON(2025, 6, 3))->to_send == 1 && digest_of(&d, CLERK)->issued == 1);
    d.people[3].last_day = ON(2025, 6, 3);
    CHECK(plan(&d, ON(2025, 6, 4))->count == 0);
    item(&d, BUREAU, LEADER, ON(2025, 6, 14)); /* due soon: the other stays out of it */
    CHECK(plan(&d, ON(2025, 6, 5))->to_send == 2 && digest_of(&d, CLERK)->count == 1);
    d.rules[WARNING_TIME].tell_green = 0;
    d.people[3].last_day = 0;
    CHECK(plan(&d, ON(2025, 6, 5))->to_send == 2 && digest_of(&d, CLERK)->issued == 0);
    arena_reset(&d.arena);
}

/* Two years day by day, holidays and all: the first telling on the first workday, then every fifth, one a day. */
TEST(a_thing_is_told_again_every_five_workdays)
{
    struct desk d;
    open_desk(&d);
    int64_t due = ON(2025, 1, 24), told = 0, last = 0;
    item(&d, BUREAU, 0, due);
    d.rules[WARNING_ESCALATION].off = 1;
    for (int64_t day = due + 1; day < ON(2026, 12, 31); day++) {
        if (!calendar_workday(&d.calendar, day))
            continue;
        plan(&d, day);
        CHECK(digest_of(&d, CLERK));
        if (!goes_to(&d, CLERK))
            continue;
        if (!told)
            CHECK(day == calendar_next_workday(&d.calendar, due + 1));
        else
            CHECK(calendar_workdays_to(&d.calendar, day) - calendar_workdays_to(&d.calendar, last) == REMIND_EVERY_WORKDAYS);
        told++;
        last = d.people[3].last_day = day;
        arena_reset(&d.arena);
        calendar_build(&d.arena, NULL, 0, &d.calendar);
    }
    CHECK(told > 90 && told < 105); /* some 485 workdays */
    arena_reset(&d.arena);
}

/* A telling that did not happen, because nothing ran that day, is made up for on the next one. */
TEST(a_day_that_was_missed_is_made_up_for)
{
    struct desk d;
    open_desk(&d);
    item(&d, BUREAU, 0, ON(2025, 6, 20));
    d.people[3].last_day = ON(2025, 6, 23);
    plan(&d, ON(2025, 6, 27));
    CHECK(!goes_to(&d, CLERK)); /* the fifth workday; the next telling is on the sixth, the 30th */
    plan(&d, ON(2025, 6, 30));
    CHECK(goes_to(&d, CLERK));
    plan(&d, ON(2025, 7, 2));
    CHECK(goes_to(&d, CLERK));
    d.people[3].last_day = ON(2025, 6, 30);
    plan(&d, ON(2025, 7, 2));
    CHECK(!goes_to(&d, CLERK));
    arena_reset(&d.arena);
}

TEST(colours_have_a_first_day_on_either_clock)
{
    struct desk d;
    open_desk(&d);
    int64_t due = ON(2025, 10, 15);
    CHECK(remind_since(&d.calendar, &d.round, COLOUR_RED, due, ON(2025, 10, 20)) == ON(2025, 10, 16));
    CHECK(remind_since(&d.calendar, &d.round, COLOUR_YELLOW, due, ON(2025, 10, 13)) == ON(2025, 10, 5));
    d.rules[WARNING_TIME].clock = CLOCK_WORKDAY;
    d.rules[WARNING_TIME].yellow_days = 6;
    /* 15, 14, 13, 11 (worked Saturday), 10, 9 October are six workdays; the holidays before them count nothing. */
    CHECK(remind_since(&d.calendar, &d.round, COLOUR_YELLOW, due, ON(2025, 10, 13)) == ON(2025, 9, 30));
    /* by its progress, long before its date */
    CHECK(remind_since(&d.calendar, &d.round, COLOUR_RED, due, ON(2025, 8, 20)) == ON(2025, 8, 16));
    CHECK(remind_since(&d.calendar, &d.round, COLOUR_YELLOW, due, ON(2025, 8, 3)) == ON(2025, 8, 1));
    arena_reset(&d.arena);
}

TEST(reports_are_asked_for_in_the_last_workdays_of_the_period)
{
    struct desk d;
    open_desk(&d);
    CHECK(remind_report_day(&d.calendar, ON(2025, 6, 30)) == ON(2025, 6, 26)); /* 26, 27, 30 */
    CHECK(remind_report_day(&d.calendar, ON(2025, 6, 15)) == ON(2025, 6, 11)); /* a Sunday: 11, 12, 13 */
    CHECK(remind_report_day(&d.calendar, ON(2025, 9, 30)) == ON(2025, 9, 28)); /* 28 is worked */
    CHECK(remind_report_day(&d.calendar, ON(2025, 10, 15)) == ON(2025, 10, 13));
    struct remind_item *i = item(&d, BUREAU, 0, ON(2025, 6, 30));
    i->kind = KIND_REPORT;
    i->id = BUREAU;
    i->colour = COLOUR_YELLOW;
    i->since_day = ON(2025, 6, 26);
    CHECK(plan(&d, ON(2025, 6, 26))->to_send == 1 && digest_of(&d, CLERK)->reports == 1);
    arena_reset(&d.arena);
}

/* The numbers of a digest add up, whatever is in it; people of any order by id are found. */
TEST(many_people_and_things_add_up)
{
    enum { PEOPLE = 400,
           THINGS = 3000 };
    struct desk d;
    open_desk(&d);
    struct remind_person *people = arena_alloc(&d.arena, PEOPLE * sizeof *people);
    struct remind_item *items = arena_alloc(&d.arena, THINGS * sizeof *items);
    for (size_t i = 0; i < PEOPLE; i++)
        people[i] = (struct remind_person){.actor = {.id = (int64_t)(i * 7919 % 1009 + 1), .unit = (int64_t)(i / 4 + 1), .roles = i % 4 == 0 ? ROLE(UNIT) : i % 4 == 1 ? ROLE(LEADER)
                                                                                                                                                        : i % 4 == 2   ? ROLE(OVERSEER)
                                                                                                                                                                       : ROLE(OFFICE),
                                                     .everywhere = true}};
    for (size_t i = 0; i < THINGS; i++) {
        items[i] = (struct remind_item){.kind = KIND_MEASURE, .id = (int64_t)i + 1, .colour = i % 3 ? COLOUR_RED : COLOUR_YELLOW, .unit = (int64_t)(i % 100 + 1), .leader = people[i % PEOPLE].actor.id, .due_day = ON(2025, 6, 1) + (int64_t)(i % 20), .number = 1};
        items[i].since_day = items[i].due_day + 1;
    }
    d.about.people = people;
    d.about.person_count = PEOPLE;
    d.about.items = items;
    d.about.item_count = THINGS;
    remind_plan(&d.arena, &d.calendar, &d.about, ON(2025, 6, 24), &d.plan);
    CHECK(d.plan.unheard_count == 0 && d.plan.count == PEOPLE);
    size_t own = 0;
    for (size_t i = 0; i < d.plan.count; i++) {
        const struct remind_digest *g = &d.plan.digests[i];
        CHECK((size_t)(g->issued + g->soon + g->overdue + g->escalated + g->reports) == g->count);
        for (size_t k = 1; k < g->count; k++)
            CHECK(g->lines[k].item > g->lines[k - 1].item);
        for (size_t k = 0; k < g->count; k++)
            own += items[g->lines[k].item].leader == people[g->person].actor.id;
    }
    CHECK(own == THINGS); /* each thing reached its leader */
    arena_reset(&d.arena);
}
