/* wire.c: see wire.h. */
#include "app/wire.h"

#include <string.h>

static void put_int(struct buf *b, int64_t n) { buf_put(b, &n, sizeof n); }
static void put_str(struct buf *b, struct str s)
{
    put_int(b, (int64_t)s.len);
    buf_put(b, s.ptr, s.len);
}

struct reader {
    struct str rest;
    bool bad;
};
static int64_t get_int(struct reader *r)
{
    int64_t n = 0;
    if (r->rest.len < sizeof n) {
        r->bad = true;
        return 0;
    }
    memcpy(&n, r->rest.ptr, sizeof n);
    r->rest = str_sub(r->rest, sizeof n, r->rest.len);
    return n;
}
static struct str get_str(struct reader *r)
{
    int64_t len = get_int(r);
    if (len < 0 || (uint64_t)len > r->rest.len) {
        r->bad = true;
        return STR("");
    }
    struct str s = str_sub(r->rest, 0, (size_t)len);
    r->rest = str_sub(r->rest, (size_t)len, r->rest.len);
    return s;
}
/* A count of things that follow, at most MAX. */
static size_t get_count(struct reader *r, int64_t max)
{
    int64_t n = get_int(r);
    if (n < 0 || n > max || (uint64_t)n > r->rest.len)
        r->bad = true;
    return r->bad ? 0 : (size_t)n;
}

static void put_length(struct buf *b, size_t at)
{
    uint32_t len = (uint32_t)(b->len - at - sizeof len);
    if (!b->failed)
        memcpy(b->ptr + at, &len, sizeof len);
}

void wire_put_asking(struct buf *b, const struct asking *q)
{
    size_t at = b->len;
    buf_put(b, &(uint32_t){0}, sizeof(uint32_t));
    put_int(b, q->tag);
    put_int(b, q->session);
    put_str(b, q->secret);
    put_int(b, q->person);
    put_int(b, q->atomic);
    put_int(b, (int64_t)q->count);
    for (size_t i = 0; i < q->count; i++) {
        const struct submission *s = &q->list[i];
        put_int(b, s->type);
        put_int(b, s->id);
        put_str(b, s->command);
        put_int(b, s->drawn_at);
        put_int(b, (int64_t)s->count);
        for (size_t k = 0; k < s->count; k++) {
            put_str(b, s->pairs[k].key);
            put_str(b, s->pairs[k].value);
        }
    }
    put_length(b, at);
}

static void read_submission(struct arena *a, struct reader *r, struct submission *s)
{
    int64_t type = get_int(r);
    r->bad = r->bad || type < 0 || type >= COMMAND_COUNT;
    s->type = r->bad ? 0 : (enum command_type)type;
    s->id = get_int(r);
    s->command = get_str(r);
    s->drawn_at = get_int(r);
    s->count = get_count(r, WIRE_PAIRS_MAX);
    struct pair *pairs = arena_alloc(a, (s->count + 1) * sizeof *pairs);
    for (size_t k = 0; k < s->count && !r->bad; k++) {
        pairs[k].key = get_str(r);
        pairs[k].value = get_str(r);
    }
    s->pairs = pairs;
}

bool wire_read_asking(struct arena *a, struct str frame, struct asking *out)
{
    struct reader r = {frame, false};
    *out = (struct asking){.tag = get_int(&r), .session = get_int(&r)};
    out->secret = get_str(&r);
    out->person = get_int(&r);
    out->atomic = get_int(&r) != 0;
    out->count = get_count(&r, WIRE_SUBMISSIONS_MAX);
    out->list = arena_alloc(a, (out->count + 1) * sizeof *out->list);
    for (size_t i = 0; i < out->count && !r.bad; i++)
        read_submission(a, &r, &out->list[i]);
    return !r.bad && r.rest.len == 0 && out->count > 0;
}

void wire_put_answer(struct buf *b, const struct answer *q)
{
    size_t at = b->len;
    buf_put(b, &(uint32_t){0}, sizeof(uint32_t));
    put_int(b, q->tag);
    put_int(b, q->err);
    put_int(b, (int64_t)q->failed);
    put_int(b, (int64_t)q->count);
    for (size_t i = 0; i < q->count; i++) {
        const struct outcome *o = &q->list[i];
        put_int(b, o->subject);
        put_int(b, o->seq);
        put_int(b, o->repeated);
        put_int(b, o->refusal);
        put_str(b, str_c(o->field ? o->field->name : ""));
        put_str(b, o->say.zh);
        put_str(b, o->say.en);
    }
    put_length(b, at);
}

bool wire_read_answer(struct arena *a, struct str frame, const struct submission *asked, struct answer *out)
{
    struct reader r = {str_copy(a, frame), false};
    *out = (struct answer){.tag = get_int(&r)};
    out->err = (enum err)get_int(&r);
    out->failed = (size_t)get_int(&r);
    out->count = get_count(&r, WIRE_SUBMISSIONS_MAX);
    out->list = arena_alloc(a, (out->count + 1) * sizeof *out->list);
    for (size_t i = 0; i < out->count && !r.bad; i++) {
        struct outcome *o = &out->list[i];
        o->subject = get_int(&r);
        o->seq = get_int(&r);
        o->repeated = get_int(&r) != 0;
        o->refusal = (enum refusal)get_int(&r);
        o->field = record_field(command_types[asked[i].type].payload, get_str(&r));
        o->say.zh = get_str(&r);
        o->say.en = get_str(&r);
    }
    return !r.bad && out->err < ERR_COUNT;
}
