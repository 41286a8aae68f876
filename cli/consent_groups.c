#include "cli/consent_listing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/grouping.h"
#include "cli/output.h"
#include "core/i18n.h"

/* What people read of each kind, in the order of enum consent_group. */
static const struct {
    const char *label, *caption, *pairs;
} kinds[] = {
    [CONSENT_PER_DISTRICT] = {N_("district"), N_("closed surveys by district"),
                              N_("pairs of districts")},
    [CONSENT_PER_STREET] = {N_("sub-district"), N_("closed surveys by sub-district"),
                            N_("pairs of sub-districts")},
    [CONSENT_PER_YEAR] = {N_("plan year"), N_("closed surveys by plan year"), N_("pairs of years")},
    [CONSENT_PER_CLASS] = {N_("class of works"), N_("closed surveys by class of works"),
                           N_("pairs of classes")},
    [CONSENT_PER_SIZE] = {N_("households of the project"),
                          N_("closed surveys by size of the project"), N_("pairs of sizes")},
};

/* "basic+improving" in the reader's language. */
static const char *classes_name(const char *group, struct arena *strings)
{
    const char *name = "", *plus = "";
    for (int i = 0; i < WORKS_CLASS_COUNT; i++)
        if (strstr(group, name_of(&works_class_names, i)) != NULL) {
            name = arena_printf(strings, "%s%s%s", name, plus, label_of(&works_class_names, i));
            plus = "+";
        }
    return name;
}

static const char *group_name(const struct consent_view *view, const char *group,
                              struct arena *strings)
{
    if (view->result->group == CONSENT_PER_CLASS && group[0] != '\0' &&
        output_for_people(view->session))
        return classes_name(group, strings);
    return output_group(view->session, group);
}

static const struct table_column district_columns[] = {
    {"district", N_("district"), MEASURE_TEXT, 0, false},
    {"projects", N_("closed surveys"), MEASURE_COUNT, 0, false},
    {"total", N_("households"), MEASURE_COUNT, 0, false},
    {"agree", N_("agree"), MEASURE_COUNT, 0, false},
    {"rate_pct", N_("of all"), MEASURE_PERCENT, 1, false},
    {"low_pct", N_("from"), MEASURE_PERCENT, 1, false},
    {"high_pct", N_("to"), MEASURE_PERCENT, 1, false},
    {"shrunk_pct", N_("shrunk"), MEASURE_PERCENT, 1, false},
    {"shrunk_low_pct", N_("from"), MEASURE_PERCENT, 1, true},
    {"shrunk_high_pct", N_("to"), MEASURE_PERCENT, 1, true},
    {"funnel", N_("funnel"), MEASURE_TEXT, 0, false},
    {"funnel_p", "p", MEASURE_NUMBER, 4, true},
    {"rank_low", N_("rank from"), MEASURE_COUNT, 0, false},
    {"rank_high", N_("to"), MEASURE_COUNT, 0, false},
    {"met", N_("met"), MEASURE_COUNT, 0, false},
    {"open", N_("open"), MEASURE_COUNT, 0, false},
    {"impossible", N_("impossible"), MEASURE_COUNT, 0, false},
    {"failed", N_("failed"), MEASURE_COUNT, 0, false},
    {"unknown", N_("unknown"), MEASURE_COUNT, 0, true},
    {"last_year_pct", N_("a year before"), MEASURE_PERCENT, 1, true},
    {"change_pct", N_("change in a year"), MEASURE_PERCENT, 1, false},
    {"change_low_pct", N_("from"), MEASURE_PERCENT, 1, false},
    {"change_high_pct", N_("to"), MEASURE_PERCENT, 1, false},
    {"change_why", N_("why there is no change"), MEASURE_TEXT, 0, true},
};

static const char *funnel_name(const struct session *session, int funnel)
{
    static const char *const names[] = {N_("below"), N_("inside"), N_("above")};
    const char *name = names[funnel < 0 ? 0 : funnel == 0 ? 1 : 2];
    return output_for_people(session) ? _(name) : name;
}

static int year_of(const struct consent_view *view, const struct consent_district *row)
{
    return view->result->group == CONSENT_PER_YEAR ? grouping_year(row->key) : view->plan_year;
}

static const char *why_no_change(const struct consent_view *view,
                                 const struct consent_district *row, struct arena *strings)
{
    int year = year_of(view, row);
    if (isfinite(row->change_pct))
        return "";
    return year == 0 ? _("the plan year is not known")
                     : arena_printf(strings, _("no closed survey of %d"),
                                    isfinite(row->rate_pct) ? year - 1 : year);
}

static void set_change(const struct consent_view *view, struct table *table,
                       const struct consent_district *row)
{
    table_set_number(table, "last_year_pct", row->before_pct);
    table_set_number(table, "change_pct", row->change_pct);
    table_set_number(table, "change_low_pct", row->change_low_pct);
    table_set_number(table, "change_high_pct", row->change_high_pct);
    table_set_text(table, "change_why", why_no_change(view, row, table->strings));
}

