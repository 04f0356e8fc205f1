/* import.c: reading, planning, applying. See import.h. */
#include "app/import_book.h"

#include "app/remote.h"
#include "base/hash.h"
#include "base/time.h"
#include "paper/reader.h"

#include <string.h>

enum { BASE_CHARS = 40, /* of a command id; COMMAND_ID_MAX is 64 */
       ID_BITS = 50 };

/* ---- notes --------------------------------------------------------------------------------- */

struct str given_cell(struct arena *a, const struct given *g) { return cell_address(a, g->row, g->col); }

struct str given_where(struct arena *a, const struct given *g)
{
    struct str name = g->sheet ? g->sheet->name : STR("");
    struct str cell = given_cell(a, g);
    return str_f(a, "「%.*s」%.*s", STR_ARG(name), STR_ARG(cell));
}

void import_note_at(struct importing *im, bool error, struct str sheet, struct str cell, struct sentence say)
{
    *(error ? &im->plan->errors : &im->plan->doubts) += 1;
    if (im->n_notes >= IMPORT_NOTES_MAX)
        return;
    im->notes = array_room(im->a, im->notes, im->n_notes, &im->cap_notes, sizeof *im->notes);
    im->notes[im->n_notes++] = (struct import_note){error, sheet, cell, say};
}

void import_note(struct importing *im, bool error, const struct given *at, struct sentence say)
{
    import_note_at(im, error, at->sheet ? at->sheet->name : STR(""), at->sheet ? given_cell(im->a, at) : STR(""), say);
}

void import_note_row(struct importing *im, bool error, const struct sheet *s, uint32_t row, struct sentence say)
{
    import_note_at(im, error, s->name, cell_address(im->a, row, 0), say);
}

/* ---- reading ------------------------------------------------------------------------------- */

static struct str without_folders(struct str name)
{
    for (size_t i = name.len; i-- > 0;)
        if (name.ptr[i] == '/' || name.ptr[i] == '\\')
            return str_sub(name, i + 1, name.len);
    return name;
}

/* The lines of a text as rows: cells are divided by tabs, else by |. */
static struct workbook lines_as_sheet(struct arena *a, const struct doc_text *t)
{
    struct book_builder b = {.arena = a};
    struct workbook book = {0};
    struct sentence why;
    book_sheet_open(&b, STR("文本"), false);
    for (size_t i = 0; i < t->n_lines; i++) {
        struct str rest = t->lines[i].text, part;
        char sep = str_find(rest, STR("\t")) != SIZE_MAX ? '\t' : '|';
        for (uint32_t col = 0; str_cut(&rest, sep, &part); col++)
            if (str_trim(part).len)
                book_cell(&b, (struct cell){.row = (uint32_t)i,
                                            .col = col,
                                            .from_row = (uint32_t)i,
                                            .from_col = col,
                                            .text = str_trim(part),
                                            .kind = CELL_TEXT,
                                            .hint = HINT_TEXT});
    }
    book_sheet_close(&b);
    if (book_end(&b, &book, &why))
        return (struct workbook){0};
    return book;
}

enum err import_read(struct arena *a, struct str bytes, struct str name, struct import_file *out, struct sentence *why)
{
    struct import_file f = {.name = without_folders(name)};
    struct hash h = hash_of(bytes);
    f.digest = hash_text(a, &h);
    enum err e = paper_read_confined(a, bytes, f.name, PAPER_UNKNOWN, &f.paper, why);
    if (!e && f.paper.book.n_sheets == 0)
        f.paper.book = lines_as_sheet(a, &f.paper.text);
    if (!e)
        *out = f;
    return e;
}

/* ---- planning ------------------------------------------------------------------------------ */

int64_t import_id(struct importing *im, const char *kind, size_t n)
{
    struct hash h = hash_of(str_f(im->a, "%.*s %s %zu", STR_ARG(im->base), kind, n));
    int64_t id = 0;
    for (size_t i = 0; i < 7; i++)
        id = id << 8 | h.bytes[i];
    id &= (1LL << ID_BITS) - 1;
    return id ? id : 1;
}

