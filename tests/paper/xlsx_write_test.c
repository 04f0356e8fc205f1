/* xlsx_write_test.c: what is written reads back, looks the same on every run, and holds no formula.
 */
#include "base/time.h"
#include "paper/sheet.h"
#include "paper/xlsx_write.h"
#include "tests/paper/fixture.h"
#include "tests/test.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static struct arena a;

static const struct str states[] = {{"正在推进", 12}, {"已完成", 9}, {"已销号", 9}};
/* Initialises a struct str where STR is no constant. */
#define LIT(s) \
    { \
        s, sizeof(s) - 1 \
    }
static const struct column_out columns[] = {
    {.heading = LIT("序号"), .width = 6, .kind = SHEET_INT, .align = ALIGN_CENTRE},
    {.heading = LIT("方面"),
     .group = LIT("反馈意见"),
     .width = 14,
     .wrap = true,
     .align = ALIGN_CENTRE,
     .merge_equal = true},
    {.heading = LIT("具体问题"),
     .group = LIT("反馈意见"),
     .width = 30,
     .wrap = true,
     .merge_equal = true},
    {.heading = LIT("整改措施"), .group = LIT("整改"), .width = 36, .wrap = true},
    {.heading = LIT("整改时限"), .group = LIT("整改"), .width = 12, .kind = SHEET_DATE},
    {.heading = LIT("追缴金额（万元）"), .width = 12, .kind = SHEET_WAN},
    {.heading = LIT("完成率"), .width = 10, .kind = SHEET_PERCENT},
    {.heading = LIT("当前状态"),
     .width = 12,
     .align = ALIGN_CENTRE,
     .choices = states,
     .n_choices = 3},
};
enum { COLUMNS = sizeof columns / sizeof *columns,
       ROWS = 6 };

static struct book_out sample(void)
{
    static struct sheet_out sheet;
    struct row_out *rows = arena_alloc(&a, ROWS * sizeof *rows);
    for (int i = 0; i < ROWS; i++) {
        struct cell_out *c = arena_alloc(&a, COLUMNS * sizeof *c);
        c[0].value = i + 1;
        c[1].text = i < 4 ? STR("落实惠农政策方面") : STR("基层治理方面");
        c[2].text = i < 2   ? STR("渠道清淤经费拨付不及时，个别村组灌溉受影响")
                    : i < 4 ? STR("粮食补贴公示不全")
                            : STR("渡口值守制度不落实");
        c[3].text = i == 1 ? STR("=HYPERLINK(\"http://x\")")
                    : i == 2
                        ? STR("-1 起整改\n二是补齐公示栏并拍照留存，三是由村务监督小组逐户核对签字")
                        : STR("一是逐条梳理拨付流程，明确每一环节的经办人和办结时间；二是建立月度对"
                              "账制度，财政所与各村按月核对。");
        c[4].value = day_from_civil(2025, 6, 10 + i);
        if (i == 3)
            c[4].text = STR("长期坚持");
        c[5].value = i * 1234500;
        c[6].value = 9871;
        c[7].text = states[i % 3];
        c[7].fill = i % 3 == 0 ? FILL_YELLOW : FILL_GREEN;
        rows[i] = (struct row_out){c, i == 5 ? FILL_RED : FILL_NONE};
    }
    sheet =
        (struct sheet_out){.name = STR("任务:清单"),
                           .title = STR("临川湾镇巡察反馈问题整改任务清单"),
                           .note = STR("填报单位：临川湾镇（盖章）        填报日期：2025年6月30日"),
                           .columns = columns,
                           .n_columns = COLUMNS,
                           .rows = rows,
                           .n_rows = ROWS,
                           .blank_rows = 2,
                           .freeze_columns = 1};
    return (struct book_out){.sheets = &sheet, .n_sheets = 1, .author = STR("整改办")};
}

