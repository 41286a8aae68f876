#include "data/household_doubt.h"

#include <stdlib.h>
#include <string.h>

#include "data/household_join.h"

/* A household with an answer in doubt. */
struct doubted {
    struct household_key key;
    int64_t project_id;
};

struct doubt {
    struct withdrawal *withdrawal;
    struct vintage name; /* the words, in its last three members */
    const struct reject *reject;
    struct household_joiner joiner;
    struct doubted *households;
    size_t count, capacity;
};

/* A name may have thousands of answers: they are listed before any of them goes. */
static enum status list(struct doubt *doubt, struct error *error)
{
    static const char sql[] =
        "WITH doubted AS (SELECT vintage_id FROM vintage"
        "  WHERE named_by = ?1 AND region_id = ?2 AND word = ?3),"
        " answers AS (SELECT compound_id, stairwell_id, door, vintage_id FROM household_answer"
        "  UNION ALL SELECT compound_id, stairwell_id, door, vintage_id FROM household_past)"
        " SELECT DISTINCT compound_id, stairwell_id, door, project_id"
        " FROM answers JOIN compound USING (compound_id)"
        " WHERE vintage_id IN (SELECT vintage_id FROM doubted)";
    const struct vintage *name = &doubt->name;
    sqlite3_stmt *statement = NULL;
    bool row = false;
    enum status status = db_prepare(doubt->withdrawal->db, &statement, sql, error);
    if (status == STATUS_OK)
        db_bind(statement, 3, (int64_t[]){name->named_by, name->region_id, name->word});
    while (status == STATUS_OK && (status = db_step(statement, &row, error)) == STATUS_OK && row) {
        ARRAY_GROW(doubt->households, doubt->count + 1, doubt->capacity);
        doubt->households[doubt->count++] = (struct doubted){
            .key = {.compound_id = sqlite3_column_int64(statement, 0),
                    .stairwell_id = sqlite3_column_int64(statement, 1),
                    .door = sqlite3_column_int64(statement, 2)},
            .project_id = sqlite3_column_int64(statement, 3),
        };
    }
    sqlite3_finalize(statement);
    return status;
}

static enum status book(struct doubt *doubt, const struct doubted *household,
                        const struct household_version *version, struct error *error)
{
    struct reject reject = *doubt->reject;
    reject.source_id = version->vintage.source_id;
    reject.line = version->line;
    reject.raw = "";
    return withdrawal_book(doubt->withdrawal, &reject, household->project_id, error);
}

/* What remains of a household is what its other rows say. */
static enum status take_back(struct doubt *doubt, const struct doubted *household,
                             struct error *error)
{
    struct household_joiner *joiner = &doubt->joiner;
    joiner->ours.count = joiner->all.count = 0;
    enum status status = household_joiner_read(joiner, &household->key, &joiner->ours, error);
    for (size_t i = 0; i < joiner->ours.count && status == STATUS_OK; i++) {
        const struct household_version *version = &joiner->ours.items[i];
        if (vintage_same_name(&version->vintage, &doubt->name))
            status = book(doubt, household, version, error);
        else
            household_versions_add(&joiner->all, version);
    }
    return status == STATUS_OK ? household_joiner_write(joiner, &household->key, error) : status;
}

/* What those files say of the survey as a whole. */
static enum status take_back_surveys(struct doubt *doubt, struct error *error)
{
    const struct subject_table *table = &doubt->withdrawal->tables.of[SUBJECT_CONSENT];
    enum status status = STATUS_OK;
    for (size_t i = 0; i < doubt->count && status == STATUS_OK; i++)
        if (i == 0 || doubt->households[i].project_id != doubt->households[i - 1].project_id)
            status = db_execf(doubt->withdrawal->db, error,
                              "DELETE FROM %s WHERE project_id = %lld AND source_id IN"
                              " (SELECT source_id FROM vintage WHERE named_by = %lld"
                              "  AND region_id = %lld AND word = %lld)",
                              table->name, (long long)doubt->households[i].project_id,
                              (long long)doubt->name.named_by, (long long)doubt->name.region_id,
                              (long long)doubt->name.word);
    return status;
}

enum status household_doubt(struct withdrawal *withdrawal, enum identity_means means,
                            int64_t region_id, int64_t word, const struct reject *reject,
                            struct error *error)
{
    struct doubt doubt = {.withdrawal = withdrawal,
                          .name = {.named_by = means, .region_id = region_id, .word = word},
                          .reject = reject};
    enum status status = list(&doubt, error);
    if (status == STATUS_OK && doubt.count > 0) {
        status = household_joiner_init(&doubt.joiner, withdrawal->db, error);
        for (size_t i = 0; i < doubt.count && status == STATUS_OK; i++)
            status = take_back(&doubt, &doubt.households[i], error);
        if (status == STATUS_OK)
            status = tally_flush(doubt.joiner.tally, error);
        household_joiner_release(&doubt.joiner);
    }
    if (status == STATUS_OK)
        status = take_back_surveys(&doubt, error);
    free(doubt.households);
    return status == STATUS_OK
               ? db_execf(withdrawal->db, error,
                          "DELETE FROM vintage WHERE named_by = %d AND region_id = %lld"
                          " AND word = %lld",
                          (int)means, (long long)region_id, (long long)word)
               : status;
}
