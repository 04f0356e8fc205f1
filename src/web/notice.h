/* notice.h: what the pages of notices share. */
#ifndef WEB_NOTICE_H
#define WEB_NOTICE_H

#include "app/notice_paper.h"
#include "web/moments.h"

/* "/notice/ID" or "/notice/ID/WORD". */
struct str notice_url(struct visit *v, int64_t id, const char *word);
/* 督办〔2026〕3号, else the kind with 未编号. */
struct str notice_name(struct visit *v, const struct notice *n);
/* The colour of N in ROW, with words such as 逾期3天. */
void notice_put_colour(struct visit *v, struct value *row, const struct notice *n);
/* Fills "findings" of the page: mistakes of the text, then blanks. Returns the list, to add to. */
struct value *notice_put_findings(struct visit *v, const struct bulletin_page *page);
/* A draft is not yet anybody's who only answers for a unit. */
bool notice_visible(const struct visit *v, const void *state);
/* The day and the colour of notice ID in ITEM, a line of my work. */
MUST_CHECK enum err notice_put_item(struct visit *v, struct value *item, int64_t id);
/* For the office: the button that drafts a notice about the thing in field PARENT ("measure", "problem"). */
void notice_put_draft_act(struct visit *v, struct value *acts, const char *parent, int64_t id);
/* The moment of N's paper; close with visit_moment_close. */
MUST_CHECK enum err notice_visit_moment(struct visit *v, const struct notice *n, struct moment *m,
                                        struct sentence *why);

#endif
