/* proofread.h: lint (paper/lint.h) for pages: its findings as plain rows. It stands apart because the structure lint
 * reads and the domain's bulletin have the same name. */
#ifndef APP_PROOFREAD_H
#define APP_PROOFREAD_H

#include "base/base.h"

struct remark {
    const char *severity; /* error, warning, info */
    size_t line, column;  /* from 1 */
    struct sentence message;
};
struct remarks {
    struct remark *list;
    size_t count;
};

/* The findings about TEXT, errors and warnings only, by place. ERR_INPUT, ERR_LIMIT: it cannot be read. */
MUST_CHECK enum err proofread(struct arena *a, struct str text, struct remarks *out, struct sentence *why);

#endif
