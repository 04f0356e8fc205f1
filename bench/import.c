/* import.c: how much of importing a ledger is more than unzipping and parsing its workbook.
 *
 *   bench-import FOLDER [MEASURES]     makes FOLDER with a workbook of MEASURES (10,000) in it and imports that
 *
 * Whole: reading through the confined reader, comparing, entering, by processor time, that of the
 * reader's process too. The limit is one paper_read of the same bytes in the same run. Ten measures a
 * problem, ten problems an aspect, 60 units. */
#include "app/import.h"
#include "base/time.h"
#include "log/file.h"
#include "paper/xlsx_write.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

enum { COLUMNS = 10,
       UNITS = 60,
       ROUNDS = 3 };

static void must(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "bench-import: %s failed\n", what);
    exit(3);
}

static double processor(int who)
{
    struct rusage u;
    must(!getrusage(who, &u), "asking for the processor time");
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) + (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}
static double spent(void) { return processor(RUSAGE_SELF) + processor(RUSAGE_CHILDREN); }

static struct row_out row(struct arena *a, int64_t n)
{
    struct cell_out *c = arena_alloc(a, COLUMNS * sizeof *c);
    c[0].text = str_f(a, "方面 %lld：制度执行和日常管理", (long long)n / 100 + 1);
    c[1].text = str_f(a, "问题 %lld：台账与实物不一致，核对不及时", (long long)n / 10 + 1);
    c[2].text = str_f(a, "措施 %lld：组织逐项核对，查明差异原因，分清责任，对不符的逐笔更正；修订管理办法并公开结果，明确登记、领用、盘点各环节的要求，此后每季度复核一次，结果报整改办", (long long)n + 1);
    c[3].text = n % 3 ? STR("分阶段整改") : STR("立行立改");
    c[4].text = str_f(a, "试验局%lld", (long long)n * 7 % UNITS + 1);
    c[5].value = day_of(time_now_us()) + 30 + n % 200;
    c[6].text = str_f(a, "到期前完成第 %lld 项核对，账实相符，制度印发执行，同类问题不再发生", (long long)n + 1);
    c[7].text = str_f(a, "领导%lld", (long long)n * 7 % UNITS + 1);
    c[8].text = str_f(a, "试验局%lld", (long long)(n * 7 + 1) % UNITS + 1);
    c[9].text = str_f(a, "第 %lld 行：材料由牵头单位保存，按季度报送，联系人变动时及时更新", (long long)n + 1);
    return (struct row_out){.cells = c};
}

static struct str workbook(struct arena *a, const char *path, int64_t measures)
{
    struct column_out heads[COLUMNS] = {{.heading = STR("方面")}, {.heading = STR("问题")}, {.heading = STR("整改措施")}, {.heading = STR("整改类型")}, {.heading = STR("牵头单位")}, {.heading = STR("整改时限"), .kind = SHEET_DATE}, {.heading = STR("整改目标")}, {.heading = STR("责任领导")}, {.heading = STR("配合单位")}, {.heading = STR("备注")}};
    struct row_out *rows = arena_alloc(a, (size_t)measures * sizeof *rows);
    struct str bytes;
    struct sentence why;
    for (int64_t n = 0; n < measures; n++)
        rows[n] = row(a, n);
    struct sheet_out sheet = {.name = STR("台账"), .columns = heads, .n_columns = COLUMNS, .rows = rows, .n_rows = (size_t)measures};
    struct book_out book = {.sheets = &sheet, .n_sheets = 1};
    must(!xlsx_write(a, &book, path, &why), "writing the workbook");
    must(!file_read(a, path, PAPER_FILE_BYTES_MAX, &bytes), "reading the workbook");
    return bytes;
}

static double parse(struct str bytes)
{
    double best = 0;
    for (int i = 0; i < ROUNDS; i++) {
        struct arena a = {0};
        struct paper paper;
        struct sentence why;
        double from = spent();
        must(!paper_read(&a, bytes, PAPER_XLSX, &paper, &why), "parsing");
        double took = spent() - from;
        best = best > 0 && best < took ? best : took;
        arena_reset(&a);
    }
    return best;
}

static size_t import(const char *folder, struct str bytes)
{
    struct arena a = {0};
    struct app app;
    struct import_file file;
    struct import_plan plan;
    struct sentence why = {0};
    int64_t seq;
    must(!import_read(&a, bytes, STR("台账.xlsx"), &file, &why), "reading");
    must(!app_open(&app, folder, APP_READ), "opening");
    must(!import_plan(&a, app.db, &file, 0, day_of(time_now_us()), &plan, &why), "comparing");
    app_close(&app);
    for (size_t i = 0; i < plan.n_notes && plan.errors; i++)
        fprintf(stderr, "%.*s %.*s\n", STR_ARG(plan.notes[i].cell), STR_ARG(plan.notes[i].say.en));
    must(!plan.errors && plan.count, "understanding");
    if (import_apply(&a, folder, 0, &plan, &seq, &why))
        fprintf(stderr, "%.*s\n", STR_ARG(why.en));
    must(!why.en.len, "entering");
    size_t measures = plan.measures;
    arena_reset(&a);
    return measures;
}

int main(int argc, char **argv)
{
    struct app app;
    struct arena a = {0};
    int64_t measures = 10000;
    if (argc < 2 || (argc > 2 && (!str_int(str_c(argv[2]), &measures) || measures < 1))) {
        fprintf(stderr, "bench-import FOLDER [MEASURES]\n");
        return 2;
    }
    must(!app_create(&app, argv[1], STR(""), STR("bench.example/log")), "making the folder");
    app_close(&app);
    struct str bytes = workbook(&a, str_f(&a, "%s/tmp/ledger.xlsx", argv[1]).ptr, measures);
    double limit = parse(bytes), from = spent();
    must(import(argv[1], bytes) == (size_t)measures, "importing every measure");
    double whole = spent() - from;
    printf("%.1f %.2f s of processor time, unzipping and parsing %.2f s, %lld measures, %zu KB\n", whole / limit, whole, limit, (long long)measures, bytes.len / 1024);
    arena_reset(&a);
    return 0;
}
