/* forecast_listing: the tables of a forecast, alone or beside the forecast as it stands. */
#ifndef CLI_FORECAST_LISTING_H
#define CLI_FORECAST_LISTING_H

#include "analysis/forecast.h"
#include "cli/session.h"
#include "reports/table.h"

/* Both are of the same projects in the same order. */
struct forecast_view {
    const struct session *session;
    const struct dataset *data;
    const struct forecast *forecast;
    const struct forecast *as_it_stands; /* NULL: `forecast` assumes nothing */
};

/* One row a project: in the dataset's order; for people, those that need them come first. */
void forecast_list_projects(const struct forecast_view *view, struct listing *listing);
/* One row a group and deadline: of all groups, or of the city alone. */
void forecast_list_groups(const struct forecast_view *view, struct listing *listing,
                          bool all_groups);
/* The same groups' deciding projects, for people. */
void forecast_list_deciding(const struct forecast_view *view, struct listing *listing,
                            bool all_groups);

/* The code of a project, or its name. */
const char *forecast_project_id(const struct forecast_view *view, size_t item);

/* Nothing but a fact is 0 or 1: what is estimated is kept off both. */
void forecast_set_chance(struct table *table, const char *key, double chance);

/* A deadline's name as whoever reads the format knows it. */
const char *forecast_deadline_name(const struct forecast_view *view, size_t deadline);

#endif
