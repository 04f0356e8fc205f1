/* world_notice.c: the facts of notices, gathered a second time. See world.h. */
#include "tests/domain/world.h"

#include "base/time.h"
#include "domain/notice.h"

/* The first rule of SORT, and the last number of SORT in the year of today. */
static void of_sort(struct world *w, int64_t sort, struct notice_facts *f)
{
    int64_t year = civil_from_day(w->today).year;
    for (size_t i = 0; i < w->count; i++) {
        const struct notice *n = (const void *)w->things[i].state;
        const struct notice_rule *r = (const void *)w->things[i].state;
        if (w->things[i].kind == KIND_NOTICE && n->sort == sort && n->year == year && n->number > f->last_number)
            f->last_number = n->number;
        if (w->things[i].kind == KIND_NOTICE_RULE && r->sort == sort && !f->rule.head.len)
            f->rule = *r;
    }
}

void world_notice(struct world *w, enum command_type type, int64_t id, const void *state, const void *payload, struct facts *out)
{
    struct notice_facts *f = arena_alloc(&w->arena, sizeof *f);
    (void)id;
    if (!(command_types[type].needs & NEED_NOTICE))
        return;
    out->notice = f;
    f->newest = 1;
    if (type == COMMAND_NOTICE_RULE_SET) {
        of_sort(w, payload ? ((const struct notice_rule_set *)payload)->sort : 0, f);
    } else if (type == COMMAND_NOTICE_ESCALATE) {
        f->previous = *(const struct notice *)world_get(w, KIND_NOTICE, payload ? ((const struct notice_escalate *)payload)->previous : 0);
        out->inspection = world_get(w, KIND_INSPECTION, f->previous.inspection);
    } else if (type == COMMAND_NOTICE_ANSWER) {
        f->evidence = *(const struct evidence *)world_get(w, KIND_EVIDENCE, payload ? ((const struct notice_answer *)payload)->evidence : 0);
    } else {
        of_sort(w, ((const struct notice *)state)->sort, f);
    }
}
