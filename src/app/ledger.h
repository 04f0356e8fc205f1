/* ledger.h: all of one inspection in memory, and the columns its papers have (DOMAIN.md §7).
 *
 * One table of columns serves both ways: the sheets we write and those we read back name their columns in it, and a
 * cell read back counts as unchanged when it says what we would write there. */
#ifndef APP_LEDGER_H
#define APP_LEDGER_H

#include "app/index.h"
#include "db/db.h"
#include "domain/regime.h"
#include "paper/xlsx_write.h"

/* What a column is about: a row of the sheet, a problem, a measure; or computed, never read back. */
enum column_level { LEVEL_ROW,
                    LEVEL_PROBLEM,
                    LEVEL_MEASURE,
                    LEVEL_COMPUTED };

/* constant, wire name, field of the payload ("" for none), level, kind of cell, width, zh, en. */
#define COLUMN_TABLE(X) \
    X(SEQUENCE, "sequence", "", ROW, INT, 6, "序号", "No.") \
    X(ID, "id", "", ROW, TEXT, 12, "编号", "Id") \
    X(ASPECT, "aspect", "title", PROBLEM, TEXT, 20, "方面", "Aspect") \
    X(PROBLEM_CODE, "problem_code", "code", PROBLEM, TEXT, 10, "问题编号", "Problem code") \
    X(PROBLEM, "problem", "title", PROBLEM, TEXT, 28, "反馈问题", "Problem") \
    X(DETAIL, "detail", "detail", PROBLEM, TEXT, 36, "具体表现", "Manifestations") \
    X(CATEGORY, "category", "category", PROBLEM, TEXT, 12, "问题类别", "Category") \
    X(NATURE, "nature", "nature", PROBLEM, TEXT, 10, "问题性质", "Nature") \
    X(SOURCE, "source", "source", PROBLEM, TEXT, 16, "来源", "Source") \
    X(AMOUNT, "amount", "amount_fen", PROBLEM, MONEY, 14, "涉及金额", "Amount") \
    X(REPEATED, "repeated", "repeated", PROBLEM, TEXT, 10, "是否上轮未改到位", "Left from last round") \
    X(MEASURE_CODE, "measure_code", "code", MEASURE, TEXT, 10, "措施编号", "Measure code") \
    X(GOAL, "goal", "goal", MEASURE, TEXT, 24, "整改目标", "Goal") \
    X(MEASURE, "measure", "text", MEASURE, TEXT, 40, "整改措施", "Measure") \
    X(TYPE, "type", "type", MEASURE, TEXT, 10, "整改类型", "Type") \
    X(STANDARD, "standard", "standard", MEASURE, TEXT, 24, "完成标准", "Standard") \
    X(START, "start", "start_day", MEASURE, DATE, 12, "起始时间", "Start") \
    X(DUE, "due", "due_day", MEASURE, DATE, 14, "整改时限", "Due") \
    X(LEADERS, "leaders", "leaders", MEASURE, TEXT, 12, "责任领导", "Leaders") \
    X(LEAD_UNIT, "lead_unit", "lead_unit", MEASURE, TEXT, 16, "牵头单位", "Lead unit") \
    X(ASSISTING_UNITS, "assisting_units", "assisting_units", MEASURE, TEXT, 20, "协办单位", "Assisting units") \
    X(DEPARTMENT, "department", "department", MEASURE, TEXT, 14, "责任科室", "Department") \
    X(CONTACT, "contact", "contact", MEASURE, TEXT, 10, "责任人", "Person in charge") \
    X(PHONE, "phone", "phone", MEASURE, TEXT, 14, "联系电话", "Telephone") \
    X(OVERSIGHT, "oversight", "oversight", MEASURE, TEXT, 16, "监督部门", "Overseeing department") \
    X(NOTE, "note", "note", MEASURE, TEXT, 16, "备注", "Note") \
    X(EXTENDED, "extended_due", "", COMPUTED, DATE, 12, "延期后时限", "Due after extension") \
    X(STATE, "state", "", COMPUTED, TEXT, 10, "当前状态", "State") \
    X(COLOUR, "colour", "", COMPUTED, TEXT, 10, "预警颜色", "Colour") \
    X(LAST_REPORT, "last_report", "", COMPUTED, TEXT, 30, "本期进展", "Newest progress") \
    X(REPORTS, "reports", "", COMPUTED, TEXT, 60, "累计进展", "All progress") \
    X(DONE, "done", "", COMPUTED, DATE, 12, "完成时间", "Done on") \
    X(EVIDENCE, "evidence", "", COMPUTED, TEXT, 20, "佐证材料", "Evidence") \
    X(RULES, "rules", "", COMPUTED, TEXT, 20, "制度成果", "Rules") \
    X(RECOVERED, "recovered", "", COMPUTED, WAN, 12, "追缴/挽回金额(万元)", "Recovered (10,000 yuan)") \
    X(PERSONS, "persons", "", COMPUTED, INT, 8, "处理人数", "Persons held to account") \
    X(VERIFIED, "verified", "", COMPUTED, TEXT, 24, "核验人及意见", "Verifier and opinion") \
    X(CLOSED, "closed", "", COMPUTED, DATE, 12, "销号时间", "Closed")

