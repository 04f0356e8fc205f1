/* problem_test.c: the rules of inspections, aspects, problems, manifestations and the books, one row each. */
#include "tests/domain/rows.h"

#define ROUND_OF(feedback) "name=第二轮巡察|sort=xuncha|feedback_day=" feedback
#define MANIFESTED STEPS(DID(OFFICE_A, MANIFESTATION_ADD, MANIFESTATION_1, "problem=#120|number=1|text=预付款三年未清"))
#define VOIDED_DRAFT STEPS(DID(OFFICE_A, MEASURE_PROPOSE_VOID, MEASURE_1, "reason=重复立项|document=某发〔2025〕3号"), DID(OVERSEER_A, MEASURE_VOID, MEASURE_1, OPINION))
#define PUT_AWAY STEPS(DID(OFFICE_A, SANCTION_ADD, SANCTION_1, "inspection=#100|sort=admonition|persons=2|day=@-5"), DID(OFFICE_A, RULE_ADD, RULE_1, "inspection=#100|action=issued|title=往来款管理办法|day=@-5"), DID(OFFICE_A, INSPECTION_ARCHIVE, INSPECTION_1, "reason=整改完成"))
#define STRUCK STEPS(DID(OFFICE_A, SANCTION_VOID, SANCTION_1, "reason=登记重复"), DID(OFFICE_A, RULE_VOID, RULE_1, "reason=登记重复"))
#define ANOTHER_ROUND STEPS(DID(OFFICE_A, INSPECTION_OPEN, FRESH, ROUND_OF("@0")))
#define OF_ANOTHER_ROUND "inspection=#999|problem=#120|day=@0|"

