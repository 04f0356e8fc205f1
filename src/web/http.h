/* http.h: the server core over libmicrohttpd, without threads.
 *
 * A worker process opens one `struct http` on a listening socket that its parent opened and calls
 * http_run, an epoll loop that also serves other descriptors (the core's command socket). Each request
 * has one arena; everything in `struct request` lives in it until the answer is sent.
 *
 * Before the handler sees a request, guard.c has refused what proxies and servers read differently
 * (RFC 9112 §11.2 request smuggling) and what no address of ours holds; the body is read whole, with
 * uploads in files. The handler answers, or returns NULL: then the connection waits until http_resume.
 * Waiting requests have no time limit of their own; whoever said NULL must answer, and at the end of
 * http_run those still waiting are answered 503.
 *
 * Every answer carries: Content-Security-Policy (own files only, nothing inline, no frames), nosniff,
 * Referrer-Policy same-origin, and Cache-Control no-store unless the handler set one. */
#ifndef WEB_HTTP_H
#define WEB_HTTP_H

#include "base/hash.h"

enum { FORM_BYTES_MAX = 1024 * 1024,         /* form, multipart without files, JSON */
       UPLOAD_BYTES_MAX = 200 * 1024 * 1024, /* a whole multipart body with files */
       TARGET_BYTES_MAX = 8 * 1024,          /* path and query as sent */
       HEADERS_MAX = 64,
       HEADER_BYTES_MAX = 16 * 1024, /* names and values together */
       QUERY_PAIRS_MAX = 128,
       FORM_PAIRS_MAX = 4096,
       FILES_MAX = 100,
       DRAIN_SECONDS = 10 /* a stopping worker waits so long for answers under way */
};

struct upload {
    struct str field, filename; /* filename as the browser says: to be shown, never a path of ours */
    struct str path;            /* complete and on disk; removed with the request unless renamed away */
    int64_t size;               /* bytes */
    struct hash hash;           /* SHA-256 */
};

/* What a route takes; decided from path and method before the body is read. */
enum body_kind { BODY_NONE,  /* a body is refused with 413 */
                 BODY_FORM,  /* urlencoded or multipart, no files, FORM_BYTES_MAX */
                 BODY_FILES, /* the same with files, UPLOAD_BYTES_MAX */
                 BODY_RAW    /* JSON and the like: request.body, FORM_BYTES_MAX */
};

struct request {
    struct arena *arena;
    struct str method; /* GET or POST; HEAD comes as GET, its body is dropped */
    struct str target; /* as sent */
    struct str path;   /* decoded, valid UTF-8, begins with '/', no '.' or '..' segments, no '//' */
    struct pair *query, *form, *headers, *cookies;
    size_t query_count, form_count, header_count, cookie_count;
    struct upload *files;
    size_t file_count;
    struct str body;   /* BODY_RAW */
    struct str client; /* address of the other end of the connection, "192.0.2.1" */
    enum lang lang;    /* cookie lang=zh|en, then Accept-Language, then Chinese */
    void *owner;       /* the handler's, for what it keeps while the request waits */
};

/* The last value of that name; empty when absent. Header names in any case. */
struct str request_query(const struct request *r, const char *name);
struct str request_form(const struct request *r, const char *name);
struct str request_cookie(const struct request *r, const char *name);
struct str request_header(const struct request *r, const char *name);
bool request_has_form(const struct request *r, const char *name);

struct response {
    int status;
    struct str body;      /* borrowed until sent: from the request's arena or constant */
    struct str file;      /* path to send instead of body, empty for none */
    struct str etag;      /* without quotes; empty for none. Gives 304 on a match */
    struct pair *headers; /* beyond the ones every answer carries */
    size_t header_count;
};

/* All in the request's arena. TYPE is a media type, "text/html; charset=utf-8". */
struct response *response_new(struct request *r, int status, const char *type, struct str body);
struct response *response_html(struct request *r, int status, struct str body);
/* Whether PATH stays on this site: "/…", but neither "//host" nor "/\host", which browsers take for another one. */
bool path_is_ours(struct str path);
struct response *response_redirect(struct request *r, struct str path); /* 303 See Other; to "/" unless path_is_ours */
/* FILENAME is what the browser saves it as; empty to show it. The file must stay until it is sent. */
struct response *response_file(struct request *r, struct str path, const char *type, struct str filename);
struct response *response_method(struct request *r, const char *allow); /* 405; ALLOW "GET, POST" */
/* NAME is a token; setting Cache-Control, Content-Type or Content-Security-Policy replaces the default. */
void response_header(struct request *r, struct response *to, const char *name, struct str value);
/* HttpOnly, SameSite=Lax, Path=/; SECONDS 0 for the browser's session, -1 to remove it. */
void response_cookie(struct request *r, struct response *to, const char *name, struct str value,
                     int seconds, bool secure);

/* ---- serving ------------------------------------------------------------------------------- */

struct http_config {
    int listen_fd;             /* from http_listen; shared by all workers */
    const char *upload_folder; /* on the disk where evidence will live, so that it can be renamed there */
    unsigned connections_max;  /* of this worker; 0 for 500 */
    unsigned idle_seconds;     /* a silent connection is closed; 0 for 30 */
    unsigned per_address_max;  /* connections from one address; 0 for no limit (behind a proxy) */
    bool hsts;                 /* answers say Strict-Transport-Security: only behind TLS */
    bool any_origin;           /* take POSTs of other sites: for the public API only */
    enum body_kind (*body)(void *arg, const struct request *r);
    struct response *(*handle)(void *arg, struct request *r);
    /* Draws the page for a request that did not reach the handler. */
    struct response *(*fail)(void *arg, struct request *r, int status, struct sentence why);
    void *arg;
};
struct http;

/* LISTEN is "HOST:PORT", "[::1]:8080" or ":8080". Errors are said in *WHY (port in use, no right). */
MUST_CHECK enum err http_listen(struct arena *a, struct str listen, int *fd, struct sentence *why);
MUST_CHECK enum err http_open(const struct http_config *config, struct http **out);
/* Serves until SIGTERM or SIGINT or http_stop, answers what is under way, returns. */
MUST_CHECK enum err http_run(struct http *h);
void http_stop(struct http *h);
void http_close(struct http *h); /* after http_run */

/* Answers a request whose handler returned NULL. R is gone some time after. */
void http_resume(struct request *r, struct response *answer);

/* Calls FN when FD has EVENTS (EPOLLIN...), until http_unwatch. At most 32 descriptors. */
void http_watch(struct http *h, int fd, uint32_t events, void (*fn)(void *arg, uint32_t events), void *arg);
void http_unwatch(struct http *h, int fd);

#endif
