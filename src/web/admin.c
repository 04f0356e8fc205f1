/* admin.c: units and people: the lists, one person, and the forms that change them. The office and the system
 * administrator register; the system administrator gives and closes accounts; the security administrator grants. */
#include "web/act_form.h"
#include "web/entries.h"
#include "web/pages.h"

#include "app/password.h"
#include "base/time.h"
#include "view/table.h"

enum { SIGN_INS_SHOWN = 10 };

static const char sql_seen[] = "SELECT max(opened_us) FROM session WHERE person = ?1";
static const char sql_people_of[] = "SELECT count(*) FROM person WHERE unit = ?1 AND state = ?2";
static const char sql_sign_ins[] = "SELECT id, opened_us, state FROM session WHERE person = ?1 ORDER BY opened_us DESC LIMIT ?2";

static bool administers(const struct visit *v) { return (v->person.roles & ROLES_ADMIN) != 0; }

static enum err one_number(struct visit *v, const char *sql, int64_t first, int64_t second, int64_t *out)
{
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(v->site->app.db, sql, &s);
    if (e)
        return e;
    stmt_int(s, 1, first);
    if (second)
        stmt_int(s, 2, second);
    e = stmt_step(s, &row);
    *out = !e && row ? stmt_get_int(s, 0) : 0;
    stmt_done(s);
    return e;
}

/* ---- people ---------------------------------------------------------------------------------- */

static bool wanted(struct visit *v, const struct person *p, struct str unit)
{
    struct str q = str_trim(request_query(v->request, "q"));
    return !q.len || str_find(p->name, q) != SIZE_MAX || str_find(p->login, q) != SIZE_MAX ||
           str_find(p->post, q) != SIZE_MAX || str_find(unit, q) != SIZE_MAX;
}

static enum err put_person(struct visit *v, struct value *list, const struct person *p)
{
    struct str unit = site_unit(v, p->unit);
    int64_t seen = 0;
    enum err e = administers(v) ? one_number(v, sql_seen, p->id, 0, &seen) : ERR_NONE;
    if (e || !wanted(v, p, unit))
        return e;
    struct value *row = value_row(list);
    value_text(row, "name", p->name);
    value_text(row, "url", str_f(v->arena, "/accounts/%.*s", STR_ARG(id_str(v, p->id))));
    value_text(row, "post", p->post);
    value_text(row, "unit", unit);
    value_text(row, "login", p->login);
    value_text(row, "roles", field_show(v->arena, record_field(&person_record, STR("roles")), p, v->lang));
    value_text(row, "seen", time_text(v->arena, seen));
    value_bool(row, "active", p->state == PERSON_ACTIVE && p->login.len);
    value_bool(row, "gone", p->state == PERSON_GONE);
    return ERR_NONE;
}

static enum err put_people(struct visit *v, struct value *list)
{
    struct stmt *s;
    struct str sql = str_f(v->arena, "SELECT %s FROM person p ORDER BY p.state, p.unit, p.seq", table_columns(KIND_PERSON, "p"));
    bool row = false;
    enum err e = db_stmt_text(v->site->app.db, sql, &s);
    if (e)
        return e;
    while (!(e = stmt_step(s, &row)) && row) {
        struct person p;
        e = table_read_row(v->arena, KIND_PERSON, s, 0, &p);
        if (!e)
            e = put_person(v, list, &p);
        if (e)
            break;
    }
    stmt_done(s);
    return e;
}

struct response *accounts_page(struct visit *v)
{
    struct value *list = value_rows(v->page, "accounts");
    site_title(v, tr(v->lang, "人员"), "");
    value_bool(v->page, "may_create", (v->person.roles & (ROLE(OFFICE) | ROLE(SYSADMIN))) != 0);
    value_bool(v->page, "shows_logins", administers(v));
    value_text(v->page, "query", request_query(v->request, "q"));
    enum err e = put_people(v, list);
    value_text(v->page, "total", str_f(v->arena, "%u", (unsigned)list->count));
    return e ? site_database_failed(v, e) : site_render(v, "accounts");
}

