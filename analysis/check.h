/*
 * check: looks through all that is known for what cannot be, breaks a rule, or stands out.
 *
 * 1. Domain: any dataset; every part may be empty. An unknown value is never a finding by
 *    itself, except where the missing ones are counted (…-missing).
 * 2. Each kind is found at most once for a project and part of it (a compound's survey), so that
 *    the length of the list says how many places have to be looked at.
 * 3. Projects that are gone or cancelled are looked at by no check but `vanished`.
 * 4. Cost: linear in projects and reports, but for sorting by name and by unit cost.
 */
#ifndef ANALYSIS_CHECK_H
#define ANALYSIS_CHECK_H

#include "analysis/finding.h"
#include "core/records.h"
#include "core/settings.h"

struct check_input {
    const struct dataset *data;       /* read with every part, and with places for their lines */
    const struct total_set *totals;   /* NULL: none */
    const struct source_set *sources; /* NULL: none */
    const struct subtotal_fault_set *subtotals; /* NULL: none */
    const struct settings *settings;
    int plan_year; /* of the totals to look at; 0: of every year */
};

/* Fills `set`; the caller releases it before the input. */
void check_run(struct finding_set *set, const struct check_input *input);

#endif