static const struct rule_row rows[] = {
    YES(PEOPLE, OFFICE_A, INSPECTION_OPEN, FRESH, ROUND_OF("@0") "|start_day=@-40|end_day=@-10|plan_day=@30", INSPECTION_OPENED),
    YES(PEOPLE, OPERATOR, INSPECTION_OPEN, FRESH, ROUND_OF("@0"), INSPECTION_OPENED),
    NO(PEOPLE, OFFICE_A, INSPECTION_OPEN, FRESH, ROUND_OF("@1"), DATE_FUTURE),
    NO(PEOPLE, OFFICE_A, INSPECTION_OPEN, FRESH, ROUND_OF("@0") "|start_day=@-9|end_day=@-10", END_BEFORE_START),
    NO(PEOPLE, OFFICE_A, INSPECTION_OPEN, FRESH, ROUND_OF("@-11") "|end_day=@-10", FEEDBACK_BEFORE_END),
    NO(PEOPLE, OFFICE_A, INSPECTION_OPEN, FRESH, ROUND_OF("@0") "|plan_day=@-1", PLAN_BEFORE_FEEDBACK),
    NO(PEOPLE, CLERK, INSPECTION_OPEN, FRESH, ROUND_OF("@0"), ROLE),
    YES(INSPECTION, OFFICE_A, INSPECTION_CHANGE, INSPECTION_1, ROUND_OF("@-90") "|phone=12345678", INSPECTION_CHANGED),
    YES(PEOPLE, OFFICE_A, INSPECTION_OPEN, FRESH, ROUND_OF("@-9") "|phone=+86 (0999) 123-4567 ext. 12|mail=zgb@qinglan.example", INSPECTION_OPENED),
    NO(PEOPLE, OFFICE_A, INSPECTION_OPEN, FRESH, ROUND_OF("@-9") "|phone=见通知", PUBLIC_PHONE),
    NO(INSPECTION, OFFICE_A, INSPECTION_CHANGE, INSPECTION_1, ROUND_OF("@-90") "|phone=1234", PUBLIC_PHONE),
    NO(PEOPLE, OFFICE_A, INSPECTION_OPEN, FRESH, ROUND_OF("@-9") "|mail=zgb.qinglan.example", PUBLIC_MAIL),
    NO(INSPECTION, OFFICE_A, INSPECTION_CHANGE, INSPECTION_1, ROUND_OF("@-90") "|mail=zgb@qinglan", PUBLIC_MAIL),
    NO(INSPECTION, OFFICE_A, INSPECTION_CHANGE, INSPECTION_1, ROUND_OF("@1"), DATE_FUTURE),
    NO(ARCHIVED, OFFICE_A, INSPECTION_CHANGE, INSPECTION_1, ROUND_OF("@-90"), STATE),
    YES(INSPECTION, OFFICE_A, INSPECTION_ARCHIVE, INSPECTION_1, "reason=并入下一轮", INSPECTION_ARCHIVED),
    YES(SOLVED, OFFICE_A, INSPECTION_ARCHIVE, INSPECTION_1, "reason=整改完成", INSPECTION_ARCHIVED),
    NO(PROBLEM, OFFICE_A, INSPECTION_ARCHIVE, INSPECTION_1, "reason=整改完成", PROBLEMS_OPEN),
    NO(ARCHIVED, OFFICE_A, INSPECTION_ARCHIVE, INSPECTION_1, "reason=整改完成", STATE),
    NO(SOLVED, OVERSEER_A, INSPECTION_ARCHIVE, INSPECTION_1, "reason=整改完成", ROLE),
    YES(PROBLEM, OFFICE_A, ASPECT_ADD, FRESH, "inspection=#100|number=2|title=选人用人方面", ASPECT_ADDED),
    NO(PROBLEM, OFFICE_A, ASPECT_ADD, FRESH, "inspection=#100|number=1|title=选人用人方面", NUMBER_TAKEN),
    NO(ARCHIVED, OFFICE_A, ASPECT_ADD, FRESH, "inspection=#100|number=2|title=选人用人方面", INSPECTION_CLOSED),
    YES(PROBLEM, OFFICE_A, ASPECT_CHANGE, ASPECT_1, "title=财务与资产方面", ASPECT_CHANGED),
    YES(PROBLEM, OFFICE_A, PROBLEM_ADD, FRESH, "aspect=#110|number=3|title=公务接待超标准", PROBLEM_ADDED),
    NO(PROBLEM, OFFICE_A, PROBLEM_ADD, FRESH, "aspect=#110|number=2|title=公务接待超标准", NUMBER_TAKEN),
    NO(ARCHIVED, OFFICE_A, PROBLEM_ADD, FRESH, "aspect=#110|number=3|title=公务接待超标准", INSPECTION_CLOSED),
    YES(PROBLEM, OFFICE_A, PROBLEM_CHANGE, PROBLEM_1, "title=往来款挂账|amount_fen=12.50", PROBLEM_CHANGED),
    NO(SOLVED, OFFICE_A, PROBLEM_CHANGE, PROBLEM_1, "title=往来款挂账", STATE),
    YES(CLOSED, OVERSEER_A, PROBLEM_CLOSE, PROBLEM_1, OPINION, PROBLEM_CLOSED),
    YES_AFTER(DRAFT, VOIDED_DRAFT, OVERSEER_A, PROBLEM_CLOSE, PROBLEM_1, OPINION, PROBLEM_CLOSED),
    NO(VERIFYING, OVERSEER_A, PROBLEM_CLOSE, PROBLEM_1, OPINION, MEASURES_OPEN),
    NO(PROBLEM, OVERSEER_A, PROBLEM_CLOSE, PROBLEM_1, OPINION, NO_MEASURES),
    NO(CLOSED, OVERSEER_BELOW, PROBLEM_CLOSE, PROBLEM_1, OPINION, SAME_UNIT),
    NO(CLOSED, OVERSEER_HELP, PROBLEM_CLOSE, PROBLEM_1, OPINION, SAME_UNIT),
    NO(CLOSED, OFFICE_A, PROBLEM_CLOSE, PROBLEM_1, OPINION, ROLE),
    YES(PROBLEM, OFFICE_A, MANIFESTATION_ADD, MANIFESTATION_1, "problem=#120|number=1|text=预付款三年未清", MANIFESTATION_ADDED),
    NO_AFTER(PROBLEM, MANIFESTED, OFFICE_A, MANIFESTATION_ADD, FRESH, "problem=#120|number=1|text=又一例", NUMBER_TAKEN),
    NO(SOLVED, OFFICE_A, MANIFESTATION_ADD, FRESH, "problem=#120|number=2|text=又一例", PROBLEM_CLOSED),
    YES(PROBLEM, OFFICE_A, SANCTION_ADD, FRESH, "inspection=#100|sort=reminder|persons=3|day=@0", SANCTION_ADDED),
    NO(PROBLEM, OFFICE_A, SANCTION_ADD, FRESH, "inspection=#100|sort=reminder|persons=3|day=@1", DATE_FUTURE),
    NO(ARCHIVED, OFFICE_A, SANCTION_ADD, FRESH, "inspection=#100|sort=reminder|persons=3|day=@0", INSPECTION_CLOSED),
    YES(PROBLEM, OFFICE_A, SANCTION_ADD, FRESH, "inspection=#100|problem=#120|sort=reminder|persons=3|day=@0", SANCTION_ADDED),
    NO_AFTER(PROBLEM, ANOTHER_ROUND, OFFICE_A, SANCTION_ADD, SANCTION_1, OF_ANOTHER_ROUND "sort=reminder|persons=3", OTHER_INSPECTION),
    NO_AFTER(PROBLEM, ANOTHER_ROUND, OFFICE_A, RULE_ADD, RULE_1, OF_ANOTHER_ROUND "action=issued|title=接待管理办法", OTHER_INSPECTION),
    YES(PROBLEM, OFFICE_A, RULE_ADD, FRESH, "inspection=#100|problem=#120|action=revised|title=接待管理办法|day=@0", RULE_ADDED),
    YES(BOOKS, OFFICE_B, SANCTION_VOID, SANCTION_1, "reason=登记重复", SANCTION_VOIDED),
    NO_AFTER(BOOKS, STRUCK, OFFICE_B, SANCTION_VOID, SANCTION_1, "reason=登记重复", STATE),
    YES(PROBLEM, OFFICE_A, RULE_ADD, FRESH, "inspection=#100|action=revised|title=接待管理办法|day=@0", RULE_ADDED),
    NO(PROBLEM, OFFICE_A, RULE_ADD, FRESH, "inspection=#100|action=revised|title=接待管理办法|day=@1", DATE_FUTURE),
    NO_AFTER(INSPECTION, PUT_AWAY, OFFICE_B, SANCTION_VOID, SANCTION_1, "reason=登记重复", INSPECTION_CLOSED),
    NO_AFTER(INSPECTION, PUT_AWAY, OFFICE_B, RULE_VOID, RULE_1, "reason=登记重复", INSPECTION_CLOSED),
    NO(ARCHIVED, OFFICE_A, ASPECT_CHANGE, ASPECT_1, "title=财务与资产方面", INSPECTION_CLOSED),
    NO(ARCHIVED, OFFICE_A, MEASURE_NOTE, MEASURE_1, "contact=某科长", INSPECTION_CLOSED),
    YES(BOOKS, OFFICE_B, RULE_VOID, RULE_1, "reason=登记重复", RULE_VOIDED),
    NO_AFTER(BOOKS, STRUCK, OFFICE_B, RULE_VOID, RULE_1, "reason=登记重复", STATE),
};

