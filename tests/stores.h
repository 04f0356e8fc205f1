/* stores.h: a fresh database for a test, on SQLite and, when $TEST_POSTGRES is the URL of a server
 * where we may make schemas (tools/postgres.sh prints one), on PostgreSQL. Include it in a *_test.c:
 *
 *   static void rollback_leaves_nothing(const char *path) { ... db_open(path, DB_WRITE, &db) ... }
 *   TEST(rollback_leaves_nothing) { on_each_store(rollback_leaves_nothing); }
 */
#ifndef TESTS_STORES_H
#define TESTS_STORES_H

#include "tests/test.h"

#include <libpq-fe.h>
#include <unistd.h>

static inline void store_server(const char *url, const char *sql)
{
    PGconn *c = PQconnectdb(url);
    PGresult *r = PQexec(c, sql);
    if (PQresultStatus(r) != PGRES_COMMAND_OK) {
        fprintf(stderr, "TEST_POSTGRES: %s", PQerrorMessage(c));
        exit(1);
    }
    PQclear(r);
    PQfinish(c);
}

/* Calls FN with the path of an empty store, once for each database there is. */
static inline void on_each_store(void (*fn)(const char *path))
{
    static int made;
    char path[1024], sql[256];
    const char *url = getenv("TEST_POSTGRES");
    snprintf(path, sizeof path, "%s/store-%d.db", test_folder(), ++made);
    fn(path);
    if (!url || !*url) {
        fprintf(stderr, "NOT RUN on PostgreSQL: TEST_POSTGRES is not set\n");
        return;
    }
    snprintf(sql, sizeof sql, "SET client_min_messages = warning; CREATE SCHEMA test_%ld_%d", (long)getpid(), made);
    store_server(url, sql);
    snprintf(path, sizeof path, "%s%coptions=-csearch_path%%3Dtest_%ld_%d", url, str_find(str_c(url), STR("?")) == SIZE_MAX ? '?' : '&', (long)getpid(), made);
    fn(path);
    snprintf(sql, sizeof sql, "SET client_min_messages = warning; DROP SCHEMA test_%ld_%d CASCADE", (long)getpid(), made);
    store_server(url, sql);
}

#endif
