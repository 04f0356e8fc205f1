/* mail_test.c: letters as bytes, whatever people wrote into them. Handing them over is tests/cli/remind.sh. */
#include "app/mail.h"
#include "base/hash.h"
#include "base/time.h"
#include "tests/test.h"

#include <string.h>

static const struct mail_server server = {.url = {"smtp://127.0.0.1:1", 18}, .from = {"office@county.example", 21}, .from_name = {"青澜县整改", 15}};
static const struct letter plain = {.to = {"lin@county.example", 18}, .subject = {"整改提醒", 12}, .text = {"请办理", 9}, .html = {"<p>请办理</p>", 16}, .id = {"0123456789", 10}, .at_us = 1750730400000000};

/* The value of header NAME, unfolded; each may stand once. */
static struct str header(struct arena *a, struct str mail, const char *name)
{
    struct str rest = str_sub(mail, 0, str_find(mail, STR("\r\n\r\n"))), line, start = str_f(a, "%s: ", name);
    struct buf b = buf_new(a, 1 << 16);
    int found = 0;
    bool in = false;
    while (rest.len && str_cut(&rest, '\n', &line)) {
        CHECK(line.len <= 78 + 1);
        line = str_ends(line, STR("\r")) ? str_sub(line, 0, line.len - 1) : line;
        in = (in && str_starts(line, STR(" "))) || str_starts(line, start);
        found += str_starts(line, start);
        if (in)
            buf_str(&b, str_starts(line, start) ? str_sub(line, start.len, line.len) : line);
    }
    CHECK(found == 1);
    return buf_view(&b);
}

/* Encoded words back to text, joined. */
static struct str decoded(struct arena *a, struct str words)
{
    struct buf b = buf_new(a, 1 << 16);
    struct str word, bytes;
    while (words.len && str_cut(&words, ' ', &word)) {
        CHECK(str_starts(word, STR("=?UTF-8?B?")) && str_ends(word, STR("?=")) && word.len <= 75);
        CHECK(base64_read(a, str_sub(word, 10, word.len - 12), &bytes) && utf8_valid(bytes));
        buf_str(&b, bytes);
    }
    return buf_view(&b);
}

/* The N-th part's bytes, decoded. */
static struct str part(struct arena *a, struct str mail, int n)
{
    struct buf b = buf_new(a, 1 << 20);
    struct str rest = mail, line, bytes;
    int at = -1;
    bool body = false;
    while (rest.len && str_cut(&rest, '\n', &line)) {
        CHECK(str_ends(line, STR("\r")) && line.len <= 999);
        line = str_sub(line, 0, line.len - 1);
        at += str_starts(line, STR("--=_"));
        body = !str_starts(line, STR("--=_")) && (body || !line.len);
        if (at == n && body)
            buf_str(&b, line);
    }
    CHECK(base64_read(a, buf_view(&b), &bytes));
    return bytes;
}

TEST(a_letter_has_its_headers_and_both_texts)
{
    struct arena a = {0};
    struct str mail;
    struct sentence why;
    CHECK(mail_compose(&a, &server, &plain, &mail, &why) == ERR_NONE);
    for (size_t i = 0; i < mail.len; i++)
        CHECK((unsigned char)mail.ptr[i] < 0x80);
    CHECK_STR(header(&a, mail, "To"), STR("<lin@county.example>"));
    CHECK(str_ends(header(&a, mail, "From"), STR(" <office@county.example>")));
    CHECK_STR(decoded(&a, header(&a, mail, "Subject")), STR("整改提醒"));
    CHECK_STR(header(&a, mail, "Date"), STR("Tue, 24 Jun 2025 10:00:00 +0800"));
    CHECK_STR(header(&a, mail, "Message-ID"), STR("<0123456789@county.example>"));
    CHECK_STR(header(&a, mail, "Auto-Submitted"), STR("auto-generated"));
    CHECK_STR(header(&a, mail, "MIME-Version"), STR("1.0"));
    CHECK_STR(part(&a, mail, 0), STR("请办理"));
    CHECK_STR(part(&a, mail, 1), STR("<p>请办理</p>"));
    arena_reset(&a);
}

