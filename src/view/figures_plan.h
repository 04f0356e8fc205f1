/* figures_plan.h: figures of the area "plan", rows of the table in figure.c. */
