/* Appending and reading back, on every database. */
#include "tests/log/log_help.h"

static enum err count_entry(void *arg, const struct entry *e)
{
    int64_t *n = arg;
    struct hash body = body_commitment(e->salt, e->body), leaf = leaf_hash(e->line);
    CHECK(e->erased_by == -1 && hash_eq(&body, &e->leaf.body) && hash_eq(&leaf, &e->hash));
    ++*n;
    return ERR_NONE;
}
static enum err in_order(void *arg, const struct entry *e)
{
    int64_t *next = arg;
    CHECK(e->leaf.seq == *next);
    return count_entry(next, e);
}

static void entries_come_back_in_order(const char *path)
{
    struct fixture f = fresh_log(path);
    int64_t next = 0, of_subject = 0, seq, subject, count, size;
    bool found;
    add_entries(&f, 1300);
    CHECK(log_size(f.log) == 1300 && log_last_us(f.log) == 1750000000000000 + 1299 / 3);
    CHECK(!log_each(f.db, 0, 1300, in_order, &next) && next == 1300);
    next = 600;
    CHECK(!log_each(f.db, 600, 9999, in_order, &next) && next == 1300);
    CHECK(!log_of_subject(f.db, 3, count_entry, &of_subject) && of_subject == 1300 / 7 + 1);
    CHECK(!log_command(f.db, STR("c-5"), &seq, &subject, &count, &found));
    CHECK(found && seq == 10 && count == 2 && subject == 10 % 7 + 1);
    CHECK(!log_command(f.db, STR("c-x"), &seq, &subject, &count, &found) && !found && count == 0);
    CHECK(!log_length(f.db, &size) && size == 1300);
    end_log(&f);
}
TEST(entries_come_back_in_order) { on_each_store(entries_come_back_in_order); }

static void opened_again_the_root_is_the_same(const char *path)
{
    struct fixture f = fresh_log(path);
    static const int64_t steps[] = {0, 1, 6, 248, 1, 1, 255, 513};
    struct hash none = hash_of(STR("")), root = log_root(f.log);
    CHECK(hash_eq(&none, &root));
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        add_entries(&f, steps[i]);
        struct log *again;
        CHECK(!log_open(f.db, &again) && log_size(again) == log_size(f.log) && log_last_us(again) == log_last_us(f.log));
        struct hash a = log_root(f.log), b = log_root(again);
        CHECK(hash_eq(&a, &b));
        log_close(again);
    }
    end_log(&f);
}
TEST(opened_again_the_root_is_the_same) { on_each_store(opened_again_the_root_is_the_same); }

static void rollback_takes_the_edge_back(const char *path)
{
    struct fixture f = fresh_log(path);
    add_entries(&f, 250);
    struct hash before = log_root(f.log);
    CHECK(!db_begin(f.db));
    for (int64_t i = 250; i < 300; i++)
        CHECK(!add_entry(&f, i, STR("{}")));
    db_rollback(f.db);
    CHECK(!log_rolled_back(f.log) && log_size(f.log) == 250);
    struct hash after = log_root(f.log);
    CHECK(hash_eq(&before, &after));
    /* A commit whose answer was lost: the database is ahead of what we were told. */
    CHECK(!db_begin(f.db));
    for (int64_t i = 250; i < 300; i++)
        CHECK(!add_entry(&f, i, STR("{}")));
    CHECK(!db_commit(f.db) && !log_rolled_back(f.log) && log_size(f.log) == 300);
    add_entries(&f, 10);
    end_log(&f);
}
TEST(rollback_takes_the_edge_back) { on_each_store(rollback_takes_the_edge_back); }