/* ---- one person ------------------------------------------------------------------------------ */

static enum err sign_ins(struct visit *v, int64_t person)
{
    struct value *list = value_rows(v->page, "sign_ins");
    struct stmt *s;
    bool row = false;
    enum err e = db_stmt(v->site->app.db, sql_sign_ins, &s);
    if (e)
        return e;
    stmt_int(s, 1, person);
    stmt_int(s, 2, SIGN_INS_SHOWN);
    while (!(e = stmt_step(s, &row)) && row) {
        struct value *one = value_row(list);
        value_text(one, "when", time_text(v->arena, stmt_get_int(s, 1)));
        value_text(one, "state", stmt_get_int(s, 0) == v->session ? tr(v->lang, "这一次") : STR(""));
    }
    stmt_done(s);
    return e;
}

/* What stands beside the name; a telephone only for those who need it. */
static void person_facts(struct visit *v, const struct person *p)
{
    struct value *list = value_rows(v->page, "facts");
    bool own = p->id == v->ctx.person, office = (v->person.roles & (ROLE(OFFICE) | ROLE(SYSADMIN))) != 0;
    for (size_t i = 0; i < person_record.count; i++) {
        const struct field *f = &person_record.fields[i];
        bool hidden = i < 3 || str_is(str_c(f->name), "name") || str_is(str_c(f->name), "since_us") ||
                      ((str_is(str_c(f->name), "phone") || f->offset >= offsetof(struct person, mail)) && !own && !office) ||
                      (str_is(str_c(f->name), "login") && !own && !administers(v));
        if (hidden || (field_empty(f, p) && f->type != FIELD_BOOL))
            continue;
        struct value *row = value_row(list);
        value_c(row, "label", v->lang == LANG_ZH ? f->zh : f->en);
        value_text(row, "text", f->type == FIELD_BOOL ? tr(v->lang, *field_int(f, p) ? "已设置" : "没有设置") : entries_value(v, f, p));
    }
}

static struct str secret_word(struct visit *v, enum command_type type)
{
    return type == COMMAND_PERSON_PASSWORD ? tr(v->lang, "重设口令") : tr(v->lang, "关闭动态口令");
}

static enum err person_acts(struct visit *v, const struct person *p)
{
    static const struct {
        enum command_type type;
        const char *name;
    } list[] = {
        {COMMAND_PERSON_ACCOUNT, "account"},
        {COMMAND_PERSON_GRANT, "grant"},
        {COMMAND_PERSON_CHANGE, "change"},
        {COMMAND_PERSON_PASSWORD, "password"},
        {COMMAND_PERSON_TOTP, "totp"},
        {COMMAND_PERSON_NOTIFY, "notify"},
        {COMMAND_PERSON_LEAVE, "leave"},
    };
    struct value *acts = value_rows(v->page, "acts");
    bool sysadmin = (v->person.roles & ROLE(SYSADMIN)) != 0, own = p->id == v->ctx.person;
    enum err e = ERR_NONE;
    for (size_t i = 0; i < sizeof list / sizeof *list && !e; i++) {
        enum command_type type = list[i].type;
        bool secret = type == COMMAND_PERSON_PASSWORD || type == COMMAND_PERSON_TOTP;
        if ((type == COMMAND_PERSON_ACCOUNT && p->login.len) || (secret && (!sysadmin || own || !p->login.len)) ||
            (type == COMMAND_PERSON_TOTP && !p->totp))
            continue;
        struct str url = own && type == COMMAND_PERSON_NOTIFY /* the other page is the administrator's */
                             ? STR("/me/notify")
                             : str_f(v->arena, "/accounts/%.*s/%s", STR_ARG(id_str(v, p->id)), list[i].name);
        size_t before = acts->count;
        e = site_act(v, acts, type, p->id, p, url, i == 0);
        if (secret && acts->count > before) /* of somebody else it is another deed than of oneself */
            value_text(&acts->items[before]->value, "label", secret_word(v, type));
    }
    return e;
}

