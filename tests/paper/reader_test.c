/* reader_test.c: the confined reader, and what its answer must survive. */
#include "paper/reader.h"
#include "tests/paper/fixture.h"
#include "tests/test.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static struct arena a;

static void collect(void *ctx, const void *bytes, size_t len) { buf_put(ctx, bytes, len); }

static struct str packed(const struct paper *p, enum err e, struct sentence why)
{
    struct buf *b = arena_alloc(&a, sizeof *b);
    *b = buf_new(&a, 1 << 20);
    paper_pack(&(struct wire){collect, b}, e, why, p);
    return buf_view(b);
}

static struct str sample_xlsx(void)
{
    return fixture_xlsx(&a,
                        "<row r=\"1\" hidden=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row><row "
                        "r=\"2\"><c r=\"B2\" s=\"0\"><v>45658</v></c></row>",
                        "<mergeCell ref=\"A1:C1\"/>", "<si><t>甲</t></si>",
                        "<cellXfs><xf numFmtId=\"31\"/></cellXfs>");
}

TEST(confined_reader_gives_the_same_tables)
{
    struct paper p;
    struct sentence why = {0};
    CHECK(paper_read_confined(&a, sample_xlsx(), STR("清单.XLSX"), PAPER_UNKNOWN, &p, &why) ==
          ERR_NONE);
    CHECK(p.kind == PAPER_XLSX && p.book.n_sheets == 1);
    const struct sheet *s = &p.book.sheets[0];
    CHECK(s->rows == 2 && s->cols == 3 && s->n_merges == 1 && sheet_row_hidden(s, 0) &&
          !sheet_row_hidden(s, 1));
    CHECK_STR(sheet_cell(s, 0, 2)->text, STR("甲"));
    CHECK(sheet_cell(s, 0, 2)->merged && sheet_cell(s, 1, 1)->day == 20089);
    CHECK(paper_read_confined(&a, STR("\xCE\xCA\xCC\xE2,1"), STR("x.csv"), PAPER_UNKNOWN, &p,
                              &why) == ERR_NONE);
    CHECK_STR(sheet_cell(&p.book.sheets[0], 0, 0)->text, STR("问题"));
    CHECK(paper_read_confined(&a, fixture_docx(&a, "<w:p><w:r><w:t>文</w:t></w:r></w:p>", "", ""),
                              STR(""), PAPER_UNKNOWN, &p, &why) == ERR_NONE);
    CHECK(p.kind == PAPER_DOCX && p.text.n_lines == 1);
    CHECK_STR(p.text.lines[0].text, STR("文"));
    arena_reset(&a);
}

TEST(confined_reader_passes_sentences_on)
{
    struct paper p = {.kind = PAPER_UNKNOWN};
    struct sentence why = {0};
    CHECK(paper_read_confined(&a, STR("a,\"b"), STR(""), PAPER_CSV, &p, &why) == ERR_INPUT);
    CHECK(str_find(why.zh, STR("引号没有结束")) != SIZE_MAX && why.en.len);
    CHECK(paper_read_confined(&a, STR("??"), STR("what"), PAPER_UNKNOWN, &p, &why) == ERR_INPUT);
    CHECK(str_find(why.zh, STR("认不出")) != SIZE_MAX && p.kind == PAPER_UNKNOWN);
    arena_reset(&a);
}

TEST(confined_reader_opens_files_by_path)
{
    struct paper p;
    struct sentence why = {0};
    struct str path = str_f(&a, "%s/一.txt", test_folder());
    FILE *f = fopen(path.ptr, "w");
    CHECK(f && fputs("甲\n乙\n", f) >= 0 && fclose(f) == 0);
    CHECK(paper_read_file(&a, path.ptr, PAPER_UNKNOWN, &p, &why) == ERR_NONE &&
          p.text.n_lines == 2);
    CHECK(paper_read_file(&a, "/nonexistent/x.csv", PAPER_UNKNOWN, &p, &why) == ERR_MISSING &&
          why.zh.len);
    CHECK(paper_read_file(&a, test_folder(), PAPER_UNKNOWN, &p, &why) == ERR_INPUT && why.zh.len);
    arena_reset(&a);
}

