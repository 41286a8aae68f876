#include "analysis/finding.h"

#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"

const char *const finding_severity_names[FINDING_SEVERITY_COUNT] = {
    [FINDING_ERROR] = "error",
    [FINDING_WARNING] = "warning",
};

const char *finding_severity_label(enum finding_severity severity)
{
    static const char *const labels[FINDING_SEVERITY_COUNT] = {
        [FINDING_ERROR] = N_("error"),
        [FINDING_WARNING] = N_("warning"),
    };
    return _(labels[severity]);
}

const char *finding_theme_label(enum finding_theme theme)
{
    static const char *const labels[FINDING_THEME_COUNT] = {
        [THEME_DATES] = N_("Dates and status"),
        [THEME_PLAN] = N_("The plan"),
        [THEME_PROGRESS] = N_("Progress"),
        [THEME_CONSENT] = N_("Consent"),
        [THEME_MONEY] = N_("Money"),
        [THEME_WORKS] = N_("Facilities, management, satisfaction, quality"),
        [THEME_REPORTING] = N_("Reporting and totals"),
    };
    return _(labels[theme]);
}

void finding_set_release(struct finding_set *set)
{
    free(set->items);
    arena_release(&set->strings);
    *set = (struct finding_set){0};
}

enum finding_code finding_code_of(const char *code)
{
    for (int i = 0; i < FINDING_COUNT; i++)
        if (strcmp(finding_kinds[i].code, code) == 0)
            return (enum finding_code)i;
    return FINDING_COUNT;
}

bool finding_is_about(const struct finding *finding, const char *code, const char *city,
                      const char *subject)
{
    return strcmp(finding_kinds[finding->code].code, code) == 0 &&
           (city[0] == '\0' || strcmp(finding->city, city) == 0) &&
           (subject[0] == '\0' || strcmp(finding->subject, subject) == 0);
}

void finding_set_rest(struct finding_set *set, const struct acknowledgement_set *acknowledged)
{
    for (size_t i = 0; i < set->count; i++)
        for (size_t j = 0; j < acknowledged->count; j++) {
            const struct acknowledgement *said = &acknowledged->items[j];
            struct finding *finding = &set->items[i];
            if (!finding_is_about(finding, said->code, said->city, said->subject))
                continue;
            finding->reason = arena_strdup(&set->strings, said->reason);
            finding->acknowledged_on = said->acknowledged_on;
        }
}
