/* routes.c: every address the server answers. The row says who may come and what it is for; a page function only
 * reads; writing is naming a command. docs/generated/routes.md is printed from here. */
#include "web/pages.h"

#define ANYONE 0
#define SIGNED_IN ROLES_ANY
#define BUSINESS ROLES_BUSINESS
/* One step of action.c. */
#define STEP(path, command, who, zh, en) \
    { \
        "POST", path, who, action_page, command, action_prepare, NULL, BODY_FORM, ROUTE_FRESH, zh, en \
    }

/* clang-format off */
const struct route routes[] = {
    /* method, path, roles, page, command, prepare, done, body, flags, zh, en */
    {"GET",  "/login",       ANYONE,    login_page,  NO_COMMAND,             NULL,           NULL,        BODY_NONE, ROUTE_FRESH, "登录页", "The sign-in page"},
    {"POST", "/login",       ANYONE,    login_page,  COMMAND_SESSION_OPEN,   login_prepare,  login_done,  BODY_FORM, ROUTE_FRESH, "登录", "Sign in"},
    {"POST", "/logout",      SIGNED_IN, NULL,        COMMAND_SESSION_CLOSE,  logout_prepare, logout_done, BODY_FORM, ROUTE_FRESH, "退出", "Sign out"},
    {"GET",  "/lang/:lang",  ANYONE,    lang_page,   NO_COMMAND,             NULL,           NULL,        BODY_NONE, ROUTE_FRESH | ROUTE_PORTAL, "换语言", "Change the language"},
    /* the work: what waits, the overview, the ledger, problems and measures */
    {"GET",  "/",            SIGNED_IN, home_page,     NO_COMMAND, NULL, NULL, BODY_NONE, 0, "我的工作", "My work"},
    {"GET",  "/overview",    BUSINESS,  overview_page, NO_COMMAND, NULL, NULL, BODY_NONE, 0, "一轮的总览", "One inspection at a glance"},
    {"GET",  "/ledger",      BUSINESS,  ledger_page,   NO_COMMAND, NULL, NULL, BODY_NONE, 0, "整改台账：筛选、排序、选择栏目", "The ledger: filter, sort, choose columns"},
    {"GET",  "/ledger.csv",  BUSINESS,  ledger_export, NO_COMMAND, NULL, NULL, BODY_NONE, ROUTE_FRESH, "台账导出为 CSV，行和栏与页面一致", "The rows and columns of the page as CSV"},
    {"GET",  "/ledger.xlsx", BUSINESS,  ledger_export, NO_COMMAND, NULL, NULL, BODY_NONE, ROUTE_FRESH, "台账导出为 Excel，行和栏与页面一致", "The rows and columns of the page as xlsx"},
    {"GET",  "/problem/:id", BUSINESS,  problem_page,  NO_COMMAND, NULL, NULL, BODY_NONE, 0, "一个问题和它的措施", "One problem and its measures"},
    {"GET",  "/measure/:id", BUSINESS,  measure_page,  NO_COMMAND, NULL, NULL, BODY_NONE, 0, "一条措施的全部经过", "One measure and all that happened"},
    {"GET",  "/measure/:id/report",   WHO_UNIT, report_form,     NO_COMMAND,            NULL,             NULL,          BODY_NONE,  ROUTE_FRESH, "填报进展的表", "The form of a progress report"},
    {"POST", "/measure/:id/report",   WHO_UNIT, report_form,     COMMAND_REPORT_FILE,   report_prepare,   NULL,          BODY_FORM,  ROUTE_FRESH, "填报进展", "Report progress"},
    {"GET",  "/measure/:id/evidence", WHO_UNIT, evidence_form,   NO_COMMAND,            NULL,             NULL,          BODY_NONE,  ROUTE_FRESH, "上传佐证的表", "The form for evidence"},
    {"POST", "/measure/:id/evidence", WHO_UNIT, evidence_failed, COMMAND_EVIDENCE_ADD,  evidence_prepare, evidence_done, BODY_FILES, ROUTE_FRESH, "上传佐证，可多份", "Add pieces of evidence"},
    {"GET",  "/evidence/:id",         BUSINESS, evidence_file,   NO_COMMAND,            NULL,             NULL,          BODY_NONE,  ROUTE_FRESH, "一份佐证材料的文件", "The file of one piece of evidence"},
    /* the form of every step, and one row a command that takes it */
    {"GET",  "/measure/:id/do/:word",     BUSINESS, action_page, NO_COMMAND, NULL, NULL, BODY_NONE, ROUTE_FRESH, "措施的一步", "The form of a step on a measure"},
    {"GET",  "/problem/:id/do/:word",     BUSINESS, action_page, NO_COMMAND, NULL, NULL, BODY_NONE, ROUTE_FRESH, "问题的一步", "The form of a step on a problem"},
    {"GET",  "/problem/:id/add/:word",    BUSINESS, action_page, NO_COMMAND, NULL, NULL, BODY_NONE, ROUTE_FRESH, "给问题加措施或表现", "The form of what a problem is given"},
    {"GET",  "/aspect/:id/do/:word",      BUSINESS, action_page, NO_COMMAND, NULL, NULL, BODY_NONE, ROUTE_FRESH, "方面的一步", "The form of a step on an aspect"},
    {"GET",  "/aspect/:id/add/:word",     BUSINESS, action_page, NO_COMMAND, NULL, NULL, BODY_NONE, ROUTE_FRESH, "给方面加问题", "The form of a new problem"},
    {"GET",  "/inspection/:id/add/:word", BUSINESS, action_page, NO_COMMAND, NULL, NULL, BODY_NONE, ROUTE_FRESH, "给一轮加方面", "The form of a new aspect"},
    {"GET",  "/evidence/:id/do/:word",    BUSINESS, action_page, NO_COMMAND, NULL, NULL, BODY_NONE, ROUTE_FRESH, "佐证的一步", "The form of a step on evidence"},
    STEP("/measure/:id/do/submit", COMMAND_MEASURE_SUBMIT, WHO_OFFICE, "提交审核", "Submit the plan"),
    STEP("/measure/:id/do/approve_plan", COMMAND_MEASURE_APPROVE_PLAN, WHO_OVERSEER, "同意下达", "Approve the plan"),
    STEP("/measure/:id/do/return_plan", COMMAND_MEASURE_RETURN_PLAN, WHO_OVERSEER, "退回方案", "Return the plan"),
    STEP("/measure/:id/do/sign", COMMAND_MEASURE_SIGN, WHO_UNIT, "签收", "Sign for it"),
    STEP("/measure/:id/do/claim", COMMAND_MEASURE_CLAIM, WHO_UNIT, "自报完成", "Claim completion"),
    STEP("/measure/:id/do/approve", COMMAND_MEASURE_APPROVE, WHO_LEADER, "审签同意", "Approve the claim"),
    STEP("/measure/:id/do/reject", COMMAND_MEASURE_REJECT, WHO_LEADER, "审签退回", "Reject the claim"),
    STEP("/measure/:id/do/verify", COMMAND_MEASURE_VERIFY, WHO_OVERSEER, "核验销号", "Verify and close"),
    STEP("/measure/:id/do/return", COMMAND_MEASURE_RETURN, WHO_OVERSEER, "核验退回", "Return it"),
    STEP("/measure/:id/do/void", COMMAND_MEASURE_VOID, WHO_OVERSEER, "确认作废", "Confirm the voiding"),
    STEP("/measure/:id/do/change", COMMAND_MEASURE_CHANGE, WHO_OFFICE, "修改拟定", "Change the draft"),
    STEP("/measure/:id/do/note", COMMAND_MEASURE_NOTE, WHO_OFFICE, "修改联系与备注", "Change contact and note"),
    STEP("/measure/:id/do/propose_void", COMMAND_MEASURE_PROPOSE_VOID, WHO_OFFICE, "申请作废", "Propose to void it"),
    STEP("/problem/:id/do/close", COMMAND_PROBLEM_CLOSE, WHO_OVERSEER, "问题销号", "Close the problem"),
    STEP("/problem/:id/do/change", COMMAND_PROBLEM_CHANGE, WHO_OFFICE, "修改问题", "Change the problem"),
    STEP("/problem/:id/add/measure", COMMAND_MEASURE_DRAFT, WHO_OFFICE, "拟定措施", "Draft a measure"),
    STEP("/problem/:id/add/manifestation", COMMAND_MANIFESTATION_ADD, WHO_OFFICE, "登记具体表现", "Add a manifestation"),
    STEP("/aspect/:id/do/change", COMMAND_ASPECT_CHANGE, WHO_OFFICE, "修改方面", "Change the aspect"),
    STEP("/aspect/:id/add/problem", COMMAND_PROBLEM_ADD, WHO_OFFICE, "登记问题", "Add a problem"),
    STEP("/inspection/:id/add/aspect", COMMAND_ASPECT_ADD, WHO_OFFICE, "登记方面", "Add an aspect"),
    STEP("/evidence/:id/do/withdraw", COMMAND_EVIDENCE_WITHDRAW, WHO_UNIT, "撤回佐证", "Withdraw evidence"),
};
/* clang-format on */
const size_t routes_count = sizeof routes / sizeof *routes;
