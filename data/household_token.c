#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "data/household_load.h"
#include "data/private_key.h"
#include "data/raw_row.h"

/*
 * A token stands for a door in the row of the reject that it was written into, and nowhere else: it
 * is a hash by another salt in the sheet of another database, and of another stairwell's door
 * beside another building. The row that comes back is held against the one that was rejected.
 */

static enum status read_rejected(struct household_load *bulk, int64_t reject_id, char **raw,
                                 struct error *error)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    *raw = NULL;
    enum status status = db_prepare(bulk->load->db, &statement,
                                    "SELECT raw FROM reject WHERE reject_id = ?1", error);
    if (status == STATUS_OK) {
        db_bind(statement, 1, &reject_id);
        status = db_step(statement, &row, error);
    }
    if (row)
        *raw = xstrdup((const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    return status;
}

static bool is_of_row(const struct load *load, const char *raw, const char *token)
{
    const int places[] = {load->field.building, load->field.unit};
    if (raw == NULL || !raw_row_has(raw, token))
        return false;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const char *text = load_text(load, places[i]);
        if (text[0] != '\0' && !raw_row_has(raw, text))
            return false;
    }
    return true;
}

enum status household_check_token(struct household_load *bulk, int field, bool *good,
                                  struct error *error)
{
    struct load *load = bulk->load;
    const char *text = load_text(load, field);
    int64_t hash;
    char *raw;
    *good = true;
    if (text[0] != 't' || !private_key_read(text, &hash))
        return STATUS_OK;
    enum status status =
        read_rejected(bulk, strtoll(load_text(load, load->field.reject_id), NULL, 10), &raw, error);
    *good = status == STATUS_OK && is_of_row(load, raw, text);
    free(raw);
    if (status != STATUS_OK || *good)
        return status;
    return load_refuse(load, REJECT_CONSTRAINT, field, text,
                       _("the token is not of this row as it was rejected here: give the door "
                         "itself, or leave the building and the stairwell as they are"),
                       error);
}
