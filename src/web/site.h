/* site.h: what every page shares: the visit, the table of routes, the way to the core.
 *
 * A page function fills v->page and answers site_render(v, "template"). Pages only read: the database is open
 * read-only here. A route that writes names a command; the form's pairs go to the core as one submission, with the
 * command id `_command` and the position `_drawn` the form carries; the browser is sent to `_next` when it is done, or
 * the page is drawn again with the error beside its field. */
#ifndef WEB_SITE_H
#define WEB_SITE_H

#include "app/calendar.h"
#include "app/wire.h"
#include "domain/measure.h"
#include "view/scope.h"
#include "web/http.h"
#include "web/template.h"

struct site {
    struct app app; /* read-only */
    struct arena arena;
    struct http *http;
    struct template_set *templates;
    struct core_link *core;
    struct calendar_cache calendar; /* see site_calendar */
    bool portal;                    /* the public's listener: only routes of the portal */
    const char *portal_url;         /* where the public's listener is, for links; empty for none */
    bool secure;                    /* behind TLS: cookies are marked Secure */
    struct str title, contact;      /* settings of the same names */
    int64_t started_us;             /* when the program began to serve: another program draws other pages */
};

struct route;
struct visit {
    struct site *site;
    struct request *request;
    struct arena *arena; /* the request's */
    const struct route *route;
    struct str part[4]; /* what stood at :name in the path, in order */
    int64_t id[4];      /* the same read as an id; 0 when it is none */
    enum lang lang;
    struct scope scope; /* what the visitor may see; lists, figures and files ask it */
    struct ctx ctx;     /* who visits, for command_may; ctx.person 0: nobody is signed in */
    struct person person;
    int64_t session;
    struct str secret; /* of the session, as the core checks it */
    int64_t position;  /* log size this page is drawn from */
    int64_t today;
    int64_t inspection; /* the one being looked at: ?inspection=, the cookie, or the newest; 0 for none */
    struct value *page;
    /* after a submission: */
    struct asking asking;
    const struct answer *answer; /* NULL before */
    enum err err;                /* of the failed submission, drawn again */
    struct outcome outcome;
    void *own; /* a route's own, between prepare and done */
};

typedef struct response *page_fn(struct visit *v);
/* Fills v->asking (list and count) from the request; returns an answer to give instead, or NULL to go on. */
typedef struct response *prepare_fn(struct visit *v);

struct route {
    const char *method, *path; /* "/measure/:id/claim" */
    int64_t roles;             /* any of; 0: everyone, also who is not signed in */
    page_fn *show;             /* draws the page; for POST: draws it again when the submission failed */
    int command;               /* enum command_type, NO_COMMAND for pages that only read */
    prepare_fn *prepare;       /* NULL: one submission of the form's pairs about :id */
    page_fn *done;             /* NULL: to _next, else to the page of the subject */
    enum body_kind body;
    unsigned flags;
    const char *zh, *en; /* one line: what it is for */
};
enum { NO_COMMAND = -1 };
enum { ROUTE_FRESH = 1,   /* never answered 304 */
       ROUTE_PORTAL = 2,  /* stands on the public's listener (too) */
       ROUTE_SETUP = 4 }; /* only while nobody can sign in */
extern const struct route routes[];
extern const size_t routes_count;

/* Opens what a worker needs. On error *WHY. */
MUST_CHECK enum err site_open(struct site *s, const char *dir, bool portal, struct sentence *why);
void site_close(struct site *s);
struct response *site_handle(void *arg, struct request *r); /* http_config.handle; ARG is the site */
enum body_kind site_body(void *arg, const struct request *r);
struct response *site_fail(void *arg, struct request *r, int status, struct sentence why);

/* Renders templates/NAME.html with v->page and what every page has: see templates/head.html. */
struct response *site_render(struct visit *v, const char *name);
struct response *site_render_status(struct visit *v, const char *name, int status);
/* The error page: 404, 403, 500… */
struct response *site_error(struct visit *v, enum err e, struct sentence say);
struct response *site_missing(struct visit *v);
struct response *site_json(struct visit *v, struct str body);
/* {"error":"…","field":"…"}, the answer of every refused request under /api; FIELD is "" for none. */
struct response *site_json_error(struct visit *v, int status, struct sentence say, const char *field);
struct response *site_database_failed(struct visit *v, enum err e);
struct response *site_redirect(struct visit *v, const char *fmt, ...) PRINTF_LIKE(2, 3);
struct str id_str(struct visit *v, int64_t id);

/* Loads a thing of KIND by id into the arena; ERR_MISSING when there is none, or the visitor may not see it: pages that
 * load by it answer 404 by themselves. */
MUST_CHECK enum err site_load(struct visit *v, enum kind kind, int64_t id, void *state);
/* The short name of a unit, the name of a person; "" when there is none. Kept for the visit. */
struct str site_unit(struct visit *v, int64_t id);
struct str site_person(struct visit *v, int64_t id);
/* The calendar as of the page's position; made again only when the log has grown. Lives as long as the visit. */
MUST_CHECK enum err site_calendar(struct visit *v, const struct calendar **out);
/* "title" and "width" ("", "narrow" or "tiny") of the page. */
void site_title(struct visit *v, struct str title, const char *width);
/* Adds one button to the list "acts" ({label, url, reason, main}; templates/acts.html) when TYPE is this person's work
 * and STATE is one it starts from; its reason says why it may not be pressed now. */
MUST_CHECK enum err site_act(struct visit *v, struct value *acts, enum command_type type,
                             int64_t id, const void *state, struct str url, bool main);
/* Adds the fields of RECORD as templates/field.html wants them; values from FROM (a struct of RECORD, NULL for none) or
 * what was typed before the error. Secret fields and those in SKIP (names between spaces, "measure problem") are left out. */
void site_fields(struct visit *v, struct value *list, const struct record *r, const void *from, const char *skip);
/* What is wrong with F of the form that came back, "" for nothing. */
struct str site_field_error(struct visit *v, const struct field *f);
/* The values of templates/action.html that are the same for every command: a fresh command id and the position of
 * DRAWN. */
void site_form(struct visit *v, const struct thing *drawn);

/* ---- core_link.c: one connection to the core, many requests under way on it ----------------------- */
struct core_link;
typedef void core_done(void *arg, struct answer *answer, const struct submission *asked);
struct core_link *core_link_open(struct site *s);
void core_link_close(struct core_link *l); /* NULL: nothing; what is under way gets no answer */
/* Sends; DONE is called later with the answer, or with ERR_IO when the core is gone. ARENA must live until then. */
void core_link_ask(struct core_link *l, struct arena *a, struct asking *q, core_done *done, void *arg);

#endif
