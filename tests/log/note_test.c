/* Signed notes, keys, checkpoints, receipts and exports. The published values are those of the note
 * package of golang.org/x/mod and the example texts of C2SP's specifications. */
#include "log/checkpoint.h"
#include "log/file.h"
#include "log/proof.h"
#include "log/tiles.h"
#include "tests/log/log_help.h"

#include <sys/stat.h>
#include <unistd.h>

static const char peter_key[] = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
static const char peter_secret[] = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
static const char peter_text[] = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
static const char peter_signature[] = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

TEST(published_note_opens_and_is_signed_the_same)
{
    struct arena a = {0};
    struct note_key key;
    struct note_secret secret;
    struct str note, text;
    CHECK(!note_key_read(&a, str_c(peter_key), &key) && !note_secret_read(&a, str_c(peter_secret), &secret));
    CHECK(key.id == 0xc74f20a3 && memcmp(key.bytes, secret.key.bytes, PUBLIC_BYTES) == 0);
    CHECK_STR(note_key_text(&a, &secret.key), str_c(peter_key));
    CHECK_STR(note_secret_text(&a, &secret), str_c(peter_secret));
    CHECK(!note_sign(&a, str_c(peter_text), &secret, &note));
    CHECK_STR(note, str_f(&a, "%s\n%s", peter_text, peter_signature));
    CHECK(!note_open(&a, note, &key, 1, &text));
    CHECK_STR(text, str_c(peter_text));
    arena_reset(&a);
}

TEST(specification_examples_are_notes_of_strangers)
{
    static const char poem[] =
        "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n"
        "— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
    static const char checkpoint[] =
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
        "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";
    struct arena a = {0};
    struct note_key key;
    struct checkpoint c;
    struct str text;
    CHECK(!note_key_read(&a, str_c(peter_key), &key));
    CHECK(note_open(&a, str_c(poem), &key, 1, &text) == ERR_DENIED);
    CHECK(checkpoint_open(&a, str_c(checkpoint), &key, 1, &c) == ERR_DENIED);
    CHECK(!checkpoint_read(&a, str_sub(str_c(checkpoint), 0, str_find(str_c(checkpoint), STR("\n\n")) + 1), &c));
    CHECK(c.size == 20852163);
    CHECK_STR(c.origin, STR("example.com/behind-the-sofa"));
    arena_reset(&a);
}

TEST(every_changed_byte_of_a_note_is_noticed)
{
    struct arena a = {0};
    struct note_key key;
    struct str text, note = str_f(&a, "%s\n%s", peter_text, peter_signature);
    CHECK(!note_key_read(&a, str_c(peter_key), &key));
    char *bytes = (char *)note.ptr;
    for (size_t i = 0; i < note.len; i++)
        for (int bit = 0; bit < 8; bit++) {
            bytes[i] = (char)(bytes[i] ^ 1 << bit);
            CHECK(note_open(&a, note, &key, 1, &text));
            bytes[i] = (char)(bytes[i] ^ 1 << bit);
        }
    for (size_t len = 0; len < note.len; len++)
        CHECK(note_open(&a, str_copy(&a, str_sub(note, 0, len)), &key, 1, &text));
    arena_reset(&a);
}

TEST(keys_that_are_none_are_refused)
{
    static const char *const bad[] = {
        "", "+", "++", "PeterNeumann", "PeterNeumann+c74f20a3", "PeterNeumann+c74f20a3+", "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "PeterNeumann+c74f20a3+AhpcIQcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T", "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"};
    struct arena a = {0};
    struct note_key key;
    struct note_secret secret;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        CHECK(note_key_read(&a, str_c(bad[i]), &key) == ERR_INPUT);
        CHECK(note_secret_read(&a, str_c(bad[i]), &secret) == ERR_INPUT);
    }
    CHECK(!note_name_valid(STR("a b")) && !note_name_valid(STR("a\u3000b")) && !note_name_valid(STR("a+b")) && note_name_valid(STR("回音.example")));
    CHECK(note_secret_new(&a, STR("a b"), &secret) == ERR_INPUT && !note_secret_new(&a, STR("x.example/log"), &secret));
    arena_reset(&a);
}

