/* calendar.h: the calendar as it stands in a data folder, kept for pages, and a holiday notice read from a file. */
#ifndef APP_CALENDAR_H
#define APP_CALENDAR_H

#include "app/app.h"
#include "domain/calendar.h"

/* The shipped years and the entered ones of DB. OUT lies in A. */
MUST_CHECK enum err calendar_load(struct db *db, struct arena *a, struct calendar *out);

/* The same, made again only when the log has grown: one for each database a process keeps open. Zero it to begin
 * with; calendar_cache_close frees it. */
struct calendar_cache {
    struct arena arena;
    int64_t position; /* entries in the log it was made from; 0: not made yet */
    struct calendar calendar;
};
/* *OUT lives until the next call or the close. POSITION is the length of the log the page is drawn from. */
MUST_CHECK enum err calendar_cached(struct calendar_cache *cache, struct db *db, int64_t position,
                                    const struct calendar **out);
void calendar_cache_close(struct calendar_cache *cache);

/* Our own form: lines "year: 2027", "notice: …", "off: …", "work: …", the last two as in domain/calendar.h and as
 * often as wanted; empty lines and those that begin with # say nothing. calendar_print writes it. */
struct str calendar_print(struct arena *a, const struct calendar_enter *y);
enum { CALENDAR_FILE_MAX = 256 * 1024 };
/* One year's notice from the bytes of a file: our own form, or the JSON shape many tools share,
 * {"year":2027,"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true}]}, whose notice is named by its usual
 * title. ERR_INPUT with *WHY, which names the line or the entry. The days are checked at the door, not here. */
MUST_CHECK enum err calendar_file(struct arena *a, struct str bytes, struct calendar_enter *out,
                                  struct sentence *why);
/* The pairs of the command calendar.enter, CALENDAR_PAIRS of them. */
enum { CALENDAR_PAIRS = 4 };
void calendar_pairs(struct arena *a, const struct calendar_enter *y, struct pair *out);

#endif
