/* pages.h: the page functions, by file. Rows of routes.c name them. */
#ifndef WEB_PAGES_H
#define WEB_PAGES_H

#include "web/session.h"
#include "web/site.h"

/* work.c */
page_fn home_page, overview_page;
/* bulk.c: one step on many measures */
page_fn bulk_page, bulk_done, bulk_again;
prepare_fn bulk_prepare;
struct str bulk_url(struct visit *v, const char *queue); /* empty: this queue is not for that, or not for them */
/* ledger.c */
page_fn ledger_page, ledger_export;
/* problem.c, measure.c; action.c: every step on them */
page_fn problem_page, measure_page, action_page;
prepare_fn action_prepare;
/* progress.c: reports and evidence */
page_fn report_form, evidence_form, evidence_failed, evidence_file;
prepare_fn report_prepare, evidence_prepare;
page_fn evidence_done;
/* lookback.c, recurrence.c */
page_fn lookback_record_file, recurrence_page, recurrence_form;
/* regime.c */
page_fn regimes_page, regime_form, warning_form;
prepare_fn regime_prepare;
/* setup.c */
page_fn setup_page, setup_done;
prepare_fn setup_prepare;
/* account.c: one's own */
page_fn password_page, password_done, totp_page, totp_off_page, own_done;
prepare_fn password_prepare, totp_prepare, totp_off_prepare;
/* admin.c */
page_fn accounts_page, account_page, account_new_form, account_form, account_done, units_page, unit_form;
prepare_fn account_prepare, account_totp_prepare;
/* settings.c */
page_fn settings_page, settings_save;
/* import.c */
page_fn import_page, import_blank, import_upload, import_preview, import_confirm_page, import_done;
prepare_fn import_prepare;
/* books.c, inspection.c */
page_fn books_page, books_sheet, book_form, book_void_form, inspections_page, inspection_page,
    inspection_form, inspection_look;
/* register.c, register_thing.c, register_form.c: any kind of thing (register.h) */
page_fn registers_page, register_page, register_thing, register_file, register_new_form,
    register_act_form, register_done;
prepare_fn register_new_prepare, register_act_prepare;
/* erasing.c */
page_fn erasing_page, erasing_form, erasing_done;
prepare_fn erasing_prepare;
MUST_CHECK enum err erasing_count(struct visit *v, size_t *count); /* that wait for this visitor's decision */
/* tree.c */
page_fn tree_page;
/* plan.c, feedback.c: the plan and the words of the feedback */
page_fn plan_page, plan_file, plan_opine_form, plan_opine_done, feedback_page, feedback_again, feedback_done;
prepare_fn plan_opine_prepare, feedback_paste_prepare, feedback_map_prepare;
/* paper_act.c: the steps on bulletins, notices and packs */
page_fn paper_act_form;
/* bulletin.c */
page_fn bulletins_page, bulletin_page, bulletin_edit_page, bulletin_file;
prepare_fn bulletin_submit_prepare, bulletin_publish_prepare, bulletin_draft_prepare;
/* notice.c, notice_edit.c: supervision papers */
page_fn notices_page, notices_export, notice_page, notice_file, notice_form_file, notice_edit_page;
prepare_fn notice_issue_prepare;
/* pack.c: reports of a period, and packs */
page_fn packs_page, pack_preview_page, pack_preview_file, pack_page, pack_file, pack_done;
prepare_fn pack_freeze_prepare;
/* figure.c */
page_fn figures_page, figure_page;
/* The moment an address asks for: ?position= (-1: now) and ?day= (0: the moment's own). ERR_MISSING: nonsense. */
MUST_CHECK enum err figure_query(struct visit *v, int64_t *position, int64_t *day);
/* log.c */
page_fn log_page, log_entry_page, log_receipt, log_checkpoint, log_key;
/* portal.c, tiles.c: what strangers see */
page_fn portal_page, portal_bulletin, portal_file, portal_verify, portal_figure, portal_tile,
    portal_checkpoint, portal_key;
/* question.c: what is worth asking about */
page_fn questions_page, question_form;
prepare_fn question_prepare;
/* calendar.c */
page_fn calendar_page, calendar_form, calendar_done;
prepare_fn calendar_prepare;
/* api.c */
page_fn api_thing, api_list, api_figures, api_missing;
prepare_fn api_prepare;

#endif
