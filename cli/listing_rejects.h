/* listing_rejects: rows that were not loaded, as `rejects` and a dry run list them. */
#ifndef CLI_LISTING_REJECTS_H
#define CLI_LISTING_REJECTS_H

#include "core/records.h"
#include "reports/table.h"

/* Adds a table of this name and a row for each reject. */
void listing_rejects(struct listing *listing, const char *name, const char *caption,
                     const struct reject *rejects, size_t count);

#endif
