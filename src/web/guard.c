/* guard.c: what must be true of a request line and headers before anything looks at them.
 *
 * libmicrohttpd 0.9.75 lets pass what a proxy in front of it may read as something else: a second
 * Content-Length, Content-Length with Transfer-Encoding, a second Host, lines that end in LF alone,
 * folded headers, NUL bytes. It reads the head of a request in place, putting a NUL over each CR and LF,
 * so where its pointers stand tells what was on the wire: the parts of a clean head lie end to end, two
 * bytes apart. Later versions refuse these themselves and may lay the head out in another way. */
#include "web/http_private.h"

#include <arpa/inet.h>
#include <string.h>
#include <strings.h>

static struct refusal refuse(int status, const char *zh, const char *en)
{
    return (struct refusal){status, {str_c(zh), str_c(en)}};
}

static bool name_is(struct str name, const char *lower)
{
    return name.len == strlen(lower) && strncasecmp(name.ptr, lower, name.len) == 0;
}

/* ---- address ------------------------------------------------------------------------------- */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool percent_decode(struct arena *a, struct str s, bool plus, struct str *out)
{
    char *to = arena_alloc(a, s.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (c == '+' && plus)
            c = ' ';
        if (c == '%') {
            if (s.len - i < 3 || hex_digit(s.ptr[i + 1]) < 0 || hex_digit(s.ptr[i + 2]) < 0)
                return false;
            c = (char)(hex_digit(s.ptr[i + 1]) * 16 + hex_digit(s.ptr[i + 2]));
            i += 2;
        }
        if (c == '\0')
            return false;
        to[n++] = c;
    }
    *out = (struct str){to, n};
    return utf8_valid(*out);
}

static bool path_clean(struct str path)
{
    struct str rest = str_sub(path, 1, path.len), part;
    if (!path.len || path.ptr[0] != '/')
        return false;
    for (size_t i = 0; i < path.len; i++) {
        unsigned char c = (unsigned char)path.ptr[i];
        if (c < 0x20 || c == 0x7F || c == '\\')
            return false;
    }
    while (str_cut(&rest, '/', &part)) {
        if (str_is(part, ".") || str_is(part, "..") || (!part.len && rest.ptr))
            return false;
    }
    return true;
}

/* Splits TEXT at SEP into decoded name=value pairs; SIZE_MAX when malformed or more than MAX. */
static size_t pairs_read(struct arena *a, struct str text, size_t max, struct pair **out)
{
    struct str part, name;
    size_t n = 0, count = 1;
    for (size_t i = 0; i < text.len; i++)
        count += text.ptr[i] == '&';
    if (!text.len)
        return 0;
    if (count > max)
        return SIZE_MAX;
    *out = arena_alloc(a, count * sizeof **out);
    while (str_cut(&text, '&', &part)) {
        if (!part.len)
            continue;
        str_cut(&part, '=', &name);
        struct str value = part.ptr ? part : STR("");
        if (!percent_decode(a, name, true, &(*out)[n].key) || !percent_decode(a, value, true, &(*out)[n].value))
            return SIZE_MAX;
        n++;
    }
    return n;
}

static struct refusal address_read(struct request *r)
{
    struct str query = r->target, path;
    if (r->target.len > TARGET_BYTES_MAX)
        return refuse(414, "网址太长。", "The address is too long.");
    str_cut(&query, '?', &path);
    if (!percent_decode(r->arena, path, false, &r->path) || !path_clean(r->path))
        return refuse(400, "网址写法不对。", "The address is malformed.");
    if (query.ptr)
        r->query_count = pairs_read(r->arena, query, QUERY_PAIRS_MAX, &r->query);
    if (r->query_count == SIZE_MAX) {
        r->query_count = 0;
        return refuse(400, "网址中“?”以后的部分写法不对或项数太多。", "The part of the address after “?” is malformed or has too many items.");
    }
    return (struct refusal){0};
}

/* ---- headers ------------------------------------------------------------------------------- */

struct collector {
    struct request *request;
    size_t bytes, total;
};

static enum MHD_Result collect(void *arg, enum MHD_ValueKind kind, const char *name, size_t name_len,
                               const char *value, size_t value_len)
{
    (void)kind;
    struct collector *c = arg;
    struct request *r = c->request;
    c->total++;
    c->bytes += name_len + value_len + 4;
    if (r->header_count < HEADERS_MAX)
        r->headers[r->header_count++] = (struct pair){{name, name_len}, {value ? value : "", value ? value_len : 0}};
    return MHD_YES;
}

static size_t count_of(const struct request *r, const char *name)
{
    size_t n = 0;
    for (size_t i = 0; i < r->header_count; i++)
        n += name_is(r->headers[i].key, name);
    return n;
}

/* Whether FROM is followed by exactly the two bytes of a CR LF and then TO; TO NULL: by an empty line. An
 * empty line of LF alone shows only when something has come in behind it, which is when it matters. */
static bool line_ends(const char *from, const char *to)
{
    if (to)
        return to - from == 2 && !from[0] && !from[1];
    return !from[0] && !from[1] && !from[2] && !from[3];
}

/* See the top of the file. VERSION stands behind the target in the same buffer. */
static bool laid_out_cleanly(const struct request *r, struct target_place place, const char *version)
{
    const char *end = version + strlen(version);
    if (strcmp(MHD_get_version(), "0.9.75") != 0)
        return true;
    if (version != place.ptr + place.len + 1)
        return false;
    for (size_t i = 0; i < r->header_count; i++) {
        const struct pair *h = &r->headers[i];
        if (!line_ends(end, h->key.ptr))
            return false;
        const char *colon_end = h->key.ptr + h->key.len + 1; /* the byte after the NUL over ':' */
        if (h->value.len && (h->value.ptr < colon_end || h->value.ptr > colon_end + 256))
            return false;
        end = h->value.ptr + h->value.len;
    }
    return line_ends(end, NULL);
}