void problem_rules(void) { rules_hold("problem", rows, sizeof rows / sizeof *rows); }
TEST(every_rule_of_inspections_problems_and_books_holds) { problem_rules(); }

TEST(contacts_for_the_public_have_a_shape)
{
    static const char *const phones[] = {"0999-1234567", "110 12", "12345", "+86 (0999) 123-4567 ext. 12", "0999-1234567转8", "（0999）1234567 分机 3", "123456789012345678901234567890"};
    static const char *const no_phones[] = {"1234", "1234567890123456789012345678901", "+--()", "ext.ext.", "0999-123456a", "0999—1234567", "电话12345", "12345;67890", "1234\t5", "０９９９１２３４５"};
    static const char *const mails[] = {"a@b.c", "zgb@qinglan.example", "a.b+c@d-e.f.g"};
    static const char *const no_mails[] = {"@", "a@", "@b.c", "a@b", "a@.c", "a@b.", "a b@c.d", "a@b c.d", "a@@b.c", "a@b@c.d", "a.b", "a@b.c　", "a@"};
    for (size_t i = 0; i < sizeof phones / sizeof *phones; i++)
        CHECK(public_phone_good(str_c(phones[i])));
    for (size_t i = 0; i < sizeof no_phones / sizeof *no_phones; i++)
        CHECK(!public_phone_good(str_c(no_phones[i])));
    for (size_t i = 0; i < sizeof mails / sizeof *mails; i++)
        CHECK(public_mail_good(str_c(mails[i])));
    for (size_t i = 0; i < sizeof no_mails / sizeof *no_mails; i++)
        CHECK(!public_mail_good(str_c(no_mails[i])));
}
