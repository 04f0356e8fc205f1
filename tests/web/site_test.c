/* site_test.c: when a browser may keep a page. */
#include "tests/web/county_help.h"

static struct str tag_of(const char *target)
{
    struct response *r = county_get(ROLE_OFFICE, target);
    CHECK(r->status == 200);
    return r->etag;
}

/* The log stands where it stood, but a new program may draw the page another way. */
TEST(a_page_is_drawn_again_once_the_program_was_started_anew)
{
    county_fill();
    county_sign_in_roles("");
    county.round = county_number("SELECT inspection FROM notice WHERE state = 1");
    county_open();
    struct str before = tag_of("/packs");
    CHECK(before.len && str_eq(tag_of("/packs"), before) && !str_eq(tag_of("/ledger"), before));
    county.site.started_us++;
    CHECK(!str_eq(tag_of("/packs"), before));
    county_close();
}
