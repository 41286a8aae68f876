/* span: whether a row counts all so far, or one period alone. */
#ifndef INGEST_SPAN_H
#define INGEST_SPAN_H

#include "ingest/header.h"

/* The column of 累计/当期; -1: there is none. */
int span_column(const struct header *header);

/* Whether the cell says that the row counts one period: 当期, 本月新增, … */
bool span_is_period(const char *cell, size_t length);

#endif