TEST(checkpoint_texts_that_are_none_are_refused)
{
    static const char root[] = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    static const char *const bad[] = {"%s", "x\n%s\n", "x\n01\n%s\n", "x\n-1\n%s\n", "x\n1 \n%s\n", "x\n\n%s\n", "\n1\n%s\n", "x\n1\n%s", "x\n1\n%s=\n", "x\n1\nA%s\n",
                                      "x\n9007199254740992\n%s\n", "x\n1\n%s\n\n"};
    struct arena a = {0};
    struct checkpoint c;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct str s = str_c(bad[i]);
        size_t at = str_find(s, STR("%s"));
        CHECK(checkpoint_read(&a, str_f(&a, "%.*s%s%.*s", (int)at, s.ptr, root, STR_ARG(str_sub(s, at + 2, s.len))), &c) == ERR_INPUT);
    }
    CHECK(!checkpoint_read(&a, str_f(&a, "x\n0\n%s\nextension\n", root), &c) && c.size == 0);
    arena_reset(&a);
}

static struct signer *new_signer(struct arena *a, const char *folder)
{
    struct signer *s = NULL;
    struct sentence why;
    CHECK(!signer_create(a, folder, STR("example.org/ledger"), &why) && !signer_open(a, folder, &s, &why));
    return s;
}

TEST(keys_are_private_and_never_overwritten)
{
    struct arena a = {0};
    struct sentence why = {0};
    struct stat st;
    struct signer *s;
    const char *folder = str_f(&a, "%s/keys", test_folder()).ptr, *path = str_f(&a, "%s/log.key", folder).ptr;
    CHECK(signer_create(&a, folder, STR("two words"), &why) == ERR_INPUT && why.zh.len && why.en.len);
    signer_close(new_signer(&a, folder));
    CHECK(!stat(path, &st) && (st.st_mode & 0777) == 0600 && !stat(folder, &st) && (st.st_mode & 0777) == 0700);
    CHECK(signer_create(&a, folder, STR("example.org/ledger"), &why) == ERR_REFUSED);
    CHECK(!chmod(path, 0640) && signer_open(&a, folder, &s, &why) == ERR_REFUSED && str_find(why.zh, STR("chmod")) != SIZE_MAX);
    CHECK(!chmod(path, 0600) && !unlink(str_f(&a, "%s/log.state", folder).ptr));
    CHECK(signer_open(&a, folder, &s, &why) == ERR_MISSING && why.en.len);
    CHECK(signer_open(&a, "/nonexistent", &s, &why) == ERR_MISSING);
    arena_reset(&a);
}

static const char *keys_folder(struct fixture *f)
{
    static int made;
    return str_f(&f->arena, "%s/keys-%d", test_folder(), ++made).ptr;
}

static void signer_signs_growth_only(const char *path)
{
    struct fixture f = fresh_log(path);
    struct sentence why = {0};
    struct checkpoint c;
    struct str note, again;
    const char *folder = keys_folder(&f);
    struct signer *s = new_signer(&f.arena, folder);
    bool found;
    CHECK(!checkpoint_latest(f.db, &f.arena, 0, &note, &found) && !found);
    static const int64_t steps[] = {0, 5, 251, 1, 300};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        add_entries(&f, steps[i]);
        CHECK(!signer_sign(s, f.db, &f.arena, 1 + (int64_t)i, &note, &why) && signer_size(s) == log_size(f.log));
        CHECK(!checkpoint_open(&f.arena, note, signer_key(s), 1, &c) && c.size == log_size(f.log));
        struct hash root = log_root(f.log);
        CHECK(hash_eq(&root, &c.root));
    }
    CHECK(!checkpoint_latest(f.db, &f.arena, 557, &again, &found) && found && str_eq(note, again));
    CHECK(!checkpoint_latest(f.db, &f.arena, 558, &again, &found) && !found);
    signer_close(s);
    CHECK(!signer_open(&f.arena, folder, &s, &why) && signer_size(s) == 557);
    /* Another log with as many entries, more or less: nothing of it is signed. */
    end_log(&f);
    char other[1100];
    snprintf(other, sizeof other, "%s/other-%d.db", test_folder(), (int)strlen(path));
    f = fresh_log(other);
    CHECK(signer_sign(s, f.db, &f.arena, 9, &note, &why) == ERR_CORRUPT && why.zh.len && why.en.len);
    add_entries(&f, 600);
    CHECK(signer_sign(s, f.db, &f.arena, 9, &note, &why) == ERR_CORRUPT);
    signer_close(s);
    end_log(&f);
}
TEST(signer_signs_growth_only) { on_each_store(signer_signs_growth_only); }

