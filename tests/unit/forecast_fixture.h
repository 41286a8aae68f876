/* forecast_fixture: small datasets of projects, built by hand. */
#ifndef TEST_FORECAST_FIXTURE_H
#define TEST_FORECAST_FIXTURE_H

#include "analysis/forecast.h"
#include "core/records.h"

enum { FIXTURE_DEADLINES = 2, FIXTURE_MAIN_WORKS = 0, FIXTURE_COMPLETION = 1 };
extern const struct deadline fixture_deadlines[FIXTURE_DEADLINES];

/* A dataset of 2022-08-31 with room for what is added; free with fixture_release(). */
void fixture_init(struct dataset *data);
void fixture_release(struct dataset *data);

/* A project of 2022, planned from April to September, of which nothing else is known. */
struct project *fixture_project(struct dataset *data, const char *code);
/* `actual` or `planned` below 0: not reported. Points come project by project, by date. */
void fixture_point(struct dataset *data, int year, int month, int day, double actual,
                   double planned);

/* Options for the plan year, 2,000 draws, seed 7. */
struct forecast_options fixture_options(void);

#endif