/* What a reader that was taken over tries, and gets nowhere with. Its answer: how often it got through. */
static int break_out(void)
{
    char c;
    int through = 0;
    through += open("/etc/passwd", O_RDONLY) >= 0;
    through += open("/tmp/x", O_WRONLY | O_CREAT, 0600) >= 0;
    through += socket(AF_INET, SOCK_STREAM, 0) >= 0;
    through += write(STDOUT_FILENO, "x", 1) >= 0;
    through += read(STDIN_FILENO, &c, 1) >= 0;
    through += kill(getppid(), 0) == 0;
    through += syscall(SYS_fork) >= 0;
    through += unlink("/tmp/x") == 0 || errno != EPERM;
    through += syscall(SYS_mmap, NULL, 4096L, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0L) != -1;
    return through;
}

TEST(confined_reader_cannot_break_out)
{
    int ends[2], status;
    char answer = 0;
    CHECK(pipe(ends) == 0);
    pid_t pid = fork();
    CHECK(pid >= 0);
    if (pid == 0) {
        reader_confine(ends[1]);
        char c = (char)('0' + break_out());
        _exit(write(READER_ANSWER_FD, &c, 1) == 1 ? 0 : 9);
    }
    close(ends[1]);
    CHECK(read(ends[0], &answer, 1) == 1 && answer == '0');
    CHECK(waitpid(pid, &status, 0) == pid && status == 0);
    close(ends[0]);
}

TEST(reader_answers_survive_packing)
{
    struct paper p, q;
    enum err e = ERR_BUSY;
    struct sentence why = {0};
    CHECK(paper_read(&a, sample_xlsx(), PAPER_XLSX, &p, &why) == ERR_NONE);
    struct str first = packed(&p, ERR_NONE, why);
    CHECK(paper_unpack(&a, first, &e, &why, &q) == ERR_NONE && e == ERR_NONE);
    CHECK_STR(packed(&q, ERR_NONE, why), first);
    struct sentence said = {STR("因为"), STR("because")};
    CHECK(paper_unpack(&a, packed(&p, ERR_LIMIT, said), &e, &why, &q) == ERR_NONE &&
          e == ERR_LIMIT);
    CHECK_STR(why.zh, said.zh);
    CHECK(paper_unpack(&a, packed(&p, ERR_STORE, said), &e, &why, &q) == ERR_CORRUPT);
    arena_reset(&a);
}

/* A child that was taken over may answer anything: every shortened answer is refused, and no
 * changed byte may do more than change a value. */
TEST(reader_answers_are_not_believed)
{
    struct paper p, q;
    enum err e;
    struct sentence why = {0};
    CHECK(paper_read(&a, sample_xlsx(), PAPER_XLSX, &p, &why) == ERR_NONE);
    struct str good = packed(&p, ERR_NONE, why);
    for (size_t cut = 0; cut < good.len; cut++)
        CHECK(paper_unpack(&a, str_sub(good, 0, cut), &e, &why, &q) == ERR_CORRUPT);
    CHECK(paper_unpack(&a, str_f(&a, "%s", "HYR1"), &e, &why, &q) == ERR_CORRUPT);
    for (size_t at = 0; at < good.len; at++)
        for (int bit = 0; bit < 8; bit++) {
            struct arena b = {0};
            struct str bad = str_copy(&b, good);
            ((char *)(uintptr_t)bad.ptr)[at] ^= (char)(1 << bit);
            if (paper_unpack(&b, bad, &e, &why, &q) == ERR_NONE && !e)
                for (size_t i = 0; i < q.book.n_sheets; i++)
                    CHECK(q.book.sheets[i].rows <= PAPER_ROWS_MAX &&
                          utf8_valid(q.book.sheets[i].name));
            arena_reset(&b);
        }
    arena_reset(&a);
}
