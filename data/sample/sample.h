/* sample: writes the synthetic exports of an invented city, for the demo, tests and benchmarks. */
#ifndef DATA_SAMPLE_SAMPLE_H
#define DATA_SAMPLE_SAMPLE_H

#include <stdint.h>

#include "core/error.h"

/* The seed of the sample city that documentation, demo and tests speak of. */
enum { SAMPLE_SEED = 2022 };

/* 0 and NULL stand for the sample city's own figures, and SAMPLE_SEED. */
struct sample_spec {
    const char *city;
    /* Projects of the plan year under way (132 in the sample city); every other total of the
     * city is scaled by the same factor. From 2,000 on the monthly exports come each quarter,
     * or a country's would not fit on a disk. */
    int64_t projects;
    /* Not 0: the survey under way covers this many households, and its newest export has a row
     * for each of them in eight columns instead of counts. */
    int64_t households;
    uint64_t seed;
};

/* What was written. */
struct sample_summary {
    int64_t files, rows, bytes; /* rows: records, with subtotals and without headers and notes */
    int64_t projects, projects_next, households_next; /* of the plan year under way, the next */
};

/*
 * Writes the exports as CSV files, and a README.txt that says that they are invented, into
 * `folder`, which is created when it is not there. The same spec gives the same bytes on every
 * machine. STATUS_IO names the file that could not be written; STATUS_USAGE where a figure is
 * negative or too large.
 */
enum status sample_write(const struct sample_spec *spec, const char *folder,
                         struct sample_summary *summary, struct error *error);

#endif
