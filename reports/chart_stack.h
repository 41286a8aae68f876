/* chart_stack: how the projects of each group stand, counted by state in one bar. */
#ifndef REPORTS_CHART_STACK_H
#define REPORTS_CHART_STACK_H

#include <stddef.h>
#include <stdint.h>

#include "reports/figure.h"

enum { STACK_MAX_STATES = 6 };

struct stack_row {
    const char *name;
    const char *remark; /* at the bar's end */
    int64_t counts[STACK_MAX_STATES];
};

struct stack_data {
    const char *what;                     /* "candidates" */
    const char *states[STACK_MAX_STATES]; /* from the good to the bad */
    size_t state_count;
    const struct stack_row *rows;
    size_t count;
};

extern const struct figure_type chart_stack;

#endif
