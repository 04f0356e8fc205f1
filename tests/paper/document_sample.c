/* document_sample.c: see document_sample.h. */
#include "tests/paper/document_sample.h"

#include "tests/test.h"

static const struct document_figure answers[] = {
    {.name = {"problem.total", 13}, .version = 1, .number = 27, .unit = {"个", 3}, .position = 4096, .href = {"/f/problem.total?at=4096", 24}},
    {.name = {"problem.closed", 14}, .version = 2, .number = 26, .unit = {"个", 3}, .position = 4096, .href = {"/f/problem.closed?at=4096", 25}},
    {.name = {"aspect.total", 12}, .version = 1, .number = 8, .unit = {"个", 3}, .position = 4096},
    {.name = {"measure.rate", 12}, .version = 1, .kind = DOCUMENT_RATIO, .number = 688, .whole = 697, .position = 4096},
    {.name = {"recovery.amount", 15}, .version = 1, .kind = DOCUMENT_MONEY, .number = 1203500000, .position = 4096},
};

static enum err find(void *ctx, struct arena *a, struct document_figure *out, struct sentence *why)
{
    (void)ctx, (void)a, (void)why;
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
        if (str_eq(answers[i].name, out->name)) {
            struct str scope = out->scope, filters = out->filters;
            *out = answers[i];
            out->scope = scope;
            out->filters = filters;
            return ERR_NONE;
        }
    return str_is(out->name, "world.fails") ? ERR_STORE : ERR_MISSING;
}

const struct document_figures sample_figures = {find, NULL};

const char sample_bulletin[] =
    "中共云溪县委关于青禾片区基层治理专项督查整改进展情况的通报\n"
    "\n"
    "按照全年工作安排，县委督查组于春季对青禾片区开展了专项督查，并反馈了督查意见。现将整改进展情况予以公布。\n"
    "片区党工委把督查整改作为一件要紧事来办，对{{aspect.total|汉字}}个方面{{problem.total|个}}具体问题逐项研究措施，已完成"
    "{{problem.closed}}个，措施完成率{{measure.rate}}，挽回资金{{recovery.amount|万元}}。\n"
    "一、关于“河道管护责任不够清楚”问题的整改情况\n"
    "（一）理清管护界线。组织水利、农业农村等部门逐段踏勘，重新划定青禾河两岸管护界线，竖立界桩，明确每一段的巡查人和联系人。"
    "**每周巡查不少于两次**，发现垃圾、违建即时登记，三日内办结。编号 QH-2031/River-Maintenance-Register 的登记册放在村部，群众可随时翻看。\n"
    "（二）补齐管护经费。把管护经费列入年度预算，按季拨付到村，公开使用明细，接受村民监督。\n"
    "1.预算安排。按每公里标准核定，专款专用。\n"
    "（1）拨付时间。每季度首月十日前到账。\n"
    "二、关于“便民服务窗口排队时间长”问题的整改情况\n"
    "（一）增开窗口，错峰办理。在赶集日增开三个综合窗口，设置老年人优先席位；推行午间不断档值班，周六上午照常受理。\n"
    "各村办理情况如下。\n"
    "|村名|受理（件）|办结（件）|说明|\n"
    "|上禾村|120|118|两件因材料不全退回补正，已电话告知本人|\n"
    "|下禾村|86|86||\n"
    "|柳|0|0|本期没有受理|\n"
    "下一步，片区将继续盯住未完成的事项，成熟一个、销号一个，坚决防止反弹。\n"
    "欢迎广大干部群众监督。如有意见建议，请及时反映。\n"
    "联系电话：0000-1234567\n"
    "邮政信箱：云溪县青禾路1号督查整改办公室\n"
    "电子邮箱：zhenggai@example.org\n"
    "署名：中共云溪县委办公室\n"
    "日期：2031-06-09\n";

struct document *sample_document(struct arena *a)
{
    struct document *d;
    struct sentence why;
    CHECK(document_read(a, str_c(sample_bulletin), &sample_figures, &d, &why) == ERR_NONE);
    return d;
}

const char *sample_file(struct arena *a, const char *name, struct str bytes)
{
    const char *path = str_f(a, "%s/%s", test_folder(), name).ptr;
    FILE *f = fopen(path, "wb");
    CHECK(f && fwrite(bytes.ptr, 1, bytes.len, f) == bytes.len && fclose(f) == 0);
    return path;
}

struct str sample_output(struct arena *a, const char *command)
{
    char part[4096];
    struct buf b = buf_new(a, 1 << 24);
    FILE *f = popen(command, "r");
    CHECK(f);
    for (size_t n; (n = fread(part, 1, sizeof part, f)) > 0;)
        buf_put(&b, part, n);
    CHECK(pclose(f) == 0);
    return buf_view(&b);
}
