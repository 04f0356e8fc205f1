/* commands.c: the limit for durable commands: SQLite alone inserts what one command leaves behind (a row of the log, a
 * hash of the tree, the row of the thing) in groups, each committed with synchronous=FULL.
 *
 *   bench-commands FOLDER KIND GROUP SECONDS
 *
 * Writes into FOLDER, a copy to be thrown away: the rows are those of the newest entry and of the thing of KIND it is
 * about, with other numbers and ids as random as the product's. Prints rows of the log a second. */
#include "base/hash.h"
#include "base/time.h"
#include "domain/domain.h"
#include "log/log.h"
#include "view/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char sql_add[] = "INSERT INTO log (seq, leaf, hash, subject, command, part, at_us, salt, body) "
                              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
static const char sql_node[] = "INSERT INTO log_tree (level, idx, hash) VALUES (?1, ?2, ?3)";

static void must(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "bench-commands: %s failed\n", what);
    exit(3);
}

struct sample {
    struct arena arena;
    enum kind kind;
    struct log_row row;
    struct thing *state;
};

static enum err keep_row(void *arg, const struct log_row *row)
{
    struct sample *s = arg;
    s->row = *row;
    s->row.line = str_copy(&s->arena, row->line);
    s->row.hash = str_copy(&s->arena, row->hash);
    s->row.salt = str_copy(&s->arena, row->salt);
    s->row.body = str_copy(&s->arena, row->body);
    return ERR_NONE;
}

static int64_t read_sample(struct sample *s, struct db *db, const char *kind)
{
    int64_t size;
    must(kind_find(str_c(kind), &s->kind), "finding the kind");
    must(!log_length(db, &size) && !log_rows(db, size - 1, size, keep_row, s), "reading the newest entry");
    s->state = arena_alloc(&s->arena, kinds[s->kind].record->size);
    must(!table_load(db, &s->arena, s->kind, s->row.subject, s->state) && s->state->head.len, "reading the thing");
    return size;
}

static void insert(struct db *db, struct arena *a, const struct sample *k, int64_t seq)
{
    struct stmt *s;
    k->state->id = id_random();
    must(!db_stmt(db, sql_add, &s), "preparing");
    stmt_int(s, 1, seq);
    stmt_str(s, 2, k->row.line);
    stmt_blob(s, 3, k->row.hash);
    stmt_int(s, 4, k->state->id);
    struct str command = str_f(a, "command-%012lld", (long long)seq);
    stmt_str(s, 5, command);
    stmt_int(s, 6, 0);
    stmt_int(s, 7, k->row.at_us + seq);
    stmt_blob(s, 8, k->row.salt);
    stmt_blob(s, 9, k->row.body);
    must(!stmt_run(s), "inserting");
    if (seq % 256 == 255) { /* every full subtree of 256 leaves */
        must(!db_stmt(db, sql_node, &s), "preparing");
        stmt_int(s, 1, 1);
        stmt_int(s, 2, seq / 256);
        stmt_blob(s, 3, k->row.hash);
        must(!stmt_run(s), "inserting a node");
    }
    k->state->seq = seq;
    must(!table_save(db, a, k->kind, NULL, k->state), "saving the thing");
}

int main(int argc, char **argv)
{
    static struct sample s;
    struct db *db;
    struct arena a = {0};
    if (argc != 5) {
        fprintf(stderr, "bench-commands FOLDER KIND GROUP SECONDS\n");
        return 2;
    }
    must(!db_open(str_f(&s.arena, "%s/huiyin.db", argv[1]).ptr, DB_WRITE, &db), "opening");
    int64_t size = read_sample(&s, db, argv[2]), seq = size, group = atoll(argv[3]), from = time_now_us();
    while (time_now_us() < from + atoll(argv[4]) * 1000000) {
        must(!db_begin(db), "begin");
        for (int64_t i = 0; i < group; i++)
            insert(db, &a, &s, seq++);
        must(!db_commit(db), "commit");
        arena_reset(&a);
    }
    printf("%.0f\n", (double)(seq - size) / ((double)(time_now_us() - from) / 1e6));
    db_close(db);
    arena_reset(&s.arena);
    return 0;
}
