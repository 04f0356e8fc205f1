/* setup.c: the first page of an empty data folder. One asking makes the organisation and the three administrators
 * (三员分立): all of it or nothing. Its command ids are fixed and its things new, so it can happen
 * once in the life of a log: of two people who set up at the same time the second writes nothing and is told. */
#include "web/act_form.h"
#include "web/pages.h"

#include "app/password.h"
#include "base/hash.h"

#include <string.h>

enum { ADMINS = 3,
       STEPS = 3, /* person.create, person.account, person.grant */
       SUBMISSIONS = 1 + ADMINS * STEPS };

static const struct {
    const char *role, *title, *hint, *name, *login, *password; /* names of fields */
} admins[ADMINS] = {
    {"sysadmin", "系统管理员", "登记单位和人员，开通、停用账号，重设口令", "sysadmin_name", "sysadmin_login", "sysadmin_password"},
    {"secadmin", "安全管理员", "给每个人授予角色", "secadmin_name", "secadmin_login", "secadmin_password"},
    {"auditor", "审计管理员", "查看谁在什么时候办了什么", "auditor_name", "auditor_login", "auditor_password"},
};

/* Which field the refused submission was about. */
static const char *field_at_fault(struct visit *v)
{
    if (v->own || !v->answer)
        return v->own;
    if (v->answer->failed == 0)
        return "organisation";
    size_t who = (v->answer->failed - 1) / STEPS, step = (v->answer->failed - 1) % STEPS;
    return step == 1 ? admins[who].login : admins[who].name;
}

static void add_field(struct visit *v, struct value *fields, enum input sort, const char *name,
                      const char *label, const char *hint)
{
    const char *wrong = v->err ? field_at_fault(v) : NULL;
    struct value *row = input_add(v, fields, sort, name, tr(v->lang, label));
    if (hint)
        value_text(row, "hint", tr(v->lang, hint));
    if (wrong && strcmp(wrong, name) == 0)
        value_text(row, "error", sentence_in(v->outcome.say, v->lang));
}

/* Drawn after a refusal: was it because somebody else was first? */
static enum err was_late(struct visit *v, bool *late)
{
    *late = false;
    return v->answer ? session_set_up(v, late) : ERR_NONE;
}

struct response *setup_page(struct visit *v)
{
    bool late;
    enum err e = was_late(v, &late);
    if (e)
        return site_database_failed(v, e);
    if (late)
        return site_error(v, ERR_STALE, tr_both("首次设置已经完成，可能是另一个人或另一个窗口刚刚提交的。本次填写的内容没有保存，请用已建立的账号登录。"));
    struct value *groups = value_rows(v->page, "groups"), *g = value_row(groups), *fields = value_rows(g, "fields");
    site_title(v, tr(v->lang, "首次设置"), "narrow");
    value_text(g, "title", tr(v->lang, "本单位"));
    value_c(g, "hint", "");
    add_field(v, fields, INPUT_TEXT, "organisation", "单位名称", "开展整改的党组织或单位，例如：某某县委");
    for (size_t i = 0; i < ADMINS; i++) {
        g = value_row(groups);
        fields = value_rows(g, "fields");
        value_text(g, "title", tr(v->lang, admins[i].title));
        value_text(g, "hint", tr(v->lang, admins[i].hint));
        add_field(v, fields, INPUT_TEXT, admins[i].name, "姓名", NULL);
        add_field(v, fields, INPUT_TEXT, admins[i].login, "登录名", "小写字母开头，可用数字、点、横线");
        add_field(v, fields, INPUT_NEW_SECRET, admins[i].password, "口令", "至少 10 个字符");
    }
    return site_render(v, "setup");
}

static struct response *wrong(struct visit *v, const char *field, struct sentence why)
{
    v->own = (void *)(uintptr_t)field;
    v->err = ERR_INPUT;
    v->outcome = (struct outcome){.say = why};
    return setup_page(v);
}

static struct submission step(struct visit *v, enum command_type type, int64_t id, size_t at,
                              const struct pair *pairs, size_t n)
{
    struct pair *kept = arena_alloc(v->arena, n * sizeof *kept);
    memcpy(kept, pairs, n * sizeof *kept);
    return (struct submission){.type = type,
                               .id = id,
                               .pairs = kept,
                               .count = n,
                               .command = str_f(v->arena, "setup-%zu", at),
                               .drawn_at = -1};
}

/* The three steps that make administrator I of UNIT; the answer to give instead when the password is none. */
static struct response *add_admin(struct visit *v, size_t i, struct str unit, struct submission *list)
{
    struct request *r = v->request;
    int64_t id = id_random();
    struct str hash, login = str_trim(request_form(r, admins[i].login));
    struct sentence why;
    enum err e = password_hash(v->arena, login, request_form(r, admins[i].password), &hash, &why);
    if (e)
        return wrong(v, admins[i].password, why);
    struct pair person[] = {{STR("name"), request_form(r, admins[i].name)},
                            {STR("unit"), unit},
                            {STR("post"), str_c(admins[i].title)}};
    struct pair account[] = {{STR("login"), login}, {STR("password_hash"), hash}};
    struct pair grant[] = {{STR("roles"), str_c(admins[i].role)}};
    size_t at = 1 + i * STEPS;
    list[at] = step(v, COMMAND_PERSON_CREATE, id, at, person, 3);
    list[at + 1] = step(v, COMMAND_PERSON_ACCOUNT, id, at + 1, account, 2);
    list[at + 2] = step(v, COMMAND_PERSON_GRANT, id, at + 2, grant, 1);
    return NULL;
}

struct response *setup_prepare(struct visit *v)
{
    struct submission *list = arena_alloc(v->arena, SUBMISSIONS * sizeof *list);
    int64_t unit = id_random();
    struct pair organisation[] = {{STR("name"), request_form(v->request, "organisation")}};
    list[0] = step(v, COMMAND_UNIT_CREATE, unit, 0, organisation, 1);
    for (size_t i = 0; i < ADMINS; i++) {
        struct response *instead = add_admin(v, i, id_str(v, unit), list);
        if (instead)
            return instead;
    }
    v->asking = (struct asking){.count = SUBMISSIONS, .list = list};
    return NULL;
}

struct response *setup_done(struct visit *v) { return site_redirect(v, "/login?set_up=1"); }
