/* figures.h: the figure phrases of a Chinese paper: 给予党纪处分94人, 五个工作组, 300余人, 4.8万张, 32.3%.
 *
 * No figures are: dates and years, document numbers (〔2024〕5号), telephone numbers and post codes,
 * ordinals (第五, 前3名, 每两周), clause numbers, fractions (26/27), whatever stands in 《》 or in short
 * quotation marks (“4173”, “三重一大”), a lone 一 or 二 (一个问题 is a manner of speaking, 二期 an
 * ordinal) and set phrases (八项规定). A number without a measure word counts only at the end of its
 * phrase after 为, 至, 到 or 达 (缩小至1.74) or as the whole cell of a row (tab or | between cells). */
#ifndef TEXT_FIGURES_H
#define TEXT_FIGURES_H

#include "text/numerals.h"

enum { FIGURES_MAX = 100000,
       FIGURE_LABEL_CHARS_MAX = 30 };

struct figure {
    struct str value;     /* as printed, in decimal digits; 万 and 亿 not applied; arena's */
    struct str text;      /* as printed: 300余人; borrowed from the text */
    struct str unit;      /* as printed without 余: 人 项 % 万元 个百分点; empty for none; arena's */
    struct str label;     /* what is counted: 党内警告, 方面, 党纪处分; may be empty; borrowed */
    struct str qualifier; /* 近 约 共 累计 预测 余 以上 …, joined by 、; empty for none; arena's */
    size_t line, column;  /* of the number's first character, from 1 */
    size_t at, end;       /* characters: the number's first, and behind the unit (and 以上) */
    size_t label_at;      /* character where the label begins; AT when there is none */
    bool label_after;     /* the label follows: 8个方面 */
    bool chinese;         /* written in Chinese numerals */
    bool inexact;         /* 近 约 余 以上 …: not the number itself */
    bool each;            /* 各2人 */
};

struct figures {
    struct figure *items;
    size_t count;
    bool capped; /* FIGURES_MAX was reached; the rest was not read */
};

/* Every figure of C in order of place. */
struct figures figures_of(struct arena *a, const struct chars *c);

/* VALUE in millionths with 万 and 亿 of the unit applied (4.8万张 is 48000 * 10^6); false beyond
 * 64 bits or six decimals. */
bool figure_amount(const struct figure *f, int64_t *millionths);
/* The unit without its 万/亿: 元 of 万元. */
struct str figure_unit_base(const struct figure *f);

/* ---- the words figures are read with (figure_words.c) ---- */

/* The unit at I: multiplier, measure word; sets where it ends. CHINESE restricts to the measure words
 * that are safe after a Chinese numeral. */
bool unit_at(const struct chars *c, size_t i, size_t to, bool chinese, size_t *multiplier_end, size_t *end);
/* The label walks: both return the length of a word that ends a label or begins what is no label. */
size_t label_stop_at(const struct chars *c, size_t i);
size_t label_verb_at(const struct chars *c, size_t i);
bool set_phrase_at(const struct chars *c, size_t i);
/* Units that count what follows them (8个方面) rather than what stands before (会议2次). */
bool unit_looks_ahead(struct str unit);

enum before_kind { BEFORE_NONE,
                   BEFORE_QUALIFIER, /* 共 累计 预测 同比: says what kind of figure */
                   BEFORE_INEXACT,   /* 近 约 超 */
                   BEFORE_EACH,      /* 各 */
                   BEFORE_COPULA };  /* 达到 为 至: links label and number */
/* The word that ends just before TO and belongs to the number; *LEN in characters. */
enum before_kind word_before(const struct chars *c, size_t from, size_t to, size_t *len);
/* 以上 以下 左右 … at I, in characters, or 0. */
size_t bound_at(const struct chars *c, size_t i);

#endif
