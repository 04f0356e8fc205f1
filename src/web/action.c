/* action.c: the form of every step on a measure, a problem, an aspect or a piece of evidence, drawn from the table of
 * steps and the command's record. The rules are said before anything is written. */
#include "base/hash.h"
#include "view/table.h"
#include "web/matter.h"
#include "web/pages.h"

#include <string.h>

#define R1_ZH "拟定、填报、提交佐证或自报过这一项的人不能审签、核验（规则 R1）。"
#define R1_EN "Whoever drafted, reported, gave evidence or claimed may not decide (rule R1)."
#define R2_ZH "核验人不能来自责任单位或其下属单位（规则 R2）。"
#define R2_EN "The verifier may not come from a responsible unit or one below it (rule R2)."
#define R5_ZH "佐证材料份数不少于这类检查的规定（规则 R5，见“检查类别规则”）。"
#define R5_EN "As many pieces of evidence as this kind of inspection asks for (rule R5; see the rules of its kind)."

/* clang-format off */
const struct action actions[] = {
    {KIND_MEASURE, "submit", COMMAND_MEASURE_SUBMIT, NULL, true, false, "提交后由监督部门审核，审核期间不能修改。", "The overseer reviews it; it cannot be changed meanwhile.", "已有责任领导、牵头单位、整改类型、整改目标；除长期坚持外要有整改时限。", "A leader, a lead unit, a type, a goal and, unless sustained, a due date.", NULL, NULL},
    {KIND_MEASURE, "approve_plan", COMMAND_MEASURE_APPROVE_PLAN, NULL, true, false, "同意后立即下达给牵头单位。", "Approving issues it to the lead unit at once.", "审核意见必填，永久留存。\n起草人不能审核自己的方案（规则 R1）。", "The opinion is required and kept for ever.\nThe drafter may not review the plan (rule R1).", NULL, NULL},
    {KIND_MEASURE, "return_plan", COMMAND_MEASURE_RETURN_PLAN, NULL, false, false, "请写清要改什么，整改办修改后重新提交。", "Say what must change; the office changes it and submits again.", NULL, NULL, NULL, NULL},
    {KIND_MEASURE, "sign", COMMAND_MEASURE_SIGN, NULL, true, false, "签收后开始整改，请先看清整改目标和时限。", "Signing starts the work; read the goal and the due date first.", "由牵头单位的人员签收。", "Signed for by the lead unit.", NULL, NULL},
    {KIND_MEASURE, "claim", COMMAND_MEASURE_CLAIM, NULL, true, false, "自报后依次由责任领导审签、监督部门核验。", "The leader approves, then the overseer verifies.", "由牵头单位的人员自报。\n" R5_ZH "\n完成日期不能晚于今天。", "Claimed by the lead unit.\n" R5_EN "\nNot done later than today.", NULL, NULL},
    {KIND_MEASURE, "approve", COMMAND_MEASURE_APPROVE, NULL, true, false, "请对照佐证材料审签，意见永久留存。", "Compare with the evidence; the opinion is kept for ever.", "由该措施的第一责任领导本人审签。\n" R1_ZH, "By the measure's own responsible leader.\n" R1_EN, NULL, NULL},
    {KIND_MEASURE, "reject", COMMAND_MEASURE_REJECT, NULL, false, false, "请写清还缺什么，措施回到整改中。", "Say what is missing; the measure goes back to work.", NULL, NULL, NULL, NULL},
    {KIND_MEASURE, "verify", COMMAND_MEASURE_VERIFY, NULL, true, false, "核验合格即销号，计入完成率。", "Verifying closes it and counts in the rate.", "须逐份看过佐证材料。\n" R1_ZH "\n" R2_ZH, "Every piece of evidence has been looked at.\n" R1_EN "\n" R2_EN, "确认核验合格、予以销号？销号后不能撤销。", "Close this measure? This cannot be taken back."},
    {KIND_MEASURE, "return", COMMAND_MEASURE_RETURN, NULL, false, false, "请写清补充整改的要求，措施回到整改中。", "Say what is still to be done; the measure goes back to work.", NULL, NULL, NULL, NULL},
    {KIND_MEASURE, "void", COMMAND_MEASURE_VOID, NULL, false, false, "作废的措施不计入总数，记录仍然保留。", "A void measure leaves the totals; its record stays.", R1_ZH "\n" R2_ZH, R1_EN "\n" R2_EN, "确认作废这条措施？", "Void this measure?"},
    {KIND_MEASURE, "decline_void", COMMAND_MEASURE_DECLINE_VOID, NULL, false, false, "不同意时申请即告终止，措施照常整改；请写清理由。", "The proposal ends and the work goes on; say why.", R1_ZH "\n" R2_ZH, R1_EN "\n" R2_EN, NULL, NULL},
    {KIND_MEASURE, "change", COMMAND_MEASURE_CHANGE, NULL, false, true, "只在拟定时可以修改；下达以后只能改联系人和备注。", "Only a draft can be changed; later only contact and note.", NULL, NULL, NULL, NULL},
    {KIND_MEASURE, "note", COMMAND_MEASURE_NOTE, NULL, false, true, "每次修改都有记录。", "Every change is on record.", NULL, NULL, NULL, NULL},
    {KIND_MEASURE, "propose_void", COMMAND_MEASURE_PROPOSE_VOID, NULL, false, false, "须写明依据文号，由监督部门确认后才作废。", "Name the document it rests on; the overseer confirms.", NULL, NULL, NULL, NULL},
    {KIND_MEASURE, "ask_extension", COMMAND_MEASURE_ASK_EXTENSION, NULL, false, false, "监督部门同意以后时限才会变，原时限和延期次数一直可见。", "The due day moves only when the overseer agrees; the first one and the count stay visible.", "由牵头单位的人员申请。\n延至的日期要晚于现在的时限，次数和天数不超过这类检查的规定。\n一次只能有一项申请。", "Asked by the lead unit.\nLater than the present due day, within what this kind of inspection allows.\nOne thing asked at a time.", NULL, NULL},
    {KIND_MEASURE, "extend", COMMAND_MEASURE_EXTEND, NULL, true, false, "同意后时限按申请的日期改，原时限保留。", "The due day becomes the one asked for; the first one stays on record.", R1_ZH "\n" R2_ZH, R1_EN "\n" R2_EN, NULL, NULL},
    {KIND_MEASURE, "ask_sustain", COMMAND_MEASURE_ASK_SUSTAIN, NULL, false, false, "写明阶段目标和下次复核日期；同意后列入长期坚持，仍算未办结。", "Name the stage goal and the next review; it then counts as sustained, and still as open.", "由牵头单位的人员申请。\n下次复核日期要晚于今天。", "Asked by the lead unit.\nThe next review is later than today.", NULL, NULL},
    {KIND_MEASURE, "sustain", COMMAND_MEASURE_SUSTAIN, NULL, true, false, "同意后按复核日期继续预警。", "From now on the review day is watched.", R1_ZH "\n" R2_ZH, R1_EN "\n" R2_EN, NULL, NULL},
    {KIND_MEASURE, "review_sustained", COMMAND_MEASURE_REVIEW_SUSTAINED, NULL, true, false, "写明坚持得怎么样，定下次复核日期。", "Say how it is kept up and when it is looked at next.", R1_ZH "\n" R2_ZH, R1_EN "\n" R2_EN, NULL, NULL},
    {KIND_MEASURE, "ask_routine", COMMAND_MEASURE_ASK_ROUTINE, NULL, false, false, "写明由哪个单位、靠什么制度长期管下去。", "Say which unit keeps it up from now on, and by which rule.", "由牵头单位的人员申请。\n" R5_ZH, "Asked by the lead unit.\n" R5_EN, NULL, NULL},
    {KIND_MEASURE, "hand_to_routine", COMMAND_MEASURE_HAND_TO_ROUTINE, NULL, true, false, "同意后算办结，由接收单位日常管理。", "It is then done and kept up by the receiving unit.", R1_ZH "\n" R2_ZH "\n" R5_ZH, R1_EN "\n" R2_EN "\n" R5_EN, "确认转入常态管理？", "Hand this measure to routine?"},
    {KIND_MEASURE, "decline_ask", COMMAND_MEASURE_DECLINE_ASK, NULL, false, false, "请写清为什么不同意；措施照旧。", "Say why not; the measure stays as it is.", R1_ZH "\n" R2_ZH, R1_EN "\n" R2_EN, NULL, NULL},
    {KIND_MEASURE, "withdraw_ask", COMMAND_MEASURE_WITHDRAW_ASK, NULL, false, false, "撤回以后可以另行申请，申请的记录保留。", "Something else may be asked then; the record stays.", NULL, NULL, NULL, NULL},
    {KIND_MEASURE, "hand_over", COMMAND_MEASURE_HAND_OVER, NULL, false, true, "人事或分工变动时移交；原责任单位留在记录里，也不能来核验。", "When people or duties change. Who was responsible stays on record and may not verify.", NULL, NULL, NULL, NULL},
    {KIND_MEASURE, "reopen", COMMAND_MEASURE_REOPEN, NULL, false, false, "轮次加一，编号不变，重新整改、举证、审签、核验。", "The round goes up by one, the number stays; work, evidence, approval and verification begin again.", "依据的事实要发生在销号之后。\n依据是认定须重新立项的回头看核查，或一条群众反映。\n" R2_ZH, "The fact is dated after the closure.\nIt rests on a look-back check that decided so, or on a contrary voice.\n" R2_EN, "确认重新立项？", "Reopen this measure?"},
    {KIND_MEASURE, "substep", COMMAND_SUBSTEP_ADD, "measure", false, false, "把措施再分成几步，各有承办单位和时限。", "Break the measure into steps, each with a unit and a due day.", NULL, NULL, NULL, NULL},
    {KIND_PROBLEM, "close", COMMAND_PROBLEM_CLOSE, NULL, true, false, "全部措施销号或作废后，由监督部门确认问题销号。", "After all its measures, the overseer closes the problem.", "全部措施已销号或作废。\n" R1_ZH "\n" R2_ZH, "All measures are closed or void.\n" R1_EN "\n" R2_EN, "确认问题销号？销号后不能再加措施。", "Close this problem? No measure can be added afterwards."},
    {KIND_PROBLEM, "change", COMMAND_PROBLEM_CHANGE, NULL, false, true, "序号和所属方面不能改。", "Its number and aspect stay.", NULL, NULL, NULL, NULL},
    {KIND_PROBLEM, "measure", COMMAND_MEASURE_DRAFT, "problem", false, false, "拟定后可以继续修改，改好再提交审核。", "A draft can be changed until it is submitted.", NULL, NULL, NULL, NULL},
    {KIND_PROBLEM, "manifestation", COMMAND_MANIFESTATION_ADD, "problem", false, false, "按反馈意见原文登记。", "As the feedback has it.", NULL, NULL, NULL, NULL},
    {KIND_ASPECT, "change", COMMAND_ASPECT_CHANGE, NULL, false, true, "", "", NULL, NULL, NULL, NULL},
    {KIND_ASPECT, "problem", COMMAND_PROBLEM_ADD, "aspect", false, false, "序号在这一轮里不重复，登记后不再改变。", "The number is unique in the round and never changes.", NULL, NULL, NULL, NULL},
    {KIND_INSPECTION, "aspect", COMMAND_ASPECT_ADD, "inspection", false, false, "按反馈意见的次序登记。", "In the order of the feedback.", NULL, NULL, NULL, NULL},
    {KIND_EVIDENCE, "withdraw", COMMAND_EVIDENCE_WITHDRAW, NULL, false, false, "撤回的材料不再算数，记录和校验码保留。", "It no longer counts; the record and its hash stay.", "只在整改中可以撤回。", "Only while the measure is being worked on.", "确认撤回这份佐证材料？", "Withdraw this piece of evidence?"},
};
/* clang-format on */
const size_t actions_count = sizeof actions / sizeof *actions;

