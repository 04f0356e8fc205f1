/* settings.c: what an installation may choose (app/setting.h), for the system administrator. It is a file, not the log:
 * it says how the program runs, and nothing about the work. */
#include "web/act_form.h"
#include "web/pages.h"

#include "app/setting.h"

#include <string.h>

static void put_setting(struct visit *v, struct value *fields, enum setting s, struct str now, const char *wrong)
{
    const struct setting_row *r = &setting_rows[s];
    bool typed = v->err && request_has_form(v->request, r->name), choice = r->type == SETTING_YES_NO;
    bool secret = r->type == SETTING_SECRET;
    struct str value = secret  ? STR("")
                       : typed ? request_form(v->request, r->name)
                               : now;
    struct value *row = value_row(fields);
    value_c(row, "name", r->name);
    value_c(row, "label", v->lang == LANG_ZH ? r->zh : r->en);
    value_c(row, "hint", v->lang == LANG_ZH ? r->help_zh : r->help_en);
    value_text(row, "value", value);
    value_bool(row, "required", false);
    value_bool(row, "is_text", !choice && !secret);
    value_bool(row, "is_new_secret", secret);
    value_bool(row, "is_select", choice);
    if (wrong && strcmp(wrong, r->name) == 0)
        value_text(row, "error", sentence_in(v->outcome.say, v->lang));
    struct value *options = value_rows(row, "options");
    for (int i = 0; choice && i < 2; i++) {
        struct value *o = value_row(options);
        value_c(o, "value", i ? "yes" : "no");
        value_text(o, "label", tr(v->lang, i ? "是" : "否"));
        value_bool(o, "selected", str_is(value, i ? "yes" : "no"));
    }
}

static struct response *draw(struct visit *v, const char *wrong)
{
    struct settings now;
    struct sentence why;
    struct value *fields = value_rows(v->page, "fields");
    enum err e = settings_load(v->arena, v->site->app.dir, &now, &why);
    if (e && !v->err) { /* the defaults are shown, and what is wrong with the file */
        v->err = e;
        v->outcome = (struct outcome){.say = why};
    }
    for (int s = 0; s < SETTING_COUNT; s++)
        put_setting(v, fields, (enum setting)s, now.values[s], wrong);
    if (request_query(v->request, "saved").len) {
        struct value *flash = value_sub(v->page, "flash");
        value_c(flash, "kind", "good");
        value_text(flash, "text", tr(v->lang, "已保存，重新启动服务后生效。"));
    }
    site_title(v, tr(v->lang, "设置"), "narrow");
    return site_render(v, "settings");
}

struct response *settings_page(struct visit *v) { return draw(v, NULL); }

/* All are checked before one is kept. */
struct response *settings_save(struct visit *v)
{
    struct sentence why;
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < SETTING_COUNT; i++) {
            enum setting s = (enum setting)i;
            const char *name = setting_rows[i].name;
            struct str value = str_trim(request_form(v->request, name));
            if (!request_has_form(v->request, name) || (!value.len && setting_rows[i].type == SETTING_SECRET))
                continue; /* a password left empty stays as it is: it was not shown */
            if (pass)
                v->err = setting_save(v->arena, v->site->app.dir, s, value, &why);
            else
                v->err = value.len ? setting_check(v->arena, s, value, &why) : ERR_NONE;
            if (!v->err)
                continue;
            v->outcome = (struct outcome){.say = why};
            return draw(v, name);
        }
    return site_redirect(v, "/settings?saved=1");
}
