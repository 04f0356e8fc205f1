/* things.c: units, people, sessions, the inspection and its problems. See things.h. */
#include "domain/things.h"

enum { PHONE_CHARS_MIN = 5,
       PHONE_CHARS_MAX = 30,
       PHONE_DIGITS_MIN = 3 }; /* 110 is one, "ext.-" is not */

/* ---- shared payloads ------------------------------------------------------------------------ */

static const struct field nothing_fields[] = {INT(nothing, none, 0, 0, 0, "无", "Nothing")};
static const struct field opinion_fields[] = {
    TEXT(opinion, opinion, 2, 2000, FIELD_REQUIRED | FIELD_LONG, "意见", "Opinion")};
static const struct field reason_fields[] = {
    TEXT(reason, reason, 2, 1000, FIELD_REQUIRED | FIELD_LONG, "理由", "Reason")};
const struct record nothing_record = RECORD(nothing, nothing_fields);
const struct record opinion_record = RECORD(opinion, opinion_fields);
const struct record reason_record = RECORD(reason, reason_fields);

/* ---- unit ------------------------------------------------------------------------------------ */

const struct choice unit_sorts[] = {{"", "", ""},
                                    {"party", "党委部门", "Party department"},
                                    {"government", "政府部门", "Government department"},
                                    {"township", "乡镇街道", "Township"},
                                    {"enterprise", "国有企业", "State enterprise"},
                                    {"institution", "事业单位", "Institution"},
                                    {"other", "其他", "Other"},
                                    {NULL, NULL, NULL}};
#define UNIT_FIELDS(s) \
    TEXT(s, name, 2, 60, FIELD_REQUIRED, "单位名称", "Name"), \
        TEXT(s, short_name, 0, 30, 0, "简称", "Short name"), \
        ID(s, above, KIND_UNIT, FIELD_INDEX, "上级单位", "Unit above"), \
        ENUM(s, sort, unit_sorts, 0, "单位性质", "Sort")
static const struct field unit_create_fields[] = {UNIT_FIELDS(unit_create)};
static const struct field unit_fields[] = {THING_FIELDS(unit, no_states), UNIT_FIELDS(unit),
                                           IDS(unit, former_above, KIND_UNIT, 0, "先后的上级单位", "Units ever above"),
                                           TIME(unit, moved_us, 0, "最近改隶时间", "Newest move")};
const struct record unit_create_record = RECORD(unit_create, unit_create_fields);
const struct record unit_record = RECORD(unit, unit_fields);

/* ALL with NOW as the last of them, 0 for none. What was the last before is left: the fields of the event are in the
 * state already. */
static struct ids placed(struct arena *a, struct ids all, int64_t now, const struct event *e, int64_t *moved_us)
{
    struct ids fresh = {NULL, 0};
    if (all.count && all.list[all.count - 1] != now)
        *moved_us = e->at_us;
    for (size_t i = 0; i < all.count; i++)
        if (all.list[i] != now)
            fresh = ids_with(a, fresh, all.list[i]);
    return now ? ids_with(a, fresh, now) : fresh;
}

void unit_placed(struct arena *a, void *state, const struct event *e)
{
    struct unit *u = state;
    u->former_above = placed(a, u->former_above, u->above, e, &u->moved_us);
}

enum refusal unit_change(const void *now, const struct command *cmd, const struct facts *f,
                         const struct env *env, struct events *out)
{
    (void)now, (void)env;
    if (ids_has(f->above, cmd->id))
        return REFUSED_UNIT_CYCLE;
    events_add(out, EVENT_UNIT_CHANGED, cmd->id, cmd->payload);
    return REFUSED_NOT;
}

/* ---- person ---------------------------------------------------------------------------------- */

const struct choice person_states[] = {{"", "", ""}, {"active", "在任", "Active"}, {"gone", "停用", "Closed"}, {NULL, NULL, NULL}};
#define PERSON_FIELDS(s) \
    TEXT(s, name, 1, 30, FIELD_REQUIRED | FIELD_PERSONAL, "姓名", "Name"), \
        TEXT(s, post, 0, 60, 0, "职务", "Post"), \
        TEXT(s, phone, 0, 30, FIELD_PERSONAL, "办公电话", "Office telephone"), \
        ID(s, unit, KIND_UNIT, FIELD_INDEX, "所属单位", "Unit")
static const struct field person_create_fields[] = {PERSON_FIELDS(person_create)};
static const struct field person_account_fields[] = {
    TEXT(person_account, login, 2, 32, FIELD_REQUIRED, "登录名", "Login name"),
    TEXT(person_account, password_hash, 0, 200, FIELD_REQUIRED | FIELD_SECRET, "口令", "Password")};