static bool token_valid(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i], low = (char)(c | 0x20);
        if (!((low >= 'a' && low <= 'z') || (c >= '0' && c <= '9') || (c && strchr("!#$%&'*+-.^_`|~", c))))
            return false;
    }
    return s.len > 0;
}

static bool digits_only(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
    return s.len > 0 && s.len <= 18;
}

static struct refusal framing_check(const struct request *r, const char *version)
{
    size_t lengths = count_of(r, "content-length"), encodings = count_of(r, "transfer-encoding");
    if (lengths > 1 || (lengths && encodings) || encodings > 1)
        return refuse(400, "请求的长度写了两遍。", "The request states its length twice.");
    if (lengths && !digits_only(request_header(r, "content-length")))
        return refuse(400, "请求的长度不是数字。", "The length of the request is not a number.");
    if (encodings)
        return refuse(411, "请求没有写明长度（Content-Length）。", "The request does not state its length (Content-Length).");
    if (count_of(r, "host") > 1 || (count_of(r, "host") == 0 && strcmp(version, "HTTP/1.0") != 0))
        return refuse(400, "请求应写明一个主机名（Host）。", "The request must name one host (Host).");
    for (size_t i = 0; i < r->header_count; i++)
        if (!token_valid(r->headers[i].key) || memchr(r->headers[i].value.ptr, '\r', r->headers[i].value.len))
            return refuse(400, "请求头写法不对。", "A header of the request is malformed.");
    return (struct refusal){0};
}

/* A POST drawn by another site's page must not act with our reader's cookie. */
static bool same_origin(const struct request *r)
{
    struct str origin = request_header(r, "origin"), host = request_header(r, "host");
    struct str site = request_header(r, "sec-fetch-site");
    if (str_is(site, "cross-site") || str_is(site, "same-site"))
        return false;
    if (!origin.len)
        return true;
    size_t scheme = str_find(origin, STR("://"));
    return scheme != SIZE_MAX && str_eq(str_sub(origin, scheme + 3, origin.len), host);
}

/* ---- language, cookies, client ------------------------------------------------------------- */

static void cookies_read(struct request *r)
{
    struct str rest = request_header(r, "cookie"), part, name;
    size_t max = 1;
    for (size_t i = 0; i < rest.len; i++)
        max += rest.ptr[i] == ';';
    r->cookies = arena_alloc(r->arena, max * sizeof *r->cookies);
    while (str_cut(&rest, ';', &part)) {
        str_cut(&part, '=', &name);
        if (part.ptr)
            r->cookies[r->cookie_count++] = (struct pair){str_trim(name), str_trim(part)};
    }
}

static enum lang lang_read(const struct request *r)
{
    struct str cookie = request_cookie(r, "lang"), accept = request_header(r, "accept-language");
    if (str_is(cookie, "zh") || str_is(cookie, "en"))
        return str_is(cookie, "en") ? LANG_EN : LANG_ZH;
    size_t zh = str_find(accept, STR("zh")), en = str_find(accept, STR("en"));
    return en < zh ? LANG_EN : LANG_ZH; /* browsers list languages in the order of liking */
}

static void client_read(struct MHD_Connection *c, struct request *r)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    char text[INET6_ADDRSTRLEN] = "";
    if (info && info->client_addr->sa_family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)info->client_addr)->sin_addr, text, sizeof text);
    else if (info && info->client_addr->sa_family == AF_INET6)
        inet_ntop(AF_INET6,
                  &((const struct sockaddr_in6 *)(const void *)info->client_addr)->sin6_addr, text,
                  sizeof text);
    r->client = str_copy(r->arena, str_c(text));
}

struct refusal guard_request(struct MHD_Connection *c, struct request *r, struct target_place place,
                             const char *method, const char *version, bool any_origin)
{
    struct collector all = {.request = r};
    r->headers = arena_alloc(r->arena, HEADERS_MAX * sizeof *r->headers);
    MHD_get_connection_values_n(c, MHD_HEADER_KIND, collect, &all);
    r->method = str_is(str_c(method), "HEAD") ? STR("GET") : str_copy(r->arena, str_c(method));
    client_read(c, r);
    cookies_read(r);
    r->lang = lang_read(r);
    if (all.total > HEADERS_MAX || all.bytes > HEADER_BYTES_MAX)
        return refuse(431, "请求头太多或太长。", "The headers of the request are too many or too long.");
    if (!laid_out_cleanly(r, place, version))
        return refuse(400, "请求写法不对：每行应以回车换行结束，不能有空字节或折行。",
                      "The request is malformed: lines must end in CR LF, without NUL bytes or folding.");
    if (strcmp(version, "HTTP/1.1") != 0 && strcmp(version, "HTTP/1.0") != 0)
        return refuse(505, "只支持 HTTP/1.0 和 HTTP/1.1。", "Only HTTP/1.0 and HTTP/1.1 are spoken here.");
    struct refusal no = framing_check(r, version);
    if (!no.status)
        no = address_read(r);
    if (!no.status && !str_is(r->method, "GET") && !str_is(r->method, "POST"))
        no = refuse(405, "这里只接受 GET、HEAD 和 POST。", "Only GET, HEAD and POST are taken here.");
    if (!no.status && str_is(r->method, "POST") && !any_origin && !same_origin(r))
        no = refuse(403, "这个操作是从别的网站发来的，没有执行。请在本系统的页面上操作。",
                    "This came from another site and was not carried out. Please use the pages of this system.");
    return no;
}
