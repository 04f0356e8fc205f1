/* writer.c: the smallest program that keeps promise P4, to try the harnesses on: it appends numbers to a
 * SQLite file as the ledger does (WAL, synchronous=FULL), writes a file of evidence every tenth time, and
 * acknowledges each number with a line "ack N" once it is on disk.
 *
 *   writer FOLDER COUNT      appends the next COUNT numbers
 *   writer FOLDER check      reads "ack N" lines and prints how many of these numbers are lost
 *
 * Built with -DHUIYIN_BREAK_SYNC it flushes nothing, with -DHUIYIN_BREAK_ACK it acknowledges before it
 * commits: the harnesses must find both out. */
#include <fcntl.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef HUIYIN_BREAK_SYNC
enum { FLUSHES = 0 };
#else
enum { FLUSHES = 1 };
#endif
#ifdef HUIYIN_BREAK_ACK
enum { ACKS_EARLY = 1 };
#else
enum { ACKS_EARLY = 0 };
#endif
enum { PADDING = 700, /* so that an entry spans sectors, as a leaf does */
       EVIDENCE_EVERY = 10 };

static sqlite3 *db;

static void ask(int rc)
{
    if (rc != SQLITE_OK && rc != SQLITE_DONE && rc != SQLITE_ROW) {
        fprintf(stderr, "writer: %s\n", sqlite3_errmsg(db));
        exit(3);
    }
}
static void run(const char *sql) { ask(sqlite3_exec(db, sql, NULL, NULL, NULL)); }

static void open_db(const char *folder)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/writer.db", folder);
    ask(sqlite3_open(path, &db));
    run("PRAGMA journal_mode=WAL");
    run(FLUSHES ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=OFF");
    run("PRAGMA wal_checkpoint(TRUNCATE)");
    run("PRAGMA wal_autocheckpoint=20");
    run("CREATE TABLE IF NOT EXISTS entry (n INTEGER PRIMARY KEY, padding TEXT NOT NULL)");
}

static int number(const char *sql, int n)
{
    sqlite3_stmt *s;
    ask(sqlite3_prepare_v2(db, sql, -1, &s, NULL));
    ask(sqlite3_bind_int(s, 1, n));
    ask(sqlite3_step(s));
    int value = sqlite3_column_int(s, 0);
    sqlite3_finalize(s);
    return value;
}

/* Temporary name, flush, rename, flush of the folder (DESIGN.md §4). */
static void evidence(const char *folder, int n)
{
    char temp[1024], path[1024], text[32];
    snprintf(temp, sizeof temp, "%s/evidence.tmp", folder);
    snprintf(path, sizeof path, "%s/evidence-%d", folder, n);
    int len = snprintf(text, sizeof text, "evidence %d", n);
    int fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC, 0600), dir = open(folder, O_RDONLY | O_DIRECTORY);
    if (fd < 0 || dir < 0 || write(fd, text, (size_t)len) != len || (FLUSHES && fsync(fd)) ||
        rename(temp, path) || (FLUSHES && fsync(dir))) {
        perror("writer: evidence");
        exit(3);
    }
    close(fd);
    close(dir);
}

static void acknowledge(int n)
{
    char line[32];
    int len = snprintf(line, sizeof line, "ack %d\n", n);
    if (write(STDOUT_FILENO, line, (size_t)len) != len)
        exit(3);
}

static void append(const char *folder, int count)
{
    char sql[128];
    for (int i = 0; i < count; i++) {
        int n = number("SELECT coalesce(max(n), 0) + 1 + 0 * ?1 FROM entry", 0);
        if (ACKS_EARLY) {
            acknowledge(n);
            usleep(500); /* wide enough that a few kills must hit it */
        }
        if (n % EVIDENCE_EVERY == 0)
            evidence(folder, n);
        snprintf(sql, sizeof sql, "INSERT INTO entry VALUES (%d, hex(randomblob(%d)))", n, PADDING / 2);
        run(sql);
        if (!ACKS_EARLY)
            acknowledge(n);
    }
}

static bool evidence_stands(const char *folder, int n)
{
    char path[1024], text[32] = "", want[32];
    snprintf(path, sizeof path, "%s/evidence-%d", folder, n);
    snprintf(want, sizeof want, "evidence %d", n);
    int fd = open(path, O_RDONLY);
    ssize_t len = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
    if (fd >= 0)
        close(fd);
    return len > 0 && !strcmp(text, want);
}

static void check(const char *folder)
{
    char line[128];
    int n, lost = 0;
    bool broken = false;
    sqlite3_stmt *s;
    if (sqlite3_prepare_v2(db, "PRAGMA quick_check", -1, &s, NULL) != SQLITE_OK || sqlite3_step(s) != SQLITE_ROW)
        broken = true;
    else
        broken = strcmp((const char *)sqlite3_column_text(s, 0), "ok") != 0;
    sqlite3_finalize(s);
    while (fgets(line, sizeof line, stdin)) {
        if (strncmp(line, "ack ", 4) || !(n = (int)strtol(line + 4, NULL, 10)))
            continue;
        bool here = !broken && number("SELECT count(*) FROM entry WHERE n = ?1", n) == 1;
        if (here && n % EVIDENCE_EVERY == 0)
            here = evidence_stands(folder, n);
        lost += !here;
    }
    printf("%d\n", lost);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: writer FOLDER COUNT|check\n");
        return 2;
    }
    open_db(argv[1]);
    if (!strcmp(argv[2], "check"))
        check(argv[1]);
    else
        append(argv[1], (int)strtol(argv[2], NULL, 10));
    sqlite3_close(db);
    return 0;
}
