#include <stdlib.h>

#include "core/i18n.h"
#include "data/household_load.h"

/* All versions of one household: those of the history, then the one in the table. */
struct versions {
    struct household_version *items;
    size_t count, capacity;
};

static void add_version(struct versions *versions, const struct household_version *version)
{
    ARRAY_GROW(versions->items, versions->count + 1, versions->capacity);
    versions->items[versions->count++] = *version;
}

static enum status read_past(struct household_load *bulk, struct versions *versions,
                             struct error *error)
{
    const struct household_key *key = &bulk->key;
    bool row = false;
    enum status status;
    db_bind(bulk->past, 4, (int64_t[]){key->compound_id, key->building, key->unit, key->door});
    while ((status = db_step(bulk->past, &row, error)) == STATUS_OK && row) {
        struct household_version version = {
            .answered = db_value(bulk->past, 0),
            .as_of = db_value(bulk->past, 1),
            .known = db_value(bulk->past, 2),
            .source_id = db_value(bulk->past, 3),
            .line = db_value(bulk->past, 4),
            .answer = db_value(bulk->past, 5),
            .door_area = db_value(bulk->past, 6),
            .contribute = db_value(bulk->past, 7),
            .pledge = db_value(bulk->past, 8),
            .demolish = db_value(bulk->past, 9),
            .owner = db_value(bulk->past, 10),
        };
        add_version(versions, &version);
    }
    return status;
}

static enum status write_past(struct household_load *bulk, const struct household_version *version,
                              struct error *error)
{
    const struct household_key *key = &bulk->key;
    db_bind(bulk->add_past, 15,
            (int64_t[]){key->compound_id, key->building, key->unit, key->door, version->answered,
                        version->as_of, version->known, version->source_id, version->line,
                        version->answer, version->door_area, version->contribute, version->pledge,
                        version->demolish, version->owner});
    return db_run(bulk->add_past, error);
}

/* The newest version of the same day of answer that the new one has to agree with. */
static const struct household_version *of_same_day(const struct household_load *bulk,
                                                   const struct versions *versions)
{
    const struct household_version *best = NULL, *new = &bulk->version;
    for (size_t i = 0; i < versions->count; i++) {
        const struct household_version *item = &versions->items[i];
        if (item->answered != new->answered || item->as_of > new->as_of ||
            (bulk->load->known != DAYNUM_NONE && item->known > bulk->load->known))
            continue;
        if (best == NULL || household_compare(best, item) < 0)
            best = item;
    }
    return best;
}

static enum status refuse_double(struct household_load *bulk, int64_t first, struct error *error)
{
    struct text message = TEXT_INIT;
    text_addf(&message, _("line %lld has the same household with another answer"),
              (long long)first);
    if (bulk->load->waiting_rows > 0 && !bulk->row.listed) {
        bulk->load->waiting_rows--;
        bulk->load->counts.pending--;
    }
    enum status status = load_refuse(bulk->load, "primary-key", -1, "", message.data, error);
    text_release(&message);
    return status;
}

/*
 * Puts the new version among the others and moves the tallies from one set to the other. Where it
 * hides all that there is, that is one difference; else the whole of both sets.
 */
static enum status put(struct household_load *bulk, struct versions *versions,
                       const struct household_version *old, int64_t past, struct error *error)
{
    const struct household_version *new = &bulk->version;
    if (past < 2 && household_hides(new, old) && household_compare(new, old) > 0) {
        bulk->kept = *new;
        bulk->kept_past = 1;
        enum status status = tally_add(bulk->tally, &bulk->key, new, old, -1, error);
        if (status == STATUS_OK)
            status = tally_add(bulk->tally, &bulk->key, new, new, 1, error);
        return status == STATUS_OK ? write_past(bulk, old, error) : status;
    }
    enum status status =
        tally_versions(bulk->tally, &bulk->key, versions->items, versions->count, -1, error);
    size_t same = 0;
    while (same < versions->count && household_compare(&versions->items[same], new) != 0)
        same++;
    if (same < versions->count)
        versions->items[same] = *new;
    else
        add_version(versions, new);
    if (status == STATUS_OK)
        status =
            tally_versions(bulk->tally, &bulk->key, versions->items, versions->count, 1, error);
    bulk->kept = household_compare(new, old) >= 0 ? *new : *old;
    bulk->kept_past = versions->count > 1 ? 2 : 0;
    if (status == STATUS_OK && household_compare(new, old) > 0)
        status = write_past(bulk, old, error);
    else if (status == STATUS_OK && household_compare(new, old) < 0)
        status = write_past(bulk, new, error);
    return status;
}

enum status household_settle(struct household_load *bulk, const struct household_version *old,
                             int64_t past, bool *write, struct error *error)
{
    struct load *load = bulk->load;
    struct household_version *new = &bulk->version;
    struct versions versions = {0};
    /* The row was counted as a first answer when it was read: take that back first. */
    enum status status = tally_add(bulk->tally, &bulk->key, new, new, -1, error);
    load->counts.loaded--;
    *write = false;
    if (status == STATUS_OK && past != 0)
        status = read_past(bulk, &versions, error);
    add_version(&versions, old);
    const struct household_version *same = of_same_day(bulk, &versions);
    if (status != STATUS_OK)
        goto out;
    if (same != NULL && household_same(same, new)) {
        load->counts.unchanged++;
        goto out;
    }
    if (same != NULL && same->as_of == new->as_of) {
        if (same->source_id == new->source_id) {
            status = refuse_double(bulk, same->line, error);
            goto out;
        }
        load->corrects = true;
        new->known = load->known != DAYNUM_NONE ? load->known
                     : load->today > new->as_of ? load->today
                                                : new->as_of;
    }
    load->counts.loaded++;
    status = put(bulk, &versions, old, past, error);
    *write = status == STATUS_OK;
out:
    free(versions.items);
    return status;
}
