/* chart_money: money planned, issued and paid by group, one bar within the other. */
#ifndef REPORTS_CHART_MONEY_H
#define REPORTS_CHART_MONEY_H

#include <stddef.h>
#include <stdint.h>

#include "reports/figure.h"

struct money_row {
    const char *name;
    int64_t planned_fen, issued_fen, paid_fen; /* VALUE_NONE: not said */
};

struct money_data {
    const struct money_row *rows; /* most planned first */
    size_t count;
};

extern const struct figure_type chart_money;

#endif
