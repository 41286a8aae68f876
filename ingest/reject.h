/*
 * reject: the codes that say why a record was not loaded. Those of Frictionless keep its
 * names and meaning; the others are ours.
 */
#ifndef INGEST_REJECT_H
#define INGEST_REJECT_H

/*
 * code               the record …
 * ---------------------------------------------------------------------------------------------
 * type-error         has a cell that cannot be read as what its column holds
 * constraint-error   has a cell that can be read and cannot be (a negative count, 130 %)
 * missing-cell       lacks a cell that it cannot do without
 * extra-cell         has content behind the last column of the header
 * encoding-error     has bytes that are no text in the file's encoding, or NULs
 * source-error       breaks the rules of quoting, or is larger than a record may be
 * primary-key        repeats the key of another record of the file with other values
 * ambiguous-project  names a project that may be any of several
 *
 * The last two are found while loading, by the store.
 */
#define REJECT_TYPE "type-error"
#define REJECT_CONSTRAINT "constraint-error"
#define REJECT_MISSING "missing-cell"
#define REJECT_EXTRA "extra-cell"
#define REJECT_ENCODING "encoding-error"
#define REJECT_SOURCE "source-error"

#endif
