/* scope.c: see scope.h. */
#include "domain/scope.h"

enum reach reach_of(const struct actor *a, int64_t organisation, struct ids chain)
{
    if (!a->id || a->everywhere || !organisation || ids_has(a->units, organisation))
        return REACH_OWN;
    return ids_has(chain, a->unit) ? REACH_ABOVE : REACH_NONE;
}

bool reach_lets(enum reach r, enum command_type type, const struct actor *a)
{
    return r == REACH_OWN || (r == REACH_ABOVE && (command_types[type].roles & a->roles & ROLE(OVERSEER)));
}

static bool names_any(const struct field *f, const void *obj, struct ids wanted)
{
    if (f->type == FIELD_ID)
        return *field_int(f, obj) && ids_has(wanted, *field_int(f, obj));
    for (size_t k = 0; f->type == FIELD_IDS && k < field_ids(f, obj)->count; k++)
        if (ids_has(wanted, field_ids(f, obj)->list[k]))
            return true;
    return false;
}

bool reach_takes_part(const struct actor *a, const struct record *r, const void *obj)
{
    struct ids self = {&a->id, 1};
    for (size_t i = 0; obj && i < r->count; i++) {
        const struct field *f = &r->fields[i];
        if (f->flags & FIELD_PERSONAL) /* where somebody belongs is no share of the work, and can be erased */
            continue;
        if (f->refers == 1 + KIND_UNIT && a->roles & ROLE(UNIT) && names_any(f, obj, a->units))
            return true;
        if (f->refers == 1 + KIND_PERSON && f->flags & FIELD_LINK && names_any(f, obj, self))
            return true;
    }
    return false;
}