static const char sql_next_aspect[] = "SELECT COALESCE(max(number), 0) + 1 FROM aspect WHERE inspection = ?1";
static const char sql_next_problem[] = "SELECT COALESCE(max(number), 0) + 1 FROM problem WHERE inspection = (SELECT inspection FROM aspect WHERE id = ?1)";
/* Some papers number measures within each problem, some through the whole round: the newest problem with measures tells
 * which. ?1: the problem. */
static const char sql_next_measure[] =
    "SELECT CASE WHEN COALESCE((SELECT (SELECT min(m.number) FROM measure m WHERE m.problem = p.id) FROM problem p"
    " WHERE p.inspection = o.inspection AND EXISTS (SELECT 1 FROM measure m WHERE m.problem = p.id) ORDER BY p.number DESC LIMIT 1), 1) > 1"
    " THEN (SELECT max(number) FROM measure WHERE inspection = o.inspection) + 1"
    " ELSE (SELECT COALESCE(max(number), 0) + 1 FROM measure WHERE problem = o.id) END FROM problem o WHERE o.id = ?1";
static const char sql_next_substep[] = "SELECT COALESCE(max(number), 0) + 1 FROM substep WHERE measure = ?1";
static const char sql_next_manifestation[] = "SELECT COALESCE(max(number), 0) + 1 FROM manifestation WHERE problem = ?1";

