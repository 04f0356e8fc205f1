/* bare.c: the limit for pages. Nothing but libmicrohttpd and SQLite: for each request it runs the page's queries, reads
 * every column of every row, and answers with the bytes of the real page, which it was given.
 *
 *   bench-bare DATABASE PORT WORKERS LIST MEASURE SUBJECT
 *
 * LIST and MEASURE are files with the bytes of two pages; SUBJECT is the id of the measure. /list and /measure answer. */
#include "base/hash.h"
#include "base/time.h"
#include "view/list.h"
#include "view/table.h"

#include <microhttpd.h>
#include <netinet/in.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum { QUERIES_MAX = 8,
       PAGE_MAX = 4 << 20 };

struct page {
    const char *path;
    sqlite3_stmt *queries[QUERIES_MAX];
    size_t count, len;
    char *bytes;
};
struct bare {
    sqlite3 *db;
    struct arena arena;
    struct page pages[2];
};

static void must(int good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "bench-bare: %s failed\n", what);
    exit(3);
}

static void read_page(struct page *p, const char *path)
{
    FILE *f = fopen(path, "rb");
    must(f != NULL, path);
    p->bytes = malloc(PAGE_MAX);
    must(p->bytes != NULL, "memory");
    p->len = fread(p->bytes, 1, PAGE_MAX, f);
    fclose(f);
}

static sqlite3_stmt *add_query(struct bare *b, struct page *p, struct str sql)
{
    sqlite3_stmt **s = &p->queries[p->count++];
    must(sqlite3_prepare_v3(b->db, sql.ptr, (int)sql.len, SQLITE_PREPARE_PERSISTENT, s, NULL) == SQLITE_OK, sqlite3_errmsg(b->db));
    return *s;
}

/* The query of the ledger's first page, as it stands in the product. */
static void prepare_list(struct bare *b)
{
    sqlite3_stmt *s;
    struct list_query q = {.today = day_of(time_now_us()), .limit = LIST_PAGE};
    must(sqlite3_prepare_v2(b->db, "SELECT id FROM inspection ORDER BY seq DESC LIMIT 1", -1, &s, NULL) == SQLITE_OK &&
             sqlite3_step(s) == SQLITE_ROW,
         "finding the inspection");
    q.inspection = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    s = add_query(b, &b->pages[0], list_sql(&b->arena, &q));
    sqlite3_bind_int64(s, 1, q.inspection);
    sqlite3_bind_int64(s, 2, q.today);
    sqlite3_bind_int64(s, 3, q.limit);
    sqlite3_bind_int64(s, 4, q.offset);
}

/* The measure, what it belongs to, its reports, evidence and history. */
static void prepare_measure(struct bare *b, int64_t id)
{
    static const char *const sql[] = {
        "SELECT * FROM measure WHERE id = ?1",
        "SELECT * FROM problem WHERE id = (SELECT problem FROM measure WHERE id = ?1)",
        "SELECT * FROM aspect WHERE id = (SELECT aspect FROM measure WHERE id = ?1)",
        "SELECT * FROM unit WHERE id = (SELECT lead_unit FROM measure WHERE id = ?1)",
        "SELECT * FROM report WHERE measure = ?1 ORDER BY period",
        "SELECT * FROM evidence WHERE measure = ?1",
        "SELECT * FROM log WHERE subject = ?1 ORDER BY seq"};
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++)
        sqlite3_bind_int64(add_query(b, &b->pages[1], str_c(sql[i])), 1, id);
}

static size_t run(sqlite3_stmt *s)
{
    size_t bytes = 0;
    while (sqlite3_step(s) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(s); i++)
            bytes += sqlite3_column_text(s, i) ? (size_t)sqlite3_column_bytes(s, i) : 0;
    sqlite3_reset(s);
    return bytes;
}

static enum MHD_Result answer(void *arg, struct MHD_Connection *c, const char *url, const char *method,
                              const char *version, const char *data, size_t *size, void **seen)
{
    struct bare *b = arg;
    struct page *p = &b->pages[strcmp(url, b->pages[1].path) == 0];
    (void)method, (void)version, (void)data, (void)size;
    if (!*seen) {
        *seen = p;
        return MHD_YES;
    }
    for (size_t i = 0; i < p->count; i++)
        (void)run(p->queries[i]);
    struct MHD_Response *r = MHD_create_response_from_buffer(p->len, p->bytes, MHD_RESPMEM_MUST_COPY);
    MHD_add_response_header(r, "Content-Type", "text/html; charset=utf-8");
    enum MHD_Result ok = MHD_queue_response(c, 200, r);
    MHD_destroy_response(r);
    return ok;
}

static int listen_at(int port)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), one = 1;
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    must(bind(fd, (struct sockaddr *)&at, sizeof at) == 0 && listen(fd, 128) == 0, "listening");
    return fd;
}

int main(int argc, char **argv)
{
    static struct bare b = {.pages = {{.path = "/list"}, {.path = "/measure"}}};
    int64_t id;
    if (argc != 7 || !id_read(str_c(argv[6]), &id)) {
        fprintf(stderr, "bench-bare DATABASE PORT WORKERS LIST MEASURE SUBJECT\n");
        return 2;
    }
    int fd = listen_at(atoi(argv[2]));
    for (int i = 1; i < atoi(argv[3]); i++)
        if (fork() == 0) {
            prctl(PR_SET_PDEATHSIG, SIGTERM);
            break;
        }
    must(sqlite3_open_v2(argv[1], &b.db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK, "opening");
    sqlite3_exec(b.db, "PRAGMA cache_size=-16384; PRAGMA mmap_size=1073741824", NULL, NULL, NULL);
    read_page(&b.pages[0], argv[4]);
    read_page(&b.pages[1], argv[5]);
    prepare_list(&b);
    prepare_measure(&b, id);
    struct MHD_Daemon *d = MHD_start_daemon(MHD_USE_EPOLL | MHD_USE_TURBO, 0, NULL, NULL, answer, &b,
                                            MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_END);
    must(d != NULL, "starting");
    for (;;)
        MHD_run_wait(d, 1000);
}
