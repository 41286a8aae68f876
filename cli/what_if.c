#include "cli/what_if.h"

#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"

static enum status misunderstood(const char *said, struct error *error)
{
    return error_set(error, STATUS_USAGE,
                     _("bad value '%s' of '--%s': expected pause=FROM..TO[:DISTRICT] or "
                       "pace=FACTOR[:PROJECT]"),
                     said, option_rows[OPTION_WHAT_IF].name);
}

/* "2022-09-01..2022-09-14" */
static bool read_pause(char *text, struct assumption *pause)
{
    char *dots = strstr(text, "..");
    if (dots == NULL)
        return false;
    *dots = '\0';
    pause->kind = ASSUMPTION_PAUSE;
    return daynum_parse(text, &pause->from) && daynum_parse(dots + 2, &pause->to);
}

static bool read_pace(const char *text, struct assumption *pace)
{
    char *end;
    pace->kind = ASSUMPTION_PACE;
    pace->pace = strtod(text, &end);
    return end != text && *end == '\0';
}

static enum status read_one(struct session *session, const char *said,
                            struct assumption *assumption, struct error *error)
{
    char *text = arena_strdup(&session->strings, said);
    char *value = strchr(text, '=');
    char *whose = value == NULL ? NULL : strchr(value, ':');
    if (value == NULL || (whose != NULL && whose[1] == '\0'))
        return misunderstood(said, error);
    *value++ = '\0';
    if (whose != NULL)
        *whose++ = '\0';
    *assumption = (struct assumption){.whose = whose};
    bool understood = strcmp(text, "pause") == 0  ? read_pause(value, assumption)
                      : strcmp(text, "pace") == 0 ? read_pace(value, assumption)
                                                  : false;
    return understood ? STATUS_OK : misunderstood(said, error);
}

enum status what_if_read(struct session *session, struct assumption_set *set, struct error *error)
{
    const struct options *options = session->options;
    struct assumption *items =
        arena_alloc(&session->strings, (options->what_if_count + 1) * sizeof *items);
    *set = (struct assumption_set){items, options->what_if_count};
    for (size_t i = 0; i < options->what_if_count; i++) {
        enum status status = read_one(session, options->what_ifs[i], &items[i], error);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}
