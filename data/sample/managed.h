/* managed: which compounds of the central urban area a property company looks after. */
#ifndef DATA_SAMPLE_MANAGED_H
#define DATA_SAMPLE_MANAGED_H

#include "data/sample/model.h"

/*
 * Puts compounds of the finished years under professional management, so that their number, area
 * and households are those of the target: the bundle of the first year under one company, and
 * of the others those whose sizes bring the sum nearest.
 */
void managed_choose(struct model *model);

#endif
