/* remind.c: see remind.h. */
#include "domain/remind.h"

#include "base/time.h"
#include "domain/nudge.h"
#include "domain/scope.h"

#include <string.h>

/* ---- the plan, as it grows --------------------------------------------------------------------------- */

struct told { /* one line before the lines are put in order of people */
    size_t person;
    struct remind_line line;
};
struct planner {
    struct arena *arena;
    const struct calendar *calendar;
    const struct remind_about *about;
    int64_t day;
    size_t *by_id; /* indexes of people by id */
    struct crew {  /* of each round: its office and its overseers; made when first asked for */
        bool made;
        size_t *office, *overseer;
        size_t office_count, overseer_count;
    } * crews;
    size_t *seen; /* of each person: 1 + the item told last */
    struct told *told;
    size_t told_count, told_cap;
};

static void tell(struct planner *p, size_t person, struct remind_line line)
{
    if (p->seen[person] == line.item + 1)
        return; /* as somebody nearer already */
    p->seen[person] = line.item + 1;
    if (p->told_count == p->told_cap) {
        size_t cap = p->told_cap ? 2 * p->told_cap : 256;
        struct told *more = arena_alloc(p->arena, cap * sizeof *more);
        if (p->told_count)
            memcpy(more, p->told, p->told_count * sizeof *more);
        p->told = more;
        p->told_cap = cap;
    }
    p->told[p->told_count++] = (struct told){person, line};
}

/* ---- finding people ------------------------------------------------------------------------------------ */

static void sort_by_id(struct planner *p)
{
    size_t n = p->about->person_count;
    const struct remind_person *people = p->about->people;
    p->by_id = arena_alloc(p->arena, (n + 1) * sizeof *p->by_id);
    size_t *other = arena_alloc(p->arena, (n + 1) * sizeof *other), *from = p->by_id, *to = other;
    for (size_t i = 0; i < n; i++)
        from[i] = i;
    for (size_t run = 1; run < n; run *= 2) { /* merging runs: qsort cannot see the people */
        for (size_t low = 0; low < n; low += 2 * run) {
            size_t a = low, a_end = low + run < n ? low + run : n, b = a_end,
                   b_end = low + 2 * run < n ? low + 2 * run : n;
            for (size_t k = low; k < b_end; k++)
                to[k] = b == b_end ||
                                (a < a_end && people[from[a]].actor.id <= people[from[b]].actor.id)
                            ? from[a++]
                            : from[b++];
        }
        size_t *swap = from;
        from = to;
        to = swap;
    }
    p->by_id = from;
}

/* Whose business the round is (scope.h): an office's where it is its own, an overseer's also from above. */
static const struct crew *crew_of(struct planner *p, size_t round)
{
    const struct remind_round *r = &p->about->rounds[round];
    struct crew *crew = &p->crews[round];
    size_t n = p->about->person_count;
    if (crew->made)
        return crew;
    *crew = (struct crew){.made = true,
                          .office = arena_alloc(p->arena, (n + 1) * sizeof(size_t)),
                          .overseer = arena_alloc(p->arena, (n + 1) * sizeof(size_t))};
    for (size_t i = 0; i < n; i++) {
        const struct actor *a = &p->about->people[i].actor;
        if (!(a->roles & (ROLE(OFFICE) | ROLE(OVERSEER))))
            continue;
        enum reach reach = reach_of(a, r->organisation, r->chain);
        if (a->roles & ROLE(OFFICE) && reach == REACH_OWN)
            crew->office[crew->office_count++] = i;
        if (a->roles & ROLE(OVERSEER) && reach != REACH_NONE)
            crew->overseer[crew->overseer_count++] = i;
    }
    return crew;
}

/* The first person of UNIT; people lie by unit. */
static size_t first_of_unit(const struct remind_about *about, int64_t unit)
{
    size_t low = 0, high = about->person_count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (about->people[mid].actor.unit < unit)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static int64_t unit_above(const struct remind_about *about, int64_t unit)
{
    size_t low = 0, high = about->unit_count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (about->units[mid].id == unit)
            return about->units[mid].above;
        if (about->units[mid].id < unit)
            low = mid + 1;
        else
            high = mid;
    }
    return 0;
}

/* Everyone of UNIT with one of ROLES; false when there is nobody. */
static bool tell_unit(struct planner *p, int64_t unit, int64_t roles, struct remind_line line)
{
    bool any = false;
    for (size_t i = first_of_unit(p->about, unit);
         unit && i < p->about->person_count && p->about->people[i].actor.unit == unit; i++) {
        if (!(p->about->people[i].actor.roles & roles))
            continue;
        tell(p, i, line);
        any = true;
    }
    return any;
}

