/* account.c: one's own account: the password and one-time codes. Changing either asks for what only the person
 * knows, and a new password ends every earlier sign-in but this one. */
#include "web/act_form.h"
#include "web/pages.h"

#include "app/password.h"
#include "base/time.h"
#include "view/table.h"
#include "web/totp.h"

enum { QR_MARGIN = 4 };

static struct response *back_to_me(struct visit *v)
{
    return site_redirect(v, "/me?done=%s", command_types[v->asking.list[0].type].wire);
}

/* Whether the form's password "now" is the person's. */
static enum err knows_password(struct visit *v, bool *right)
{
    struct str hash;
    enum err e = secret_get(v->site->app.db, v->arena, v->ctx.person, STR("password_hash"), &hash);
    *right = !e && password_check(hash, request_form(v->request, "now"));
    return e;
}

/* ---- password -------------------------------------------------------------------------------- */

static const char *wrong_input(struct visit *v) { return v->err && v->own && !v->answer ? v->own : ""; }

static void own_input(struct visit *v, struct value *fields, enum input sort, const char *name, const char *label)
{
    struct value *row = input_add(v, fields, sort, name, tr(v->lang, label));
    if (str_is(str_c(wrong_input(v)), name))
        value_text(row, "error", sentence_in(v->outcome.say, v->lang));
}

static struct response *again(struct visit *v, const char *input, struct sentence why)
{
    v->own = (void *)(uintptr_t)input;
    return act_form_again(v, NULL, why);
}

struct response *password_page(struct visit *v)
{
    struct value *fields = value_rows(v->page, "fields");
    own_input(v, fields, INPUT_SECRET, "now", "现在的口令");
    own_input(v, fields, INPUT_NEW_SECRET, "new", "新口令");
    own_input(v, fields, INPUT_NEW_SECRET, "again", "再输一遍新口令");
    return act_form_page(v, &(struct act_form){.lead = tr(v->lang, "至少 10 个字符。修改之后，您在其他电脑和手机上的登录随即失效。"), .back = STR("/me")});
}

struct response *password_prepare(struct visit *v)
{
    struct request *r = v->request;
    struct str hash;
    struct sentence why;
    bool right;
    enum err e = knows_password(v, &right);
    if (e)
        return site_database_failed(v, e);
    if (!right)
        return again(v, "now", tr_both("现在的口令不对，请重新输入。"));
    if (!str_eq(request_form(r, "new"), request_form(r, "again")))
        return again(v, "again", tr_both("两遍新口令不一样，请重新输入。"));
    if (str_eq(request_form(r, "new"), request_form(r, "now")))
        return again(v, "new", tr_both("新口令和现在的一样，请换一个。"));
    e = password_hash(v->arena, v->person.login, request_form(r, "new"), &hash, &why);
    if (e)
        return again(v, "new", why);
    act_form_submit(v, COMMAND_PERSON_PASSWORD, v->ctx.person, &(struct pair){STR("password_hash"), hash}, 1);
    session_open_too(v, v->ctx.person); /* the new password ends the present session too */
    return NULL;
}

struct response *password_done(struct visit *v) { return session_give(v, 1, back_to_me(v)); }

/* ---- one-time codes ------------------------------------------------------------------------------------------ */

/* Says that this secret was drawn here for this session: nobody is talked into one somebody else knows. */
static struct str seal(struct visit *v, struct str secret)
{
    struct str parts[] = {STR("totp"), v->secret, secret};
    struct hash h = hash_parts(parts, 3);
    return hash_text(v->arena, &h);
}

struct response *totp_page(struct visit *v)
{
    struct str secret = request_form(v->request, "secret");
    int side = 0;
    if (!secret.len || !str_eq(seal(v, secret), request_form(v->request, "seal")))
        secret = totp_secret_new(v->arena);
    site_title(v, tr(v->lang, "设置动态口令"), "narrow");
    value_text(v->page, "secret", secret);
    value_text(v->page, "seal", seal(v, secret));
    value_text(v->page, "path", qr_path(v->arena, totp_url(v->arena, v->person.login, secret), &side));
    value_text(v->page, "box", str_f(v->arena, "%d %d %d %d", -QR_MARGIN, -QR_MARGIN, side + 2 * QR_MARGIN, side + 2 * QR_MARGIN));
    own_input(v, value_rows(v->page, "fields"), INPUT_CODE, "code", "动态口令");
    site_form(v, NULL);
    return site_render(v, "totp");
}

struct response *totp_prepare(struct visit *v)
{
    struct str secret = request_form(v->request, "secret"), code = str_trim(request_form(v->request, "code"));
    if (!str_eq(seal(v, secret), request_form(v->request, "seal")))
        return again(v, "code", tr_both("页面已经过期，请用新的二维码重新扫一次。"));
    if (!totp_check(secret, code, time_now_us() / 1000000))
        return again(v, "code", tr_both("动态口令不对。请核对手机时间是否准确，用最新的 6 位数字再试。"));
    struct pair pairs[] = {{STR("totp_secret"), secret}, {STR("totp"), STR("1")}};
    act_form_submit(v, COMMAND_PERSON_TOTP, v->ctx.person, pairs, 2);
    return NULL;
}

struct response *totp_off_page(struct visit *v)
{
    own_input(v, value_rows(v->page, "fields"), INPUT_SECRET, "now", "现在的口令");
    return act_form_page(v, &(struct act_form){.heading = tr(v->lang, "关闭动态口令"), .lead = tr(v->lang, "关闭之后登录只要口令。"), .back = STR("/me")});
}

struct response *totp_off_prepare(struct visit *v)
{
    bool right;
    enum err e = knows_password(v, &right);
    if (e)
        return site_database_failed(v, e);
    if (!right)
        return again(v, "now", tr_both("现在的口令不对，请重新输入。"));
    act_form_submit(v, COMMAND_PERSON_TOTP, v->ctx.person, &(struct pair){STR("totp"), STR("0")}, 1);
    return NULL;
}

struct response *own_done(struct visit *v) { return back_to_me(v); }
