#include "data/term.h"

#include <stdlib.h>
#include <string.h>

#include "core/memory.h"

/* A direct-mapped cache: a newcomer takes the place of the text that was there. */
enum { SLOTS = 1 << 13, TEXT_KEPT_MAX = 64 };

struct slot {
    int64_t term_id;
    uint32_t length;
    char text[TEXT_KEPT_MAX];
};

struct terms {
    sqlite3_stmt *find, *insert;
    struct slot *slots;
};

enum status terms_new(struct terms **terms, sqlite3 *db, struct error *error)
{
    struct terms *new = xcalloc(1, sizeof *new);
    new->slots = xcalloc(SLOTS, sizeof *new->slots);
    enum status status =
        db_prepare(db, &new->find, "SELECT term_id FROM term WHERE text = ?1", error);
    if (status == STATUS_OK)
        status = db_prepare(db, &new->insert, "INSERT INTO term (text) VALUES (?1)", error);
    *terms = new;
    return status;
}

void terms_free(struct terms *terms)
{
    if (terms == NULL)
        return;
    sqlite3_finalize(terms->find);
    sqlite3_finalize(terms->insert);
    free(terms->slots);
    free(terms);
}

/* FNV-1a. */
static uint32_t hash(const char *text, size_t length)
{
    uint32_t value = 2166136261u;
    for (size_t i = 0; i < length; i++)
        value = (value ^ (unsigned char)text[i]) * 16777619u;
    return value ^ value >> 15;
}

static enum status find_or_insert(struct terms *terms, const char *text, int length,
                                  int64_t *term_id, struct error *error)
{
    bool row;
    sqlite3_bind_text(terms->find, 1, text, length, SQLITE_STATIC);
    enum status status = db_step(terms->find, &row, error);
    if (row)
        *term_id = sqlite3_column_int64(terms->find, 0);
    sqlite3_reset(terms->find);
    sqlite3_clear_bindings(terms->find);
    if (status != STATUS_OK || row)
        return status;
    sqlite3_bind_text(terms->insert, 1, text, length, SQLITE_STATIC);
    status = db_run(terms->insert, error);
    sqlite3_clear_bindings(terms->insert);
    *term_id = sqlite3_last_insert_rowid(sqlite3_db_handle(terms->insert));
    return status;
}

enum status term_of(struct terms *terms, const char *text, int64_t *term_id, struct error *error)
{
    size_t length = strlen(text);
    *term_id = 0;
    if (length == 0)
        return STATUS_OK;
    struct slot *slot = &terms->slots[hash(text, length) % SLOTS];
    if (slot->length == length && memcmp(slot->text, text, length) == 0) {
        *term_id = slot->term_id;
        return STATUS_OK;
    }
    enum status status = find_or_insert(terms, text, (int)length, term_id, error);
    if (status == STATUS_OK && length <= TEXT_KEPT_MAX) {
        slot->term_id = *term_id;
        slot->length = (uint32_t)length;
        memcpy(slot->text, text, length);
    }
    return status;
}
