#include "cli/rest.h"

#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"

/* What stands behind an option: a code, and the subject behind a colon, narrow or wide. */
struct target {
    char *code;
    const char *subject; /* "": all that the code finds */
};

static enum status target_init(struct target *target, const struct session *session,
                               enum option_id id, struct error *error)
{
    static const char *const colons[] = {":", "："};
    target->code = xstrdup(session->options->values[id]);
    target->subject = "";
    for (size_t i = 0; i < sizeof colons / sizeof *colons; i++) {
        char *colon = strstr(target->code, colons[i]);
        if (colon == NULL)
            continue;
        *colon = '\0';
        target->subject = colon + strlen(colons[i]);
    }
    if (finding_code_of(target->code) != FINDING_COUNT)
        return STATUS_OK;
    error_set(error, STATUS_USAGE, _("no finding has the code '%s': see 'renostat help findings'"),
              target->code);
    free(target->code);
    return STATUS_USAGE;
}

enum status rest_is_asked(const struct session *session, bool *asked, struct error *error)
{
    const char *const *values = session->options->values;
    bool acknowledges = values[OPTION_ACKNOWLEDGE] != NULL;
    const char *reason = values[OPTION_REASON];
    *asked = acknowledges || values[OPTION_WITHDRAW] != NULL;
    if (acknowledges && values[OPTION_WITHDRAW] != NULL)
        return error_set(error, STATUS_USAGE, _("'--%s' and '--%s' exclude each other"),
                         option_rows[OPTION_ACKNOWLEDGE].name, option_rows[OPTION_WITHDRAW].name);
    if (acknowledges != (reason != NULL && reason[0] != '\0'))
        return error_set(error, STATUS_USAGE, _("'--%s' and '--%s' go together"),
                         option_rows[OPTION_ACKNOWLEDGE].name, option_rows[OPTION_REASON].name);
    return STATUS_OK;
}

/* Whether an earlier finding is of the same city: it has been written for it already. */
static bool is_repeated(const struct finding_set *set, const struct target *target, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (finding_is_about(&set->items[i], target->code, "", target->subject) &&
            strcmp(set->items[i].city, set->items[index].city) == 0)
            return true;
    return false;
}

/* One row for a code as a whole; for a subject one in each city that has it. */
static enum status acknowledge(struct store *store, const struct session *session,
                               const struct target *target, const struct finding_set *set,
                               struct error *error)
{
    struct acknowledgement row = {.code = target->code,
                                  .city = "",
                                  .subject = target->subject,
                                  .reason = session->options->values[OPTION_REASON],
                                  .acknowledged_on = session_today()};
    enum status status = STATUS_OK;
    bool any = false;
    for (size_t i = 0; i < set->count && status == STATUS_OK; i++) {
        if (!finding_is_about(&set->items[i], target->code, "", target->subject))
            continue;
        any = true;
        if (is_repeated(set, target, i))
            continue;
        if (target->subject[0] != '\0')
            row.city = set->items[i].city;
        status = store_acknowledge(store, &row, error);
    }
    if (status == STATUS_OK && !any)
        return error_set(error, STATUS_NOT_FOUND, _("there is no finding '%s'"),
                         session->options->values[OPTION_ACKNOWLEDGE]);
    return status;
}

static enum status withdraw(struct store *store, const struct session *session,
                            const struct target *target, const struct acknowledgement_set *set,
                            struct error *error)
{
    enum status status = STATUS_OK;
    bool any = false;
    for (size_t i = 0; i < set->count && status == STATUS_OK; i++) {
        const struct acknowledgement *row = &set->items[i];
        bool found = false;
        if (strcmp(row->code, target->code) == 0 && strcmp(row->subject, target->subject) == 0)
            status = store_withdraw(store, row->code, row->city, row->subject, &found, error);
        any |= found;
    }
    if (status == STATUS_OK && !any)
        return error_set(error, STATUS_NOT_FOUND, _("nothing was acknowledged as '%s'"),
                         session->options->values[OPTION_WITHDRAW]);
    return status;
}

enum status rest_change(const struct session *session, const struct finding_set *findings,
                        const struct acknowledgement_set *acknowledged, struct error *error)
{
    bool acknowledges = session->options->values[OPTION_ACKNOWLEDGE] != NULL;
    struct target target;
    struct store *store = NULL;
    enum status status =
        target_init(&target, session, acknowledges ? OPTION_ACKNOWLEDGE : OPTION_WITHDRAW, error);
    if (status != STATUS_OK)
        return status;
    status = store_open(&store, session->database, STORE_WRITE, error);
    if (status == STATUS_OK)
        status = acknowledges ? acknowledge(store, session, &target, findings, error)
                              : withdraw(store, session, &target, acknowledged, error);
    store_close(store);
    free(target.code);
    return status;
}
