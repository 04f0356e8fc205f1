/* mail.c: hands letters to the SMTP server. See mail.h. */
#include "app/mail.h"

#include "app/mail_load.h"

#include <stdlib.h>
#include <string.h>

enum { CONNECT_SECONDS = 15,
       LETTER_SECONDS = 60 };

struct mailer {
    const struct curl_library *lib;
    CURL *curl;
    struct mail_server server;
    char said[CURL_ERROR_SIZE];
};

struct mail_server mail_server_of(const struct settings *s)
{
    return (struct mail_server){
        .url = s->values[SETTING_MAIL_URL],
        .from = s->values[SETTING_MAIL_FROM],
        .from_name = s->values[SETTING_TITLE].len ? s->values[SETTING_TITLE] : STR("回音"),
        .user = s->values[SETTING_MAIL_USER],
        .password = s->values[SETTING_MAIL_PASSWORD],
        .starttls = setting_yes(s, SETTING_MAIL_STARTTLS),
    };
}

enum err mailer_open(struct arena *a, const struct mail_server *s, struct mailer **out, struct sentence *why)
{
    const char *reason = "";
    if (!s->url.len || !s->from.len) {
        *why = sentence_f(a, "还没有设置邮件服务器，邮件没有发出；请系统管理员填写设置 mail.url 和 mail.from。", "No mail server is set, so no letter was sent; the system administrator fills in the settings mail.url and mail.from.");
        return ERR_INPUT;
    }
    const struct curl_library *lib = curl_load(&reason);
    if (!lib) {
        *why = sentence_f(a, "没有安装发送邮件用的程序库 libcurl4（%s），邮件没有发出。", "The library that sends mail, libcurl4, is not installed (%s); no letter was sent.", reason);
        return ERR_MISSING;
    }
    struct mailer *m = arena_alloc(a, sizeof *m);
    *m = (struct mailer){.lib = lib, .curl = lib->curl_easy_init(), .server = *s};
    if (!m->curl)
        abort(); /* out of memory, as in the arena */
    *out = m;
    return ERR_NONE;
}

void mailer_close(struct mailer *m)
{
    if (m)
        m->lib->curl_easy_cleanup(m->curl);
}

/* ---- what went wrong ------------------------------------------------------------------------------- */

static struct sentence reason_of(struct mailer *m, struct arena *a, CURLcode code, long status)
{
    struct str url = m->server.url, said = str_c(*m->said ? m->said : m->lib->curl_easy_strerror(code));
    said = utf8_valid(said) ? utf8_clip(str_trim(said), 200) : STR("?");
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST: return sentence_f(a, "找不到邮件服务器 %.*s，请核对设置 mail.url 里的主机名。", "The mail server %.*s cannot be found; check the host in the setting mail.url.", STR_ARG(url));
    case CURLE_COULDNT_CONNECT: return sentence_f(a, "连不上邮件服务器 %.*s，可能没有开机或端口不对。", "The mail server %.*s does not answer; it may be down, or the port is wrong.", STR_ARG(url));
    case CURLE_OPERATION_TIMEDOUT: return sentence_f(a, "邮件服务器 %.*s 太久没有回应，请稍后再试。", "The mail server %.*s took too long to answer; it is tried again later.", STR_ARG(url));
    case CURLE_LOGIN_DENIED: return sentence_f(a, "邮件服务器 %.*s 不接受登录名或口令，请核对设置 mail.user 和 mail.password。", "The mail server %.*s refuses the user or the password; check the settings mail.user and mail.password.", STR_ARG(url));
    case CURLE_USE_SSL_FAILED: return sentence_f(a, "邮件服务器 %.*s 不支持加密（STARTTLS）；只有在可信的内网才可把设置 mail.starttls 改成 no。", "The mail server %.*s offers no encryption (STARTTLS); set mail.starttls to no only in a network you trust.", STR_ARG(url));
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR: return sentence_f(a, "不能与邮件服务器 %.*s 建立加密连接：%.*s。", "No encrypted connection to the mail server %.*s: %.*s.", STR_ARG(url), STR_ARG(said));
    default: break;
    }
    if (strstr(m->said, "RCPT"))
        return sentence_f(a, "邮件服务器不接受收件人的邮箱（答复 %ld），请核对邮箱。", "The mail server refuses the recipient's address (it answered %ld); check the address.", status);
    if (strstr(m->said, "MAIL"))
        return sentence_f(a, "邮件服务器不接受发件人的邮箱（答复 %ld），请核对设置 mail.from。", "The mail server refuses the sender's address (it answered %ld); check the setting mail.from.", status);
    return sentence_f(a, "邮件服务器 %.*s 没有收下邮件：%.*s（答复 %ld）。", "The mail server %.*s did not take the letter: %.*s (it answered %ld).", STR_ARG(url), STR_ARG(said), status);
}

