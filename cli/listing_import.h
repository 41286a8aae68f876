/* listing_import: what `ingest` says about each file. */
#ifndef CLI_LISTING_IMPORT_H
#define CLI_LISTING_IMPORT_H

#include <stdbool.h>

#include "cli/session.h"
#include "ingest/import.h"
#include "reports/table.h"

void listing_import_init(struct listing *listing, bool dry_run);
/* A row for a file; people also see a dry run's mapping, first rows and would-be rejects. */
void listing_import_add(struct listing *listing, const struct session *session,
                        const struct import_report *report);
void listing_import_add_failure(struct listing *listing, const char *file, const char *message);

#endif
