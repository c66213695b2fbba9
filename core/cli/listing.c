#include "cli/listing.h"

/** Milliseconds of the processor that a plugin may take to be loaded; ten times
    that by the clock. */
enum { PATIENCE = 3000 };

static void ignore(void *nothing, const gj_outcome *outcome)
{
    (void)nothing;
    (void)outcome;
}

/** What a worker hands over is what plugins say; what the user says is added
    here. */
static gj_status apply_policy(gj_pool *pool, const gj_settings *settings,
                              gj_error *error)
{
    size_t count = gj_pool_engine(pool)->forms.count;
    gj_status status = GJ_OK;

    for (size_t i = 0; status == GJ_OK && i < count; i++) {
        gj_catalogue *catalogue = gj_pool_catalogue(pool, i);
        if (catalogue != NULL)
            status = gj_policy_apply(&settings->policy, catalogue, error);
    }
    return status;
}

gj_status gj_listing_open(gj_pool **pool, const gj_settings *settings,
                          gj_error *error)
{
    const gj_pool_options options = {.engine = gj_settings_options(settings),
                                     .workers = 1,
                                     .installed = settings->own_plugins,
                                     .rule_timeout = PATIENCE,
                                     .memory_limit = settings->memory_limit};
    gj_status status = gj_pool_open(pool, &options, ignore, NULL, error);

    return status == GJ_OK ? apply_policy(*pool, settings, error) : status;
}

bool gj_listing_refusals(const gj_pool *pool, gj_language language)
{
    const gj_error *refusal;
    size_t count = 0;

    while ((refusal = gj_pool_refusal(pool, count)) != NULL) {
        gj_tell(language, refusal);
        count++;
    }
    return count > 0;
}

gj_status gj_listing_tell(gj_pool **pool, const gj_settings *settings,
                          gj_error *error)
{
    gj_status status = gj_listing_open(pool, settings, error);
    const gj_error *broken;

    for (size_t i = 0; (broken = gj_pool_broken(*pool, i)) != NULL; i++)
        gj_tell(settings->language, broken);
    bool refused = gj_listing_refusals(*pool, settings->language);
    return gj_heed_refusal(status, refused, error);
}

const gj_catalogue *gj_listing_of(gj_pool *pool, size_t form)
{
    size_t forced = gj_pool_engine(pool)->forced;

    return forced == 0 || forced == form + 1 ? gj_pool_catalogue(pool, form)
                                             : NULL;
}

int gj_listing_exit(const gj_pool *pool)
{
    if (gj_pool_refusal(pool, 0) != NULL)
        return GJ_EXIT_FAULT;
    return gj_pool_broken(pool, 0) != NULL ? GJ_EXIT_USAGE : GJ_EXIT_CLEAN;
}
