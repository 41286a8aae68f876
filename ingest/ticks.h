/*
 * ticks: an answer told by the column that has the tick: 同意, 不同意 and 弃权 side by side, alone
 * or under a group (意见). In a list with a row per household they are one answer, elsewhere
 * counts.
 */
#ifndef INGEST_TICKS_H
#define INGEST_TICKS_H

#include <stddef.h>

#include "core/column_map.h"

/* The answer that a column is named by; -1: none. */
int ticks_answer(const char *name);

enum tick { TICK_NONE, TICK_SET, TICK_CROSSED, TICK_UNREADABLE };

/* What the cell of a column says whose name is the answer. The words of `map`, which may be NULL,
 * come first. */
enum tick ticks_read(const struct field_map *map, int answer, const char *cell, size_t length);

#endif