/* Not FIELD_OPEN: a leaf holds no lists (docs/log-format.md). The role somebody acted in stands in each leaf. */
static const struct field person_grant_fields[] = {FLAGS(person_grant, roles, role_choices, 0, "角色", "Roles")};
static const struct field person_password_fields[] = {
    TEXT(person_password, password_hash, 0, 200, FIELD_REQUIRED | FIELD_SECRET, "口令", "Password")};
static const struct field person_totp_fields[] = {
    TEXT(person_totp, totp_secret, 0, 64, FIELD_SECRET, "动态口令密钥", "One-time code secret"),
    BOOL(person_totp, totp, 0, "登录时要动态口令", "Ask for a one-time code")};
static const struct field person_leave_fields[] = {
    TEXT(person_leave, reason, 2, 200, FIELD_REQUIRED, "理由", "Reason")};
const struct choice letter_languages[] = {{"", "", ""},
                                          {"zh", "中文", "Chinese"},
                                          {"en", "英文", "English"},
                                          {"both", "中文和英文", "Chinese and English"},
                                          {NULL, NULL, NULL}};
static const struct field person_fields[] = {
    THING_FIELDS(person, person_states), PERSON_FIELDS(person),
    TEXT(person, login, 0, 32, FIELD_INDEX, "登录名", "Login name"),
    FLAGS(person, roles, role_choices, 0, "角色", "Roles"),
    BOOL(person, totp, 0, "动态口令", "One-time codes"),
    TIME(person, since_us, 0, "口令生效时间", "Password since"),
    TEXT(person, mail, 0, 254, FIELD_PERSONAL, "电子邮箱", "Mail address"),
    BOOL(person, by_mail, 0, "邮件提醒", "Reminders by mail"),
    IDS(person, former_units, KIND_UNIT, 0, "先后所在单位", "Units they stood in"),
    TIME(person, moved_us, 0, "最近调动时间", "Newest move"),
    ENUM(person, mail_lang, letter_languages, 0, "邮件的语言", "Language of letters")};
const struct record person_create_record = RECORD(person_create, person_create_fields);
const struct record person_account_record = RECORD(person_account, person_account_fields);
const struct record person_grant_record = RECORD(person_grant, person_grant_fields);
const struct record person_password_record = RECORD(person_password, person_password_fields);
const struct record person_totp_record = RECORD(person_totp, person_totp_fields);
const struct record person_leave_record = RECORD(person_leave, person_leave_fields);
const struct record person_record = RECORD(person, person_fields);

enum refusal person_is_self(const void *now, const struct facts *f, const struct env *env)
{
    (void)f;
    return ((const struct person *)now)->id == env->actor.id || env->actor.roles & ROLE(SYSADMIN)
               ? REFUSED_NOT
               : REFUSED_ROLE;
}

/* Roles that need a unit at their granting need it ever after: R2 compares units, and nobody's unit is nobody's. */
static bool lacks_unit(int64_t roles, int64_t unit) { return roles & (ROLE(UNIT) | ROLE(OVERSEER)) && !unit; }

enum refusal person_change(const void *now, const struct command *cmd, const struct facts *f,
                           const struct env *env, struct events *out)
{
    const struct person_create *p = cmd->payload;
    const struct person *before = now;
    (void)f;
    if (before->id == env->actor.id && before->unit != p->unit) /* R2 compares units */
        return REFUSED_OWN_UNIT;
    if (lacks_unit(before->roles, p->unit))
        return REFUSED_ROLE_NEEDS_UNIT;
    events_add(out, EVENT_PERSON_CHANGED, cmd->id, p);
    return REFUSED_NOT;
}

enum refusal person_may_grant(const void *now, const struct facts *f, const struct env *env)
{
    (void)f;
    return env->actor.id && ((const struct person *)now)->id == env->actor.id ? REFUSED_GRANT_SELF : REFUSED_NOT;
}

enum refusal person_may_leave(const void *now, const struct facts *f, const struct env *env)
{
    (void)f;
    return ((const struct person *)now)->id == env->actor.id ? REFUSED_GRANT_SELF : REFUSED_NOT;
}

