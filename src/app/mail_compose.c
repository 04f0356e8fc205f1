/* mail_compose.c: writes a letter. See mail.h. */
#include "app/mail.h"

#include "base/hash.h"
#include "base/time.h"
#include "domain/nudge.h"

enum { LETTER_MAX = 1 << 20,
       WORD_BYTES = 39,    /* of UTF-8 in one encoded word: with its marks and "Subject: " 73 characters, below RFC 2047's 76 */
       LINE_BASE64 = 76 }; /* RFC 2045 §6.8 */

/* RFC 2047 "B" words, folded; cut between characters, never inside one. Control characters become spaces first, so
 * that whoever decodes the header does not find one there either. */
static void put_words(struct arena *a, struct buf *b, struct str text)
{
    struct buf plain = buf_new(a, LETTER_MAX);
    for (size_t at = 0; at < text.len;) {
        uint32_t cp = utf8_next(text, &at);
        utf8_put(&plain, cp < ' ' || cp == 0x7f ? ' ' : cp);
    }
    text = buf_view(&plain);
    for (size_t from = 0; from < text.len;) {
        size_t to = from, next = from;
        while (next < text.len && (utf8_next(text, &next), next - from <= WORD_BYTES))
            to = next;
        struct str word = base64_text(a, str_sub(text, from, to - from));
        buf_f(b, "%s=?UTF-8?B?%.*s?=", from ? "\r\n " : "", STR_ARG(word));
        from = to;
    }
}

/* Day and month are named in English whatever the locale (RFC 5322 §3.3). */
static void put_date(struct buf *b, int64_t at_us)
{
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int64_t day = day_of(at_us), second = (at_us - day_start_us(day)) / 1000000;
    struct civil c = civil_from_day(day);
    buf_f(b, "Date: %s, %d %s %d %02d:%02d:%02d +0800\r\n", days[day_weekday(day)], c.day, months[c.month - 1], c.year,
          (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60));
}

static void put_body(struct arena *a, struct buf *b, const char *media, struct str bytes, struct str boundary)
{
    struct str text = base64_text(a, bytes);
    buf_f(b, "--%.*s\r\nContent-Type: %s; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n", STR_ARG(boundary), media);
    for (size_t at = 0; at < text.len; at += LINE_BASE64)
        buf_f(b, "%.*s\r\n", STR_ARG(str_sub(text, at, LINE_BASE64)));
}

static void put_headers(struct arena *a, struct buf *b, const struct mail_server *s, const struct letter *l)
{
    struct str domain = str_sub(s->from, str_find(s->from, STR("@")) + 1, s->from.len);
    buf_c(b, "From: ");
    put_words(a, b, s->from_name);
    buf_f(b, "%s<%.*s>\r\nTo: <%.*s>\r\nSubject: ", s->from_name.len ? "\r\n " : "", STR_ARG(s->from), STR_ARG(l->to));
    put_words(a, b, l->subject);
    buf_c(b, "\r\n");
    put_date(b, l->at_us);
    /* Auto-Submitted (RFC 3834): so that nobody's holiday notice answers a program. */
    buf_f(b, "Message-ID: <%.*s@%.*s>\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n", STR_ARG(l->id), STR_ARG(domain));
}

static bool plain_id(struct str id)
{
    for (size_t i = 0; i < id.len; i++)
        if ((id.ptr[i] < 'a' || id.ptr[i] > 'z') && (id.ptr[i] < '0' || id.ptr[i] > '9'))
            return false;
    return id.len > 0;
}

static enum err check(struct arena *a, const struct mail_server *s, const struct letter *l, struct sentence *why)
{
    struct str bad = mail_address_good(s->from) ? l->to : s->from;
    if (mail_address_good(s->from) && mail_address_good(l->to) && plain_id(l->id))
        return ERR_NONE;
    bad = utf8_valid(bad) ? utf8_clip(bad, 60) : STR("?");
    *why = sentence_f(a, "“%.*s”不是可用的邮箱地址，应写作 名称@域名；邮件没有发出。", "\"%.*s\" is no usable mail address, write name@domain; the letter was not sent.", STR_ARG(bad));
    return ERR_INPUT;
}

enum err mail_compose(struct arena *a, const struct mail_server *s, const struct letter *l, struct str *out,
                      struct sentence *why)
{
    struct buf b = buf_new(a, LETTER_MAX);
    struct str boundary = str_f(a, "=_%.*s", STR_ARG(l->id)); /* "=_" stands in no base64 */
    enum err e = check(a, s, l, why);
    if (e)
        return e;
    put_headers(a, &b, s, l);
    buf_f(&b, "Content-Type: multipart/alternative; boundary=\"%.*s\"\r\n\r\n", STR_ARG(boundary));
    put_body(a, &b, "text/plain", l->text, boundary);
    put_body(a, &b, "text/html", l->html, boundary);
    buf_f(&b, "--%.*s--\r\n", STR_ARG(boundary));
    if (b.failed) {
        *why = sentence_f(a, "邮件太长，超过 %d KB，没有发出。", "The letter is longer than %d KB and was not sent.", LETTER_MAX / 1024);
        return ERR_LIMIT;
    }
    *out = buf_view(&b);
    return ERR_NONE;
}