static struct str written(const struct book_out *book)
{
    struct str bytes;
    struct sentence why = {0};
    enum err e = xlsx_bytes(&a, book, &bytes, &why);
    if (e)
        fprintf(stderr, "%.*s\n", STR_ARG(why.zh));
    CHECK(e == ERR_NONE);
    return bytes;
}

static const struct sheet *read_back(struct str bytes, struct workbook *book)
{
    struct sentence why = {0};
    enum err e = xlsx_read(&a, bytes, book, &why);
    if (e)
        fprintf(stderr, "%.*s\n", STR_ARG(why.zh));
    CHECK(e == ERR_NONE);
    return &book->sheets[0];
}

static void check_sample(const struct sheet *s)
{
    CHECK_STR(s->name, STR("任务-清单"));
    CHECK_STR(sheet_cell(s, 0, 7)->text, STR("临川湾镇巡察反馈问题整改任务清单"));
    CHECK(sheet_cell(s, 0, 7)->merged);
    CHECK_STR(sheet_cell(s, 2, 2)->text, STR("反馈意见"));
    CHECK_STR(sheet_cell(s, 3, 2)->text, STR("具体问题"));
    CHECK_STR(sheet_cell(s, 3, 0)->text, STR("序号"));
    CHECK(sheet_cell(s, 4, 0)->kind == CELL_NUMBER && sheet_cell(s, 4, 4)->kind == CELL_DATE);
    CHECK_STR(sheet_cell(s, 4, 4)->text, STR("2025-06-10"));
    CHECK_STR(sheet_cell(s, 7, 4)->text, STR("长期坚持"));
    CHECK_STR(sheet_cell(s, 5, 3)->text, STR("=HYPERLINK(\"http://x\")"));
    CHECK(sheet_cell(s, 5, 3)->kind == CELL_TEXT && sheet_cell(s, 6, 3)->kind == CELL_TEXT);
    CHECK_STR(sheet_cell(s, 5, 5)->text, STR("1.2345"));
    CHECK_STR(sheet_cell(s, 4, 6)->text, STR("98.71%"));
    CHECK(sheet_cell(s, 7, 1)->merged && sheet_cell(s, 7, 1)->from_row == 4 &&
          !sheet_cell(s, 8, 1)->merged);
    CHECK(sheet_cell(s, 7, 2)->from_row == 6 && sheet_cell(s, 9, 2)->from_row == 8);
    CHECK(sheet_cell(s, 10, 1)->kind == CELL_EMPTY);
}

TEST(xlsx_written_reads_back)
{
    struct book_out book = sample();
    struct workbook got;
    struct str bytes = written(&book);
    check_sample(read_back(bytes, &got));
    CHECK(got.n_sheets == 2 && got.sheets[1].hidden && !got.sheets[0].hidden);
    CHECK_STR(sheet_cell(&got.sheets[1], 2, 0)->text, STR("已销号"));
    const char *keep = getenv("KEEP_XLSX"); /* to look at */
    FILE *f = keep ? fopen(keep, "wb") : NULL;
    CHECK(!f || (fwrite(bytes.ptr, 1, bytes.len, f) == bytes.len && fclose(f) == 0));
    arena_reset(&a);
}

TEST(xlsx_written_twice_is_the_same_bytes)
{
    struct book_out book = sample();
    struct str first = written(&book);
    sleep(1);
    CHECK(str_eq(first, written(&book)));
    arena_reset(&a);
}

