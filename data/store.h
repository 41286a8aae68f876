/*
 * store: the database of facts. The only door to SQLite; nobody outside `data` sees SQL.
 *
 * A fact is what one row of one export said of one subject as of one day. It carries `as_of`
 * (the day that it describes) and `known` (the day from which it is known), its source and its
 * line, and is never overwritten: a correction is a newer version beside it.
 */
#ifndef DATA_STORE_H
#define DATA_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/digest.h"
#include "core/error.h"
#include "core/memory.h"
#include "core/records.h"
#include "core/text.h"
#include "data/dictionary.h"
#include "data/row_source.h"

struct store;

enum store_mode {
    STORE_READ,  /* never creates, changes or upgrades anything; works in a read-only folder */
    STORE_WRITE, /* creates the file, upgrades an older one in a transaction */
    /* Writes into a copy that is gone when it is closed. The file is only read; it may be older, or
     * not be there. */
    STORE_REHEARSE,
};

/* A file that is not ours, too new, or (for STORE_READ) too old is STATUS_DATABASE. */
enum status store_open(struct store **store, const char *path, enum store_mode mode,
                       struct error *error);
void store_close(struct store *store);

/*
 * Whether nothing was ever loaded and nobody else reads or writes the database, which then is
 * locked until it is closed: its files may be removed, for a store that has it open takes another
 * before it loads. Afterwards it can only be closed.
 */
bool store_claim_unused(struct store *store);

/* Asks now and then whether the work goes on; once not, a statement that is under way ends with
 * STATUS_CANCELLED. */
void store_stop_unless(struct store *store, bool (*goes_on)(void *context), void *context);

/* --- loading: one source, one transaction --- */

struct load_request {
    const char *file, *encoding, *delimiter;
    const char *sha256;  /* hexadecimal; "" where it is not known yet */
    const char *reading; /* fingerprint of what else decides what the rows say; NULL: "" */
    enum export_kind kind;
    const char *city; /* of rows that name none; "" where nobody said */
    daynum as_of;     /* of rows without a date of their own */
    daynum known;     /* DAYNUM_NONE: by the rule of the contract */
    daynum today;     /* the date of loading */
    int plan_year;    /* of rows that name none; 0 where nobody said */
    int64_t header_line;
    const int *fields; /* the fields that the file has columns for */
    size_t field_count;
    const char *preamble; /* the file down to its header, free of private data; NULL: none */
};

/* How one record ended. */
enum record_fate { RECORD_LOADED, RECORD_UNCHANGED, RECORD_REJECTED };

struct load_counts {
    int64_t loaded, unchanged, rejected, pending;
    daynum newest_as_of; /* of the rows */
    /* Rows of other sources that were loaded and are rejected now, since the load has shown that
     * they may mean several projects, or one project twice; and the file of the first of them,
     * which lives until the load ends. */
    int64_t taken_back;
    const char *taken_from;
};

/*
 * Opens a transaction and a source. Exactly one of store_load_commit() and store_load_rollback()
 * ends it; a begin or a commit that fails has rolled it back itself, and a rollback then does
 * nothing.
 */
enum status store_load_begin(struct store *store, const struct load_request *request,
                             int64_t *source_id, struct error *error);

/* The key of the hashes of doors (32 bytes), for a load of which a row has one; between begin and
 * rows, when nobody else can take the database and its salt away. */
void store_load_salt(struct store *store, const unsigned char *salt);

/*
 * Loads every record of `rows` for the fields of the request. A record that a key or a
 * constraint forbids (the same key twice in one file with other values: REJECT_PRIMARY_KEY; an
 * ambiguous name: REJECT_AMBIGUOUS) is booked through store_load_reject() by itself,
 * with the raw text that `raw` gives for the current record.
 */
enum status store_load_rows(struct store *store, struct row_source rows,
                            const char *(*raw)(void *self), struct load_counts *counts,
                            struct error *error);

/* Books a rejected row. `raw` must be free of private data already. */
enum status store_load_reject(struct store *store, const struct reject *reject,
                              struct error *error);

/*
 * The current load brings back rows that were rejected before, and their rejects are off the list.
 * *resolved says how many were put right; the others failed again, and have a new reject each.
 * Those that are no open rejects, or have another mark, are passed over; an empty mark is any.
 */
struct reject_return {
    int64_t reject_id, line; /* the line that brings it back */
    char mark[REJECT_MARK_LETTERS + 1];
    bool by_key; /* the row does not say so itself: it has the same key */
};
enum status store_load_resolve(struct store *store, const struct reject_return *returns,
                               size_t count, int64_t *resolved, struct error *error);

/* Visits what is open of earlier files of the current load's kind, day, city and fields: of each
 * file first its preamble and delimiter, and where file() wants them, its rejects, which have their
 * number, line, field, code and raw text. Ends where reject() is false. What is visited lives until
 * the visit is over. */
struct earlier_visitor {
    void *context;
    bool (*file)(void *context, const char *preamble, char delimiter);
    bool (*reject)(void *context, const struct reject *reject);
};
enum status store_load_visit_earlier(struct store *store, const struct earlier_visitor *visitor,
                                     struct error *error);

/* Books a subtotal of the current load that disagrees with its rows; `field` is its name. */
enum status store_load_subtotal(struct store *store, const struct subtotal_fault *fault,
                                struct error *error);

/* The final counts of the source, as `sources` prints them; rows is the sum of the others. */
struct source_counts {
    int64_t rows, loaded, unchanged, skipped_subtotal, skipped_header, skipped_note, rejected;
};
/* The number and the checksums of the file's bytes, which may be known only when it was read. */
enum status store_load_sums(struct store *store, int64_t bytes, const char *sha256,
                            const char *xxh3, struct error *error);
