/* proofread.c: see proofread.h. */
#include "app/proofread.h"

#include "paper/lint.h"

enum err proofread(struct arena *a, struct str text, struct remarks *out, struct sentence *why)
{
    struct lint l;
    enum err e = lint_run(a, text, &l, why);
    if (e)
        return e;
    *out = (struct remarks){arena_alloc(a, (l.count + 1) * sizeof *out->list), 0};
    for (size_t i = 0; i < l.count; i++) {
        const struct finding *f = &l.findings[i];
        if (f->severity != SEVERITY_INFO)
            out->list[out->count++] = (struct remark){severity_name(f->severity), f->line, f->column, f->message};
    }
    return ERR_NONE;
}
