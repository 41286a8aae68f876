/*
 * phrase: numbers, dates and money as they stand in a sentence or on a chart, in the language
 * in force. Everything is written into an arena; what is not known is "–".
 */
#ifndef REPORTS_PHRASE_H
#define REPORTS_PHRASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/date.h"
#include "core/memory.h"
#include "core/settings.h"

const char *phrase_count(struct arena *arena, int64_t count);                /* "19,380" */
const char *phrase_number(struct arena *arena, double number, int digits);   /* "1,234.5" */
const char *phrase_percent(struct arena *arena, double percent, int digits); /* "66.7%" */
/* A probability (0–1) that is no fact is never 0 % or 100 %: "under 1%", "over 99%". */
const char *phrase_probability(struct arena *arena, double probability, bool fact);
const char *phrase_date(struct arena *arena, daynum day); /* "31 August 2022" */
const char *phrase_day(struct arena *arena, daynum day);  /* "31 Aug" */
const char *phrase_month(int month);                      /* "Aug" */
/* Money in the unit of the language's reports: "22,744 万元", "227.4 million yuan". */
const char *phrase_money(struct arena *arena, int64_t fen);
const char *phrase_money_unit(void);
double phrase_money_in_unit(int64_t fen);
/* "main works (31 October 2022): more than 50 % of the projects with 80 % of the works done" */
const char *phrase_deadline(struct arena *arena, const struct deadline *deadline, daynum day);
/* What a region's totals count: "started", "completed", "invested". */
const char *phrase_metric(const char *metric);
/* "two thirds" as "2/3", with ≥ or >. */
const char *phrase_fraction(struct arena *arena, const struct fraction *fraction);
/* "A, B and C" */
const char *phrase_list(struct arena *arena, const char *const *items, size_t count);

#endif
