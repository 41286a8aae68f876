/* store_fixture: small exports written in the test, loaded through the store's own door. */
#ifndef TESTS_UNIT_STORE_FIXTURE_H
#define TESTS_UNIT_STORE_FIXTURE_H

#include "core/digest.h"
#include "data/store.h"

/*
 * An export: `header` are field names with commas between, each line of `rows` the cells. Dates
 * are written YYYY-MM-DD, numbers in the field's own unit, enumerations as their values.
 */
struct export
{
    enum export_kind kind;
    const char *as_of; /* of the file */
    const char *header, *rows;
    const char *today; /* NULL: 2024-01-01 */
    const char *known; /* NULL: by the rule */
    int plan_year;
    const char *city; /* NULL: 许昌市 */
};

/* A database in a folder of its own under /tmp. */
struct place {
    char folder[64], path[96];
};

void place_make(struct place *place);
void place_remove(struct place *place);

struct store *open_store(const struct place *place, enum store_mode mode);

/* Loads an export and commits; a failure fails the test. */
struct load_counts load_export(struct store *store, const struct export *export);
/* Loads without ending the load: the caller commits or rolls back. */
struct load_counts load_open_ended(struct store *store, const struct export *export);
void commit_load(struct store *store, const struct load_counts *counts);

/* The checksum that it is loaded with: of its rows, the same by whatever header they are read. */
void checksum_of(const struct export *export, char hex[DIGEST_HEX_MAX]);

daynum day(const char *text);

/* Everything at a vantage: `as_of` for both dates; `corrected` lifts the second. */
void read_at(struct store *store, const char *as_of, bool corrected, struct dataset *dataset);

/* The project of this code (or, without codes, name); NULL where it is not counted. */
const struct project *project_of(const struct dataset *dataset, const char *code);

/* The whole dataset as text, without anything that depends on the order of loading. */
char *describe(const struct dataset *dataset);

#endif