/* ---- which step --------------------------------------------------------------------------------- */

/* The step an address names: its first part is the kind, its last the word. */
static const struct action *action_of(struct visit *v)
{
    struct str rest = v->request->path, part, kind = STR(""), word = STR("");
    for (int i = 0; rest.ptr && str_cut(&rest, '/', &part); i++) {
        kind = i == 1 ? part : kind;
        word = part;
    }
    bool adds = str_find(v->request->path, STR("/add/")) != SIZE_MAX;
    for (size_t i = 0; i < actions_count; i++)
        if (str_is(kind, kinds[actions[i].kind].name) && str_is(word, actions[i].word) &&
            adds == (actions[i].parent != NULL))
            return &actions[i];
    return NULL;
}

static struct str url_of(struct visit *v, const struct action *a, int64_t id)
{
    struct str text = id_str(v, id);
    return str_f(v->arena, "/%s/%.*s/%s/%s", kinds[a->kind].name, STR_ARG(text), a->parent ? "add" : "do", a->word);
}

/* An id field of a state that a new thing has too, so that its facts can be fetched. */
static void *seed_of(struct visit *v, const struct action *a, int64_t id)
{
    const struct record *r = kinds[command_types[a->type].kind].record;
    void *seed = arena_alloc(v->arena, r->size);
    const struct field *f = record_field(r, str_c(a->parent));
    if (f)
        *field_int(f, seed) = id;
    return seed;
}

