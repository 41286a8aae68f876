#include <stdlib.h>

#include "core/i18n.h"
#include "data/household_load.h"

static enum status refuse_double(struct household_load *bulk, int64_t first, struct error *error)
{
    struct text message = TEXT_INIT;
    text_addf(&message, _("line %lld has the same household with another answer"),
              (long long)first);
    if (bulk->load->waiting_rows > 0 && !bulk->row.listed) {
        bulk->load->waiting_rows--;
        bulk->load->counts.pending--;
    }
    enum status status = load_refuse(bulk->load, REJECT_PRIMARY_KEY, -1, "", message.data, error);
    text_release(&message);
    return status;
}

/*
 * Puts the new version among the others and moves the tallies from one set to the other. Where it
 * hides all that there is, that is one difference; else the whole of both sets.
 */
static enum status put(struct household_load *bulk, struct household_versions *versions,
                       const struct household_version *old, int64_t past, struct error *error)
{
    const struct household_key *key = &bulk->key;
    const struct household_version *new = &bulk->version;
    enum status status;
    if (past < 2 && household_hides(new, old) && household_compare(new, old) > 0) {
        bulk->kept = *new;
        bulk->kept_past = 1;
        status = tally_add(bulk->tally, key, new, old, -1, error);
        if (status == STATUS_OK)
            status = tally_add(bulk->tally, key, new, new, 1, error);
        return status == STATUS_OK ? household_history_add(&bulk->history, key, old, error)
                                   : status;
    }
    status = tally_versions(bulk->tally, key, versions->items, versions->count, -1, error);
    household_versions_put(versions, new);
    if (status == STATUS_OK)
        status = tally_versions(bulk->tally, key, versions->items, versions->count, 1, error);
    bulk->kept_past = versions->count > 1 ? 2 : 0;
    return status == STATUS_OK
               ? household_history_write(&bulk->history, key, versions, &bulk->kept, error)
               : status;
}

/* The row says of a day what is known otherwise already: it is known from today. */
static enum status correct(struct household_load *bulk, struct error *error)
{
    struct load *load = bulk->load;
    struct vintage *vintage = &bulk->version.vintage;
    load->corrects = true;
    vintage->known = load->known != DAYNUM_NONE     ? load->known
                     : load->today > vintage->as_of ? load->today
                                                    : vintage->as_of;
    return vintage_number(bulk->vintages, vintage, error);
}

/* By household and day of answer. A row that repeats what another file said leaves no trace but
 * this: a later one of its own file must not take its word for the other's, and correct it. */
static enum status note_unchanged(struct household_load *bulk, struct error *error)
{
    const struct household_key *key = &bulk->key;
    int64_t first;
    if (household_seen_add(&bulk->seen, key, bulk->version.answered, bulk->row.line))
        return STATUS_OK;
    return load_meet(
        bulk->load,
        (int64_t[]){key->compound_id, key->stairwell_id, key->door, bulk->version.answered},
        bulk->row.line, &first, error);
}

/* The line of this file that said otherwise of the household's answer of that day; 0: none did. */
static enum status find_first(struct household_load *bulk, const struct household_version *same,
                              int64_t *first, struct error *error)
{
    const struct household_key *key = &bulk->key;
    *first = same->line;
    if (same->vintage.source_id == bulk->version.vintage.source_id)
        return STATUS_OK;
    *first = household_seen_line(&bulk->seen, key, bulk->version.answered);
    if (*first > 0)
        return STATUS_OK;
    return load_line_of(
        bulk->load,
        (int64_t[]){key->compound_id, key->stairwell_id, key->door, bulk->version.answered}, first,
        error);
}

enum status household_settle(struct household_load *bulk, const struct household_version *old,
                             int64_t past, bool *write, struct error *error)
{
    struct load *load = bulk->load;
    struct household_version *new = &bulk->version;
    struct household_versions versions = {0};
    /* The row was counted as a first answer when it was read: take that back first. */
    enum status status = tally_add(bulk->tally, &bulk->key, new, new, -1, error);
    load->counts.loaded--;
    *write = false;
    if (status == STATUS_OK && past != 0)
        status = household_history_read(&bulk->history, &bulk->key, &versions, error);
    household_versions_add(&versions, old);
    const struct household_version *same =
        household_of_same_day(&versions, new, load->known != DAYNUM_NONE ? load->known : INT64_MAX);
    if (status != STATUS_OK)
        goto out;
    bool unchanged = same != NULL && household_same(same, new);
    *(unchanged ? &load->counts.unchanged : &load->counts.loaded) += 1;
    if (unchanged && household_repeats(same, new)) {
        status = note_unchanged(bulk, error);
        goto out;
    }
    if (!unchanged && same != NULL && same->vintage.as_of == new->vintage.as_of) {
        int64_t first;
        status = find_first(bulk, same, &first, error);
        if (status == STATUS_OK && first > 0) {
            load->counts.loaded--;
            status = refuse_double(bulk, first, error);
        }
        if (status != STATUS_OK || first > 0)
            goto out;
        status = correct(bulk, error);
    }
    if (status == STATUS_OK)
        status = put(bulk, &versions, old, past, error);
    *write = status == STATUS_OK;
out:
    free(versions.items);
    return status;
}