struct response *account_page(struct visit *v)
{
    struct person p;
    bool own = !v->id[0] && str_is(v->request->path, "/me");
    enum err e = site_load(v, KIND_PERSON, own ? v->ctx.person : v->id[0], &p);
    if (e == ERR_MISSING)
        return site_missing(v);
    if (!e)
        e = entries_history(v, p.id);
    value_rows(v->page, "sign_ins");
    if (!e && (own || administers(v)))
        e = sign_ins(v, p.id);
    value_rows(v->page, "acts");
    if (!e && !own)
        e = person_acts(v, &p);
    if (e)
        return site_database_failed(v, e);
    person_facts(v, &p);
    site_title(v, own ? tr(v->lang, "我的账号") : p.name, "");
    value_text(v->page, "heading", own ? tr(v->lang, "我的账号") : p.name);
    value_text(v->page, "lead", p.post);
    value_bool(v->page, "gone", p.state == PERSON_GONE);
    value_bool(v->page, "own", own);
    value_bool(v->page, "totp", p.totp != 0);
    value_bool(v->page, "shows_sign_ins", own || administers(v));
    return site_render(v, "account");
}

/* ---- forms about a person -------------------------------------------------------------------- */

struct response *account_new_form(struct visit *v)
{
    site_fields(v, value_rows(v->page, "fields"), &person_create_record, NULL, "");
    return act_form_page(v, &(struct act_form){.lead = tr(v->lang, "登记之后由系统管理员开通账号，由安全管理员授予角色。"), .back = STR("/accounts")});
}

static const char *lead_of(enum command_type type)
{
    switch (type) {
    case COMMAND_PERSON_ACCOUNT: return "给登录名和初始口令；请当面告知本人，并请本人登录后立即修改口令。";
    case COMMAND_PERSON_PASSWORD: return "给一个新的初始口令。此人在各处的登录随即失效，请当面告知本人。";
    case COMMAND_PERSON_TOTP: return "用于手机丢失等情形：此人登录不再要动态口令，可以自己重新设置。";
    case COMMAND_PERSON_NOTIFY: return "提醒总会出现在“我的工作”里；填写邮箱并勾选后，同样的内容每天最多一封发到邮箱。";
    case COMMAND_PERSON_GRANT: return "勾选此人应有的全部角色。管理员角色不能与其他角色兼任。";
    case COMMAND_PERSON_LEAVE: return "停用后不能登录、不能再被指定；已有的记录都保留。";
    default: return "";
    }
}

struct response *account_form(struct visit *v)
{
    enum command_type type = act_form_command(v);
    struct value *fields = value_rows(v->page, "fields"), *row;
    struct person p;
    enum err e = site_load(v, KIND_PERSON, v->id[0], &p);
    if (e)
        return e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
    const char *skip = type == COMMAND_PERSON_TOTP ? "totp" : "";
    site_fields(v, fields, command_types[type].payload, act_form_values(v, KIND_PERSON, &p), skip);
    if (type == COMMAND_PERSON_ACCOUNT || type == COMMAND_PERSON_PASSWORD) {
        row = input_add(v, fields, INPUT_NEW_SECRET, "password", tr(v->lang, "初始口令"));
        value_text(row, "hint", tr(v->lang, "至少 10 个字符"));
        if (v->err && v->outcome.field && v->outcome.field->flags & FIELD_SECRET)
            value_text(row, "error", sentence_in(v->outcome.say, v->lang));
    }
    struct str url = str_f(v->arena, "/accounts/%.*s", STR_ARG(id_str(v, p.id))), lead = tr(v->lang, lead_of(type));
    struct str confirm = type == COMMAND_PERSON_LEAVE ? tr(v->lang, "确定停用此人的账号吗？") : STR("");
    bool secret = type == COMMAND_PERSON_PASSWORD || type == COMMAND_PERSON_TOTP;
    struct str heading = secret ? secret_word(v, type) : STR("");
    return act_form_page(v, &(struct act_form){.lead = lead,
                                               .heading = heading,
                                               .about = tr(v->lang, "人员"),
                                               .subject = p.name,
                                               .url = url,
                                               .back = url,
                                               .confirm = confirm,
                                               .drawn = (struct thing *)&p});
}

