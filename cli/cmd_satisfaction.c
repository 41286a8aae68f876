#include "cli/command.h"

#include "analysis/satisfaction.h"
#include "cli/output.h"
#include "cli/session.h"
#include "core/i18n.h"

static const struct table_column columns[] = {
    {"group", N_("district"), MEASURE_TEXT, 0, false},
    {"projects", N_("projects"), MEASURE_COUNT, 0, false},
    {"asked", N_("asked"), MEASURE_COUNT, 0, false},
    {"answered", N_("answered"), MEASURE_COUNT, 0, false},
    {"satisfied", N_("satisfied"), MEASURE_COUNT, 0, false},
    {"basically_satisfied", N_("basically satisfied"), MEASURE_COUNT, 0, false},
    {"not_satisfied", N_("not satisfied"), MEASURE_COUNT, 0, false},
    {"satisfied_pct", N_("satisfied, share"), MEASURE_PERCENT, 1, false},
    {"content_pct", N_("the first two"), MEASURE_PERCENT, 1, false},
    {"content_low_pct", N_("from"), MEASURE_PERCENT, 1, false},
    {"content_high_pct", N_("to"), MEASURE_PERCENT, 1, false},
    {"no_answer_pct", N_("no answer"), MEASURE_PERCENT, 1, false},
    {"score_pct", N_("reported score"), MEASURE_PERCENT, 1, false},
    {"scored", N_("projects with a score"), MEASURE_COUNT, 0, true},
    {"contradictory", N_("contradictory"), MEASURE_COUNT, 0, true},
};

static void add_row(struct table *table, const struct satisfaction_row *row, const char *group)
{
    table_row(table);
    table_set_text(table, "group", group);
    table_set_integer(table, "projects", row->projects);
    table_set_integer(table, "asked", row->asked);
    table_set_integer(table, "answered", row->answered);
    table_set_integer(table, "satisfied", row->satisfied);
    table_set_integer(table, "basically_satisfied", row->basically_satisfied);
    table_set_integer(table, "not_satisfied", row->not_satisfied);
    table_set_number(table, "satisfied_pct", row->satisfied_pct);
    table_set_number(table, "content_pct", row->content_pct);
    table_set_number(table, "content_low_pct", row->content_low_pct);
    table_set_number(table, "content_high_pct", row->content_high_pct);
    table_set_number(table, "no_answer_pct", row->no_answer_pct);
    table_set_number(table, "score_pct", row->score_pct);
    table_set_integer(table, "scored", row->scored);
    table_set_integer(table, "contradictory", row->contradictory);
}

enum status cmd_satisfaction(struct session *session, struct error *error)
{
    struct dataset data;
    struct satisfaction_result result;
    struct listing listing;
    enum status status =
        session_read(session, session->plan_year, READ_COMPOUNDS | READ_SATISFACTION, &data, error);
    if (status != STATUS_OK)
        return status;
    satisfaction_compute(&result, &data);
    listing_init(&listing);
    output_head(session, &listing);
    struct table *rows = output_table(&listing, "rows", "", COLUMNS(columns));
    struct table *total = output_total(&listing, COLUMNS(columns));
    for (size_t i = 0; i < result.count; i++)
        add_row(rows, &result.rows[i], output_group(session, result.rows[i].group));
    add_row(total, &result.total, output_total_name(session));
    status = output_listing(session, &listing, error);
    listing_release(&listing);
    satisfaction_release(&result);
    dataset_release(&data);
    return status;
}
