/* study: loads data and runs the analyses that several commands and the reports share. */
#ifndef CLI_STUDY_H
#define CLI_STUDY_H

#include "analysis/forecast.h"
#include "cli/session.h"
#include "core/error.h"
#include "core/records.h"
#include "reports/study.h"

/*
 * The plan year that a command speaks of where --year does not say: that of the as-of date when
 * the data hold projects of that year, else 0: all.
 */
int session_current_year(const struct session *session, const struct dataset *data);

/* Reads parts of the session's current year alone. */
enum status study_read_year(const struct session *session, unsigned parts, struct dataset *data,
                            struct error *error);

/* All plan years, since the others are the reference class. The caller releases both. */
enum status study_read_forecast(const struct session *session, struct dataset *data,
                                struct total_set *totals, struct error *error);

/* The forecast of one plan year by the session's settings, --draws and --seed; `assumptions`:
 * NULL for as it stands. */
enum status study_forecast(const struct session *session, const struct dataset *data,
                           const struct total_set *totals, int plan_year,
                           const struct assumption_set *assumptions, struct forecast *forecast,
                           struct error *error);

/* Everything that a document is built from, and what owns it. */
/* What was known on a day, and no more; `context` is the session. */
enum status study_read_as_of(struct dataset *data, daynum as_of, void *context,
                             struct error *error);

struct study_parts;
enum status study_new(struct study_parts **parts, const struct session *session,
                      struct error *error);
const struct study *study_of(const struct study_parts *parts);
void study_free(struct study_parts *parts);

#endif
