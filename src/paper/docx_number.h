/* docx_number.h: Word's automatic numbers. A paragraph says only "list 3, level 0"; what stands in
 * front of it on paper, 一、 or （二）, follows from numbering.xml and the paragraphs before it
 * (ECMA-376 part 1, 17.9). Inside paper/ only. */
#ifndef PAPER_DOCX_NUMBER_H
#define PAPER_DOCX_NUMBER_H

#include "base/base.h"

struct package;
struct numbering;

enum { NUMBER_LEVELS = 9 };

/* An empty numbering, that numbers nothing, when PART is not there. */
enum err numbering_read(struct package *p, struct str part, struct numbering **out,
                        struct sentence *why) MUST_CHECK;
/* Counts one paragraph of list NUM_ID at LEVEL (0..8) and gives its number: "一、", "1.1"; empty
 * for bullets, unknown lists and NUM_ID 0. */
struct str numbering_next(struct numbering *n, struct arena *a, int64_t num_id, unsigned level);
/* The level of list NUM_ID that belongs to a paragraph style, by its id; 0 when none says so. */
unsigned numbering_level_of_style(const struct numbering *n, int64_t num_id, struct str style_id);

/* VALUE (1..) in one of Word's formats: decimal, chineseCounting, ideographTraditional... An
 * unknown format counts in digits. */
struct str number_in_format(struct arena *a, struct str format, unsigned value);

#endif