enum status store_load_commit(struct store *store, const struct source_counts *counts,
                              struct error *error);
void store_load_rollback(struct store *store);

/*
 * Whether a file of this content was loaded before as this kind and date, read in this way, and
 * would do nothing now; gives its newest source. What corrected it since stays. Not found is one
 * that is to be known from another day, or whose rows might fare better today: a name was
 * ambiguous that need not be now.
 */
enum status store_find_source(struct store *store, const struct load_request *request, bool *found,
                              struct source *source, struct error *error);

/* Whether a file of so many bytes was loaded; and of one that was with this XXH3, the SHA-256. */
enum status store_has_bytes(struct store *store, int64_t bytes, bool *has, struct error *error);
enum status store_find_checksum(struct store *store, int64_t bytes, const char *xxh3,
                                char sha256[DIGEST_HEX_MAX], bool *found, struct error *error);

/* Whether doors were hashed: only the salt that they were hashed with may go on. */
enum status store_keeps_salt(struct store *store, bool *kept, struct error *error);

/* The encoding in which a file of this content was read when it was loaded; NULL where none was. */
enum status store_find_encoding(struct store *store, const char *sha256, const char **encoding,
                                struct arena *strings, struct error *error);

/* --- reading --- */

/* The newest day that a fact describes; DAYNUM_NONE for an empty database. */
enum status store_newest_as_of(struct store *store, daynum *as_of, struct error *error);

/* What to read: a year's projects (0: all years), which parts. */
enum {
    READ_COMPOUNDS = 1u << 0,
    READ_PROGRESS = 1u << 1,
    READ_CONSENT = 1u << 2,
    READ_BUDGETS = 1u << 3,
    READ_FACILITIES = 1u << 4,
    READ_SATISFACTION = 1u << 5,
    READ_EVERYTHING = (1u << 6) - 1,
    READ_PLACES = 1u << 6,      /* the file and line of each point of progress as well */
    READ_STAIRWELLS = 1u << 7,  /* with READ_CONSENT: also by building and unit */
    READ_ANSWER_DAYS = 1u << 8, /* … and what is odd about the days of answers */
};

/* The caller releases `*dataset` with dataset_release(). */
enum status store_read(struct store *store, struct vantage vantage, int plan_year, unsigned parts,
                       struct dataset *dataset, struct error *error);

enum status store_read_totals(struct store *store, struct vantage vantage, struct total_set *set,
                              struct error *error);
enum status store_read_sources(struct store *store, struct source_set *set, struct error *error);
/* Those that no later file has brought back; source_id 0: of all sources. What is visited lives
 * until visit() returns. */
enum status store_visit_rejects(struct store *store, int64_t source_id,
                                void (*visit)(void *context, const struct reject *reject),
                                void *context, struct error *error);
enum status store_read_rejects(struct store *store, int64_t source_id, struct reject_set *set,
                               struct error *error);

/* Subtotals that disagree with their rows, of all sources. */
enum status store_read_subtotals(struct store *store, struct subtotal_fault_set *set,
                                 struct error *error);
/* The preamble, the delimiter and the date of a source, for writing its rejects out again. The date
 * is the file's own: DAYNUM_NONE where its rows are dated, for those rejected may be later ones. */
enum status store_read_form(struct store *store, int64_t source_id, struct text *preamble,
                            struct text *delimiter, daynum *as_of, struct error *error);

/* The same of the source whose rejected row comes back so; *found: there is one. */
enum status store_read_form_of_return(struct store *store, const struct reject_return *back,
                                      struct text *preamble, struct text *delimiter, daynum *as_of,
                                      bool *found, struct error *error);

/* --- findings that rest --- */

/* Keeps it, in the place of an earlier one of the same code, city and subject. */
enum status store_acknowledge(struct store *store, const struct acknowledgement *acknowledgement,
                              struct error *error);
/* Forgets it; *found says whether there was one. */
enum status store_withdraw(struct store *store, const char *code, const char *city,
                           const char *subject, bool *found, struct error *error);
enum status store_read_acknowledgements(struct store *store, struct acknowledgement_set *set,
                                        struct error *error);

/* --- merging --- */

/* What a merge has brought. */
struct merge_report {
    int64_t sources, projects; /* that this database did not have */
    int64_t facts;             /* … and versions of facts, answers of households among them */
    int64_t unchanged;         /* facts that it had */
    /* Compounds whose answers came household by household, and those whose answers are known by
     * what they add up to alone: for their doors are hashed with another salt, they are known so
     * there, or here, where these tallies know as much. */
    int64_t by_doors, other_salt, tallies_there, tallies_here;
    int64_t taken_back; /* rows of both that are rejected now: see struct load_counts */
};

/*
 * Takes over what another renostat database holds, in one transaction. A project is the one of
 * its code in its city (without a code, of its name in its district); facts keep their as_of,
 * known, source and line. What is here already does not come again, and the order in which
 * databases are merged changes no answer. Doors come only where both databases hash them with one
 * salt; else their tallies do, and where both have answers of a compound, those of the side that
 * knows more; so doors of this salt take the place of tallies. Projects of no named city are of the
 * only city that their database names. Where neither names one, a project that both list is refused
 * unless they agree on its name and district or have a file of it in common; so is a merge that
 * would have to guess a city.
 *
 * `salt`: of this database (32 bytes), or NULL where there is none beside it: then it takes over
 * the other's doors with their fingerprint. STATUS_DATABASE where the other is not ours or of
 * another version.
 */
enum status store_merge(struct store *store, const char *path, const unsigned char *salt,
                        struct merge_report *report, struct error *error);

#endif
