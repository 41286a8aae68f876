#include "cli/consent_listing.h"

#include "cli/output.h"
#include "core/i18n.h"

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
};

static const char *funnel_name(const struct session *session, int funnel)
{
    static const char *const names[] = {N_("below"), N_("inside"), N_("above")};
    const char *name = names[funnel < 0 ? 0 : funnel == 0 ? 1 : 2];
    return output_for_people(session) ? _(name) : name;
}

static void add_district(const struct session *session, struct table *table,
                         const struct consent_district *row)
{
    table_row(table);
    table_set_text(table, "district", output_group(session, row->district));
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
}

void consent_list_districts(const struct session *session, struct listing *listing,
                            const struct consent_result *result)
{
    struct table *table = output_table(listing, "districts", N_("closed surveys by district"),
                                       COLUMNS(district_columns));
    for (size_t i = 0; i < result->district_count; i++)
        add_district(session, table, &result->districts[i]);
}

static const struct table_column spread_columns[] = {
    {"icc", N_("correlation within a project"), MEASURE_NUMBER, 3, false},
    {"overdispersion", N_("overdispersion"), MEASURE_NUMBER, 2, false},
    {"heterogeneity_p", N_("chance that equal districts differ so much"), MEASURE_NUMBER, 4, false},
};

void consent_list_spread(struct listing *listing, const struct consent_spread *spread)
{
    struct table *table = output_table(listing, "spread", "", COLUMNS(spread_columns));
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

static void add_pair(const struct session *session, struct table *table,
                     const struct consent_pair *pair)
{
    table_row(table);
    table_set_text(table, "higher", output_group(session, pair->higher));
    table_set_text(table, "lower", output_group(session, pair->lower));
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
                                   "5 %%); all of them: '--by pair'",
                                   "%zu of %zu pairs differ after adjustment (Benjamini–Hochberg, "
                                   "5 %%); all of them: '--by pair'",
                                   differ),
                         differ, result->pair_count));
    if (result->pairs_left_out)
        listing_note(listing,
                     arena_printf(&listing->strings,
                                  _("pairs of more than %d districts are not compared: ask for one "
                                    "city's database, or for one year"),
                                  CONSENT_MOST_IN_PAIRS));
}

void consent_list_pairs(const struct session *session, struct listing *listing,
                        const struct consent_result *result, size_t most)
{
    struct table *table =
        output_table(listing, "pairs", N_("pairs of districts"), COLUMNS(pair_columns));
    for (size_t i = 0; i < result->pair_count && i < most; i++)
        add_pair(session, table, &result->pairs[i]);
    table->json_only = output_for_people(session) && table->row_count == 0;
    note_pairs(listing, result);
}
