/* mail_load.c: see mail_load.h. */
#include "app/mail_load.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static const struct {
    const char *name;
    size_t at; /* of its pointer in struct curl_library */
} functions[] = {
#define X(name) {#name, offsetof(struct curl_library, name)},
    CURL_FUNCTIONS(X)
#undef X
};

/* Debian has it twice, with OpenSSL and with GnuTLS; either will do. */
static void *open_library(void)
{
    void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    return library ? library : dlopen("libcurl-gnutls.so.4", RTLD_NOW | RTLD_LOCAL);
}

const struct curl_library *curl_load(const char **why)
{
    static struct curl_library loaded;
    static bool ready;
    if (ready)
        return &loaded;
    void *library = open_library();
    for (size_t i = 0; library && i < sizeof functions / sizeof *functions; i++) {
        void *f = dlsym(library, functions[i].name);
        if (f)
            memcpy((char *)&loaded + functions[i].at, &f, sizeof f);
        else
            library = NULL;
    }
    if (!library || loaded.curl_global_init(CURL_GLOBAL_DEFAULT)) {
        *why = dlerror();
        *why = *why ? *why : "curl_global_init";
        return NULL;
    }
    ready = true;
    return &loaded;
}