/* The password in clear goes no further than here. */
struct response *account_prepare(struct visit *v)
{
    enum command_type type = (enum command_type)v->route->command;
    struct person p;
    struct str hash;
    struct sentence why;
    enum err e = site_load(v, KIND_PERSON, v->id[0], &p);
    if (e)
        return e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
    if (p.id == v->ctx.person && type == COMMAND_PERSON_PASSWORD) /* the old one is asked for there */
        return site_redirect(v, "/me/password");
    struct str login = type == COMMAND_PERSON_ACCOUNT ? str_trim(request_form(v->request, "login")) : p.login;
    e = password_hash(v->arena, login, request_form(v->request, "password"), &hash, &why);
    if (e)
        return act_form_again(v, "password_hash", why);
    struct pair pairs[] = {{STR("password_hash"), hash}, {STR("login"), login}};
    act_form_submit(v, type, p.id, pairs, type == COMMAND_PERSON_ACCOUNT ? 2 : 1);
    return NULL;
}

struct response *account_totp_prepare(struct visit *v)
{
    if (v->id[0] == v->ctx.person)
        return site_redirect(v, "/me");
    act_form_submit(v, COMMAND_PERSON_TOTP, v->id[0], &(struct pair){STR("totp"), STR("0")}, 1);
    return NULL;
}

struct response *account_done(struct visit *v)
{
    return site_redirect(v, "/accounts/%.*s?done=%s", STR_ARG(id_str(v, v->answer->list[0].subject)),
                         command_types[v->asking.list[0].type].wire);
}

/* ---- units ----------------------------------------------------------------------------------- */

struct put_units {
    struct visit *v;
    struct value *list;
};

static enum err put_unit(void *arg, const void *state)
{
    struct put_units *p = arg;
    struct visit *v = p->v;
    struct unit u;
    int64_t people;
    enum err e = table_load(v->site->app.db, v->arena, KIND_UNIT, ((const struct thing *)state)->id, &u);
    if (!e)
        e = one_number(v, sql_people_of, u.id, PERSON_ACTIVE, &people);
    if (e)
        return e;
    struct value *row = value_row(p->list);
    value_text(row, "name", u.name);
    value_text(row, "url", str_f(v->arena, "/units/%.*s", STR_ARG(id_str(v, u.id))));
    value_text(row, "short_name", u.short_name);
    value_text(row, "parent", site_unit(v, u.above));
    value_text(row, "kind", choice_word(unit_sorts, u.sort, v->lang));
    value_text(row, "people", str_f(v->arena, "%lld", (long long)people));
    return ERR_NONE;
}

struct response *units_page(struct visit *v)
{
    struct put_units p = {v, value_rows(v->page, "units")};
    site_title(v, tr(v->lang, "单位"), "");
    value_bool(v->page, "may_create", (v->person.roles & (ROLE(OFFICE) | ROLE(SYSADMIN))) != 0);
    enum err e = table_each(v->site->app.db, KIND_UNIT, put_unit, &p);
    value_text(v->page, "total", str_f(v->arena, "%u", (unsigned)p.list->count));
    return e ? site_database_failed(v, e) : site_render(v, "units");
}

struct response *unit_form(struct visit *v)
{
    struct unit u = {0};
    enum err e = v->part[0].len ? site_load(v, KIND_UNIT, v->id[0], &u) : ERR_NONE;
    if (e)
        return e == ERR_MISSING ? site_missing(v) : site_database_failed(v, e);
    bool old = u.head.len > 0;
    site_fields(v, value_rows(v->page, "fields"), &unit_create_record, old ? act_form_values(v, KIND_UNIT, &u) : NULL, "");
    return act_form_page(v, &(struct act_form){.about = tr(v->lang, "单位"),
                                               .subject = u.name,
                                               .url = STR("/units"),
                                               .back = STR("/units"),
                                               .drawn = old ? (struct thing *)&u : NULL});
}
