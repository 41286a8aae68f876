/* import_notes: what `ingest` tells people of a file beside its counts. */
#ifndef CLI_IMPORT_NOTES_H
#define CLI_IMPORT_NOTES_H

#include <stdbool.h>

#include "cli/session.h"
#include "ingest/import.h"
#include "reports/table.h"

void import_notes_add(struct listing *listing, const struct session *session,
                      const struct import_report *report, bool dry_run);

/* Whether nothing of the file was loaded, for all its rows are sums. */
bool import_notes_sums_alone(const struct import_report *report);

#endif
