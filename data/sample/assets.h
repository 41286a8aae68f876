/* assets: the money and the facilities of the sample's projects, at the city's totals. */
#ifndef DATA_SAMPLE_ASSETS_H
#define DATA_SAMPLE_ASSETS_H

#include "data/sample/model.h"

/* Budgets of every year; those of the last add up to the target. */
void assets_money(struct model *model);
/* Parking, chargers and the rest; what is added by the horizon adds up to the targets. */
void assets_facilities(struct model *model);

#endif