enum err action_buttons(struct visit *v, enum kind kind, const void *state)
{
    struct value *acts = value_rows(v->page, "acts");
    enum err e = ERR_NONE;
    for (size_t i = 0; i < actions_count && !e; i++) {
        const struct action *a = &actions[i];
        int64_t id = ((const struct thing *)state)->id;
        if (a->kind != kind)
            continue;
        if (a->parent && kind == KIND_PROBLEM && ((const struct thing *)state)->state != PROBLEM_OPEN)
            continue;
        if (a->parent)
            e = site_act(v, acts, a->type, 0, seed_of(v, a, id), url_of(v, a, id), a->main);
        else
            e = site_act(v, acts, a->type, id, state, url_of(v, a, id), a->main);
    }
    return e;
}

struct response *action_refused(struct visit *v, enum command_type type, int64_t id, const void *state, struct str back)
{
    struct facts facts;
    if (v->err) /* drawn again: the sentence of what went wrong says more */
        return NULL;
    enum err e = facts_for(&v->ctx, type, id, state, &facts);
    if (e)
        return site_database_failed(v, e);
    enum refusal no = command_may(type, state, &facts, &v->ctx.env);
    if (!no)
        return NULL;
    site_title(v, tr(v->lang, "没有办成"), "narrow");
    value_c(v->page, "status", v->lang == LANG_ZH ? command_types[type].zh : command_types[type].en);
    value_text(v->page, "heading", tr(v->lang, "没有办成"));
    value_text(v->page, "said", sentence_in(refusals[no], v->lang));
    value_text(v->page, "back_url", back);
    return site_render_status(v, "error", err_http_status(ERR_REFUSED));
}

/* ---- the form ------------------------------------------------------------------------------------- */

static enum err next_number(struct visit *v, const struct action *a, int64_t id, int64_t *number)
{
    const char *sql = a->type == COMMAND_ASPECT_ADD      ? sql_next_aspect
                      : a->type == COMMAND_PROBLEM_ADD   ? sql_next_problem
                      : a->type == COMMAND_MEASURE_DRAFT ? sql_next_measure
                      : a->type == COMMAND_SUBSTEP_ADD   ? sql_next_substep
                                                         : sql_next_manifestation;
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(v->site->app.db, sql, &s);
    if (e)
        return e;
    stmt_int(s, 1, id);
    e = stmt_step(s, &row);
    *number = !e && row ? stmt_get_int(s, 0) : 1;
    stmt_done(s);
    return e;
}

