/* mail_load.h: libcurl, loaded when the first letter is sent, as paper/pango_load.h does with pango. Linked, it and
 * its 25 libraries would be mapped at each start of the program. The headers are needed to build. */
#ifndef APP_MAIL_LOAD_H
#define APP_MAIL_LOAD_H

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#undef curl_easy_setopt
#undef curl_easy_getinfo

#define CURL_FUNCTIONS(X) \
    X(curl_easy_cleanup) \
    X(curl_easy_getinfo) \
    X(curl_easy_init) \
    X(curl_easy_perform) \
    X(curl_easy_reset) \
    X(curl_easy_setopt) \
    X(curl_easy_strerror) \
    X(curl_global_init) \
    X(curl_slist_append) \
    X(curl_slist_free_all)

struct curl_library {
#define X(name) __typeof__(name) *name;
    CURL_FUNCTIONS(X)
#undef X
};

/* The functions by their own names; they live as long as the program. NULL when the library cannot be loaded; *WHY is
 * then the loader's reason, until the next call. */
const struct curl_library *curl_load(const char **why);

#endif