void import_submit(struct importing *im, enum command_type type, int64_t id, int64_t drawn_at,
                   const struct pair *pairs, size_t count, const struct given *at)
{
    im->submissions = array_room(im->a, im->submissions, im->count, &im->cap_submissions, sizeof *im->submissions);
    im->places = array_room(im->a, im->places, im->count, &im->cap_places, sizeof *im->places);
    im->submissions[im->count] = (struct submission){
        .type = type, .id = id, .pairs = pairs, .count = count, .drawn_at = drawn_at};
    im->places[im->count++] = at && at->sheet ? given_where(im->a, at) : STR("");
}

/* The year of dates without one: of the feedback, else of the first date in the file, else this year. */
static void choose_year(struct importing *im)
{
    const struct inspection *i = &im->l->inspection;
    int64_t day = i->feedback_day ? i->feedback_day : i->start_day;
    for (size_t k = 0; k < im->n_measures && !day; k++) {
        const struct cell *due = im->measures[k]->given[COLUMN_DUE].cell,
                          *start = im->measures[k]->given[COLUMN_START].cell;
        day = start && start->kind == CELL_DATE ? start->day : due && due->kind == CELL_DATE ? due->day
                                                                                             : 0;
    }
    im->reference_year = civil_from_day(day ? day : im->l->today).year;
}

static struct str inspection_name(struct importing *im)
{
    struct str name = import_clean(im->a, im->plan->inspection_name, false), file = im->file->name;
    size_t dot = file.len;
    for (size_t i = 0; i < file.len; i++)
        dot = file.ptr[i] == '.' ? i : dot;
    if (utf8_length(name) < 2)
        name = import_clean(im->a, str_sub(file, 0, dot), false);
    if (utf8_length(name) < 2)
        name = STR("导入的整改台账");
    return utf8_clip(name, IMPORT_NAME_CHARS_MAX);
}

