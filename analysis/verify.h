/*
 * verify: how good a forecast of a day was, once the day is known.
 *
 * 1. Domain: an outlook and the day that came, both in days after as_of.
 * 2. CRPS: the integral of (F(x) - [x >= day])^2, in days, exact for the piecewise linear F;
 *    for a forecast that is a single day it is the absolute error.
 * 3. Coverage: the central interval of 50, 80 or 95 % holds the day, ends included.
 * 4. Source: Gneiting & Raftery, Strictly proper scoring rules, JASA 102 (2007) 359-378.
 */
#ifndef ANALYSIS_VERIFY_H
#define ANALYSIS_VERIFY_H

#include <stdbool.h>

#include "analysis/outlook.h"

double verify_crps(const struct outlook *outlook, double day);
/* `share`: 0.5, 0.8, 0.95. Days are whole: an interval's ends are rounded outwards. */
bool verify_covers(const struct outlook *outlook, double share, double day);

#endif
