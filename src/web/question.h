/* question.h: what questions (app/question.h) add to pages drawn elsewhere. */
#ifndef WEB_QUESTION_H
#define WEB_QUESTION_H

#include "web/site.h"

/* "questions_url" and "questions_text" of the overview for offices and overseers who see the whole round; "" for others. */
MUST_CHECK enum err question_put_line(struct visit *v);

#endif
