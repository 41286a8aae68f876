/* load_fact: what the current row of a load says of each subject. */
#ifndef DATA_LOAD_FACT_H
#define DATA_LOAD_FACT_H

#include "data/load_state.h"

/* What a row as a whole came to. */
struct row_outcome {
    bool loaded, differs, refused;
};

/* Subjects of a project as a whole, which the rows of its compounds say together; in a list of
 * projects its money and its works are, too. */
bool load_is_of_project(const struct load *load, enum subject subject);

/* The key of a row's fact of a subject. */
void load_fact_keys(const struct load *load, const struct row_key *key, enum subject subject,
                    int64_t keys[SUBJECT_KEYS_MAX]);

/* A plan for a day after the export is known, and stands, as of the export. */
daynum load_fact_as_of(const struct load *load, const struct row_key *key, enum subject subject);

/* The row tells of a plan for a day after that of the export. */
bool load_is_ahead(const struct load *load, const struct row_key *key);

/* The current row's fact of a subject. */
enum status load_fact_read(struct load *load, const struct row_key *key, enum subject subject,
                           bool compare_only, struct fact *fact, int64_t keys[SUBJECT_KEYS_MAX],
                           struct error *error);

/* Writes the current row's facts: those of the project as a whole only with `of_project`, of a row
 * of the `future` only the plan. */
enum status load_fact_write(struct load *load, const struct row_key *key, bool of_project,
                            bool future, bool compare_only, struct row_outcome *outcome,
                            struct error *error);

/* Takes back what the current row has written before one of its facts was refused. */
enum status load_fact_undo(struct load *load, const struct row_key *key, struct error *error);

#endif
