/* request.c: reading requests, making answers, opening the listening socket; see http.h. */
#include "web/http.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

static struct str last(const struct pair *pairs, size_t n, const char *name, bool *found)
{
    while (n-- > 0) {
        if (str_is(pairs[n].key, name)) {
            *found = true;
            return pairs[n].value;
        }
    }
    *found = false;
    return STR("");
}

struct str request_query(const struct request *r, const char *name)
{
    bool found;
    return last(r->query, r->query_count, name, &found);
}

struct str request_form(const struct request *r, const char *name)
{
    bool found;
    return last(r->form, r->form_count, name, &found);
}

bool request_has_form(const struct request *r, const char *name)
{
    bool found;
    last(r->form, r->form_count, name, &found);
    return found;
}

struct str request_cookie(const struct request *r, const char *name)
{
    bool found;
    return last(r->cookies, r->cookie_count, name, &found);
}

struct str request_header(const struct request *r, const char *name)
{
    size_t len = strlen(name);
    for (size_t i = r->header_count; i-- > 0;)
        if (r->headers[i].key.len == len && strncasecmp(r->headers[i].key.ptr, name, len) == 0)
            return r->headers[i].value;
    return STR("");
}

/* ---- answers ------------------------------------------------------------------------------- */

struct response *response_new(struct request *r, int status, const char *type, struct str body)
{
    struct response *to = arena_alloc(r->arena, sizeof *to);
    *to = (struct response){.status = status, .body = body};
    response_header(r, to, "Content-Type", str_c(type));
    return to;
}

struct response *response_html(struct request *r, int status, struct str body)
{
    struct response *to = response_new(r, status, "text/html; charset=utf-8", body);
    response_header(r, to, "Content-Language", r->lang == LANG_EN ? STR("en") : STR("zh-CN"));
    response_header(r, to, "Vary", STR("Cookie, Accept-Language"));
    return to;
}

void response_header(struct request *r, struct response *to, const char *name, struct str value)
{
    enum { HEADERS = 16 };
    if (!to->headers)
        to->headers = arena_alloc(r->arena, HEADERS * sizeof *to->headers);
    if (to->header_count == HEADERS || memchr(value.ptr ? value.ptr : "", '\n', value.len) ||
        memchr(value.ptr ? value.ptr : "", '\r', value.len))
        return; /* a line end would begin another header */
    to->headers[to->header_count++] = (struct pair){str_c(name), str_copy(r->arena, value)};
}

void response_cookie(struct request *r, struct response *to, const char *name, struct str value,
                     int seconds, bool secure)
{
    struct buf b = buf_new(r->arena, 4096);
    buf_f(&b, "%s=%.*s; Path=/; HttpOnly; SameSite=Lax", name, STR_ARG(value));
    if (seconds)
        buf_f(&b, "; Max-Age=%d", seconds > 0 ? seconds : 0);
    if (secure)
        buf_c(&b, "; Secure");
    response_header(r, to, "Set-Cookie", buf_view(&b));
}

/* Bytes that may stand in the Location header as they are; the rest is written %XX. */
static void buf_percent(struct buf *b, struct str s, const char *keep)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        bool plain = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c && strchr(keep, c));
        if (plain && c < 0x80)
            buf_put(b, &s.ptr[i], 1);
        else
            buf_f(b, "%%%02X", c);
    }
}

bool path_is_ours(struct str path)
{
    return path.len && path.ptr[0] == '/' && !str_starts(path, STR("//")) && !str_starts(path, STR("/\\"));
}

struct response *response_redirect(struct request *r, struct str path)
{
    struct buf b = buf_new(r->arena, TARGET_BYTES_MAX);
    buf_percent(&b, path_is_ours(path) ? path : STR("/"), "-._~/?#[]@!$&'()*+,;=:%");
    struct response *to = response_new(r, 303, "text/plain; charset=utf-8", STR(""));
    response_header(r, to, "Location", buf_view(&b));
    return to;
}

struct response *response_file(struct request *r, struct str path, const char *type, struct str filename)
{
    struct response *to = response_new(r, 200, type, STR(""));
    to->file = str_copy(r->arena, path);
    /* a stranger's file must not act as a page of ours, whatever it holds */
    response_header(r, to, "Content-Security-Policy", STR("default-src 'none'; sandbox"));
    if (filename.len) {
        struct buf b = buf_new(r->arena, 8192);
        buf_c(&b, "attachment; filename*=UTF-8''");
        buf_percent(&b, filename, "-._~");
        response_header(r, to, "Content-Disposition", buf_view(&b));
    }
    return to;
}

struct response *response_method(struct request *r, const char *allow)
{
    struct response *to = response_new(r, 405, "text/plain; charset=utf-8", STR("405\n"));
    response_header(r, to, "Allow", str_c(allow));
    return to;
}

/* ---- listening ----------------------------------------------------------------------------- */

static int bind_one(const struct addrinfo *at)
{
    int on = 1, fd = socket(at->ai_family, at->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, at->ai_protocol);
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    setsockopt(fd, IPPROTO_TCP, TCP_DEFER_ACCEPT, &on, sizeof on);
    if (bind(fd, at->ai_addr, at->ai_addrlen) == 0 && listen(fd, 1024) == 0)
        return fd;
    int saved = errno;
    close(fd);
    errno = saved;
    return -1;
}

static struct sentence bind_failed(struct arena *a, struct str at)
{
    if (errno == EADDRINUSE)
        return sentence_f(a, "%.*s 已被别的程序占用。请停掉它，或用 --listen 换一个端口。",
                          "%.*s is in use by another program. Stop it, or choose another port with --listen.", STR_ARG(at));
    if (errno == EACCES)
        return sentence_f(a, "没有权限使用 %.*s。1024 以下的端口要由管理员开放，或改用 8080。",
                          "No right to use %.*s. Ports below 1024 must be opened by an administrator; or use 8080.", STR_ARG(at));
    return sentence_f(a, "不能在 %.*s 上提供服务：本机没有这个地址。", "Cannot serve at %.*s: this machine has no such address.", STR_ARG(at));
}

enum err http_listen(struct arena *a, struct str at, int *fd, struct sentence *why)
{
    struct addrinfo hints = {.ai_family = AF_UNSPEC,
                             .ai_socktype = SOCK_STREAM,
                             .ai_flags = AI_PASSIVE | AI_NUMERICSERV},
                    *found;
    size_t colon = SIZE_MAX;
    for (size_t i = 0; i < at.len; i++)
        if (at.ptr[i] == ':')
            colon = i;
    int64_t port = 0;
    struct str host = colon == SIZE_MAX ? STR("") : str_sub(at, 0, colon);
    if (host.len > 2 && host.ptr[0] == '[' && host.ptr[host.len - 1] == ']')
        host = str_sub(host, 1, host.len - 2);
    if (colon == SIZE_MAX || !str_int(str_sub(at, colon + 1, at.len), &port) || port < 0 || port > 65535 ||
        getaddrinfo(host.len ? str_z(a, host) : NULL, str_f(a, "%d", (int)port).ptr, &hints, &found) != 0) {
        *why = sentence_f(a, "监听地址“%.*s”写法不对，应为 主机:端口，例如 127.0.0.1:8080。",
                          "The address to listen at, “%.*s”, is malformed: expected HOST:PORT, for instance 127.0.0.1:8080.", STR_ARG(at));
        return ERR_INPUT;
    }
    int got = bind_one(found);
    if (got < 0)
        *why = bind_failed(a, at);
    freeaddrinfo(found);
    if (got < 0)
        return ERR_IO;
    *fd = got;
    return ERR_NONE;
}
