/* named.c: where `do` takes an id it also takes the name of the thing: a unit, a round, a plan by its name or short
 * name, a person by login or name. A name that two things share is told, never guessed. */
#include "cli/cli.h"

#include "base/hash.h"
#include "view/table.h"

#include <string.h>

struct search {
    const struct record *record;
    struct str name;
    int64_t found;
    int64_t count;
};

static bool naming(const struct field *f)
{
    static const char *const names[] = {"name", "short_name", "login", "title", "code"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (f->type == FIELD_TEXT && !strcmp(f->name, names[i]))
            return true;
    return false;
}

static enum err compare(void *arg, const void *state)
{
    struct search *s = arg;
    for (size_t i = 0; i < s->record->count; i++) {
        const struct field *f = &s->record->fields[i];
        if (!naming(f) || !str_eq(*field_str(f, state), s->name))
            continue;
        s->found = ((const struct thing *)state)->id;
        s->count++;
        return ERR_NONE;
    }
    return ERR_NONE;
}

static bool has_names(const struct record *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (naming(&r->fields[i]))
            return true;
    return false;
}

/* TEXT becomes the id of the thing of KIND called so. Ids stay as they stand, and so does any text where things of KIND
 * have no names, or KIND is not known: the door says what is wrong with it. */
static int one(struct cli *c, struct app *app, int kind, struct str *text)
{
    struct search s = {.name = *text};
    if (kind < 0 || kind >= KIND_COUNT || !text->len || id_read(*text, &s.found) || !has_names(kinds[kind].record))
        return 0;
    const struct kind_info *k = &kinds[kind];
    s.record = k->record;
    enum err e = table_each(app->db, (enum kind)kind, compare, &s);
    if (e)
        return cli_fail_f(c, e, "数据库出错：%s", "The database failed: %s", db_message(app->db));
    const char *word = c->lang == LANG_ZH ? k->zh : k->en;
    if (s.count > 1)
        return cli_fail_f(c, ERR_INPUT, "%s中叫“%.*s”的不止一个，请改用编号；用 huiyin show 查看编号。", "%s: more than one is called \"%.*s\"; give the id instead, huiyin show lists ids.", word, STR_ARG(*text));
    if (!s.count)
        return cli_fail_f(c, ERR_INPUT, "%s中没有叫“%.*s”的，请核对名称或改用编号；用 huiyin show 查看编号。", "%s: none is called \"%.*s\"; check the name or give the id, huiyin show lists ids.", word, STR_ARG(*text));
    *text = id_text(c->arena, s.found);
    return 0;
}

static int several(struct cli *c, struct app *app, const struct field *f, struct pair *p)
{
    struct buf b = buf_new(c->arena, p->value.len * ID_CHARS + ID_CHARS);
    struct str rest = p->value, part;
    while (str_cut(&rest, ',', &part)) {
        int status = one(c, app, f->refers - 1, &part);
        if (status)
            return status;
        buf_c(&b, b.len ? "," : "");
        buf_str(&b, part);
    }
    p->value = buf_view(&b);
    return 0;
}

int cli_named(struct cli *c, struct app *app, struct str id, struct pair *given, struct submission *s)
{
    const struct command_info *info = &command_types[s->type];
    int status = one(c, app, (int)info->kind, &id);
    if (!status && id.len && !id_read(id, &s->id))
        status = cli_fail_f(c, ERR_INPUT, "“id”应是十位编号，收到的是“%.*s”；用 huiyin show 查看编号。", "\"id\" must be an id of ten letters, but was \"%.*s\"; huiyin show lists ids.", STR_ARG(id));
    for (size_t i = 0; i < s->count && !status; i++) {
        const struct field *f = record_field(info->payload, given[i].key);
        if (f && f->type == FIELD_ID)
            status = one(c, app, f->refers - 1, &given[i].value);
        if (f && f->type == FIELD_IDS)
            status = several(c, app, f, &given[i]);
    }
    return status;
}