/* What the form begins with: the fields of the payload as they stand in the state, or the next free number. */
static enum err begin_with(struct visit *v, const struct action *a, const struct thing *subject, void **out)
{
    const struct record *r = command_types[a->type].payload, *from = kinds[a->kind].record;
    enum err e = ERR_NONE;
    *out = arena_alloc(v->arena, r->size);
    for (size_t i = 0; a->prefill && i < r->count; i++) {
        const struct field *f = &r->fields[i], *g = record_field(from, str_c(f->name));
        if (g && g->type == f->type && !field_read(f, v->arena, field_wire(v->arena, g, subject), *out))
            e = ERR_CORRUPT;
    }
    const struct field *number = a->parent ? record_field(r, STR("number")) : NULL;
    if (number)
        e = next_number(v, a, subject->id, field_int(number, *out));
    const struct field *done = record_field(r, STR("done_day"));
    if (done)
        *field_int(done, *out) = v->today;
    return e;
}

struct choosing {
    struct visit *v;
    struct value *options;
    struct ids chosen;
};

static enum err put_leader(void *arg, const void *state)
{
    struct choosing *c = arg;
    const struct person *p = state;
    if (p->state != PERSON_ACTIVE || !(p->roles & ROLE(LEADER)))
        return ERR_NONE;
    struct value *row = value_row(c->options);
    value_text(row, "value", id_str(c->v, p->id));
    value_text(row, "label",
               p->post.len ? str_f(c->v->arena, "%.*s（%.*s）", STR_ARG(p->name), STR_ARG(p->post))
                           : str_copy(c->v->arena, p->name));
    value_bool(row, "selected", ids_has(c->chosen, p->id));
    return ERR_NONE;
}

/* One list for the responsible leader, one for the others: a list of several keeps no order, and the first counts. */
static enum err put_leaders(struct visit *v, struct value *fields, const struct field *f, struct ids now)
{
    enum err e = ERR_NONE;
    for (int others = 0; others < 2 && !e; others++) {
        struct value *row = value_row(fields);
        const char *name = others ? "leaders_more" : "leaders";
        struct choosing c = {v, value_rows(row, "options"), {NULL, 0}};
        if (v->err) {
            for (size_t i = 0; i < v->request->form_count; i++) {
                int64_t id;
                if (str_is(v->request->form[i].key, name) && id_read(v->request->form[i].value, &id))
                    c.chosen = ids_with(v->arena, c.chosen, id);
            }
        } else if (now.count) {
            c.chosen = others ? (struct ids){now.list + 1, now.count - 1} : (struct ids){now.list, 1};
        }
        value_c(row, "name", name);
        value_text(row, "label", tr(v->lang, others ? "其他责任领导" : "责任领导（第一责任人）"));
        value_c(row, "value", "");
        value_text(row, "error", others ? STR("") : site_field_error(v, f));
        value_bool(row, "required", false);
        value_bool(row, others ? "is_many" : "is_select", true);
        if (!others) {
            struct value *none = value_row(c.options);
            value_c(none, "value", "");
            value_c(none, "label", "—");
            value_bool(none, "selected", c.chosen.count == 0);
        }
        e = table_each(v->site->app.db, KIND_PERSON, put_leader, &c);
    }
    return e;
}

static enum err put_fields(struct visit *v, const struct action *a, const void *from)
{
    const struct record *r = command_types[a->type].payload;
    const struct field *leaders = record_field(r, STR("leaders"));
    struct value *fields = value_rows(v->page, "fields");
    struct buf before = buf_new(v->arena, 4096), after = buf_new(v->arena, 4096);
    bool passed = false;
    enum err e = ERR_NONE;
    if (!leaders) {
        site_fields(v, fields, r, from, a->parent ? str_z(v->arena, str_f(v->arena, "none %s", a->parent)) : "none");
        return e;
    }
    buf_f(&before, "%s", a->parent ? a->parent : "none");
    for (size_t i = 0; i < r->count; i++) {
        passed = passed || &r->fields[i] == leaders;
        buf_f(passed ? &before : &after, " %s", r->fields[i].name);
    }
    buf_c(&after, " leaders");
    site_fields(v, fields, r, from, str_z(v->arena, buf_view(&before)));
    e = put_leaders(v, fields, leaders, *field_ids(leaders, from));
    site_fields(v, fields, r, from, str_z(v->arena, buf_view(&after)));
    return e;
}

static void put_lines(struct value *list, const char *lines)
{
    struct str rest = str_c(lines), line;
    while (lines && rest.ptr && str_cut(&rest, '\n', &line))
        value_item(list, line);
}