TEST(nothing_people_write_adds_a_header)
{
    static const char *const hostile[] = {"a\r\nBcc: x@y.example", "a\nSubject: other", "\r\n\r\nbody", "a\tb\vc\x7f", "?==?UTF-8?Q?=0ABcc:?="};
    struct arena a = {0};
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        struct letter l = plain;
        struct mail_server s = server;
        struct sentence why;
        struct str mail;
        l.subject = l.text = s.from_name = str_c(hostile[i]);
        CHECK(mail_compose(&a, &s, &l, &mail, &why) == ERR_NONE);
        CHECK(str_find(mail, STR("Bcc")) == SIZE_MAX && str_find(mail, STR("other")) == SIZE_MAX);
        struct str subject = decoded(&a, header(&a, mail, "Subject"));
        for (size_t k = 0; k < subject.len; k++)
            CHECK((unsigned char)subject.ptr[k] >= ' ' && subject.ptr[k] != 0x7f);
        CHECK_STR(part(&a, mail, 0), l.text);
    }
    arena_reset(&a);
}

TEST(a_letter_to_no_address_is_not_written)
{
    struct arena a = {0};
    struct sentence why = {0};
    struct str mail;
    struct letter l = plain;
    l.to = STR("lin@county.example>\r\nRCPT TO:<x@y.example");
    CHECK(mail_compose(&a, &server, &l, &mail, &why) == ERR_INPUT && why.zh.len && why.en.len);
    l = plain;
    l.to = STR("\xff@b");
    CHECK(mail_compose(&a, &server, &l, &mail, &why) == ERR_INPUT && utf8_valid(why.zh));
    l = plain;
    l.id = STR("a> b");
    CHECK(mail_compose(&a, &server, &l, &mail, &why) == ERR_INPUT);
    l.id = STR("");
    CHECK(mail_compose(&a, &server, &l, &mail, &why) == ERR_INPUT);
    struct mail_server s = server;
    s.from = STR("office");
    CHECK(mail_compose(&a, &s, &plain, &mail, &why) == ERR_INPUT);
    char *big = arena_alloc(&a, 1 << 20);
    memset(big, 'x', 1 << 20);
    l = plain;
    l.text = (struct str){big, 1 << 20};
    CHECK(mail_compose(&a, &server, &l, &mail, &why) == ERR_LIMIT && why.zh.len);
    arena_reset(&a);
}

/* Every length of a subject: words are cut between characters and read back whole. */
TEST(subjects_of_every_length_read_back)
{
    struct arena a = {0};
    for (int n = 1; n <= 120; n++) {
        struct buf b = buf_new(&a, 4096);
        struct sentence why;
        struct str mail;
        for (int i = 0; i < n; i++)
            utf8_put(&b, i % 7 == 3 ? 0x20BB7 : i % 3 ? 'a'
                                                      : 0x6574);
        struct letter l = plain;
        l.subject = buf_view(&b);
        CHECK(mail_compose(&a, &server, &l, &mail, &why) == ERR_NONE);
        CHECK_STR(decoded(&a, header(&a, mail, "Subject")), l.subject);
        arena_reset(&a);
    }
}

TEST(without_a_server_no_letter_goes)
{
    struct arena a = {0};
    struct mail_server s = server;
    struct mailer *m;
    struct sentence why = {0};
    bool final;
    s.url = STR("");
    CHECK(mailer_open(&a, &s, &m, &why) == ERR_INPUT && str_find(why.zh, STR("mail.url")) != SIZE_MAX);
    CHECK(mailer_open(&a, &server, &m, &why) == ERR_NONE);
    CHECK(mailer_send(m, &a, &plain, &final, &why) == ERR_BUSY && !final); /* nobody listens on port 1 */
    CHECK(str_find(why.zh, STR("127.0.0.1")) != SIZE_MAX && str_find(why.en, STR("127.0.0.1")) != SIZE_MAX);
    struct letter l = plain;
    l.to = STR("nobody");
    CHECK(mailer_send(m, &a, &l, &final, &why) == ERR_INPUT && final);
    mailer_close(m);
    mailer_close(NULL);
    arena_reset(&a);
}