static void tell_head(struct planner *p, int64_t unit, struct remind_line line)
{
    for (size_t high = 0; unit && high <= p->about->unit_count; high++) {
        if (tell_unit(p, unit, ROLE(LEADER), line))
            return;
        unit = unit_above(p->about, unit);
    }
}

static void tell_person(struct planner *p, int64_t id, struct remind_line line)
{
    size_t low = 0, high = p->about->person_count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int64_t here = p->about->people[p->by_id[mid]].actor.id;
        if (here == id) {
            tell(p, p->by_id[mid], line);
            return;
        }
        if (here < id)
            low = mid + 1;
        else
            high = mid;
    }
}

/* ---- one thing ------------------------------------------------------------------------------------------ */

static void tell_crew(struct planner *p, const size_t *people, size_t n, struct remind_line line)
{
    for (size_t i = 0; i < n; i++)
        tell(p, people[i], line);
}

static void tell_all(struct planner *p, int64_t to, struct remind_line line)
{
    const struct remind_item *item = &p->about->items[line.item];
    for (int64_t bit = TELL_HANDLER; bit <= TELL_OVERSEER; bit <<= 1) {
        const struct crew *crew =
            to & bit & (TELL_OFFICE | TELL_OVERSEER) ? crew_of(p, item->round) : NULL;
        line.as = bit;
        switch (to & bit) {
        case TELL_HANDLER: tell_unit(p, item->unit, ROLE(UNIT), line); break;
        case TELL_LEADER: tell_person(p, item->leader, line); break;
        case TELL_HEAD: tell_head(p, item->unit, line); break;
        case TELL_OFFICE: tell_crew(p, crew->office, crew->office_count, line); break;
        case TELL_OVERSEER: tell_crew(p, crew->overseer, crew->overseer_count, line); break;
        default: break;
        }
    }
}

/* Workdays from SINCE up to and with DAY; 0 when DAY is before it. */
static int64_t age(const struct planner *p, int64_t since, int64_t day)
{
    if (day < since)
        return 0;
    return calendar_workdays_to(p->calendar, day) - calendar_workdays_to(p->calendar, since - 1);
}

/* The first day on which ITEM, red, has been overdue for as long as the rule of escalation says. */
static int64_t late_day(const struct planner *p, const struct remind_item *item)
{
    const struct warning *w = &p->about->rounds[item->round].rules[WARNING_ESCALATION];
    struct limit l = {.count = w->red_days,
                      .clock = w->clock == CLOCK_WORKDAY ? CLOCK_WORKDAY : CLOCK_CALENDAR};
    return limit_add(p->calendar, item->due_day, &l, NULL).day;
}

/* Returns whether anybody should hear of it. */
static bool tell_item(struct planner *p, size_t at)
{
    const struct remind_item *item = &p->about->items[at];
    const struct warning *rules = p->about->rounds[item->round].rules;
    int64_t to = warning_addressees(
        rules, p->calendar, item->colour == COLOUR_BLUE ? COLOUR_GREEN : (int64_t)item->colour,
        item->due_day, p->day);
    bool red = item->colour == COLOUR_RED, late = red && item->due_day &&
                                                  !rules[WARNING_ESCALATION].off &&
                                                  p->day >= late_day(p, item);
    int64_t near = late ? to & rules[WARNING_TIME].tell_red : to;
    tell_all(p, near, (struct remind_line){.item = at});
    tell_all(p, to & ~near, (struct remind_line){.item = at, .escalated = true});
    return to != 0;
}

static bool on_time(const struct remind_item *item)
{
    return item->colour == COLOUR_GREEN || item->colour == COLOUR_BLUE;
}

/* Whether LINE is to be told to someone whose newest digest is of LAST_DAY: on its first workday and on every so many
 * after it, and when one of those days went by without a digest. */
static bool is_due(const struct planner *p, const struct remind_line *line, int64_t last_day)
{
    const struct remind_item *item = &p->about->items[line->item];
    int64_t since = line->escalated ? late_day(p, item) : item->since_day;
    int64_t now = age(p, since, p->day), then = age(p, since, last_day);
    if (now <= 0 || then <= 0)
        return now > 0;
    return !on_time(item) && (now - 1) / REMIND_EVERY_WORKDAYS != (then - 1) / REMIND_EVERY_WORKDAYS;
}

/* ---- everyone's --------------------------------------------------------------------------------------- */

static void count_line(struct planner *p, struct remind_digest *d, const struct remind_line *line)
{
    const struct remind_item *item = &p->about->items[line->item];
    if (item->kind == KIND_REPORT)
        d->reports++;
    else if (line->escalated)
        d->escalated++;
    else if (item->colour == COLOUR_RED)
        d->overdue++;
    else if (item->colour == COLOUR_YELLOW)
        d->soon++;
    else
        d->issued++;
    d->due = d->due || is_due(p, line, p->about->people[d->person].last_day);
}