/* What the subject is called, and where it stands. */
static void put_subject(struct visit *v, const struct action *a, const struct thing *t, struct str *back)
{
    struct value *map = value_sub(v->page, "subject");
    struct str id = id_str(v, t->id), text = STR("");
    *back = str_f(v->arena, "/%s/%.*s", kinds[a->kind].name, STR_ARG(id));
    switch (a->kind) {
    case KIND_MEASURE: text = ((const struct measure *)t)->text; break;
    case KIND_PROBLEM: text = ((const struct problem *)t)->title; break;
    case KIND_ASPECT:
        text = ((const struct aspect *)t)->title;
        *back = STR("/overview");
        break;
    case KIND_INSPECTION:
        text = ((const struct inspection *)t)->name;
        *back = STR("/overview");
        break;
    case KIND_EVIDENCE: {
        struct str measure = id_str(v, ((const struct evidence *)t)->measure);
        text = ((const struct evidence *)t)->name;
        *back = str_f(v->arena, "/measure/%.*s", STR_ARG(measure));
        break;
    }
    default: break;
    }
    value_c(map, "label", v->lang == LANG_ZH ? kinds[a->kind].zh : kinds[a->kind].en);
    value_text(map, "text", text);
    value_text(map, "url", *back);
    value_text(v->page, "back_url", *back);
}

static struct response *draw(struct visit *v, const struct action *a, const struct thing *subject)
{
    const struct command_info *c = &command_types[a->type];
    bool zh = v->lang == LANG_ZH;
    struct str back, heading = str_c(zh ? c->zh : c->en);
    void *from;
    put_subject(v, a, subject, &back);
    struct response *no = a->parent
                              ? action_refused(v, a->type, 0, seed_of(v, a, subject->id), back)
                              : action_refused(v, a->type, subject->id, subject, back);
    if (no)
        return no;
    enum err e = begin_with(v, a, subject, &from);
    if (!e)
        e = put_fields(v, a, from);
    if (e)
        return site_database_failed(v, e);
    site_title(v, heading, "narrow");
    site_form(v, a->parent ? NULL : subject);
    value_text(v->page, "heading", heading);
    value_c(v->page, "lead", zh ? a->lead_zh : a->lead_en);
    value_text(v->page, "action", url_of(v, a, subject->id));
    value_text(v->page, "next", a->type == COMMAND_MEASURE_DRAFT || a->type == COMMAND_PROBLEM_ADD ? STR("") : back);
    put_lines(value_rows(v->page, "rules"), zh ? a->rules_zh : a->rules_en);
    value_text(v->page, "submit", heading);
    value_c(v->page, "confirm", zh ? a->confirm_zh : a->confirm_en);
    value_bool(v->page, "files", false);
    return site_render(v, "action");
}

struct response *action_page(struct visit *v)
{
    const struct action *a = action_of(v);
    if (!a || !(v->ctx.env.actor.roles & command_types[a->type].roles))
        return site_missing(v);
    struct thing *subject = arena_alloc(v->arena, kinds[a->kind].record->size);
    enum err e = site_load(v, a->kind, v->id[0], subject);
    if (e)
        return e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
    return draw(v, a, subject);
}

/* The pairs of the form; both lists of leaders are one field, and the address says what a new thing belongs to. */
struct response *action_prepare(struct visit *v)
{
    const struct action *a = action_of(v);
    struct request *r = v->request;
    struct submission *s = arena_alloc(v->arena, sizeof *s);
    struct pair *pairs = arena_alloc(v->arena, (r->form_count + 2) * sizeof *pairs);
    size_t n = 0;
    if (!a || !v->id[0])
        return site_missing(v);
    for (size_t i = 0; i < r->form_count; i++) {
        bool more = str_is(r->form[i].key, "leaders_more");
        if (!r->form[i].key.len || r->form[i].key.ptr[0] == '_' || (a->parent && str_is(r->form[i].key, a->parent)))
            continue;
        pairs[n] = r->form[i];
        pairs[n++].key = more ? STR("leaders") : r->form[i].key;
    }
    if (a->parent)
        pairs[n++] = (struct pair){str_c(a->parent), id_str(v, v->id[0])};
    *s = (struct submission){.type = a->type,
                             .id = a->parent ? 0 : v->id[0],
                             .pairs = pairs,
                             .count = n,
                             .command = request_form(r, "_command"),
                             .drawn_at = -1};
    if (a->parent || !str_int(request_form(r, "_drawn"), &s->drawn_at))
        s->drawn_at = -1;
    v->asking.list = s;
    v->asking.count = 1;
    return NULL;
}
