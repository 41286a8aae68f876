/* figure: a chart as a kind and its data, with a text that says the same. */
#ifndef REPORTS_FIGURE_H
#define REPORTS_FIGURE_H

#include <stddef.h>

/* The design of figures belongs to the room `reports`; see its owner's note. */
struct figure;

#endif
