/* asset.c: see asset.h. The table is made by tools/embed.sh, sorted by name. */
#include "base/asset.h"

struct asset {
    const char *name, *bytes;
    uint64_t len;
};
extern const struct asset assets[];
extern const uint64_t assets_count;

bool asset_at(size_t at, struct str *name, struct str *bytes)
{
    if (at >= assets_count)
        return false;
    *name = str_c(assets[at].name);
    *bytes = (struct str){assets[at].bytes, (size_t)assets[at].len};
    return true;
}

bool asset_find(struct str name, struct str *bytes)
{
    size_t low = 0, high = (size_t)assets_count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int c = str_cmp(str_c(assets[mid].name), name);
        if (c == 0) {
            *bytes = (struct str){assets[mid].bytes, (size_t)assets[mid].len};
            return true;
        }
        if (c < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return false;
}
