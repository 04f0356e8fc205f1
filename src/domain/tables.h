/* tables.h: the rows of commands and events. Included by domain.h, which explains the columns.
 * Rows of EVENT_TABLE are never edited or removed: logs that exist hold them. */
#ifndef DOMAIN_TABLES_H
#define DOMAIN_TABLES_H

/* The operator at the command line and the program itself may do what the office and administrators may. */
#define WHO_OFFICE ROLE(OFFICE)
#define WHO_UNIT ROLE(UNIT)
#define WHO_LEADER ROLE(LEADER)
#define WHO_OVERSEER ROLE(OVERSEER)
#define WHO_SYSADMIN ROLE(SYSADMIN)
#define WHO_SECADMIN ROLE(SECADMIN)
#define WHO_REGISTRAR (ROLE(OFFICE) | ROLE(SYSADMIN))
#define WHO_BULLETIN (ROLE(OFFICE) | ROLE(PUBLISHER))

/* clang-format off */
/* Each command: constant, wire name, kind, who may, from, needs, payload, may, decide, event, zh, en. */
#define COMMAND_TABLE(X) \
    X(UNIT_CREATE, "unit.create", UNIT, WHO_REGISTRAR, FROM_NEW, NEED_ABOVE, unit_create, NULL, NULL, UNIT_CREATED, "登记单位", "Register a unit") \
    X(UNIT_CHANGE, "unit.change", UNIT, WHO_REGISTRAR, FROM_ANY, NEED_ABOVE, unit_create, NULL, unit_change, UNIT_CHANGED, "修改单位", "Change a unit") \
    X(PERSON_CREATE, "person.create", PERSON, WHO_REGISTRAR, FROM_NEW, 0, person_create, NULL, NULL, PERSON_CREATED, "登记人员", "Register a person") \
    X(PERSON_CHANGE, "person.change", PERSON, WHO_REGISTRAR, FROM(PERSON_ACTIVE), 0, person_create, NULL, person_change, PERSON_CHANGED, "修改人员", "Change a person") \
    X(PERSON_ACCOUNT, "person.account", PERSON, WHO_SYSADMIN, FROM(PERSON_ACTIVE), NEED_LOGIN, person_account, NULL, person_account, PERSON_ACCOUNT_SET, "开通账号", "Give an account") \
    X(PERSON_GRANT, "person.grant", PERSON, WHO_SECADMIN, FROM(PERSON_ACTIVE), 0, person_grant, person_may_grant, person_grant, PERSON_GRANTED, "授予角色", "Grant roles") \
    X(PERSON_PASSWORD, "person.password", PERSON, ROLES_ANY, FROM(PERSON_ACTIVE), 0, person_password, person_is_self, NULL, PERSON_PASSWORD_SET, "修改口令", "Change the password") \
    X(PERSON_TOTP, "person.totp", PERSON, ROLES_ANY, FROM(PERSON_ACTIVE), 0, person_totp, person_is_self, NULL, PERSON_TOTP_SET, "设置动态口令", "Set up one-time codes") \
    X(PERSON_LEAVE, "person.leave", PERSON, WHO_SYSADMIN, FROM(PERSON_ACTIVE), 0, person_leave, person_may_leave, NULL, PERSON_LEFT, "停用人员", "Close an account") \
    X(SESSION_OPEN, "session.open", SESSION, ROLES_ANY, FROM_NEW, NEED_PERSON, session_open, session_may_open, NULL, SESSION_OPENED, "登录", "Sign in") \
    X(SESSION_CLOSE, "session.close", SESSION, ROLES_ANY, FROM(SESSION_ACTIVE), 0, session_close, session_is_own, NULL, SESSION_CLOSED, "退出", "Sign out") \
    X(INSPECTION_OPEN, "inspection.open", INSPECTION, WHO_OFFICE, FROM_NEW, 0, inspection_open, NULL, inspection_open, INSPECTION_OPENED, "登记巡视巡察", "Open an inspection") \
    X(INSPECTION_CHANGE, "inspection.change", INSPECTION, WHO_OFFICE, FROM(INSPECTION_ACTIVE), 0, inspection_open, NULL, inspection_change, INSPECTION_CHANGED, "修改基本情况", "Change the inspection") \
    X(INSPECTION_ARCHIVE, "inspection.archive", INSPECTION, WHO_OFFICE, FROM(INSPECTION_ACTIVE), NEED_TALLY, reason, inspection_may_archive, NULL, INSPECTION_ARCHIVED, "归档", "Archive the round") \
    X(ASPECT_ADD, "aspect.add", ASPECT, WHO_OFFICE, FROM_NEW, NEED_INSPECTION | NEED_NUMBER, aspect_add, NULL, aspect_add, ASPECT_ADDED, "登记方面", "Add an aspect") \
    X(ASPECT_CHANGE, "aspect.change", ASPECT, WHO_OFFICE, FROM_ANY, NEED_INSPECTION, aspect_change, inspection_is_open, NULL, ASPECT_CHANGED, "修改方面", "Change an aspect") \
    X(PROBLEM_ADD, "problem.add", PROBLEM, WHO_OFFICE, FROM_NEW, NEED_INSPECTION | NEED_NUMBER | NEED_PLAN, problem_add, NULL, problem_add, PROBLEM_ADDED, "登记问题", "Add a problem") \
    X(PROBLEM_CHANGE, "problem.change", PROBLEM, WHO_OFFICE, FROM(PROBLEM_OPEN), NEED_PLAN, problem_change, NULL, problem_change, PROBLEM_CHANGED, "修改问题", "Change a problem") \
    X(PROBLEM_CLOSE, "problem.close", PROBLEM, WHO_OVERSEER, FROM(PROBLEM_OPEN), NEED_TALLY, opinion, problem_may_close, NULL, PROBLEM_CLOSED, "问题销号", "Close the problem") \
    X(MANIFESTATION_ADD, "manifestation.add", MANIFESTATION, WHO_OFFICE, FROM_NEW, NEED_PROBLEM | NEED_NUMBER, manifestation_add, NULL, manifestation_add, MANIFESTATION_ADDED, "登记具体表现", "Add a manifestation") \
    X(MEASURE_DRAFT, "measure.draft", MEASURE, WHO_OFFICE, FROM_NEW, NEED_PROBLEM | NEED_NUMBER, measure_draft, NULL, measure_draft, MEASURE_DRAFTED, "拟定措施", "Draft a measure") \
    X(MEASURE_CHANGE, "measure.change", MEASURE, WHO_OFFICE, FROM(MEASURE_DRAFT), 0, measure_change, NULL, measure_change, MEASURE_CHANGED, "修改措施", "Change the draft") \
    X(MEASURE_NOTE, "measure.note", MEASURE, WHO_OFFICE, FROM_ANY, NEED_INSPECTION, measure_note, inspection_is_open, measure_note, MEASURE_NOTED, "修改联系与备注", "Change contact and note") \
    X(MEASURE_SUBMIT, "measure.submit", MEASURE, WHO_OFFICE, FROM(MEASURE_DRAFT), 0, nothing, measure_may_submit, NULL, MEASURE_SUBMITTED, "提交审核", "Submit the plan") \
    X(MEASURE_APPROVE_PLAN, "measure.approve_plan", MEASURE, WHO_OVERSEER, FROM(MEASURE_REVIEW), NEED_PROBLEM | NEED_PLAN, opinion, measure_may_issue, NULL, MEASURE_PLAN_APPROVED, "同意下达", "Approve the plan") \
    X(MEASURE_RETURN_PLAN, "measure.return_plan", MEASURE, WHO_OVERSEER, FROM(MEASURE_REVIEW), 0, opinion, measure_may_review_plan, NULL, MEASURE_PLAN_RETURNED, "退回修改", "Return the plan") \
    X(MEASURE_SIGN, "measure.sign", MEASURE, WHO_UNIT, FROM(MEASURE_ISSUED), 0, nothing, measure_by_lead_unit, NULL, MEASURE_SIGNED, "签收", "Sign for it") \
    X(REPORT_FILE, "report.file", REPORT, WHO_UNIT, FROM_NEW | FROM_ANY, NEED_MEASURE | NEED_REGIME | NEED_CALENDAR, report_file, report_may_file, report_file, REPORT_FILED, "填报进展", "Report progress") \
    X(EVIDENCE_ADD, "evidence.add", EVIDENCE, WHO_UNIT, FROM_NEW, NEED_MEASURE | NEED_FILE, evidence_add, evidence_may_add, evidence_add, EVIDENCE_ADDED, "上传佐证", "Add evidence") \
    X(EVIDENCE_WITHDRAW, "evidence.withdraw", EVIDENCE, WHO_UNIT, FROM(EVIDENCE_VALID), NEED_MEASURE, reason, evidence_may_withdraw, evidence_withdraw, EVIDENCE_WITHDRAWN, "撤回佐证", "Withdraw evidence") \
    X(MEASURE_CLAIM, "measure.claim", MEASURE, WHO_UNIT, FROM(MEASURE_WORKING) | FROM(MEASURE_SUSTAINED), NEED_REGIME, measure_claim, measure_may_claim, measure_claim, MEASURE_CLAIMED, "自报完成", "Claim completion") \
    X(MEASURE_APPROVE, "measure.approve", MEASURE, WHO_LEADER, FROM(MEASURE_CLAIMED), 0, opinion, measure_may_approve, NULL, MEASURE_APPROVED, "审签同意", "Approve the claim") \
    X(MEASURE_REJECT, "measure.reject", MEASURE, WHO_LEADER, FROM(MEASURE_CLAIMED), 0, opinion, measure_may_approve, NULL, MEASURE_REJECTED, "审签退回", "Reject the claim") \
    X(MEASURE_VERIFY, "measure.verify", MEASURE, WHO_OVERSEER, FROM(MEASURE_VERIFYING), 0, opinion, measure_may_verify, NULL, MEASURE_VERIFIED, "核验销号", "Verify and close") \
    X(MEASURE_RETURN, "measure.return", MEASURE, WHO_OVERSEER, FROM(MEASURE_VERIFYING), 0, opinion, measure_may_verify, NULL, MEASURE_RETURNED, "核验退回", "Return with what is missing") \
    X(MEASURE_PROPOSE_VOID, "measure.propose_void", MEASURE, WHO_OFFICE, MEASURE_OPEN_STATES, 0, void_propose, measure_may_propose_void, NULL, MEASURE_VOID_PROPOSED, "申请作废", "Propose to void") \
    X(MEASURE_VOID, "measure.void", MEASURE, WHO_OVERSEER, MEASURE_OPEN_STATES, 0, opinion, measure_may_void, NULL, MEASURE_VOIDED, "确认作废", "Confirm the voiding") \
    X(MEASURE_DECLINE_VOID, "measure.decline_void", MEASURE, WHO_OVERSEER, MEASURE_OPEN_STATES, 0, opinion, measure_may_void, NULL, MEASURE_VOID_DECLINED, "不同意作废", "Decline the voiding") \
    X(SANCTION_ADD, "sanction.add", SANCTION, WHO_OFFICE, FROM_NEW, NEED_INSPECTION | NEED_PROBLEM | NEED_BOOK, sanction_add, NULL, sanction_add, SANCTION_ADDED, "登记问责", "Enter accountability") \
    X(SANCTION_VOID, "sanction.void", SANCTION, WHO_OFFICE, FROM(BOOK_VALID), NEED_INSPECTION, reason, inspection_is_open, NULL, SANCTION_VOIDED, "撤销问责登记", "Strike the entry") \
    X(RULE_ADD, "rule.add", RULE, WHO_OFFICE, FROM_NEW, NEED_INSPECTION | NEED_PROBLEM | NEED_BOOK, rule_add, NULL, rule_add, RULE_ADDED, "登记制度", "Enter a rule") \
    X(RULE_VOID, "rule.void", RULE, WHO_OFFICE, FROM(BOOK_VALID), NEED_INSPECTION, reason, inspection_is_open, NULL, RULE_VOIDED, "撤销制度登记", "Strike the rule") \
    X(BULLETIN_DRAFT, "bulletin.draft", BULLETIN, WHO_OFFICE, FROM_NEW, NEED_INSPECTION, bulletin_draft, NULL, NULL, BULLETIN_DRAFTED, "起草通报", "Draft a bulletin") \
    X(BULLETIN_EDIT, "bulletin.edit", BULLETIN, WHO_OFFICE, FROM(BULLETIN_DRAFTING), 0, bulletin_edit, NULL, NULL, BULLETIN_EDITED, "修改通报", "Edit the bulletin") \
    X(BULLETIN_SUBMIT, "bulletin.submit", BULLETIN, WHO_OFFICE, FROM(BULLETIN_DRAFTING), 0, nothing, NULL, NULL, BULLETIN_SUBMITTED, "送审", "Submit for review") \
    X(BULLETIN_REVIEW, "bulletin.review", BULLETIN, WHO_BULLETIN, FROM(BULLETIN_REVIEWING), 0, opinion, bulletin_may_review, NULL, BULLETIN_REVIEWED, "审核通过", "Pass the review") \
    X(BULLETIN_RETURN, "bulletin.return", BULLETIN, WHO_BULLETIN, FROM(BULLETIN_REVIEWING) | FROM(BULLETIN_PASSED), 0, opinion, bulletin_may_review, NULL, BULLETIN_RETURNED, "退回修改", "Return for editing") \
    X(BULLETIN_PUBLISH, "bulletin.publish", BULLETIN, ROLE(PUBLISHER), FROM(BULLETIN_PASSED), NEED_LOG, bulletin_publish, bulletin_may_review, bulletin_publish, BULLETIN_PUBLISHED, "发布", "Publish") \
    COMMANDS_CAL(X) COMMANDS_REGIME(X) COMMANDS_PLAN(X) COMMANDS_NOTICE(X) COMMANDS_LOOKBACK(X) \
    COMMANDS_BOOK(X) COMMANDS_CLUE(X) COMMANDS_PACK(X) COMMANDS_MAIL(X) COMMANDS_QUESTION(X)

