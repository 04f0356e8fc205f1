/* pages.h: the page functions, by file. Rows of routes.c name them. */
#ifndef WEB_PAGES_H
#define WEB_PAGES_H

#include "web/session.h"
#include "web/site.h"

/* work.c */
page_fn home_page, work_page, overview_page;
/* ledger.c */
page_fn ledger_page, ledger_export;
/* problem.c, measure.c */
page_fn problem_page, problem_form, measure_page, measure_form, measure_plan_form;
/* progress.c: reports and evidence */
page_fn report_form, evidence_form, evidence_file, evidence_withdraw_form;
prepare_fn report_prepare, evidence_prepare;
page_fn evidence_done, report_done;
/* import.c */
page_fn import_page, import_done;
prepare_fn import_prepare;
/* admin.c */
page_fn units_page, accounts_page, account_form, settings_page;
prepare_fn account_prepare;
/* books.c */
page_fn books_page;
/* bulletin.c */
page_fn bulletins_page, bulletin_page, bulletin_edit_page, bulletin_file, bulletin_act_form;
prepare_fn bulletin_publish_prepare, bulletin_draft_prepare;
/* figure.c */
page_fn figures_page, figure_page, figures_json;
/* log.c */
page_fn log_page, log_entry_page, log_checkpoint, log_tile, log_receipt;
/* portal.c */
page_fn portal_page, portal_bulletin, portal_verify, portal_figure;
/* api.c */
page_fn api_thing, api_list, api_done;
prepare_fn api_prepare;

#endif
