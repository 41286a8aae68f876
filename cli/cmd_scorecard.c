#include "cli/command.h"

#include "analysis/scorecard.h"
#include "cli/output.h"
#include "cli/session.h"
#include "cli/study.h"
#include "core/i18n.h"

static const struct table_column columns[] = {
    {"group", N_("district"), MEASURE_TEXT, 0, false},
    {"projects", N_("projects"), MEASURE_COUNT, 0, false},
    {"score", N_("score"), MEASURE_NUMBER, 1, false},
    {"band", N_("band"), MEASURE_TEXT, 0, false},
    {"rank", N_("rank"), MEASURE_COUNT, 0, false},
    {"rank_low", N_("rank from"), MEASURE_COUNT, 0, false},
    {"rank_high", N_("to"), MEASURE_COUNT, 0, false},
    {"weakest", N_("costs most points"), MEASURE_TEXT, 0, false},
    {"indicators", "", MEASURE_TABLE, 0, true},
};

static const struct table_column indicator_columns[] = {
    {"name", "", MEASURE_TEXT, 0, false},     {"weight", "", MEASURE_NUMBER, 0, false},
    {"target", "", MEASURE_NUMBER, 0, false}, {"actual", "", MEASURE_NUMBER, 0, false},
    {"score", "", MEASURE_NUMBER, 0, false},  {"reason", "", MEASURE_TEXT, 0, false},
};

static struct table *indicators_of(struct table *table, const struct scorecard_result *result,
                                   const struct scorecard_row *row)
{
    struct table *inner = table_inner(table, COLUMNS(indicator_columns));
    for (size_t i = 0; i < result->indicator_count; i++) {
        const struct scorecard_indicator *indicator = &result->indicators[i];
        table_row(inner);
        table_set_text(inner, "name", indicator->name);
        table_set_number(inner, "weight", indicator->weight);
        table_set_number(inner, "target", indicator->target_pct);
        table_set_number(inner, "actual", row->marks[i].actual_pct);
        table_set_number(inner, "score", row->marks[i].score);
        table_set_text(inner, "reason", row->marks[i].reason);
    }
    return inner;
}

/* The name of an indicator, for people as a word of their language. */
static const char *indicator_name(const struct session *session,
                                  const struct scorecard_indicator *indicator)
{
    static const char *const labels[] = {[SCORE_STARTED] = N_("started"),
                                         [SCORE_COMPLETED] = N_("completed"),
                                         [SCORE_ACCEPTED] = N_("accepted"),
                                         [SCORE_CONSENT] = N_("consent"),
                                         [SCORE_PAID] = N_("paid"),
                                         [SCORE_SATISFACTION] = N_("satisfaction"),
                                         [SCORE_ISSUES] = N_("issues closed"),
                                         [SCORE_REPORTING] = N_("reporting")};
    return output_for_people(session) ? _(labels[indicator->measure]) : indicator->name;
}

static const char *band_name(const struct session *session, enum scorecard_band band)
{
    static const char *const labels[] = {[BAND_FAIL] = N_("fail"),
                                         [BAND_PASS] = N_("pass"),
                                         [BAND_GOOD] = N_("good"),
                                         [BAND_EXCELLENT] = N_("excellent")};
    return output_for_people(session) ? _(labels[band]) : scorecard_band_names[band];
}

static void add_row(const struct session *session, struct table *table,
                    const struct scorecard_result *result, const struct scorecard_row *row,
                    const char *group)
{
    table_row(table);
    table_set_text(table, "group", group);
    table_set_integer(table, "projects", row->projects);
    table_set_number(table, "score", row->score);
    if (row->score >= 0)
        table_set_text(table, "band", band_name(session, row->band));
    table_set_integer(table, "rank", row->rank);
    table_set_integer(table, "rank_low", row->rank_low);
    table_set_integer(table, "rank_high", row->rank_high);
    if (row->weakest < result->indicator_count)
        table_set_text(table, "weakest",
                       indicator_name(session, &result->indicators[row->weakest]));
    table_set_table(table, "indicators", indicators_of(table, result, row));
}

enum status cmd_scorecard(struct session *session, struct error *error)
{
    struct dataset data;
    struct scorecard_options options;
    struct scorecard_result result;
    struct listing listing;
    enum status status = study_read_year(session, READ_EVERYTHING, &data, error);
    if (status != STATUS_OK)
        return status;
    scorecard_options_init(&options, &session->settings);
    scorecard_compute(&result, &data, &options);
    listing_init(&listing);
    output_head(session, &listing);
    struct table *rows = output_table(&listing, "rows", "", COLUMNS(columns));
    struct table *total = output_total(&listing, COLUMNS(columns));
    for (size_t i = 0; i < result.count; i++)
        add_row(session, rows, &result, &result.rows[i],
                output_group(session, result.rows[i].group));
    add_row(session, total, &result, &result.total, output_total_name(session));
    status = output_listing(session, &listing, error);
    listing_release(&listing);
    scorecard_release(&result);
    dataset_release(&data);
    return status;
}