/* Each event: constant, wire name, version, kind, to, payload, apply, zh, en. */
#define EVENT_TABLE(X) \
    X(UNIT_CREATED, "unit.created", 1, UNIT, TO_SAME, unit_create, unit_placed, "登记了单位", "registered the unit") \
    X(UNIT_CHANGED, "unit.changed", 1, UNIT, TO_SAME, unit_create, unit_placed, "修改了单位", "changed the unit") \
    X(PERSON_CREATED, "person.created", 1, PERSON, PERSON_ACTIVE, person_create, person_placed, "登记了人员", "registered the person") \
    X(PERSON_CHANGED, "person.changed", 1, PERSON, TO_SAME, person_create, person_placed, "修改了人员", "changed the person") \
    X(PERSON_ACCOUNT_SET, "person.account_set", 1, PERSON, TO_SAME, person_account, person_account_set, "开通了账号", "gave an account") \
    X(PERSON_GRANTED, "person.granted", 1, PERSON, TO_SAME, person_grant, NULL, "调整了角色", "granted roles") \
    X(PERSON_PASSWORD_SET, "person.password_set", 1, PERSON, TO_SAME, person_password, person_password_set, "修改了口令", "changed the password") \
    X(PERSON_TOTP_SET, "person.totp_set", 1, PERSON, TO_SAME, person_totp, NULL, "设置了动态口令", "set up one-time codes") \
    X(PERSON_LEFT, "person.left", 1, PERSON, PERSON_GONE, person_leave, person_left, "停用了人员", "closed the account") \
    X(SESSION_OPENED, "session.opened", 1, SESSION, SESSION_ACTIVE, session_open, session_opened, "登录", "signed in") \
    X(SESSION_CLOSED, "session.closed", 1, SESSION, SESSION_OVER, session_close, NULL, "退出", "signed out") \
    X(INSPECTION_OPENED, "inspection.opened", 1, INSPECTION, INSPECTION_ACTIVE, inspection_open, NULL, "登记了巡视巡察", "opened the inspection") \
    X(INSPECTION_CHANGED, "inspection.changed", 1, INSPECTION, TO_SAME, inspection_open, NULL, "修改了基本情况", "changed the inspection") \
    X(INSPECTION_ARCHIVED, "inspection.archived", 1, INSPECTION, INSPECTION_ARCHIVED, reason, NULL, "归档", "archived the round") \
    X(ASPECT_ADDED, "aspect.added", 1, ASPECT, TO_SAME, aspect_add, NULL, "登记了方面", "added the aspect") \
    X(ASPECT_CHANGED, "aspect.changed", 1, ASPECT, TO_SAME, aspect_change, NULL, "修改了方面", "changed the aspect") \
    X(PROBLEM_ADDED, "problem.added", 1, PROBLEM, PROBLEM_OPEN, problem_added, NULL, "登记了问题", "added the problem") \
    X(PROBLEM_CHANGED, "problem.changed", 1, PROBLEM, TO_SAME, problem_change, NULL, "修改了问题", "changed the problem") \
    X(PROBLEM_CLOSED, "problem.closed", 1, PROBLEM, PROBLEM_DONE, opinion, problem_closed, "确认问题销号", "closed the problem") \
    X(MANIFESTATION_ADDED, "manifestation.added", 1, MANIFESTATION, TO_SAME, manifestation_added, NULL, "登记了具体表现", "added the manifestation") \
    X(MEASURE_DRAFTED, "measure.drafted", 1, MEASURE, MEASURE_DRAFT, measure_drafted, measure_drafted, "拟定了措施", "drafted the measure") \
    X(MEASURE_CHANGED, "measure.changed", 1, MEASURE, TO_SAME, measure_change, measure_changed, "修改了措施", "changed the draft") \
    X(MEASURE_NOTED, "measure.noted", 1, MEASURE, TO_SAME, measure_note, NULL, "修改了联系与备注", "changed contact and note") \
    X(MEASURE_SUBMITTED, "measure.submitted", 1, MEASURE, MEASURE_REVIEW, nothing, NULL, "提交审核", "submitted the plan") \
    X(MEASURE_PLAN_APPROVED, "measure.plan_approved", 1, MEASURE, MEASURE_ISSUED, opinion, measure_plan_approved, "同意下达", "approved the plan") \
    X(MEASURE_PLAN_RETURNED, "measure.plan_returned", 1, MEASURE, MEASURE_DRAFT, opinion, NULL, "退回修改", "returned the plan") \
    X(MEASURE_SIGNED, "measure.signed", 1, MEASURE, MEASURE_WORKING, nothing, measure_signed, "签收", "signed for it") \
    X(REPORT_FILED, "report.filed", 1, REPORT, TO_SAME, report_filed, report_filed, "填报了进展", "reported progress") \
    X(MEASURE_REPORTED, "measure.reported", 1, MEASURE, TO_SAME, measure_reported, measure_reported, "收到进展", "received a report") \
    X(EVIDENCE_ADDED, "evidence.added", 1, EVIDENCE, EVIDENCE_VALID, evidence_added, evidence_added, "上传了佐证", "added evidence") \
    X(EVIDENCE_WITHDRAWN, "evidence.withdrawn", 1, EVIDENCE, EVIDENCE_GONE, reason, NULL, "撤回了佐证", "withdrew evidence") \
    X(MEASURE_EVIDENCED, "measure.evidenced", 1, MEASURE, TO_SAME, measure_evidenced, measure_evidenced, "收到佐证", "received evidence") \
    X(MEASURE_UNEVIDENCED, "measure.unevidenced", 1, MEASURE, TO_SAME, measure_evidenced, measure_unevidenced, "佐证撤回", "lost evidence") \
    X(MEASURE_CLAIMED, "measure.claimed", 1, MEASURE, MEASURE_CLAIMED, measure_claim, measure_claimed, "自报完成", "claimed completion") \
    X(MEASURE_APPROVED, "measure.approved", 1, MEASURE, MEASURE_VERIFYING, opinion, measure_approved, "审签同意", "approved the claim") \
    X(MEASURE_REJECTED, "measure.rejected", 1, MEASURE, MEASURE_WORKING, opinion, measure_sent_back, "审签退回", "rejected the claim") \
    X(MEASURE_VERIFIED, "measure.verified", 1, MEASURE, MEASURE_CLOSED, opinion, measure_verified, "核验销号", "verified and closed it") \
    X(MEASURE_RETURNED, "measure.returned", 1, MEASURE, MEASURE_WORKING, opinion, measure_sent_back, "核验退回", "returned it") \
    X(MEASURE_VOID_PROPOSED, "measure.void_proposed", 1, MEASURE, TO_SAME, void_propose, measure_void_proposed, "申请作废", "proposed to void it") \
    X(MEASURE_VOIDED, "measure.voided", 1, MEASURE, MEASURE_VOID, opinion, NULL, "确认作废", "voided it") \
    X(MEASURE_VOID_DECLINED, "measure.void_declined", 1, MEASURE, TO_SAME, opinion, measure_void_declined, "不同意作废", "declined to void it") \
    X(SANCTION_ADDED, "sanction.added", 1, SANCTION, BOOK_VALID, sanction_add, NULL, "登记了问责", "entered accountability") \
    X(SANCTION_VOIDED, "sanction.voided", 1, SANCTION, BOOK_STRUCK, reason, NULL, "撤销了问责登记", "struck the entry") \
    X(RULE_ADDED, "rule.added", 1, RULE, BOOK_VALID, rule_add, NULL, "登记了制度", "entered the rule") \
    X(RULE_VOIDED, "rule.voided", 1, RULE, BOOK_STRUCK, reason, NULL, "撤销了制度登记", "struck the rule") \
    X(BULLETIN_DRAFTED, "bulletin.drafted", 1, BULLETIN, BULLETIN_DRAFTING, bulletin_draft, bulletin_drafted, "起草了通报", "drafted the bulletin") \
    X(BULLETIN_EDITED, "bulletin.edited", 1, BULLETIN, TO_SAME, bulletin_edit, bulletin_edited, "修改了通报", "edited the bulletin") \
    X(BULLETIN_SUBMITTED, "bulletin.submitted", 1, BULLETIN, BULLETIN_REVIEWING, nothing, NULL, "送审", "submitted it for review") \
    X(BULLETIN_REVIEWED, "bulletin.reviewed", 1, BULLETIN, BULLETIN_PASSED, opinion, bulletin_reviewed, "审核通过", "passed the review") \
    X(BULLETIN_RETURNED, "bulletin.returned", 1, BULLETIN, BULLETIN_DRAFTING, opinion, bulletin_returned, "退回修改", "returned it for editing") \
    X(BULLETIN_PUBLISHED, "bulletin.published", 1, BULLETIN, BULLETIN_OUT, bulletin_publish, bulletin_published, "发布", "published it") \
    EVENTS_CAL(X) EVENTS_REGIME(X) EVENTS_PLAN(X) EVENTS_NOTICE(X) EVENTS_LOOKBACK(X) \
    EVENTS_BOOK(X) EVENTS_CLUE(X) EVENTS_PACK(X) EVENTS_MAIL(X) EVENTS_QUESTION(X)
/* clang-format on */

#endif
