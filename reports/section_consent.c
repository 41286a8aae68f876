/* Residents' consent: closed surveys compared, and next year's candidates. */
#include "reports/draft.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/value.h"
#include "reports/chart_caterpillar.h"
#include "reports/chart_stack.h"
#include "reports/phrase.h"

static int highest_rate(const void *a, const void *b)
{
    const struct caterpillar_row *x = a, *y = b;
    return x->rate_pct > y->rate_pct ? -1 : x->rate_pct < y->rate_pct;
}

static const char *closed_remark(const struct draft *draft, const struct consent_district *district)
{
    return draft_say(draft,
                     ngettext_("%1$s closed survey, %2$s of %3$s households",
                               "%1$s closed surveys, %2$s of %3$s households", district->projects),
                     phrase_count(draft->arena, district->projects),
                     phrase_count(draft->arena, district->agree),
                     phrase_count(draft->arena, district->total));
}

static size_t rate_rows(const struct draft *draft, const struct consent_result *result,
                        struct caterpillar_row *rows)
{
    size_t count = 0;
    for (size_t i = 0; i < result->district_count; i++) {
        const struct consent_district *district = &result->districts[i];
        if (!isfinite(district->rate_pct))
            continue;
        rows[count++] = (struct caterpillar_row){
            .name = draft_group_name(district->district),
            .remark = closed_remark(draft, district),
            .rate_pct = district->rate_pct,
            .low_pct = district->low_pct,
            .high_pct = district->high_pct,
            .shrunk_pct = district->shrunk_pct,
            .outside = district->funnel,
        };
    }
    qsort(rows, count, sizeof *rows, highest_rate);
    return count;
}

static const char *rates_title(const struct draft *draft, const struct consent_result *result,
                               const struct caterpillar_data *data)
{
    size_t outside = 0;
    for (size_t i = 0; i < data->count; i++)
        outside += data->rows[i].outside != 0;
    if (outside > 0)
        return draft_say(draft,
                         ngettext_("%zu district's consent rate lies outside what chance explains",
                                   "%zu districts' consent rates lie outside what chance explains",
                                   outside),
                         outside);
    if (data->count > 1 && result->spread.heterogeneity_p > 0.05)
        return _("The districts' consent rates differ no more than chance explains");
    return _("The districts' consent rates, with intervals");
}

static void add_rates(struct draft *draft, const struct consent_result *result)
{
    struct caterpillar_data *data = arena_alloc(draft->arena, sizeof *data);
    struct caterpillar_row *rows =
        arena_alloc(draft->arena, (result->district_count + 1) * sizeof *rows);
    const struct fraction *heads = &result->rule->heads;
    bool asked = heads->denominator > 0;
    *data = (struct caterpillar_data){
        .what = _("households that agree, of all owners' households; closed surveys"),
        .rows = rows,
        .count = rate_rows(draft, result, rows),
        .threshold_pct = asked ? 100 * (double)heads->numerator / (double)heads->denominator : NAN,
        .threshold = asked ? phrase_fraction(draft->arena, heads) : "",
    };
    if (data->count == 0) {
        report_paragraph(draft->report, _("No survey is closed yet, so the districts cannot be "
                                          "compared."));
        return;
    }
    const char *note = draft_say(
        draft,
        _("Only closed surveys are compared. The intervals carry the likeness of owners in "
          "one project (intra-class correlation %1$s). The rule, %2$s of all owners' "
          "households, is decided by counting and not by the interval."),
        phrase_number(draft->arena, result->spread.icc, 3), data->threshold);
    report_figure(draft->report, &chart_caterpillar, data, rates_title(draft, result, data), note);
}

/* Households that are still needed, over the open projects of a district. */
static int64_t still_needed(const struct consent_result *result, const struct dataset *data,
                            const char *district)
{
    int64_t needed = VALUE_NONE;
    for (size_t i = 0; i < result->project_count; i++) {
        const struct consent_project *project = &result->projects[i];
        if (project->status == CONSENT_OPEN &&
            strcmp(data->projects.items[project->project].district, district) == 0)
            needed = value_add(needed, project->needed);
    }
    return needed;
}

static int64_t candidates_of(const struct stack_row *row)
{
    int64_t sum = 0;
    for (size_t s = 0; s < STACK_MAX_STATES; s++)
        sum += row->counts[s];
    return sum;
}

static int most_candidates(const void *a, const void *b)
{
    int64_t x = candidates_of(a), y = candidates_of(b);
    return x > y ? -1 : x < y;
}

static size_t candidate_rows(const struct draft *draft, struct stack_row *rows)
{
    const struct consent_result *result = draft->study->candidates;
    for (size_t i = 0; i < result->district_count; i++) {
        const struct consent_district *district = &result->districts[i];
        int64_t needed = still_needed(result, draft->study->candidate_data, district->district);
        rows[i] = (struct stack_row){
            .name = draft_group_name(district->district),
            .remark = value_is_known(needed) ? draft_say(draft,
                                                         ngettext_("%s household needed",
                                                                   "%s households needed", needed),
                                                         phrase_count(draft->arena, needed))
                                             : "",
            .counts = {district->met, district->open, district->impossible, district->failed,
                       district->unknown},
        };
    }
    qsort(rows, result->district_count, sizeof *rows, most_candidates);
    return result->district_count;
}

static void add_candidates(struct draft *draft)
{
    const struct consent_result *result = draft->study->candidates;
    struct stack_row *rows = arena_alloc(draft->arena, (result->district_count + 1) * sizeof *rows);
    struct stack_data *data = arena_alloc(draft->arena, sizeof *data);
    *data = (struct stack_data){
        .what = draft_say(draft, _("candidates for %d by state of consent"),
                          draft->study->plan_year + 1),
        .states = {_("met"), _("open"), _("out of reach unless refusals change"),
                   _("closed and not met"), _("unknown")},
        .state_count = 5,
        .rows = rows,
        .count = candidate_rows(draft, rows),
    };
    int64_t met = 0, all = 0;
    for (size_t i = 0; i < data->count; i++) {
        met += rows[i].counts[0];
        all += candidates_of(&rows[i]);
    }
    const char *title = draft_say(
        draft,
        ngettext_("%1$s of %2$s candidate for %3$d has reached the rule of consent",
                  "%1$s of %2$s candidates for %3$d have reached the rule of consent", all),
        phrase_count(draft->arena, met), phrase_count(draft->arena, all),
        draft->study->plan_year + 1);
    report_figure(draft->report, &chart_stack, data, title,
                  draft_say(draft,
                            _("Rule: %s of all owners' households in each compound. At the right, "
                              "the households that open surveys still need."),
                            phrase_fraction(draft->arena, &result->rule->heads)));
}

static bool has_surveys(const struct consent_result *result)
{
    return result != NULL && result->project_count > 0;
}

void section_consent(struct draft *draft)
{
    const struct study *study = draft->study;
    report_heading(draft->report, 2, "consent", _("Residents' consent"));
    if (!has_surveys(study->consent) && !has_surveys(study->candidates)) {
        report_paragraph(draft->report, _("There is nothing to show here: no loaded export counts "
                                          "the answers of households."));
        return;
    }
    if (has_surveys(study->consent))
        add_rates(draft, study->consent);
    else
        report_paragraph(draft->report, draft_say(draft, _("No survey of the %d plan is known."),
                                                  study->plan_year));
    if (has_surveys(study->candidates))
        add_candidates(draft);
    section_stairwells(draft);
}
