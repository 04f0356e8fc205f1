/* pango_load.c: see pango_load.h. */
#include "paper/pango_load.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static const struct {
    const char *name;
    size_t at; /* of its pointer in struct pango */
} functions[] = {
#define X(name) {#name, offsetof(struct pango, name)},
    PANGO_FUNCTIONS(X)
#undef X
};

const struct pango *pango_load(const char **why)
{
    static struct pango loaded;
    static bool ready;
    if (ready)
        return &loaded;
    /* Looking a name up in pangocairo finds what it links as well: pango, cairo, gobject, fontconfig. */
    void *library = dlopen("libpangocairo-1.0.so.0", RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        *why = dlerror();
        return NULL;
    }
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        void *f = dlsym(library, functions[i].name);
        if (!f) {
            *why = dlerror();
            return NULL;
        }
        memcpy((char *)&loaded + functions[i].at, &f, sizeof f);
    }
    ready = true;
    return &loaded;
}