/* What is on time is told once and then left out: it would drown the rest. */
static void drop_told(struct planner *p)
{
    size_t kept = 0;
    for (size_t i = 0; i < p->told_count; i++) {
        const struct told *t = &p->told[i];
        if (!on_time(&p->about->items[t->line.item]) ||
            is_due(p, &t->line, p->about->people[t->person].last_day))
            p->told[kept++] = *t;
    }
    p->told_count = kept;
}

/* Lines in order of people; within one person's they stay in the order of things. */
static void group_by_person(struct planner *p, struct remind_plan *out)
{
    size_t n = p->about->person_count, at = 0;
    struct remind_line *lines = arena_alloc(p->arena, (p->told_count + 1) * sizeof *lines);
    struct remind_digest *digests = arena_alloc(p->arena, (n + 1) * sizeof *digests);
    size_t *next = arena_alloc(p->arena, (n + 1) * sizeof *next),
           *count = arena_alloc(p->arena, (n + 1) * sizeof *count);
    for (size_t i = 0; i < p->told_count; i++)
        count[p->told[i].person]++;
    for (size_t i = 0; i < n; at += count[i++])
        next[i] = at;
    for (size_t i = 0; i < p->told_count; i++)
        lines[next[p->told[i].person]++] = p->told[i].line;
    for (size_t i = 0; i < n; i++) {
        if (!count[i])
            continue;
        struct remind_digest *d = &digests[out->count++];
        *d = (struct remind_digest){
            .person = i, .lines = lines + next[i] - count[i], .count = count[i]};
        d->sent = p->about->people[i].last_day == p->day;
        for (size_t k = 0; k < d->count; k++)
            count_line(p, d, &d->lines[k]);
        out->to_send += d->due && !d->sent;
    }
    out->digests = digests;
}

void remind_plan(struct arena *a, const struct calendar *c, const struct remind_about *about,
                 int64_t day, struct remind_plan *out)
{
    struct planner p = {.arena = a, .calendar = c, .about = about, .day = day};
    size_t *unheard = arena_alloc(a, (about->item_count + 1) * sizeof *unheard);
    *out = (struct remind_plan){.unheard = unheard};
    p.seen = arena_alloc(a, (about->person_count + 1) * sizeof *p.seen);
    p.crews = arena_alloc(a, (about->round_count + 1) * sizeof *p.crews);
    sort_by_id(&p);
    for (size_t i = 0; i < about->item_count; i++) {
        size_t before = p.told_count;
        if (tell_item(&p, i) && p.told_count == before)
            unheard[out->unheard_count++] = i;
    }
    drop_told(&p);
    group_by_person(&p, out);
}

int64_t remind_sort(const struct remind_digest *d)
{
    if (!d->escalated)
        return NUDGE_REMINDER;
    return (size_t)d->escalated == d->count ? NUDGE_ESCALATION : NUDGE_DIGEST;
}

int64_t remind_since(const struct calendar *c, const struct remind_round *r, enum colour colour,
                     int64_t due_day, int64_t day)
{
    const struct warning *time = &r->rules[WARNING_TIME];
    enum clock clock = time->clock == CLOCK_WORKDAY ? CLOCK_WORKDAY : CLOCK_CALENDAR;
    int64_t since = period_first_day(period_of(day));
    if (colour == COLOUR_RED && due_day && due_day < day)
        return due_day + 1;
    if (colour != COLOUR_YELLOW || !due_day ||
        limit_left(c, day, due_day, clock, NULL) > time->yellow_days)
        return since;
    for (since = day; limit_left(c, since - 1, due_day, clock, NULL) <= time->yellow_days;)
        since--;
    return since;
}

/* ---- the sending clock ------------------------------------------------------------------------------- */

int64_t remind_next_us(const struct calendar *c, int64_t from_minute, int64_t to_minute, int64_t now_us)
{
    const int64_t minute_us = 60LL * 1000000;
    int64_t day = day_of(now_us), opens = day_start_us(day) + from_minute * minute_us;
    if (calendar_workday(c, day) && now_us < day_start_us(day) + to_minute * minute_us)
        return now_us > opens ? now_us : opens;
    return day_start_us(calendar_next_workday(c, day + 1)) + from_minute * minute_us;
}

int64_t remind_report_day(const struct calendar *c, int64_t last_day)
{
    int64_t until = calendar_workdays_to(c, last_day), day = last_day;
    while (until - calendar_workdays_to(c, day - 1) < REMIND_REPORT_WORKDAYS)
        day--;
    return day;
}
