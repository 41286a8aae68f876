/*
 * reject_sheet: a source's rejected rows as a CSV file (UTF-8 with a BOM) that Excel can correct
 * and `ingest` takes back: the file's own header and what stood above it, each rejected row under
 * it as it was, with its reject_id in front. `rejects` lists the reasons.
 */
#ifndef CLI_REJECT_SHEET_H
#define CLI_REJECT_SHEET_H

#include "core/text.h"
#include "data/store.h"

/* Makes the folder, writes rejects-<source>.csv into it for each source in `set`; adds the paths, a
 * line each, to `paths`. One that is there already is never replaced: it is an error. */
enum status reject_sheets_write(struct store *store, const struct reject_set *set,
                                const char *folder, struct text *paths, struct error *error);

#endif
