#include "ingest/reject_match.h"

#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "core/text.h"
#include "data/private_key.h"

struct reject_key {
    uint64_t key, first;
    int64_t reject_id;
};

/* What identifies a row, beginning with what tells most rows apart. The identity number of a
 * household is none: it is what may be put right. */
static const char *const key_names[REJECT_KEY_COLUMNS] = {
    "project_code", "compound", "project_name", "district",     "city",  "province",
    "building",     "unit",     "door",         "parking_kind", "as_of", "plan_year"};
enum { NAMING_COUNT = 6 };

/* --- cells of a line of CSV, as text_add_csv_cell() writes them --- */

/* Takes the next cell off *at; false behind the last. */
static bool next_cell(const char **at, char delimiter, struct text *cell)
{
    const char *from = *at;
    text_clear(cell);
    if (from == NULL)
        return false;
    bool quoted = *from == '"';
    for (from += quoted; *from != '\0'; from++) {
        if (quoted && *from == '"' && from[1] != '"') {
            quoted = false;
            continue;
        }
        if (!quoted && *from == delimiter)
            break;
        from += quoted && *from == '"';
        text_add_char(cell, *from);
    }
    *at = *from == '\0' ? NULL : from + 1;
    return true;
}

static uint64_t add_word(uint64_t hash, const char *word)
{
    struct text plain = TEXT_INIT;
    text_normalise(&plain, word, strlen(word));
    /* FNV-1a, the NUL included, which parts the words. */
    for (size_t i = 0; i <= plain.length; i++)
        hash = (hash ^ (unsigned char)plain.data[i]) * 0x100000001b3u;
    text_release(&plain);
    return hash;
}

static const uint64_t no_words = 0xcbf29ce484222325u;

static bool is_key(const struct reject_matches *matches, size_t column, size_t *nth)
{
    for (*nth = 0; *nth < matches->column_count; (*nth)++)
        if (matches->columns[*nth] == column)
            return true;
    return false;
}

/* The key of a raw row; false where it has none: other cells than the header, or none that names.
 */
static bool read_key(const struct reject_matches *matches, const char *raw, char delimiter,
                     struct reject_key *key)
{
    uint64_t words[REJECT_KEY_COLUMNS];
    struct text cell = TEXT_INIT;
    size_t count = 0, nth;
    bool named = false, withheld = false;
    for (const char *at = raw; next_cell(&at, delimiter, &cell); count++) {
        if (!is_key(matches, count, &nth))
            continue;
        words[nth] = add_word(no_words, cell.data);
        named |= nth < matches->naming_count && cell.length > 0;
        withheld |= strstr(cell.data, "***") != NULL;
    }
    text_release(&cell);
    if (count != matches->header->column_count || !named || withheld)
        return false;
    key->first = words[0];
    key->key = no_words;
    for (size_t i = 0; i < matches->column_count; i++)
        key->key = (key->key ^ words[i]) * 0x9e3779b97f4a7c15u;
    return true;
}

/* --- which rejects there are --- */

static void find_columns(struct reject_matches *matches)
{
    const struct plan *plan = matches->plan;
    for (size_t i = 0; i < REJECT_KEY_COLUMNS; i++) {
        int at = plan->by_field[dictionary_find(key_names[i])];
        bool of_year = strcmp(key_names[i], "plan_year") == 0;
        if (at < 0 || plan->fields[at].column_count != 1 ||
            (of_year && matches->header->kind != KIND_TOTALS))
            continue;
        if (matches->column_count == 0)
            matches->first = at;
        matches->naming_count += i < NAMING_COUNT;
        matches->columns[matches->column_count++] = plan->fields[at].columns[0];
    }
}

static bool same_cells(const char *ours, char our_delimiter, const char *theirs,
                       char their_delimiter)
{
    struct text a = TEXT_INIT, b = TEXT_INIT;
    bool same = true, more = true;
    while (same && more) {
        more = next_cell(&ours, our_delimiter, &a);
        same = next_cell(&theirs, their_delimiter, &b) == more && strcmp(a.data, b.data) == 0;
    }
    text_release(&a);
    text_release(&b);
    return same;
}