static void appending_refuses_what_it_must(const char *path)
{
    struct fixture f = fresh_log(path);
    struct hash hash;
    add_entries(&f, 9);
    struct leaf good = {.at_us = log_last_us(f.log),
                        .kind = STR("k"),
                        .version = 1,
                        .subject = 1,
                        .command = STR("new"),
                        .open = STR("{}")};
    struct str big = {arena_alloc(&f.arena, BODY_MAX + 1), BODY_MAX + 1};
    CHECK(!db_begin(f.db));
    struct leaf leaf = good;
    leaf.at_us--;
    CHECK(log_append(f.log, &f.arena, &leaf, STR("{}"), &hash) == ERR_INPUT);
    leaf = good;
    CHECK(log_append(f.log, &f.arena, &leaf, big, &hash) == ERR_LIMIT);
    leaf.command = str_sub(big, 0, COMMAND_ID_MAX + 1);
    CHECK(log_append(f.log, &f.arena, &leaf, STR("{}"), &hash) == ERR_LIMIT);
    leaf = good;
    leaf.open = STR("[]");
    CHECK(log_append(f.log, &f.arena, &leaf, STR("{}"), &hash) == ERR_INPUT);
    leaf = good;
    leaf.command = STR("c-1"); /* accepted before */
    CHECK(log_append(f.log, &f.arena, &leaf, STR("{}"), &hash) == ERR_STORE && log_size(f.log) == 9);
    db_rollback(f.db);
    CHECK(!log_rolled_back(f.log) && !db_begin(f.db));
    leaf = good;
    CHECK(!log_append(f.log, &f.arena, &leaf, str_sub(big, 0, BODY_MAX), &hash) && leaf.seq == 9);
    CHECK(!db_commit(f.db));
    log_committed(f.log);
    end_log(&f);
}
TEST(appending_refuses_what_it_must) { on_each_store(appending_refuses_what_it_must); }

static void tables_take_no_change(const char *path)
{
    static const char *const changes[] = {
        "DELETE FROM log WHERE seq = 3",
        "UPDATE log SET leaf = 'x' WHERE seq = 3",
        "UPDATE log SET body = NULL WHERE seq = 3",
        "UPDATE log SET salt = NULL, body = NULL WHERE seq = 3",
        "UPDATE log SET salt = NULL, body = NULL, erased_by = 2 WHERE seq = 3",
        "UPDATE log SET salt = NULL, body = NULL, erased_by = 5, leaf = 'x' WHERE seq = 3",
        "UPDATE log SET salt = NULL, body = NULL, erased_by = 5, at_us = 1 WHERE seq = 3",
        "UPDATE log SET erased_by = 5 WHERE seq = 3",
        "INSERT INTO log (seq, leaf, hash, subject, command, part, at_us) SELECT seq + 1000, leaf, hash, subject, 'q', part, at_us FROM log WHERE seq = 1",
        "UPDATE log_tree SET idx = 7",
        "DELETE FROM log_tree",
        "UPDATE checkpoint SET size = 1",
        "DELETE FROM checkpoint",
    };
    struct fixture f = fresh_log(path);
    add_entries(&f, 300);
    CHECK(!db_script(f.db, "INSERT INTO checkpoint (size, at_us, note) VALUES (3, 1, 'x')"));
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        enum err e = db_script(f.db, changes[i]);
        if (!e)
            fprintf(stderr, "allowed: %s\n", changes[i]);
        CHECK(e == ERR_STORE);
    }
    end_log(&f);
}
TEST(tables_take_no_change) { on_each_store(tables_take_no_change); }

static enum err see_erased(void *arg, const struct entry *e)
{
    CHECK(e->erased_by == *(int64_t *)arg && e->salt.len == 0 && e->body.len == 0);
    return ERR_NONE;
}

