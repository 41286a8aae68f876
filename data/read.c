#include <stdlib.h>
#include <string.h>

#include "data/read_state.h"

enum status read_term(struct reading *reading, int64_t term_id, const char **text,
                      struct error *error)
{
    bool row;
    *text = "";
    if (term_id <= 0 || (size_t)term_id >= reading->term_count)
        return STATUS_OK;
    if (reading->terms[term_id] != NULL) {
        *text = reading->terms[term_id];
        return STATUS_OK;
    }
    db_bind(reading->term, 1, &term_id);
    enum status status = db_step(reading->term, &row, error);
    if (row)
        *text = db_text(reading->term, 0, &reading->dataset->projects.strings);
    reading->terms[term_id] = *text;
    sqlite3_reset(reading->term);
    return status;
}

static int compare_entry(const void *key, const void *item)
{
    int64_t id = *(const int64_t *)key;
    const struct compound_entry *entry = item;
    return (id > entry->compound_id) - (id < entry->compound_id);
}

const struct compound_entry *read_entry(const struct reading *reading, int64_t compound_id)
{
    if (reading->entry_count == 0)
        return NULL;
    return bsearch(&compound_id, reading->entries, reading->entry_count, sizeof *reading->entries,
                   compare_entry);
}

static enum status begin(struct reading *reading, struct error *error)
{
    int64_t terms;
    enum status status = coverage_read(&reading->coverage, reading->db, &reading->tables, error);
    if (status == STATUS_OK)
        status = db_number(reading->db, &terms, 0, "SELECT max(term_id) FROM term", error);
    if (status == STATUS_OK)
        status = db_prepare(reading->db, &reading->term, "SELECT text FROM term WHERE term_id = ?1",
                            error);
    if (status != STATUS_OK)
        return status;
    reading->term_count = (size_t)terms + 1;
    reading->terms = xcalloc(reading->term_count, sizeof *reading->terms);
    return STATUS_OK;
}

static enum status read_all(struct reading *reading, struct error *error)
{
    static const struct {
        unsigned part; /* 0: always */
        enum status (*read)(struct reading *reading, struct error *error);
    } readers[] = {
        {0, read_projects},
        {0, read_compounds},
        {0, read_latest_progress},
        {READ_PROGRESS, read_progress},
        {READ_BUDGETS, read_budgets},
        {READ_FACILITIES, read_facilities},
        {READ_SATISFACTION, read_satisfaction},
        {READ_CONSENT, read_consent},
        {READ_STAIRWELLS, read_stairwells}, /* of the surveys that were read */
        {READ_ANSWER_DAYS, read_answer_days},
    };
    enum status status = begin(reading, error);
    for (size_t i = 0; i < sizeof readers / sizeof *readers && status == STATUS_OK; i++)
        if (readers[i].part == 0 || (reading->parts & readers[i].part) != 0)
            status = readers[i].read(reading, error);
    return status;
}

enum status store_read(struct store *store, struct vantage vantage, int plan_year, unsigned parts,
                       struct dataset *dataset, struct error *error)
{
    struct reading reading = {.db = store->db,
                              .vantage = vantage,
                              .plan_year = plan_year,
                              .parts = parts,
                              .dataset = dataset};
    *dataset = (struct dataset){.vantage = vantage};
    subject_tables_init(&reading.tables);
    /* One snapshot: a load that commits meanwhile must not show in half of the answer. */
    enum status status = db_exec(store->db, "BEGIN", error);
    if (status != STATUS_OK)
        return status;
    status = read_all(&reading, error);
    sqlite3_finalize(reading.term);
    db_exec(store->db, "COMMIT", NULL);
    free(reading.terms);
    free(reading.entries);
    coverage_release(&reading.coverage);
    if (status != STATUS_OK)
        dataset_release(dataset);
    return status;
}
