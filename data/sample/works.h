/*
 * works: how a site gets on, and what it reports.
 *
 * A project's share of the works follows earned schedule along its planned curve: each day adds
 * a day times the month's weather (shared by the whole city, autocorrelated), its own speed, and
 * nothing during a stall; the last fifth goes slower. Reports are rounded to 5 or 10, kept from
 * an earlier month, taken back now and then, and reach 100 early in a few places.
 */
#ifndef DATA_SAMPLE_WORKS_H
#define DATA_SAMPLE_WORKS_H

#include "data/sample/model.h"

enum { WEATHER_MONTHS = 12 * (MODEL_LAST_YEAR - MODEL_FIRST_YEAR + 2) };

/* The pace of each month from January of the first year on: 1 is undisturbed. */
struct weather {
    double pace[WEATHER_MONTHS];
};

void weather_init(struct weather *weather, uint64_t seed);

/* The planned share of the works after the share `time` of the planned duration. */
double works_curve(double time);

/* Fills the dates from the start of the works on, `done`, `reported` and the replans. */
void works_run(struct model_project *project, const struct model *model,
               const struct weather *weather);

#endif
