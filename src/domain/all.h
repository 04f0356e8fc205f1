/* all.h: every header of the domain, for those who read the tables whole. Each area adds its own line. */
#ifndef DOMAIN_ALL_H
#define DOMAIN_ALL_H

#include "domain/calendar.h"
#include "domain/measure.h"
#include "domain/plan.h"
#include "domain/task.h"

#endif