TEST(xlsx_strange_texts_are_cleaned_or_refused)
{
    struct column_out c = {.heading = STR("文\001字"), .wrap = true};
    struct cell_out cells[] = {{.text = STR("甲\r\n乙\xFF\xEF\xBF\xBF\013")}};
    struct row_out row = {.cells = cells};
    struct sheet_out sheets[] = {
        {.name = STR("选项"), .columns = &c, .n_columns = 1, .rows = &row, .n_rows = 1},
        {.name = STR(""), .columns = &c, .n_columns = 1},
        {.name = STR("选项"), .columns = &c, .n_columns = 1},
        {.name = STR("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五"),
         .columns = &c,
         .n_columns = 1,
         .hidden = true},
        {.name = STR("'a/b'"), .columns = &c, .n_columns = 1},
    };
    struct book_out book = {.sheets = sheets, .n_sheets = 5};
    struct workbook got;
    const struct sheet *s = read_back(written(&book), &got);
    CHECK_STR(sheet_cell(s, 0, 0)->text, STR("文字"));
    CHECK_STR(sheet_cell(s, 1, 0)->text, STR("甲\n乙\uFFFD"));
    CHECK(got.n_sheets == 5 && got.sheets[3].hidden && utf8_length(got.sheets[3].name) == 31);
    CHECK(!str_eq(got.sheets[0].name, got.sheets[2].name));

    struct buf b = buf_new(&a, 200000);
    for (int i = 0; i <= PAPER_TEXT_CHARS_MAX; i++)
        buf_c(&b, "字");
    cells[0].text = buf_view(&b);
    struct sentence why = {0};
    struct str path = str_f(&a, "%s/x.xlsx", test_folder());
    CHECK(xlsx_write(&a, &book, path.ptr, &why) == ERR_LIMIT && access(path.ptr, F_OK) != 0);
    CHECK(str_find(why.zh, STR("A2")) != SIZE_MAX);
    cells[0].text = STR("甲");
    CHECK(xlsx_write(&a, &book, "/nonexistent/x.xlsx", &why) == ERR_IO && why.en.len);
    sheets[1].n_columns = 0;
    CHECK(xlsx_write(&a, &book, path.ptr, &why) == ERR_LIMIT);
    arena_reset(&a);
}

TEST(xlsx_wrapped_text_is_measured)
{
    CHECK(xlsx_wrapped_lines(STR(""), 10) == 1);
    CHECK(xlsx_wrapped_lines(STR("一二三四"), 10) == 1);
    CHECK(xlsx_wrapped_lines(STR("一二三四五六七八"), 10) == 2);
    CHECK(xlsx_wrapped_lines(STR("甲\n乙\n"), 10) == 3);
    CHECK(xlsx_wrapped_lines(STR("ab cd"), 0) >= 2);
    CHECK(xlsx_wrapped_lines(STR("一二 abcdefg"), 10) == 2);
}

TEST(xlsx_survives_libreoffice)
{
    struct book_out book = sample();
    struct workbook got;
    struct sentence why = {0};
    const char *folder = test_folder();
    if (access("/usr/bin/soffice", X_OK) != 0)
        test_skip("LibreOffice is not installed");
    CHECK(xlsx_write(&a, &book, str_f(&a, "%s/in.xlsx", folder).ptr, &why) == ERR_NONE);
    pid_t pid = fork();
    if (pid == 0) {
        struct str profile = str_f(&a, "-env:UserInstallation=file://%s/profile", folder);
        struct str out = str_f(&a, "%s/out", folder), in = str_f(&a, "%s/in.xlsx", folder);
        CHECK(freopen("/dev/null", "w", stdout) && freopen("/dev/null", "w", stderr));
        execl("/usr/bin/soffice", "soffice", profile.ptr, "--headless", "--convert-to", "xlsx",
              "--outdir", out.ptr, in.ptr, (char *)NULL);
        _exit(127);
    }
    int status;
    CHECK(waitpid(pid, &status, 0) == pid);
    FILE *f = fopen(str_f(&a, "%s/out/in.xlsx", folder).ptr, "rb");
    if (!f)
        test_skip("LibreOffice did not convert the file");
    char *p = arena_alloc(&a, 1 << 20);
    size_t n = fread(p, 1, 1 << 20, f);
    fclose(f);
    check_sample(read_back((struct str){p, n}, &got));
    arena_reset(&a);
}
