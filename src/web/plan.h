/* plan.h: the plans' pages, for those who draw parts of them elsewhere. */
#ifndef WEB_PLAN_H
#define WEB_PLAN_H

#include "web/register.h"

register_extra_fn plan_register_extra; /* on the page of one plan: the paper, and 提会审意见 for who is asked */
/* Unit, due day and colour of a task's line in my work (templates/work.html). */
MUST_CHECK enum err task_put_item(struct visit *v, struct value *item, int64_t id);

#endif
