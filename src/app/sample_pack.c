/* sample_pack.c: packs of the sample: the last two half-months, the newest still to be reviewed, and
 * the material of a monthly meeting. See sample_plan.h. */
#include "app/pack.h"
#include "app/sample_plan.h"
#include "base/hash.h"
#include "base/time.h"

enum { EVENING = 500, /* minutes after 08:30 */
       NOON = 190 };

/* Frozen two days after the period's end, or today where that is not yet. */
static int64_t add_freeze(struct sample *s, int64_t id, const char *sort, int64_t rhythm,
                          int64_t period, const char *note)
{
    int64_t day = period_last_day(period) + 2 - s->today, offset = day < 0 ? day : 0;
    SAMPLE_ADD(s, offset, EVENING, sample_holder(s, "office", 0), COMMAND_PACK_FREEZE, id,
               {STR("sort"), str_c(sort)}, {STR("rhythm"), str_c(rhythms[rhythm].name)},
               {STR("period"), str_f(s->arena, "%lld", (long long)period)}, {STR("note"), str_c(note)});
    return offset;
}

/* The next day at noon; on the day itself when there is no next day yet. */
static void add_review(struct sample *s, int64_t id, int64_t offset, const char *opinion)
{
    SAMPLE_ADD(s, offset < 0 ? offset + 1 : 0, offset < 0 ? NOON : EVENING + 1, sample_holder(s, "office", 1),
               COMMAND_PACK_REVIEW, id, {STR("opinion"), str_c(opinion)});
}

void sample_plan_pack(struct sample *s)
{
    int64_t newest = regime_period_before(RHYTHM_HALF_MONTH, period_of(s->today)),
            before = regime_period_before(RHYTHM_HALF_MONTH, newest);
    int64_t month = regime_period_before(RHYTHM_MONTH, regime_period(RHYTHM_MONTH, s->today)),
            one = id_random(), two = id_random();
    add_review(s, one, add_freeze(s, one, "period", RHYTHM_HALF_MONTH, before, ""), "数字与台账一致，滞后和超期的已逐条问过原因。");
    add_review(s, two, add_freeze(s, two, "meeting", RHYTHM_MONTH, month, "请各责任领导会前核对本人名下的超期事项。"), "同意提交会议。");
    add_freeze(s, id_random(), "period", RHYTHM_HALF_MONTH, newest, "");
}

/* The counts of a pack are those of the moment it is frozen: only then what pack.freeze takes can be computed. */
enum err sample_pack_freeze(struct sample *s, struct arena *a, int64_t at_us, struct submission *go,
                            struct sentence *why)
{
    struct pack_freeze ask = {0};
    struct moment m = {.db = s->app->db,
                       .inspection = s->inspection_id,
                       .position = log_size(s->app->log),
                       .as_of_day = day_of(at_us)};
    struct pair *pairs = arena_alloc(a, PACK_PAIRS * sizeof *pairs);
    for (size_t i = 0; i < go->count; i++) { /* not parsed as a whole: round, title and the rest come now */
        const struct field *f = record_field(&pack_freeze_record, go->pairs[i].key);
        if (!f || !field_read(f, a, go->pairs[i].value, &ask))
            return ERR_INPUT;
    }
    enum err e = pack_freeze_at(a, &m, &ask, why);
    if (e)
        return e;
    pack_pairs(a, &ask, pairs);
    go->pairs = pairs;
    go->count = PACK_PAIRS;
    return ERR_NONE;
}