static const char *inspection_sort(struct str name)
{
    static const char *const words[][2] = {{"巡察", "xuncha"}, {"审计", "audit"}, {"督查", "supervision"}, {"督察", "supervision"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_find(name, str_c(words[i][0])) != SIZE_MAX)
            return words[i][1];
    return "xunshi";
}

static void open_inspection(struct importing *im)
{
    struct import_plan *p = im->plan;
    struct pair *pairs = arena_alloc(im->a, 2 * sizeof *pairs);
    struct str name = inspection_name(im);
    const char *sort = inspection_sort(name);
    p->inspection_name = name;
    pairs[0] = (struct pair){STR("name"), name};
    pairs[1] = (struct pair){STR("sort"), str_c(sort)};
    import_submit(im, COMMAND_INSPECTION_OPEN, p->inspection, -1, pairs, 2, NULL);
    const struct choice *word = inspection_sorts;
    while (strcmp(word->name, sort))
        word++;
    import_note_at(im, false, STR(""), STR(""),
                   (struct sentence){
                       str_f(im->a, "台账里还没有巡视巡察，将新建一轮“%.*s”，类别为%s；名称、反馈日期等可随后修改。", STR_ARG(name), word->zh),
                       str_f(im->a, "The ledger has no inspection yet; one will be opened, \"%.*s\" (%s); its name, feedback day and the rest can be changed later.", STR_ARG(name), word->en)});
}

static void register_names(struct importing *im, const struct names *n, enum command_type type,
                           const struct str **list, size_t *count)
{
    struct str *out = arena_alloc(im->a, (n->count + 1) * sizeof *out);
    for (size_t i = 0; i < n->count; i++) {
        const struct place *p = &n->list[i];
        if (!p->created)
            continue;
        struct pair *pairs = arena_alloc(im->a, 2 * sizeof *pairs);
        pairs[0] = (struct pair){STR("name"), p->name};
        pairs[1] = (struct pair){STR("post"), p->post};
        import_submit(im, type, p->id, -1, pairs, p->post.len ? 2 : 1, NULL);
        im->places[im->count - 1] = str_f(im->a, "「%.*s」%.*s", STR_ARG(p->sheet), STR_ARG(p->cell));
        out[(*count)++] = p->name;
    }
    *list = out;
}

/* What others refer to comes first: the inspection, units, people; then what the rows made. */
static void finish(struct importing *im)
{
    struct import_plan *p = im->plan;
    struct submission *rows = im->submissions;
    struct str *places = im->places;
    size_t n = im->count;
    im->submissions = NULL;
    im->places = NULL;
    im->count = im->cap_submissions = im->cap_places = 0;
    if (p->opens)
        open_inspection(im);
    register_names(im, &im->units, COMMAND_UNIT_CREATE, &p->units, &p->n_units);
    register_names(im, &im->people, COMMAND_PERSON_CREATE, &p->people, &p->n_people);
    for (size_t i = 0; i < n; i++) {
        import_submit(im, rows[i].type, rows[i].id, rows[i].drawn_at, rows[i].pairs, rows[i].count, NULL);
        im->places[im->count - 1] = places[i];
    }
    for (size_t i = 0; i < im->count; i++)
        im->submissions[i].command = str_f(im->a, "%.*s-%zu", STR_ARG(im->base), i);
}

/* Problems the file only mentions (a list of duties) are not counted among those it lists. */
static void count(struct importing *im)
{
    struct index aspects = index_new(im->a);
    im->plan->measures = im->n_measures;
    im->plan->problems = im->n_problems;
    for (size_t i = 0; i < im->n_aspects; i++)
        index_put_id(&aspects, im->aspects[i]->id, 1);
    for (size_t i = 0; i < im->n_problems; i++)
        if (im->problems[i]->old && !im->problems[i]->aspect)
            index_put_id(&aspects, im->problems[i]->old->aspect, 1);
    im->plan->aspects = aspects.count;
}

static void hand_over(struct importing *im)
{
    struct import_plan *p = im->plan;
    p->columns = im->columns;
    p->n_columns = im->n_columns;
    p->notes = im->notes;
    p->n_notes = im->n_notes;
    p->changes = im->changes;
    p->n_changes = im->n_changes;
    if (p->errors || (p->added == 0 && p->n_changes == 0 && p->updated == 0))
        return; /* nothing is entered, or nothing is new */
    p->submissions = im->submissions;
    p->places = im->places;
    p->count = im->count;
}

static void start(struct importing *im, int64_t inspection)
{
    struct index *maps[] = {&im->aspect_by_title, &im->problem_by_code, &im->problem_by_title,
                            &im->measure_by_code, &im->measure_by_id, &im->measure_by_text};
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
        *maps[i] = index_new(im->a);
    struct hash h = hash_of(str_f(im->a, "import %.*s %lld %lld", STR_ARG(im->file->digest),
                                  (long long)inspection, (long long)im->l->position));
    im->base = str_sub(hash_text(im->a, &h), 0, BASE_CHARS);
    im->plan->opens = inspection == 0;
    im->plan->inspection = inspection ? inspection : import_id(im, "inspection", 0);
    im->plan->position = im->l->position;
    import_names_begin(im);
    import_match_begin(im);
}

enum err import_plan(struct arena *a, struct db *db, const struct import_file *file, int64_t inspection,
                     int64_t today, struct import_plan *out, struct sentence *why)
{
    struct ledger *l = arena_alloc(a, sizeof *l);
    *out = (struct import_plan){.file = *file};
    struct importing im = {.a = a, .l = l, .file = file, .plan = out};
    enum err e = ledger_load(db, a, inspection, today, l);
    if (e) {
        *why = e == ERR_MISSING ? sentence_f(a, "没有这一轮巡视巡察，请核对编号。", "There is no such inspection; check the id.")
                                : sentence_f(a, "不能读取台账：%s", "Cannot read the ledger: %s", db_message(db));
        return e;
    }
    start(&im, inspection);
    if (import_is_books(a, &file->paper.book)) {
        choose_year(&im);
        e = import_books(&im, db, why);
        if (e)
            return e;
        import_suspects(&im);
        finish(&im);
        hand_over(&im);
        return ERR_NONE;
    }
    e = import_rows(&im, why);
    if (e)
        return e;
    choose_year(&im);
    import_match(&im);
    import_changes(&im);
    import_suspects(&im);
    if (!im.n_problems && !im.n_measures)
        import_note_at(&im, true, STR(""), STR(""), sentence_f(a, "表头下面没有任何问题或措施，没有可导入的内容。", "There is no problem or measure below the header; nothing can be imported."));
    count(&im);
    finish(&im);
    hand_over(&im);
    return ERR_NONE;
}

/* ---- applying ------------------------------------------------------------------------------ */

struct sentence import_refused(struct arena *a, const struct import_plan *plan, size_t failed,
                               const struct outcome *out)
{
    struct str at = failed < plan->count ? plan->places[failed] : STR("");
    if (!at.len)
        return out->say;
    return (struct sentence){str_f(a, "%.*s：%.*s 全部没有导入。", STR_ARG(at), STR_ARG(out->say.zh)),
                             str_f(a, "%.*s: %.*s Nothing was imported.", STR_ARG(at), STR_ARG(out->say.en))};
}

enum err import_apply(struct arena *a, const char *dir, int64_t person, const struct import_plan *plan,
                      int64_t *seq, struct sentence *why)
{
    size_t failed = 0;
    *seq = -1;
    if (plan->errors) {
        *why = sentence_f(a, "有 %zu 处错误，没有导入；请在表格里改正后重新试读。", "There are %zu errors; nothing was imported; correct the sheet and try again.", plan->errors);
        return ERR_INPUT;
    }
    if (!plan->count)
        return ERR_NONE;
    struct outcome *out = arena_alloc(a, plan->count * sizeof *out);
    enum err e = remote_submit_all(a, dir, person, plan->submissions, plan->count, out, &failed);
    if (e)
        *why = import_refused(a, plan, failed, out[failed].say.zh.len ? &out[failed] : &out[0]);
    else
        *seq = out[0].seq;
    return e;
}

const char *import_column_name(enum column column, const struct field *field)
{
    return field ? field->name : column < COLUMN_COUNT ? columns[column].name
                                                       : "";
}

struct str import_column_word(enum column column, const struct field *field, enum lang lang)
{
    if (field)
        return str_c(lang == LANG_ZH ? field->zh : field->en);
    return column < COLUMN_COUNT ? str_c(lang == LANG_ZH ? columns[column].zh : columns[column].en) : STR("");
}

/* ---- the contract -------------------------------------------------------------------------- */

static void put_pair(struct buf *b, const char *before, struct str value)
{
    buf_c(b, before);
    buf_json(b, value);
}

static void put_list(struct buf *b, const struct str *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        put_pair(b, i ? "," : "", list[i]);
}

struct str import_json(struct arena *a, const struct import_plan *p)
{
    struct buf b = buf_new(a, 1 << 30);
    buf_f(&b, "{\"counts\":{\"aspects\":%zu,\"problems\":%zu,\"measures\":%zu", p->aspects, p->problems, p->measures);
    if (p->entries)
        buf_f(&b, ",\"entries\":%zu", p->entries);
    buf_c(&b, "},\"columns\":[");
    for (size_t i = 0; i < p->n_columns; i++) {
        const struct import_column *c = &p->columns[i];
        put_pair(&b, i ? ",{\"sheet\":" : "{\"sheet\":", c->sheet);
        put_pair(&b, ",\"cell\":", c->cell);
        put_pair(&b, ",\"heading\":", c->heading);
        if (!*import_column_name(c->column, c->field))
            buf_c(&b, ",\"field\":null}");
        else
            buf_f(&b, ",\"field\":\"%s\"}", import_column_name(c->column, c->field));
    }
    buf_c(&b, "],\"creates\":{\"units\":[");
    put_list(&b, p->units, p->n_units);
    buf_c(&b, "],\"people\":[");
    put_list(&b, p->people, p->n_people);
    buf_f(&b, "]},\"changes\":{\"new\":%zu,\"updated\":%zu,\"unchanged\":%zu},\"notes\":[", p->added, p->updated, p->unchanged);
    for (size_t i = 0; i < p->n_notes; i++) {
        const struct import_note *n = &p->notes[i];
        buf_f(&b, "%s{\"severity\":\"%s\"", i ? "," : "", n->error ? "error" : "doubt");
        put_pair(&b, ",\"sheet\":", n->sheet);
        put_pair(&b, ",\"cell\":", n->cell);
        put_pair(&b, ",\"message\":", n->say.zh);
        put_pair(&b, ",\"message_en\":", n->say.en);
        buf_c(&b, "}");
    }
    buf_c(&b, "]}\n");
    return buf_view(&b);
}