enum column {
#define X(name, ...) COLUMN_##name,
    COLUMN_TABLE(X)
#undef X
        COLUMN_COUNT
};
struct column_info {
    const char *name, *field;
    enum column_level level;
    enum sheet_kind kind;
    double width; /* characters of half width */
    const char *zh, *en;
};
extern const struct column_info columns[COLUMN_COUNT];

struct recovery; /* domain/books.h */
struct indicator;

struct ledger {
    struct arena *arena;
    int64_t position;             /* entries in the log when it was read */
    int64_t today;                /* colours are of this day */
    struct colour_rule colours;   /* of the round at that day */
    struct regime regime;         /* the rules of its kind */
    struct inspection inspection; /* id 0: none; then only units and people are loaded */
    struct unit *units;           /* all that are registered, oldest first */
    struct person *people;
    struct aspect *aspects; /* by number */
    struct problem *problems;
    struct manifestation *manifestations; /* by problem, number */
    struct measure *measures;             /* in the order of the ledger */
    struct report *reports;               /* by measure, period, unit */
    struct evidence *evidence;            /* valid ones, by measure, oldest first */
    struct rule *rules;                   /* valid ones, by day */
    struct sanction *sanctions;           /* valid ones, by day */
    struct recovery *recoveries;          /* valid ones, by day */
    struct indicator *indicators;         /* valid ones, oldest first */
    size_t n_units, n_people, n_aspects, n_problems, n_manifestations, n_measures, n_reports, n_evidence, n_rules,
        n_sanctions, n_recoveries, n_indicators;
    struct index by_id; /* units, people, aspects, problems and measures: place in their array */
};

/* Reads it as of the newest entry; within one snapshot when the caller opened one with db_begin. ERR_MISSING when
 * INSPECTION is not 0 and not there. Everything lies in A. */
MUST_CHECK enum err ledger_load(struct db *db, struct arena *a, int64_t inspection, int64_t today,
                                struct ledger *out);
/* The same without measures, reports and evidence, of which there are then none: for the sheets of the books. */
MUST_CHECK enum err ledger_load_books(struct db *db, struct arena *a, int64_t inspection, int64_t today,
                                      struct ledger *out);

const struct unit *ledger_unit(const struct ledger *l, int64_t id); /* NULL when there is none */
const struct person *ledger_person(const struct ledger *l, int64_t id);
const struct aspect *ledger_aspect(const struct ledger *l, int64_t id);
const struct problem *ledger_problem(const struct ledger *l, int64_t id);
const struct measure *ledger_measure(const struct ledger *l, int64_t id);
/* As the papers number it: the code, else "3" for a problem and "3-2" for a measure. */
struct str ledger_problem_code(const struct ledger *l, const struct problem *p);
struct str ledger_measure_code(const struct ledger *l, const struct measure *m);

/* What stands in a column's cell. M may be NULL in a row about a problem alone. */
struct ledger_row {
    const struct aspect *aspect;
    const struct problem *problem;
    const struct measure *measure;
    int64_t sequence; /* from 1 */
};
struct cell_out ledger_cell(const struct ledger *l, enum column c, const struct ledger_row *row);
/* The same as text: dates YYYY-MM-DD, money in yuan. */
struct str ledger_text(const struct ledger *l, enum column c, const struct ledger_row *row);
/* A cell of a sheet as text, by its column's kind. */
struct str cell_text(struct arena *a, const struct cell_out *c, enum sheet_kind kind);

#endif