static void erasing_needs_an_entry_that_orders_it(const char *path)
{
    struct fixture f = fresh_log(path);
    int64_t by = 10;
    add_entries(&f, 10);
    CHECK(!db_begin(f.db) && !add_entry(&f, 10, STR("{\"erases\":\"3,4\"}")));
    CHECK(log_erase(f.db, 5, 10) == ERR_INPUT && log_erase(f.db, 3, 9) == ERR_INPUT && log_erase(f.db, 3, 2) == ERR_INPUT);
    CHECK(log_erase(f.db, 3, 11) == ERR_MISSING && log_erase(f.db, -1, 10) == ERR_MISSING);
    CHECK(!log_erase(f.db, 3, 10) && log_erase(f.db, 3, 10) == ERR_REFUSED && !log_erase(f.db, 4, 10));
    CHECK(!db_commit(f.db));
    log_committed(f.log);
    CHECK(!log_each(f.db, 3, 5, see_erased, &by));
    struct log *again;
    CHECK(!log_open(f.db, &again));
    struct hash a = log_root(f.log), b = log_root(again);
    CHECK(hash_eq(&a, &b));
    log_close(again);
    end_log(&f);
}
TEST(erasing_needs_an_entry_that_orders_it) { on_each_store(erasing_needs_an_entry_that_orders_it); }

static enum err append_some(struct fixture *f)
{
    enum err e = db_begin(f->db);
    for (int64_t i = 254; i < 258 && !e; i++)
        e = add_entry(f, i, STR("{}"));
    if (!e)
        e = db_commit(f->db);
    if (e)
        db_rollback(f->db);
    return e;
}

static void every_injected_failure_leaves_the_log_whole(const char *path)
{
    struct fixture f = fresh_log(path);
    add_entries(&f, 254);
    struct hash before = log_root(f.log);
    enum err e = ERR_BUSY;
    for (int64_t at = 1; e; at++) {
        db_fault(at, ERR_BUSY);
        e = append_some(&f);
        db_fault(0, ERR_NONE);
        if (!e)
            break;
        CHECK(e == ERR_BUSY && !log_rolled_back(f.log) && log_size(f.log) == 254);
        struct hash after = log_root(f.log);
        CHECK(hash_eq(&before, &after));
    }
    log_committed(f.log);
    struct log *again;
    CHECK(!log_open(f.db, &again) && log_size(again) == 258);
    struct hash a = log_root(f.log), b = log_root(again);
    CHECK(hash_eq(&a, &b));
    log_close(again);
    end_log(&f);
}
TEST(every_injected_failure_leaves_the_log_whole) { on_each_store(every_injected_failure_leaves_the_log_whole); }

static void nothing_is_appended_while_the_edge_is_unknown(const char *path)
{
    struct fixture f = fresh_log(path);
    add_entries(&f, 3);
    db_fault(1, ERR_STORE);
    CHECK(log_rolled_back(f.log) == ERR_STORE);
    db_fault(0, ERR_NONE);
    CHECK(!db_begin(f.db) && add_entry(&f, 3, STR("{}")) == ERR_STORE);
    db_rollback(f.db);
    CHECK(!log_rolled_back(f.log));
    add_entries(&f, 3);
    end_log(&f);
}
TEST(nothing_is_appended_while_the_edge_is_unknown) { on_each_store(nothing_is_appended_while_the_edge_is_unknown); }

static void proofs_from_the_store_hold(const char *path)
{
    struct fixture f = fresh_log(path);
    struct hash proof[PROOF_MAX], leaf, old;
    size_t n;
    add_entries(&f, 700);
    old = log_root(f.log);
    add_entries(&f, 77);
    struct hash root = log_root(f.log);
    struct tree_source src = log_tree_source(f.db);
    for (int64_t i = 0; i < 777; i += 37) {
        CHECK(!src.read(src.arg, 0, i, 1, &leaf) && !tree_inclusion(&src, i, 777, proof, &n));
        CHECK(tree_inclusion_holds(&leaf, i, 777, proof, n, &root));
    }
    CHECK(!tree_consistency(&src, 700, 777, proof, &n) && tree_consistency_holds(700, &old, 777, &root, proof, n));
    end_log(&f);
}
TEST(proofs_from_the_store_hold) { on_each_store(proofs_from_the_store_hold); }