enum refusal person_account(const void *now, const struct command *cmd, const struct facts *f,
                            const struct env *env, struct events *out)
{
    struct str login = ((const struct person_account *)cmd->payload)->login;
    (void)now, (void)env;
    for (size_t i = 0; i < login.len; i++) {
        char c = login.ptr[i];
        bool letter = c >= 'a' && c <= 'z';
        bool other = (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
        if (!letter && (i == 0 || !other))
            return REFUSED_LOGIN_SHAPE;
    }
    if (f->taken)
        return REFUSED_LOGIN_TAKEN;
    events_add(out, EVENT_PERSON_ACCOUNT_SET, cmd->id, cmd->payload);
    return REFUSED_NOT;
}

enum refusal password_weak(struct str login, struct str password)
{
    bool weak = utf8_length(password) < PASSWORD_CHARS_MIN || str_eq(login, password);
    return weak ? REFUSED_PASSWORD_WEAK : REFUSED_NOT;
}

enum refusal person_grant(const void *now, const struct command *cmd, const struct facts *f,
                          const struct env *env, struct events *out)
{
    const struct person *p = now;
    int64_t roles = ((const struct person_grant *)cmd->payload)->roles, admin = roles & ROLES_ADMIN;
    (void)f, (void)env;
    if (admin && (admin & (admin - 1) || roles != admin || (p->roles & ROLES_BUSINESS && roles & ROLES_BUSINESS)))
        return REFUSED_ADMIN_MIXED;
    if (lacks_unit(roles, p->unit))
        return REFUSED_ROLE_NEEDS_UNIT;
    if (roles == p->roles)
        return REFUSED_NOTHING_NEW;
    events_add(out, EVENT_PERSON_GRANTED, cmd->id, cmd->payload);
    return REFUSED_NOT;
}

void person_placed(struct arena *a, void *state, const struct event *e)
{
    struct person *p = state;
    p->former_units = placed(a, p->former_units, p->unit, e, &p->moved_us);
}

void person_account_set(struct arena *a, void *state, const struct event *e)
{
    (void)a;
    ((struct person *)state)->since_us = e->at_us;
}
void person_password_set(struct arena *a, void *state, const struct event *e) { person_account_set(a, state, e); }

void person_left(struct arena *a, void *state, const struct event *e)
{
    struct person *p = state;
    (void)a;
    p->since_us = e->at_us;
    p->roles = 0;
}

/* ---- session ----------------------------------------------------------------------------------- */

const struct choice session_states[] = {{"", "", ""}, {"active", "有效", "Active"}, {"over", "已退出", "Over"}, {NULL, NULL, NULL}};
static const struct field session_open_fields[] = {
    ID(session_open, person, KIND_PERSON, FIELD_REQUIRED, "人员", "Person"),
    HASH(session_open, key, FIELD_REQUIRED | FIELD_SECRET, "登录凭据", "Key")};
static const struct field session_close_fields[] = {INT(session_close, none, 0, 0, 0, "无", "Nothing")};
static const struct field session_fields[] = {
    THING_FIELDS(session, session_states), ID(session, person, KIND_PERSON, FIELD_INDEX, "人员", "Person"),
    TIME(session, opened_us, 0, "登录时间", "Signed in")};
const struct record session_open_record = RECORD(session_open, session_open_fields);
const struct record session_close_record = RECORD(session_close, session_close_fields);
const struct record session_record = RECORD(session, session_fields);

enum refusal session_may_open(const void *now, const struct facts *f, const struct env *env)
{
    (void)now;
    bool self = f->person && f->person->id == env->actor.id && f->person->state == PERSON_ACTIVE &&
                f->person->login.len;
    return self ? REFUSED_NOT : REFUSED_SESSION_OVER;
}

enum refusal session_is_own(const void *now, const struct facts *f, const struct env *env)
{
    (void)f;
    return ((const struct session *)now)->person == env->actor.id ? REFUSED_NOT : REFUSED_ROLE;
}

void session_opened(struct arena *a, void *state, const struct event *e)
{
    (void)a;
    ((struct session *)state)->opened_us = e->at_us;
}

/* ---- inspection -------------------------------------------------------------------------------- */

const struct choice inspection_states[] = {{"", "", ""}, {"active", "整改中", "In rectification"}, {"archived", "已归档", "Archived"}, {NULL, NULL, NULL}};
const struct choice inspection_sorts[] = {{"", "", ""},
                                          {"xunshi", "巡视", "Disciplinary inspection"},
                                          {"xuncha", "巡察", "Local inspection"},
                                          {"audit", "审计", "Audit"},
                                          {"supervision", "督查", "Supervision"},
                                          {"eco", "环保督察", "Environmental inspection"},
                                          {NULL, NULL, NULL}};
#define INSPECTION_FIELDS(s) \
    TEXT(s, name, 2, 80, FIELD_REQUIRED, "名称", "Name"), \
        ENUM(s, sort, inspection_sorts, FIELD_REQUIRED, "类别", "Kind"), \
        TEXT(s, body, 0, 80, 0, "巡视巡察机构", "Inspecting body"), \
        ID(s, organisation, KIND_UNIT, 0, "被巡视单位", "Organisation"), \
        DAY(s, start_day, 0, "开始日期", "From"), \
        DAY(s, end_day, 0, "结束日期", "To"), \
        DAY(s, feedback_day, 0, "反馈日期", "Feedback on"), \
        DAY(s, plan_day, 0, "方案报送期限", "Plan due"), \
        TEXT(s, feedback_number, 0, 60, 0, "反馈文号", "Document number"), \
        TEXT(s, phone, 0, 60, 0, "监督电话", "Telephone"), \
        TEXT(s, post_box, 0, 120, 0, "邮政信箱", "Post box"), \
        TEXT(s, mail, 0, 80, 0, "电子邮箱", "E-mail"), \
        TEXT(s, note, 0, 1000, FIELD_LONG, "备注", "Note"), \
        ID(s, previous, KIND_INSPECTION, FIELD_INDEX, "上一轮", "The round before")
static const struct field inspection_open_fields[] = {INSPECTION_FIELDS(inspection_open)};
static const struct field inspection_fields[] = {THING_FIELDS(inspection, inspection_states),
                                                 INSPECTION_FIELDS(inspection)};
const struct record inspection_open_record = RECORD(inspection_open, inspection_open_fields);
const struct record inspection_record = RECORD(inspection, inspection_fields);

bool public_phone_good(struct str phone)
{
    static const char *const words[] = {"ext.", "转", "分机", "（", "）"};
    size_t chars = utf8_length(phone), digits = 0, i = 0;
    while (i < phone.len) {
        struct str rest = str_sub(phone, i, phone.len);
        size_t step = 0;
        for (size_t k = 0; k < sizeof words / sizeof *words && !step; k++)
            step = str_starts(rest, str_c(words[k])) ? str_c(words[k]).len : 0;
        char c = phone.ptr[i];
        bool digit = c >= '0' && c <= '9';
        if (!step && !digit && c != ' ' && c != '-' && c != '+' && c != '(' && c != ')')
            return false;
        digits += digit;
        i += step ? step : 1;
    }
    return chars >= PHONE_CHARS_MIN && chars <= PHONE_CHARS_MAX && digits >= PHONE_DIGITS_MIN;
}

bool public_mail_good(struct str mail)
{
    size_t at = str_find(mail, STR("@"));
    if (!at || at == SIZE_MAX)
        return false;
    struct str domain = str_sub(mail, at + 1, mail.len);
    size_t dot = str_find(domain, STR("."));
    for (size_t i = 0; i < mail.len; i++)
        if (mail.ptr[i] == ' ' || mail.ptr[i] == '\t')
            return false;
    bool inside = dot && dot != SIZE_MAX && domain.ptr[domain.len - 1] != '.';
    return inside && str_find(domain, STR("@")) == SIZE_MAX && str_find(mail, STR("　")) == SIZE_MAX;
}

static enum refusal inspection_fits(const struct inspection_open *p, const struct env *env)
{
    if (p->start_day && p->end_day && p->end_day < p->start_day)
        return REFUSED_END_BEFORE_START;
    if (p->feedback_day && p->end_day && p->feedback_day < p->end_day)
        return REFUSED_FEEDBACK_BEFORE_END;
    if (p->feedback_day && p->plan_day && p->plan_day < p->feedback_day)
        return REFUSED_PLAN_BEFORE_FEEDBACK;
    if (p->feedback_day > env->today)
        return REFUSED_DATE_FUTURE;
    if (p->phone.len && !public_phone_good(p->phone))
        return REFUSED_PUBLIC_PHONE;
    return p->mail.len && !public_mail_good(p->mail) ? REFUSED_PUBLIC_MAIL : REFUSED_NOT;
}

enum refusal inspection_open(const void *now, const struct command *cmd, const struct facts *f,
                             const struct env *env, struct events *out)
{
    enum refusal no = inspection_fits(cmd->payload, env);
    (void)now, (void)f;
    if (!no)
        events_add(out, EVENT_INSPECTION_OPENED, cmd->id, cmd->payload);
    return no;
}

enum refusal inspection_change(const void *now, const struct command *cmd, const struct facts *f,
                               const struct env *env, struct events *out)
{
    enum refusal no = inspection_fits(cmd->payload, env);
    (void)now, (void)f;
    if (!no)
        events_add(out, EVENT_INSPECTION_CHANGED, cmd->id, cmd->payload);
    return no;
}

enum refusal inspection_is_open(const void *now, const struct facts *f, const struct env *env)
{
    (void)now, (void)env;
    return f->inspection && f->inspection->state == INSPECTION_ACTIVE ? REFUSED_NOT : REFUSED_INSPECTION_CLOSED;
}

enum refusal inspection_may_archive(const void *now, const struct facts *f, const struct env *env)
{
    (void)now, (void)env;
    return f->problems_open ? REFUSED_PROBLEMS_OPEN : REFUSED_NOT;
}