/* A cell at fault that is part of the key says nothing; one that comes twice can be read. */
static bool is_legible(const struct reject *reject)
{
    bool key = false;
    for (size_t i = 0; i < REJECT_KEY_COLUMNS; i++)
        key |= strcmp(reject->field, key_names[i]) == 0;
    return !key || strcmp(reject->code, name_of(&reject_code_names, REJECT_PRIMARY_KEY)) == 0 ||
           strcmp(reject->code, name_of(&reject_code_names, REJECT_AMBIGUOUS)) == 0;
}

/* A file of another title may speak of another district. */
static bool visit_file(void *context, const char *preamble, char delimiter)
{
    struct reject_matches *matches = context;
    matches->delimiter = delimiter;
    return same_cells(matches->header->preamble, matches->header->delimiter, preamble, delimiter);
}

static bool visit_reject(void *context, const struct reject *reject)
{
    struct reject_matches *matches = context;
    struct reject_key key = {.reject_id = reject->reject_id};
    if (matches->seen++ == REJECT_MATCHES_MAX) {
        matches->count = 0;
        return false;
    }
    if (is_legible(reject) && read_key(matches, reject->raw, matches->delimiter, &key)) {
        ARRAY_GROW(matches->items, matches->count + 1, matches->capacity);
        matches->items[matches->count++] = key;
    }
    return true;
}

static int by_key(const void *a, const void *b)
{
    const struct reject_key *first = a, *second = b;
    return first->key < second->key ? -1 : first->key > second->key;
}

static int by_number(const void *a, const void *b)
{
    const uint64_t *first = a, *second = b;
    return *first < *second ? -1 : *first > *second;
}

enum status reject_matches_find(struct reject_matches *matches, struct store *store,
                                const struct header *header, const struct plan *plan,
                                struct error *error)
{
    *matches = (struct reject_matches){.header = header, .plan = plan};
    find_columns(matches);
    /* Rows of a sheet of rejects say by their number which they are. */
    if (header->reject_column >= 0 || matches->naming_count == 0)
        return STATUS_OK;
    const struct earlier_visitor visitor = {matches, visit_file, visit_reject};
    enum status status = store_load_visit_earlier(store, &visitor, error);
    if (status != STATUS_OK || matches->count == 0)
        return status;
    qsort(matches->items, matches->count, sizeof *matches->items, by_key);
    matches->firsts = xcalloc(matches->count, sizeof *matches->firsts);
    for (size_t i = 0; i < matches->count; i++)
        matches->firsts[i] = matches->items[i].first;
    qsort(matches->firsts, matches->count, sizeof *matches->firsts, by_number);
    return STATUS_OK;
}

void reject_matches_release(struct reject_matches *matches)
{
    free(matches->items);
    free(matches->firsts);
    *matches = (struct reject_matches){0};
}

bool reject_matches_may(const struct reject_matches *matches, const char *first)
{
    uint64_t word = add_word(no_words, first);
    return bsearch(&word, matches->firsts, matches->count, sizeof word, by_number) != NULL;
}

int64_t reject_matches_next(const struct reject_matches *matches, const char *raw, size_t *at)
{
    struct reject_key key;
    if (*at == 0) {
        if (!read_key(matches, raw, matches->header->delimiter, &key))
            return 0;
        size_t low = 0, high = matches->count;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (matches->items[middle].key < key.key)
                low = middle + 1;
            else
                high = middle;
        }
        if (low == matches->count || matches->items[low].key != key.key)
            return 0;
        *at = low + 1;
        return matches->items[low].reject_id;
    }
    if (*at == matches->count || matches->items[*at].key != matches->items[*at - 1].key)
        return 0;
    return matches->items[(*at)++].reject_id;
}
