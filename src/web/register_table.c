/* register_table.c: the registers, and the words their forms say. See register.h for the columns; this is the file to
 * add a row to. */
#include "domain/all.h"
#include "web/register.h"

#define BUSINESS ROLES_BUSINESS

/* clang-format off */
const struct register_info registers[] = {
    {.kind = KIND_SANCTION, .roles = BUSINESS, .group = GROUP_RESULTS,
     .about_zh = "问责只记种类、人数、日期和文号，不记姓名；通报里的人数由此算出。", .about_en = "Kind, number of persons, day and document, never a name; the bulletin's figures come from here.",
     .columns = "sort persons day document problem note", .order = "-day",
     .figures = "sanctions.party sanctions.gov sanctions.org sanctions.admonition sanctions.reminder sanctions.criticism", .parents = "problem"},
    {.kind = KIND_RULE, .roles = BUSINESS, .group = GROUP_RESULTS,
     .about_zh = "新订和修订的制度，按文号和日期登记。", .about_en = "Rules issued and revised, by document number and day.",
     .columns = "title action document day unit problem", .order = "-day", .figures = "rules.total rules.issued rules.revised", .parents = "problem"},
    {.kind = KIND_MANIFESTATION, .roles = BUSINESS, .group = GROUP_PAPERS, .columns = "problem number text", .order = "number", .elsewhere = "add",
     .about_zh = "反馈问题下的具体表现。", .about_en = "What each problem was seen in."},
    {.kind = KIND_REPORT, .roles = BUSINESS, .group = GROUP_PAPERS, .order = "-period", .elsewhere = "file",
     .about_zh = "各单位每半月填报的进展；填报在措施页办理。", .about_en = "What units report every half month; they report on the measure's page."},
    {.kind = KIND_EVIDENCE, .roles = BUSINESS, .group = GROUP_PAPERS, .elsewhere = "add withdraw",
     .about_zh = "佐证材料，一份一行；上传在措施页办理。", .about_en = "Evidence, a line for each piece; it is uploaded on the measure's page."},
    {.kind = KIND_NOTICE, .roles = BUSINESS, .group = GROUP_WORK, .columns = "sort number title unit issued_day sign_due_day answer_due_day returns", .order = "-issued_day",
     .about_zh = "督办单、提醒函、告诫书等；起草、签发、签收、答复在公文自己的页面办理。", .about_en = "Supervision papers; they are drafted, issued, signed for and answered on their own pages.",
     .figures = "notices.issued notices.open notices.overdue notices.answered_rate notices.escalated", .parents = "measure problem", .elsewhere = "draft change issue sign answer talk accept return withdraw escalate"},
    {.kind = KIND_NOTICE_RULE, .roles = BUSINESS, .group = GROUP_RULES, .columns = "sort prefix sign_days answer_days clock basis", .order = "sort",
     .about_zh = "每种公文的编号前缀和签收、答复时限；没有登记的按缺省办理，登记以后只管以后签发的公文。", .about_en = "Prefix and limits of each kind of notice; without an entry the defaults hold. An entry counts for notices issued later."},
};
const size_t registers_count = sizeof registers / sizeof *registers;

const struct register_word register_words[] = {
    {COMMAND_SANCTION_ADD, false, "只写种类、人数、日期和文号，不写姓名。", "Write the kind, the number, the day and the document; no names.", NULL, NULL, NULL, NULL},
    {COMMAND_SANCTION_VOID, false, NULL, NULL, "撤销之后这一条不再计入任何数字，但仍留在登记簿里。", "A struck entry counts in no figure any more, but stays in the register.", NULL, NULL},
    {COMMAND_RULE_VOID, false, NULL, NULL, "撤销之后这一条不再计入任何数字，但仍留在登记簿里。", "A struck entry counts in no figure any more, but stays in the register.", NULL, NULL},
    {COMMAND_NOTICE_RULE_SET, true, "只管以后签发的公文；已经签发的编号和时限不变。", "It counts for notices issued later; those that are out keep their number and days.", "每种公文只有一条规定；签收时限至少一天，答复时限为零表示不要求答复。", "One rule for each kind; at least one day to sign; zero days to answer means no answer is asked for.", NULL, NULL},
};
/* clang-format on */
const size_t register_words_count = sizeof register_words / sizeof *register_words;
