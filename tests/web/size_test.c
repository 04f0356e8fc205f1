/* size_test.c: pages of a round too large to tell everything unasked. Its measures are the sample's, copied in the tables
 * alone: pages that show them one by one are not asked here. */
#include "tests/web/county_help.h"

#define DOUBLED(by) "UPDATE more SET id = id + " by "; INSERT INTO measure SELECT * FROM more; DELETE FROM more; INSERT INTO more SELECT * FROM measure;"

static void open_large(void)
{
    county_fill();
    county_sign_in_roles("");
    CHECK(!db_script(county.app.db, "CREATE TABLE more AS SELECT * FROM measure"));
    CHECK(!db_script(county.app.db, DOUBLED("1") DOUBLED("2") DOUBLED("4") DOUBLED("8") DOUBLED("16") DOUBLED("32"))); /* 99 become 6,336 */
    CHECK(!db_script(county.app.db, "DROP TABLE more"));
    county_open();
}

TEST(large_rounds_tell_figures_by_kind_and_all_when_asked)
{
    open_large();
    struct response *r = county_get(ROLE_OFFICE, "/figures");
    CHECK(r->status == 200 && holds(r, "measures.total") && !holds(r, "problems.total<") && holds(r, "/figures?of=problem"));
    r = county_get(ROLE_OFFICE, "/figures?of=problem");
    CHECK(holds(r, "problems.total") && !holds(r, "measures.total"));
    r = county_get(ROLE_OFFICE, "/figures?of=all");
    CHECK(holds(r, "problems.total") && holds(r, "measures.total") && holds(r, "reports.total"));
    CHECK(holds(county_get(ROLE_OFFICE, "/figures?of=nonsense"), "measures.total"));
    county_close();
}

TEST(editors_of_large_rounds_compute_the_figures_their_text_uses)
{
    open_large();
    struct response *r = county_get(ROLE_OFFICE, "/bulletin/new");
    CHECK(r->status == 200 && holds(r, "算出全部") && holds(r, "/bulletin/new?figures=all") && holds(r, "…"));
    r = county_get(ROLE_OFFICE, "/bulletin/new?figures=all");
    CHECK(r->status == 200 && !holds(r, "算出全部"));
    r = county_get(ROLE_OFFICE, "/notice/new");
    CHECK(r->status == 200 && holds(r, "算出全部") && holds(r, "figures=all"));
    county_close();
}

TEST(the_plan_of_a_large_round_is_looked_through_when_asked)
{
    open_large();
    struct response *r = county_get(ROLE_OFFICE, "/plan");
    CHECK(r->status == 200 && holds(r, "/plan?look=1"));
    r = county_get(ROLE_OFFICE, "/plan?look=1");
    CHECK(r->status == 200 && !holds(r, "/plan?look=1"));
    county_close();
}

TEST(reports_of_a_large_round_are_summed_up_when_asked)
{
    open_large();
    struct response *r = county_get(ROLE_OFFICE, "/packs");
    CHECK(r->status == 200 && holds(r, "compute=1") && !holds(r, "没有未填报的措施"));
    r = county_get(ROLE_OFFICE, "/packs?compute=1");
    CHECK(r->status == 200 && !holds(r, "现在汇总") && holds(r, "合计"));
    county_close();
}

TEST(small_rounds_tell_all_at_once)
{
    county_fill();
    county_sign_in_roles("");
    county_open();
    struct response *r = county_get(ROLE_OFFICE, "/figures");
    CHECK(holds(r, "problems.total") && holds(r, "measures.total") && holds(r, "reports.total"));
    CHECK(!holds(county_get(ROLE_OFFICE, "/bulletin/new"), "算出全部") && !holds(county_get(ROLE_OFFICE, "/notice/new"), "算出全部"));
    CHECK(!holds(county_get(ROLE_OFFICE, "/plan"), "/plan?look=1") && !holds(county_get(ROLE_OFFICE, "/packs"), "compute=1"));
    county_close();
}
