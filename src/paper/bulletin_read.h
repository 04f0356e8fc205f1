/* bulletin_read.h: the structure of a published bulletin (DOMAIN.md §8), read from its plain text. It
 * reads what is printed and judges nothing: lint.h does. A line is a paragraph.
 *
 * Levels: 1 一、  2 （一） or (一)  3 1. or 1、  4 （1） or (1), at the start of a line. A heading runs to the
 * first 。 of its line, or to the end of a line that has none. */
#ifndef PAPER_BULLETIN_READ_H
#define PAPER_BULLETIN_READ_H

#include "text/figures.h"

enum { SECTIONS_MAX = 20000 };

struct section {
    int level, number;  /* 1–4; the number as printed, from 1 */
    struct str heading; /* without its number and 。; borrowed from the text */
    size_t line;        /* from 1 */
    size_t at, end;     /* characters: the number's first, and where the section's own text ends */
};

/* 8个方面27个具体问题…99条整改措施, the first time it is told; -1 where it is not. The indices are of figures. */
struct announced {
    int64_t aspects, problems, measures;
    size_t aspects_figure, problems_figure, measures_figure;
};

struct contact {
    struct str phone, postcode, address, mail; /* empty where missing; address: post box or address */
    size_t line_from, line_to;                 /* lines from 1; 0 when there is no contact block */
};

struct bulletin {
    struct chars chars;
    struct figures figures;
    struct str title; /* empty for none; several lines joined */
    size_t title_line;
    size_t lead_line; /* of the first paragraph, 0 for none */
    struct section *sections;
    size_t section_count, level_count[5]; /* level_count[1] .. [4] */
    bool sections_capped;
    struct announced announced;
    struct contact contact;
    struct str signature; /* who signs; empty for none */
    size_t signature_line;
    int64_t date_day;          /* day number; 0 when there is no date line or its day does not exist */
    size_t date_line, date_at; /* 0 when there is none; character of the date */
    bool date_leading_zero;
};

/* Reads UTF-8 TEXT, which must outlive OUT. ERR_INPUT for an empty text or one that is not text (NUL
 * bytes, mostly not UTF-8), ERR_LIMIT beyond CHARS_BYTES_MAX; *WHY then says so. */
MUST_CHECK enum err bulletin_read(struct arena *a, struct str text, struct bulletin *out, struct sentence *why);

/* The number at the start of a line: its level 1–4 (0 for none), value, and the character behind it. */
int section_number_at(const struct chars *c, size_t line_from, size_t line_to, int *number, size_t *end);

/* Every place where aspects and problems are told in one breath: 反馈N个方面M个问题. From figure *AT on;
 * false when there is none left. *AT moves behind it. */
bool announced_next(const struct bulletin *b, size_t *at, struct announced *out);

#endif
