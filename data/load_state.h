/* load_state: what a load under way holds; for the files of this folder only. */
#ifndef DATA_LOAD_STATE_H
#define DATA_LOAD_STATE_H

#include "data/coverage.h"
#include "data/fact_writer.h"
#include "data/identity.h"
#include "data/store_state.h"
#include "data/term.h"
#include "data/withdrawal.h"

/* Dictionary indices of the fields that loading itself asks for. */
struct load_fields {
    int province, city, district, project_code, project_name, compound, building, unit, door,
        id_number, reject_id, as_of, plan_year, parking_kind, actual_progress, planned_progress,
        answer, answer_date, door_area, contribute, pledge, demolish;
};

enum { SALT_LENGTH = 32 };

struct load {
    struct store *store;
    sqlite3 *db;
    int64_t source_id;
    enum export_kind kind;
    char *city;
    daynum as_of, known, today;
    int plan_year;
    unsigned char salt[SALT_LENGTH];
    bool *has; /* by dictionary index: the file has a column for it */
    struct load_fields field;
    struct subject_tables tables;
    struct coverage coverage;
    struct terms *terms;
    struct identity *identity;
    struct fact_writer writers[SUBJECT_COUNT]; /* of the subjects that this file speaks of */
    sqlite3_stmt *see, *seen_at, *unsee, *reject, *pending, *named;
    sqlite3_stmt *origin; /* … of rows of a sheet of rejects; NULL before the first */
    struct row_source rows;
    struct fact_file from; /* the row of another file that the current one puts right */
    const char *(*raw)(void *self);
    struct load_counts counts;
    struct withdrawal withdrawal;
    bool corrects;                         /* a value that was known of a day is another now */
    int64_t waiting_project, waiting_rows; /* not yet added to source_pending */
    struct text candidates;
};

/* What a row is about, once identified. */
struct row_key {
    int64_t project_id, compound_id, whole_id, line;
    int64_t parking_kind;
    daynum as_of;
    int64_t named_by, region_id, word; /* see identity_match; 0, 0, 0: by code */
    bool listed; /* the project is, or is by this row, named by a list of projects */
};

/* --- cells of the current row: blank where the file has no such column --- */
int64_t load_cell(const struct load *load, int field);
const char *load_text(const struct load *load, int field);
daynum load_date(const struct load *load, int field);
daynum load_row_date(const struct load *load);

/* Books the current row as rejected; `value` is the cell at fault, "" for the whole row. */
enum status load_refuse(struct load *load, enum reject_code code, int field, const char *value,
                        const char *message, struct error *error);

/*
 * Identifies the current row. *found is false where it could not be, and then it has been
 * booked as rejected.
 */
enum status load_identify(struct load *load, struct row_key *key, bool *found, struct error *error);

/* The fate of a loaded row goes into the counts, the project's waiting rows, and the rows that may
 * have to be taken back. */
enum status load_count(struct load *load, const struct row_key *key, enum record_fate fate,
                       struct error *error);

/* Writes what load_count() has gathered of waiting rows. */
enum status load_count_flush(struct load *load, struct error *error);

/* What a file of household rows says of the survey of a compound as a whole. */
enum status load_survey(struct load *load, const struct row_key *key, struct error *error);

/* Marks a key of rows of any one kind as met in this file; *first is the line that had it before, 0
 * where none had. */
enum status load_meet(struct load *load, const int64_t key[4], int64_t line, int64_t *first,
                      struct error *error);
/* The line that had a key before in this file; 0 where none had. */
enum status load_line_of(struct load *load, const int64_t key[4], int64_t *line,
                         struct error *error);

/* Loads the current row as facts of its project (all kinds but household rows and totals). */
enum status load_facts(struct load *load, struct error *error);
/* Loads the current row as totals of its region. */
enum status load_total(struct load *load, struct error *error);
/* Loads all rows as answers of households. */
enum status load_households(struct load *load, struct error *error);

#endif
