/* dataset_year: one plan year out of a dataset of all, without reading the database again. */
#ifndef CORE_DATASET_YEAR_H
#define CORE_DATASET_YEAR_H

#include "core/records.h"

/*
 * The projects of a plan year, and of each list of the dataset what belongs to them: what reading
 * that year alone gives, for no project's record depends on another year's. The texts stay in the
 * whole, which has to outlive the part.
 */
void dataset_take_year(struct dataset *part, const struct dataset *whole, int plan_year);

#endif
