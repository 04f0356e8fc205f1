/* all.h: every header of the domain, for those who read the tables whole. Each area adds its own line. */
#ifndef DOMAIN_ALL_H
#define DOMAIN_ALL_H

#include "domain/calendar.h"
#include "domain/lookback.h"
#include "domain/clue.h"
#include "domain/measure.h"
#include "domain/books.h"
#include "domain/regime.h"
#include "domain/notice.h"
#include "domain/scope.h"
#include "domain/nudge.h"
#include "domain/remind.h"
#include "domain/question.h"
#include "domain/pack.h"
#include "domain/plan.h"
#include "domain/task.h"

#endif