/* ---- one letter -------------------------------------------------------------------------------------- */

static size_t read_letter(char *out, size_t size, size_t count, void *arg)
{
    struct str *rest = arg, part = str_sub(*rest, 0, size * count);
    memcpy(out, part.ptr, part.len);
    *rest = str_sub(*rest, part.len, rest->len);
    return part.len;
}

/* BYTES and TO must live until the letter is gone. */
static void prepare(struct mailer *m, struct arena *a, struct str *bytes, struct curl_slist *to)
{
    const struct curl_library *lib = m->lib;
    CURL *c = m->curl;
    const struct mail_server *s = &m->server;
    *m->said = 0;
    lib->curl_easy_reset(c); /* keeps the connection */
    lib->curl_easy_setopt(c, CURLOPT_ERRORBUFFER, m->said);
    lib->curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    lib->curl_easy_setopt(c, CURLOPT_URL, str_z(a, s->url));
    lib->curl_easy_setopt(c, CURLOPT_USE_SSL, (long)(s->starttls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
    lib->curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    lib->curl_easy_setopt(c, CURLOPT_PROXY, ""); /* mail goes straight, whatever the environment says of the web */
    lib->curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
    lib->curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)LETTER_SECONDS);
    if (s->user.len) {
        lib->curl_easy_setopt(c, CURLOPT_USERNAME, str_z(a, s->user));
        lib->curl_easy_setopt(c, CURLOPT_PASSWORD, str_z(a, s->password));
    }
    lib->curl_easy_setopt(c, CURLOPT_MAIL_FROM, str_z(a, str_f(a, "<%.*s>", STR_ARG(s->from))));
    lib->curl_easy_setopt(c, CURLOPT_MAIL_RCPT, to);
    lib->curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
    lib->curl_easy_setopt(c, CURLOPT_READFUNCTION, read_letter);
    lib->curl_easy_setopt(c, CURLOPT_READDATA, bytes);
    lib->curl_easy_setopt(c, CURLOPT_INFILESIZE_LARGE, (curl_off_t)bytes->len);
}

/* Whether it was this letter the server did not like, and not us: another one may fare better. */
static bool of_letter(const struct mailer *m, CURLcode code)
{
    return strstr(m->said, "RCPT") || strstr(m->said, "DATA") || code == CURLE_WEIRD_SERVER_REPLY;
}

enum err mailer_send(struct mailer *m, struct arena *a, const struct letter *l, bool *final, struct sentence *why)
{
    struct str bytes;
    long status = 0;
    *final = false;
    enum err e = mail_compose(a, &m->server, l, &bytes, why);
    if (e) {
        *final = true;
        return e;
    }
    struct curl_slist *to = m->lib->curl_slist_append(NULL, str_z(a, str_f(a, "<%.*s>", STR_ARG(l->to))));
    if (!to)
        abort();
    prepare(m, a, &bytes, to);
    CURLcode code = m->lib->curl_easy_perform(m->curl);
    m->lib->curl_easy_getinfo(m->curl, CURLINFO_RESPONSE_CODE, &status);
    m->lib->curl_slist_free_all(to);
    if (code == CURLE_OK)
        return ERR_NONE;
    *why = reason_of(m, a, code, status);
    *final = status >= 500 && status < 600 && strstr(m->said, "RCPT");
    return of_letter(m, code) ? ERR_IO : ERR_BUSY;
}