static void add_group(const struct consent_view *view, struct table *table,
                      const struct consent_district *row)
{
    const struct session *session = view->session;
    table_row(table);
    table_set_text(table, table->columns[0].key, group_name(view, row->district, table->strings));
    table_set_integer(table, "projects", row->projects);
    table_set_integer(table, "total", row->total);
    table_set_integer(table, "agree", row->agree);
    table_set_number(table, "rate_pct", row->rate_pct);
    table_set_number(table, "low_pct", row->low_pct);
    table_set_number(table, "high_pct", row->high_pct);
    table_set_number(table, "shrunk_pct", row->shrunk_pct);
    table_set_number(table, "shrunk_low_pct", row->shrunk_low_pct);
    table_set_number(table, "shrunk_high_pct", row->shrunk_high_pct);
    if (row->projects > 0)
        table_set_text(table, "funnel", funnel_name(session, row->funnel));
    table_set_number(table, "funnel_p", row->funnel_p);
    table_set_integer(table, "rank_low", row->rank_low);
    table_set_integer(table, "rank_high", row->rank_high);
    table_set_integer(table, "met", row->met);
    table_set_integer(table, "open", row->open);
    table_set_integer(table, "impossible", row->impossible);
    table_set_integer(table, "failed", row->failed);
    table_set_integer(table, "unknown", row->unknown);
    set_change(view, table, row);
}

/* A column that says nothing in any row is not for a screen. */
static void hide_change(struct table *table, const struct consent_result *result)
{
    for (size_t i = 0; i < result->district_count; i++)
        if (isfinite(result->districts[i].change_pct))
            return;
    for (size_t c = 0; c < table->column_count; c++)
        table->columns[c].json_only |= strncmp(table->columns[c].key, "change", 6) == 0;
}

void consent_list_groups(const struct consent_view *view, struct listing *listing)
{
    const struct consent_result *result = view->result;
    bool districts = result->group == CONSENT_PER_DISTRICT;
    struct table *table = output_table(listing, districts ? "districts" : "groups",
                                       kinds[result->group].caption, COLUMNS(district_columns));
    if (!districts)
        table->columns[0].key = "group";
    table->columns[0].label = _(kinds[result->group].label);
    for (size_t i = 0; i < result->district_count; i++)
        add_group(view, table, &result->districts[i]);
    hide_change(table, result);
}

static const struct table_column spread_columns[] = {
    {"icc", N_("correlation within a project"), MEASURE_NUMBER, 3, false},
    {"overdispersion", N_("overdispersion"), MEASURE_NUMBER, 2, false},
    {"heterogeneity_p", N_("chance that equal districts differ so much"), MEASURE_NUMBER, 4, false},
};

void consent_list_spread(const struct consent_view *view, struct listing *listing)
{
    const struct consent_spread *spread = &view->result->spread;
    struct table *table = output_table(listing, "spread", "", COLUMNS(spread_columns));
    if (view->result->group != CONSENT_PER_DISTRICT)
        table->columns[2].label = _("chance that equal groups differ so much");
    table->single = true;
    table_row(table);
    table_set_number(table, "icc", spread->icc);
    table_set_number(table, "overdispersion", spread->overdispersion);
    table_set_number(table, "heterogeneity_p", spread->heterogeneity_p);
}

static const struct table_column pair_columns[] = {
    {"higher", N_("higher rate"), MEASURE_TEXT, 0, false},
    {"lower", N_("lower rate"), MEASURE_TEXT, 0, false},
    {"difference_pct", N_("difference"), MEASURE_PERCENT, 1, false},
    {"low_pct", N_("from"), MEASURE_PERCENT, 1, false},
    {"high_pct", N_("to"), MEASURE_PERCENT, 1, false},
    {"p_value", "p", MEASURE_NUMBER, 4, false},
    {"p_adjusted", N_("p, adjusted"), MEASURE_NUMBER, 4, false},
    {"differ", N_("differ"), MEASURE_FLAG, 0, false},
};

static bool pair_differs(const struct consent_pair *pair)
{
    return pair->adjusted < 1 - CONSENT_LEVEL;
}

static void add_pair(const struct consent_view *view, struct table *table,
                     const struct consent_pair *pair)
{
    table_row(table);
    table_set_text(table, "higher", group_name(view, pair->higher, table->strings));
    table_set_text(table, "lower", group_name(view, pair->lower, table->strings));
    table_set_number(table, "difference_pct", pair->difference_pct);
    table_set_number(table, "low_pct", pair->low_pct);
    table_set_number(table, "high_pct", pair->high_pct);
    table_set_number(table, "p_value", pair->p_value);
    table_set_number(table, "p_adjusted", pair->adjusted);
    table_set_flag(table, "differ", pair_differs(pair));
}

static void note_pairs(struct listing *listing, const struct consent_result *result)
{
    size_t differ = 0;
    while (differ < result->pair_count && pair_differs(&result->pairs[differ]))
        differ++;
    if (result->pair_count > 0)
        listing_note(
            listing,
            arena_printf(&listing->strings,
                         ngettext_("%zu of %zu pairs differs after adjustment (Benjamini–Hochberg, "
                                   "5 %%)",
                                   "%zu of %zu pairs differ after adjustment (Benjamini–Hochberg, "
                                   "5 %%)",
                                   differ),
                         differ, result->pair_count));
    if (result->pairs_left_out)
        listing_note(listing, arena_printf(&listing->strings,
                                           _("there are no pairs of more than %d groups: ask for "
                                             "districts, or for one city's database"),
                                           CONSENT_MOST_IN_PAIRS));
}

void consent_list_pairs(const struct consent_view *view, struct listing *listing, size_t most)
{
    const struct consent_result *result = view->result;
    struct table *table =
        output_table(listing, "pairs", kinds[result->group].pairs, COLUMNS(pair_columns));
    for (size_t i = 0; i < result->pair_count && i < most; i++)
        add_pair(view, table, &result->pairs[i]);
    table->json_only = output_for_people(view->session) && table->row_count == 0;
    note_pairs(listing, result);
    if (table->row_count < result->pair_count && result->group == CONSENT_PER_DISTRICT)
        listing_note(listing, _("these are the pairs surest to differ; all of them: '--by pair'"));
}
