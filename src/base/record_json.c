/* record_json.c: a record as canonical JSON, and back. See record.h. */
#include "base/record_private.h"

#include "base/hash.h"
#include "base/time.h"

#include <assert.h>
#include <string.h>

/* ---- order of fields --------------------------------------------------------------------- */

static const uint8_t *order(const struct record *r)
{
    assert(r->count <= RECORD_FIELDS_MAX);
    if (r->order[RECORD_FIELDS_MAX])
        return r->order;
    for (size_t i = 0; i < r->count; i++) {
        size_t at = i;
        for (; at > 0 && strcmp(r->fields[r->order[at - 1]].name, r->fields[i].name) > 0; at--)
            r->order[at] = r->order[at - 1];
        r->order[at] = (uint8_t)i;
    }
    r->order[RECORD_FIELDS_MAX] = 1;
    return r->order;
}

static void json_list(const struct field *f, const void *obj, struct buf *out)
{
    bool first = true;
    buf_c(out, "[");
    if (f->type == FIELD_IDS) {
        struct ids ids = *field_ids(f, obj);
        for (size_t i = 0; i < ids.count; i++) {
            char id[ID_CHARS];
            id_write(ids.list[i], id);
            buf_f(out, "%s\"%.*s\"", i ? "," : "", ID_CHARS, id);
        }
    } else {
        for (int64_t i = 0; f->choices[i].name; i++) {
            if (!(*field_int(f, obj) >> i & 1))
                continue;
            buf_f(out, "%s\"%s\"", first ? "" : ",", f->choices[i].name);
            first = false;
        }
    }
    buf_c(out, "]");
}

static void json_value(const struct field *f, const void *obj, struct buf *out)
{
    int64_t n = *field_int(f, obj);
    switch (f->type) {
    case FIELD_TEXT:
    case FIELD_HASH: buf_json(out, *field_str(f, obj)); break;
    case FIELD_INT:
    case FIELD_TIME:
    case FIELD_FEN: buf_int(out, n); break;
    case FIELD_BOOL: buf_c(out, n ? "true" : "false"); break;
    case FIELD_ENUM: buf_json(out, str_c(choice_of(f->choices, n) ? choice_of(f->choices, n)->name : "")); break;
    case FIELD_DAY: {
        struct civil c = civil_from_day(n);
        buf_f(out, "\"%04d-%02d-%02d\"", c.year, c.month, c.day);
        break;
    }
    case FIELD_ID: {
        char id[ID_CHARS];
        id_write(n, id);
        buf_f(out, "\"%.*s\"", ID_CHARS, id);
        break;
    }
    case FIELD_IDS:
    case FIELD_FLAGS: json_list(f, obj, out); break;
    }
}

void record_to_json(const struct record *r, const void *obj, unsigned mask, struct buf *out)
{
    const uint8_t *at = order(r);
    bool first = true;
    buf_c(out, "{");
    for (size_t i = 0; i < r->count; i++) {
        const struct field *f = &r->fields[at[i]];
        if (f->flags & FIELD_SECRET || (mask && !(f->flags & mask)) || field_empty(f, obj))
            continue;
        buf_f(out, "%s\"%s\":", first ? "" : ",", f->name);
        json_value(f, obj, out);
        first = false;
    }
    buf_c(out, "}");
}

static bool read_escape(struct str json, size_t *i, struct buf *out)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    char c = json.ptr[*i];
    const char *p = c ? strchr(from, c) : NULL;
    if (p) {
        buf_put(out, &to[p - from], 1);
        return true;
    }
    unsigned char two[2];
    if (c != 'u' || *i + 4 >= json.len || !hex_read(str_sub(json, *i + 1, 4), two, 2))
        return false;
    utf8_put(out, (uint32_t)two[0] << 8 | two[1]);
    *i += 4;
    return true;
}

/* Reads the JSON string at *AT, which is moved past it. */
static bool read_string(struct arena *a, struct str json, size_t *at, struct str *out)
{
    size_t i = *at + 1, start = i;
    while (i < json.len && json.ptr[i] != '"' && json.ptr[i] != '\\')
        i++;
    if (i < json.len && json.ptr[i] == '"') { /* nothing escaped: borrow */
        *out = str_sub(json, start, i - start);
        *at = i + 1;
        return true;
    }
    struct buf b = buf_new(a, json.len);
    for (i = start; i < json.len && json.ptr[i] != '"'; i++) {
        if (json.ptr[i] != '\\')
            buf_put(&b, json.ptr + i, 1);
        else if (++i >= json.len || !read_escape(json, &i, &b))
            return false;
    }
    if (i >= json.len)
        return false;
    *out = buf_view(&b);
    *at = i + 1;
    return true;
}

/* A string, number, true, false, or an array of strings, which is given joined by commas. */
static bool read_value(struct arena *a, struct str json, size_t *at, struct str *out)
{
    if (*at >= json.len)
        return false;
    if (json.ptr[*at] == '"')
        return read_string(a, json, at, out);
    if (json.ptr[*at] == '[') {
        struct buf b = buf_new(a, json.len);
        for (++*at; *at < json.len && json.ptr[*at] != ']';) {
            struct str part;
            if (json.ptr[*at] == ',')
                ++*at;
            if (*at >= json.len || json.ptr[*at] != '"' || !read_string(a, json, at, &part))
                return false;
            if (b.len)
                buf_c(&b, ",");
            buf_str(&b, part);
        }
        *out = buf_view(&b);
        return (*at)++ < json.len;
    }
    size_t start = *at;
    while (*at < json.len && json.ptr[*at] != ',' && json.ptr[*at] != '}')
        ++*at;
    *out = str_sub(json, start, *at - start);
    return true;
}

enum err record_from_json(const struct record *r, struct arena *a, struct str json, void *obj)
{
    memset(obj, 0, r->size);
    size_t at = 0;
    if (json.len < 2 || json.ptr[0] != '{' || json.ptr[json.len - 1] != '}')
        return ERR_CORRUPT;
    while (json.ptr[at] != '}' && json.len > 2) {
        struct str key, value;
        at++; /* '{' or ',' */
        if (at >= json.len || json.ptr[at] != '"' || !read_string(a, json, &at, &key) ||
            at >= json.len || json.ptr[at++] != ':')
            return ERR_CORRUPT;
        if (!read_value(a, json, &at, &value) || at >= json.len)
            return ERR_CORRUPT;
        const struct field *f = record_field(r, key);
        if (f && !field_set(f, a, value, true, obj))
            return ERR_CORRUPT;
    }
    return ERR_NONE;
}
