/* plan_sql.h: what is missing in a plan, as conditions of SQL. One text each, so that the rule that refuses a plan
 * (app/facts_plan.c), the list that shows what is missing (app/plan_check.c) and the figures (figures_plan.h) are
 * the same question. Aliases: s feedback_sentence, p problem, m measure. Numbers are states and choices of
 * domain/, compared with the enums by tests/view/figure_test.c. */
#ifndef VIEW_PLAN_SQL_H
#define VIEW_PLAN_SQL_H

/* A problem belongs to the side plan it names, else to the main plan. PLAN is an id, MAIN 1 or 0. */
#define PLAN_OWNS(plan, main) "(p.plan = " plan " OR (" main " = 1 AND p.plan = 0))"
#define PLAN_UNMAPPED "s.state = 1"
/* Nobody can say which words of the feedback it stands for; not asked where the feedback was not entered. */
#define PLAN_UNCITED \
    "EXISTS (SELECT 1 FROM feedback_sentence x WHERE x.inspection = p.inspection)" \
    " AND NOT EXISTS (SELECT 1 FROM feedback_sentence y WHERE y.problem = p.id)"
#define PLAN_WITHOUT_MEASURE "NOT EXISTS (SELECT 1 FROM measure n WHERE n.problem = p.id AND n.state <> 10)"
/* M: "m." or nothing, for the index of table.c that holds just these. */
#define PLAN_INCOMPLETE_OF(m) \
    m "state <> 10 AND (" m "leaders = '' OR " m "lead_unit = 0 OR " m "goal = '' OR " m "type = 0 OR (" m "due_day = 0 AND " m "type <> 3))"
#define PLAN_INCOMPLETE PLAN_INCOMPLETE_OF("m.")

#endif