static void signer_hashes_new_entries_again(const char *path)
{
    static const char *const tricks[] = {
        "UPDATE log SET leaf = replace(leaf, 'measure', 'marsure') WHERE seq = 280",
        "UPDATE log_tree SET hash = (SELECT hash FROM log WHERE seq = 1)",
    };
    if (str_starts(str_c(path), STR("postgres://")))
        return; /* there the triggers are dropped in other words */
    for (size_t i = 0; i < 2; i++) {
        struct arena a = {0};
        struct fixture f = fresh_log(str_f(&a, "%s.%d", path, (int)i).ptr);
        struct signer *s = new_signer(&f.arena, keys_folder(&f));
        struct sentence why;
        struct str note;
        add_entries(&f, 300);
        CHECK(!db_script(f.db, "DROP TRIGGER log_no_update; DROP TRIGGER log_tree_no_update") && !db_script(f.db, tricks[i]));
        CHECK(signer_sign(s, f.db, &f.arena, 1, &note, &why) == ERR_CORRUPT && signer_size(s) == 0);
        signer_close(s);
        end_log(&f);
        arena_reset(&a);
    }
}
TEST(signer_hashes_new_entries_again) { on_each_store(signer_hashes_new_entries_again); }

static void failed_signing_can_be_done_again(const char *path)
{
    struct fixture f = fresh_log(path);
    struct signer *s = new_signer(&f.arena, keys_folder(&f));
    struct sentence why;
    struct str note;
    add_entries(&f, 20);
    enum err e = ERR_BUSY;
    for (int64_t at = 1; e; at++) {
        db_fault(at, ERR_BUSY);
        e = signer_sign(s, f.db, &f.arena, 1, &note, &why);
        db_fault(0, ERR_NONE);
        CHECK(!e || (e == ERR_BUSY && why.zh.len));
    }
    struct checkpoint c;
    CHECK(!checkpoint_open(&f.arena, note, signer_key(s), 1, &c) && c.size == 20);
    signer_close(s);
    end_log(&f);
}
TEST(failed_signing_can_be_done_again) { on_each_store(failed_signing_can_be_done_again); }

static void every_receipt_holds_and_no_altered_one(const char *path)
{
    struct fixture f = fresh_log(path);
    struct signer *s = new_signer(&f.arena, keys_folder(&f));
    struct sentence why;
    struct receipt r;
    struct checkpoint c;
    struct str note, text;
    add_entries(&f, 40);
    CHECK(receipt_make(f.db, &f.arena, 0, &text) == ERR_MISSING);
    CHECK(!signer_sign(s, f.db, &f.arena, 1, &note, &why));
    CHECK(receipt_make(f.db, &f.arena, 40, &text) == ERR_MISSING && receipt_make(f.db, &f.arena, -1, &text) == ERR_MISSING);
    for (int64_t i = 0; i < 40; i++) {
        CHECK(!receipt_make(f.db, &f.arena, i, &text) && !receipt_read(&f.arena, text, &r) && r.index == i);
        CHECK(!receipt_check(&f.arena, &r, STR(""), signer_key(s), 1, &c) && c.size == 40);
    }
    char *bytes = (char *)text.ptr;
    for (size_t i = 0; i < text.len; i++) {
        struct arena a = {0};
        bytes[i] ^= 1;
        CHECK(receipt_read(&a, text, &r) || receipt_check(&a, &r, STR(""), signer_key(s), 1, &c));
        bytes[i] ^= 1;
        CHECK(receipt_read(&a, str_copy(&a, str_sub(text, 0, i)), &r) || receipt_check(&a, &r, STR(""), signer_key(s), 1, &c));
        arena_reset(&a);
    }
    signer_close(s);
    end_log(&f);
}
TEST(every_receipt_holds_and_no_altered_one) { on_each_store(every_receipt_holds_and_no_altered_one); }

TEST(tile_paths_are_the_specified_ones)
{
    struct arena a = {0};
    CHECK_STR(tile_path(&a, "tile/0", 1234067, 256), STR("tile/0/x001/x234/067"));
    CHECK_STR(tile_path(&a, "tile/0", 0, 256), STR("tile/0/000"));
    CHECK_STR(tile_path(&a, "tile/1", 0, 17), STR("tile/1/000.p/17"));
    CHECK_STR(tile_path(&a, "tile/entries", 273, 112), STR("tile/entries/273.p/112"));
    CHECK_STR(tile_path(&a, "tile/0", 1000, 256), STR("tile/0/x001/000"));
    CHECK_STR(tile_path(&a, "tile/0", 1000000, 1), STR("tile/0/x001/x000/000.p/1"));
    arena_reset(&a);
}
