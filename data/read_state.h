/* read_state: what a reading under way holds; for read_*.c only. */
#ifndef DATA_READ_STATE_H
#define DATA_READ_STATE_H

#include "data/fact_reader.h"
#include "data/store_state.h"

/* What the database calls a compound, for the readers of consent. */
struct compound_entry {
    int64_t compound_id;
    size_t project; /* index into the dataset's projects */
    bool whole;     /* the compound '' */
    const char *name;
    int64_t households; /* VALUE_NONE: not said */
};

struct reading {
    sqlite3 *db;
    struct vantage vantage;
    int plan_year;
    unsigned parts;
    struct subject_tables tables;
    struct coverage coverage;
    struct dataset *dataset;
    const char **terms; /* by term_id, as they are met; the texts live in the project set */
    size_t term_count;
    sqlite3_stmt *term;
    struct compound_entry *entries; /* of all projects that were read, by compound_id */
    size_t entry_count, entry_capacity;
};

/* The text of a term; "" for VALUE_NONE. */
enum status read_term(struct reading *reading, int64_t term_id, const char **text,
                      struct error *error);
const struct compound_entry *read_entry(const struct reading *reading, int64_t compound_id);

enum status read_projects(struct reading *reading, struct error *error);
/* A project that a later list lacks is not gone where a row of that list which nobody could read
 * may be its own. */
enum status read_spare_rejected(struct reading *reading, struct error *error);
enum status read_compounds(struct reading *reading, struct error *error);
enum status read_latest_progress(struct reading *reading, struct error *error);
enum status read_progress(struct reading *reading, struct error *error);
enum status read_budgets(struct reading *reading, struct error *error);
enum status read_facilities(struct reading *reading, struct error *error);
enum status read_satisfaction(struct reading *reading, struct error *error);
enum status read_consent(struct reading *reading, struct error *error);
enum status read_stairwells(struct reading *reading, struct error *error);
enum status read_answer_days(struct reading *reading, struct error *error);

/*
 * Facts of a project that may come in parts (by compound, by kind of parking). A field's value is
 * the sum over the parts on the newest day on which any part covered it; the project as a
 * whole counts beside its parts only where one file has both.
 */
struct part {
    int64_t compound_id, kind;
    bool detail; /* a named compound, or a kind that is said */
    struct overlay overlay;
};

struct parts {
    struct part *items;
    size_t count, capacity;
};

/* The parts of one project; `parts` keeps its memory from call to call. */
enum status read_parts(struct reading *reading, struct fact_reader *reader, int64_t project_id,
                       struct parts *parts, struct error *error);
/* The value of a column over the parts; with `kind` >= 0 only over those of this kind. */
int64_t parts_value(const struct parts *parts, int column, int64_t kind);
daynum parts_newest(const struct parts *parts);
/* Where the newest of the parts was read. */
struct provenance parts_from(const struct parts *parts);

#endif
