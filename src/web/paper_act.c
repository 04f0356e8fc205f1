/* paper_act.c: the form of every step on a bulletin, a notice or a pack: what must hold is said beforehand. */
#include "web/act_form.h"
#include "web/pages.h"

/* One row for a step that has something to say beforehand or begins with what stands there. */
static const struct paper_step {
    enum command_type type;
    bool prefill;
    const char *confirm; /* NULL for nothing */
    const char *rules[3];
} steps[] = {
    {COMMAND_BULLETIN_SUBMIT, false, NULL, {"正文不能有不认识的数字名、没有合上的花括号 {{ 和待填的内容；校对列出的其他错误请先看过。", NULL}},
    {COMMAND_BULLETIN_REVIEW, false, NULL, {"起草或修改过通报的人不能审核、发布，须换人。", NULL}},
    {COMMAND_BULLETIN_RETURN, false, NULL, {"起草或修改过通报的人不能审核、发布，须换人。", NULL}},
    {COMMAND_BULLETIN_PUBLISH, false, "确认发布这份通报？发布后不能撤回。", {"起草或修改过通报的人不能审核、发布，须换人。", "发布时按当时的台账算出每个数字，连同日志位置和文本校验码一起登记，不能撤回。", NULL}},
    {COMMAND_NOTICE_ISSUE, false, "确认签发这份公文？签发后正文不能修改。", {"起草或修改过公文的人不能签发，须换人。", "签发时按当时的台账算出每个数字，并给出本类公文当年的下一个编号；撤回的公文编号保留，不再使用。", NULL}},
    {COMMAND_NOTICE_SIGN, false, NULL, {"由承办单位的人员办理。", NULL}},
    {COMMAND_NOTICE_ANSWER, true, NULL, {"由承办单位的人员办理。", NULL}},
    {COMMAND_NOTICE_TALK, true, NULL, {NULL}},
    {COMMAND_NOTICE_ACCEPT, false, NULL, {"答复过这份公文的人、承办单位的人员不能审核答复。", "退回两次以后可以升级督办。", NULL}},
    {COMMAND_NOTICE_RETURN, false, NULL, {"答复过这份公文的人、承办单位的人员不能审核答复。", "退回两次以后可以升级督办。", NULL}},
    {COMMAND_NOTICE_WITHDRAW, false, NULL, {"已经签发的公文要写明撤回依据的文号；编号保留。", NULL}},
    {COMMAND_PACK_REVIEW, false, NULL, {"定稿人不能审核自己的汇编，须换人。", NULL}},
    {COMMAND_PACK_WITHDRAW, false, NULL, {"撤回的汇编仍可查看；同一期可以重新定稿。", NULL}},
};

static const struct paper_step *step_of(enum command_type type)
{
    static const struct paper_step none;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (steps[i].type == type)
            return &steps[i];
    return &none;
}

struct response *paper_act_form(struct visit *v)
{
    enum command_type type = act_form_command(v);
    enum kind kind = command_types[type].kind;
    const struct paper_step *step = step_of(type);
    const struct record *r = kinds[kind].record;
    void *paper = arena_alloc(v->arena, r->size);
    enum err e = site_load(v, kind, v->id[0], paper);
    if (e)
        return e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
    struct str url = str_f(v->arena, "/%s/%.*s", kinds[kind].name, STR_ARG(id_str(v, v->id[0])));
    /* a step may ask for nothing; position, day and digest come from the program when the paper goes out */
    site_fields(v, value_rows(v->page, "fields"), command_types[type].payload,
                step->prefill ? act_form_values(v, kind, paper) : NULL, "none position as_of_day digest");
    return act_form_page(v, &(struct act_form){.about = str_c(v->lang == LANG_ZH ? kinds[kind].zh : kinds[kind].en),
                                               .subject = *field_str(record_field(r, STR("title")), paper),
                                               .url = url,
                                               .back = url,
                                               .confirm = step->confirm ? tr(v->lang, step->confirm) : STR(""),
                                               .rules = step->rules,
                                               .drawn = paper});
}
