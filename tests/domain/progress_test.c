/* progress_test.c: the rules of progress reports and of evidence, one row each. */
#include "tests/domain/rows.h"

#define REPORT(period) "measure=#130|period=" period "|text=已清理三笔往来款"
#define WITHDRAWN STEPS(DID(CLERK, EVIDENCE_WITHDRAW, EVIDENCE_1, "reason=传错文件"))

static const struct rule_row rows[] = {
    YES(WORKING, CLERK, REPORT_FILE, REPORT_1, REPORT("%0"), REPORT_FILED),
    YES(WORKING, CLERK, REPORT_FILE, REPORT_1, REPORT("%-1"), REPORT_FILED),
    YES(WORKING, HELPER, REPORT_FILE, REPORT_1, REPORT("%0"), REPORT_FILED),         /* an assisting unit adds its own */
    YES(REPORTED, SECTION_CLERK, REPORT_FILE, REPORT_1, REPORT("%0"), REPORT_FILED), /* a new version */
    NO(WORKING, CLERK, REPORT_FILE, REPORT_1, REPORT("%1"), PERIOD_CLOSED),
    NO(WORKING, CLERK, REPORT_FILE, REPORT_1, REPORT("%-2"), PERIOD_CLOSED),
    NO(REPORTED, CLERK, REPORT_FILE, REPORT_1, REPORT("%-1"), EXISTS), /* another period */
    NO(REPORTED, HELPER, REPORT_FILE, REPORT_1, REPORT("%0"), EXISTS), /* another unit's report */
    NO(WORKING, OFFICE_A, REPORT_FILE, REPORT_1, REPORT("%0"), ROLE),
    NO(ISSUED, CLERK, REPORT_FILE, REPORT_1, REPORT("%0"), STATE),
    NO(CLAIMED, CLERK, REPORT_FILE, REPORT_1, REPORT("%0"), STATE),
    YES(WORKING, HELPER, EVIDENCE_ADD, EVIDENCE_1, EVIDENCE(SHA_A, "@0"), EVIDENCE_ADDED),
    NO(WORKING, CLERK, EVIDENCE_ADD, EVIDENCE_1, EVIDENCE(SHA_A, "@1"), EVIDENCE_FUTURE),
    NO(EVIDENCED, CLERK, EVIDENCE_ADD, FRESH, EVIDENCE(SHA_A, "@0"), EVIDENCE_TWICE),
    YES(EVIDENCED, CLERK, EVIDENCE_ADD, FRESH, EVIDENCE(SHA_B, "@0"), EVIDENCE_ADDED),
    YES_AFTER(EVIDENCED, WITHDRAWN, CLERK, EVIDENCE_ADD, FRESH, EVIDENCE(SHA_A, "@0"), EVIDENCE_ADDED),
    NO(CLAIMED, CLERK, EVIDENCE_ADD, FRESH, EVIDENCE(SHA_B, "@0"), STATE),
    NO(WORKING, OVERSEER_A, EVIDENCE_ADD, FRESH, EVIDENCE(SHA_B, "@0"), ROLE),
    YES(EVIDENCED, HELPER, EVIDENCE_WITHDRAW, EVIDENCE_1, "reason=传错文件", EVIDENCE_WITHDRAWN),
    NO_AFTER(EVIDENCED, WITHDRAWN, CLERK, EVIDENCE_WITHDRAW, EVIDENCE_1, "reason=再撤一次", STATE),
    NO_AFTER(EVIDENCED, WITHDRAWN, CLERK, MEASURE_CLAIM, MEASURE_1, CLAIM("@0"), NO_EVIDENCE),
    NO(CLAIMED, CLERK, EVIDENCE_WITHDRAW, EVIDENCE_1, "reason=传错文件", STATE), /* what was claimed on stays */
};
/* Nobody of these rows belongs to the measure, or its file is not there. */
static const struct step stranger[] = {{OPERATOR, COMMAND_PERSON_GRANT, NOBODY, "roles=reader"}, {OPERATOR, COMMAND_PERSON_CHANGE, NOBODY, "name=某生人|unit=#5"}, {OPERATOR, COMMAND_PERSON_GRANT, NOBODY, "roles=unit"}, {0, COMMAND_UNIT_CREATE, 0, NULL}};
static const struct rule_row stranger_rows[] = {
    NO_AFTER(WORKING, stranger, NOBODY, REPORT_FILE, REPORT_1, REPORT("%0"), NOT_RESPONSIBLE_UNIT),
    NO_AFTER(WORKING, stranger, NOBODY, EVIDENCE_ADD, FRESH, EVIDENCE(SHA_A, "@0"), NOT_RESPONSIBLE_UNIT),
    NO_AFTER(EVIDENCED, stranger, NOBODY, EVIDENCE_WITHDRAW, EVIDENCE_1, "reason=与我无关", NOT_RESPONSIBLE_UNIT),
    NO_AFTER(ISSUED, stranger, NOBODY, MEASURE_SIGN, MEASURE_1, "", NOT_LEAD_UNIT),
};

void progress_rules(void)
{
    rules_hold("progress", rows, sizeof rows / sizeof *rows);
    rules_hold("stranger", stranger_rows, sizeof stranger_rows / sizeof *stranger_rows);
    struct world w = world_at(STAGE_WORKING);
    w.no_file = true;
    enum refusal got = world_do(&w, CLERK, COMMAND_EVIDENCE_ADD, EVIDENCE_1, EVIDENCE(SHA_A, "@0"), NULL);
    CHECK(got == REFUSED_EVIDENCE_FILE);
    reached_refusal[got] = true;
    world_end(&w);
}
TEST(every_rule_of_reports_and_evidence_holds) { progress_rules(); }
