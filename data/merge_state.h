/*
 * merge_state: what a merge under way holds; for merge*.c only.
 *
 * The other database is attached as `other`. What has another number there is translated by
 * tables temp.map_term, map_source, map_city, map_region, map_project, map_compound,
 * map_stairwell and map_vintage (old, new), which the steps below fill in turn.
 */
#ifndef DATA_MERGE_STATE_H
#define DATA_MERGE_STATE_H

#include "data/store_state.h"

struct merge {
    sqlite3 *db;
    const char *path; /* of the other database */
    struct merge_report *report;
};

/*
 * Copies the rows `f` of a table for which `condition` holds, translated column by column: what
 * refers to a term, a source, a project and so on by the schema or by its name is mapped. Rows
 * whose key is there already stay as they are. *added and *seen count the rows; may be NULL.
 */
enum status merge_copy(struct merge *merge, const char *table, const char *condition,
                       int64_t *added, int64_t *seen, struct error *error);

/* Sources that are here and there are one: the same bytes, kind, date and columns. */
enum status merge_sources(struct merge *merge, struct error *error);
/* Numbers all sources so that the order in which databases were merged leaves no trace. */
enum status merge_order_sources(struct merge *merge, struct error *error);

/* Cities, regions, projects with their names, compounds. */
enum status merge_subjects(struct merge *merge, struct error *error);
/* After the facts have come: takes back rows whose name means several projects now, joins what
 * turned out to be one project, and refuses a merge that would leave it to chance which. */
enum status merge_link(struct merge *merge, struct error *error);

/* Answers of households, or what they add up to. */
enum status merge_households(struct merge *merge, struct error *error);

#endif
