#include "data/dictionary.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "core/text.h"
#include "dictionary_csv.h"

enum { COLUMN_COUNT = 9 };
enum {
    FIELD_NAME,
    FIELD_SUBJECT,
    FIELD_FORM,
    FIELD_UNIT,
    FIELD_KINDS,
    FIELD_REQUIRED,
    FIELD_SIGNATURE,
    FIELD_GROUPING,
    FIELD_HEADERS
};

/* Kinds of export that have a row for each project: shorthand of the file for all of them. */
static const unsigned ledger_kinds = 1u << KIND_PROJECTS | 1u << KIND_PARKING |
                                     1u << KIND_CHARGERS | 1u << KIND_BUDGETS | 1u << KIND_PROGRESS;

static const char *const subject_names[SUBJECT_COUNT] = {
    [SUBJECT_KEY] = "key",
    [SUBJECT_PROJECT] = "project",
    [SUBJECT_COMPOUND] = "compound",
    [SUBJECT_PROGRESS] = "progress",
    [SUBJECT_PLAN] = "plan",
    [SUBJECT_BUDGET] = "budget",
    [SUBJECT_PARKING] = "parking",
    [SUBJECT_CHARGERS] = "chargers",
    [SUBJECT_WORKS] = "works",
    [SUBJECT_CONSENT] = "consent",
    [SUBJECT_HOUSEHOLD] = "household",
    [SUBJECT_SATISFACTION] = "satisfaction",
    [SUBJECT_TOTAL] = "total",
    [SUBJECT_NONE] = "none",
};

static const char *const table_names[SUBJECT_COUNT] = {
    [SUBJECT_PROJECT] = "project_fact",
    [SUBJECT_COMPOUND] = "compound_fact",
    [SUBJECT_PROGRESS] = "progress_fact",
    [SUBJECT_PLAN] = "plan_fact",
    [SUBJECT_BUDGET] = "budget_fact",
    [SUBJECT_PARKING] = "parking_fact",
    [SUBJECT_CHARGERS] = "charger_fact",
    [SUBJECT_WORKS] = "works_fact",
    [SUBJECT_CONSENT] = "consent_fact",
    [SUBJECT_HOUSEHOLD] = "household_answer",
    [SUBJECT_SATISFACTION] = "satisfaction_fact",
    [SUBJECT_TOTAL] = "total_fact",
};

static const char *const type_names[] = {
    [FIELD_TEXT] = "text",       [FIELD_CODE] = "code",       [FIELD_COUNT] = "count",
    [FIELD_MONEY] = "money",     [FIELD_AREA] = "area",       [FIELD_LENGTH] = "length",
    [FIELD_PERCENT] = "percent", [FIELD_DATE] = "date",       [FIELD_YEAR] = "year",
    [FIELD_FLAG] = "flag",       [FIELD_ENUM] = "enum",       [FIELD_SET] = "set",
    [FIELD_RATE] = "rate",       [FIELD_PRIVATE] = "private",
};

/* Written once, by the first who asks; never changed afterwards. */
static struct {
    pthread_once_t once;
    struct field *fields;
    size_t count;
    struct arena strings;
} dictionary = {.once = PTHREAD_ONCE_INIT};

static int index_in(const char *const *names, size_t count, const char *name, size_t length)
{
    for (size_t i = 0; i < count; i++)
        if (names[i] != NULL && strlen(names[i]) == length && memcmp(names[i], name, length) == 0)
            return (int)i;
    return -1;
}

static unsigned kind_bits(const char *list)
{
    unsigned bits = 0;
    while (*list != '\0') {
        size_t length = strcspn(list, ",");
        char *name = xstrndup(list, length);
        int kind = name_value(&export_kind_names, name);
        if (strcmp(name, "all") == 0)
            bits |= (1u << KIND_COUNT) - 1;
        else if (strcmp(name, "ledgers") == 0)
            bits |= ledger_kinds;
        else if (kind >= 0)
            bits |= 1u << kind;
        free(name);
        list += length + (list[length] == ',');
    }
    return bits;
}

static const char *const *split_headers(const char *list)
{
    size_t count = 1, at = 0;
    for (const char *c = list; *c != '\0'; c++)
        count += *c == '|';
    const char **headers = arena_alloc(&dictionary.strings, (count + 1) * sizeof *headers);
    while (*list != '\0') {
        size_t length = strcspn(list, "|");
        struct text key = TEXT_INIT;
        text_normalise(&key, list, length);
        headers[at++] = arena_strdup(&dictionary.strings, key.data);
        text_release(&key);
        list += length + (list[length] == '|');
    }
    headers[at] = NULL;
    return headers;
}

/* "enum:project_status" is a type and the title of its names. */
static void read_type(struct field *field, const char *form)
{
    size_t length = strcspn(form, ":");
    int type = index_in(type_names, sizeof type_names / sizeof *type_names, form, length);
    field->type = type < 0 ? FIELD_TEXT : (enum field_type)type;
    field->names = form[length] == ':' ? name_table_find(form + length + 1) : NULL;
}

static void add_field(char *cells[COLUMN_COUNT])
{
    struct field *field = &dictionary.fields[dictionary.count++];
    int subject =
        index_in(subject_names, SUBJECT_COUNT, cells[FIELD_SUBJECT], strlen(cells[FIELD_SUBJECT]));
    *field = (struct field){
        .name = arena_strdup(&dictionary.strings, cells[FIELD_NAME]),
        .subject = subject < 0 ? SUBJECT_NONE : (enum subject)subject,
        .unit = arena_strdup(&dictionary.strings, cells[FIELD_UNIT]),
        .kinds = kind_bits(cells[FIELD_KINDS]),
        .required = kind_bits(cells[FIELD_REQUIRED]),
        .signature = kind_bits(cells[FIELD_SIGNATURE]),
        .grouping = kind_bits(cells[FIELD_GROUPING]),
        .headers = split_headers(cells[FIELD_HEADERS]),
    };
    read_type(field, cells[FIELD_FORM]);
}

/* Cuts one line into cells in place; a quoted cell has no quote inside. */
static size_t cut(char *line, char *cells[COLUMN_COUNT])
{
    size_t count = 0;
    for (char *at = line; count < COLUMN_COUNT; at++) {
        bool quoted = *at == '"';
        cells[count++] = at + quoted;
        at += quoted ? 1 + strcspn(at + 1, "\"") : strcspn(at, ",");
        char *end = at;
        if (quoted && *at == '"')
            at++;
        bool more = *at == ',';
        *end = '\0';
        if (!more)
            break;
    }
    return count;
}

static void parse(void)
{
    char *csv = xstrndup((const char *)dictionary_csv, dictionary_csv_size);
    size_t lines = 0;
    for (const char *at = csv; *at != '\0'; at++)
        lines += *at == '\n';
    dictionary.fields = xcalloc(lines + 1, sizeof *dictionary.fields);
    bool header = true;
    for (char *line = csv; *line != '\0';) {
        size_t length = strcspn(line, "\n");
        char *next = line + length + (line[length] == '\n');
        char *cells[COLUMN_COUNT];
        line[length] = '\0';
        if (!header && cut(line, cells) == COLUMN_COUNT)
            add_field(cells);
        header = false;
        line = next;
    }
    free(csv);
}

const struct field *dictionary_fields(size_t *count)
{
    pthread_once(&dictionary.once, parse);
    *count = dictionary.count;
    return dictionary.fields;
}

int dictionary_find(const char *name)
{
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(fields[i].name, name) == 0)
            return (int)i;
    return -1;
}

void dictionary_digest(struct digest *digest)
{
    digest_add(digest, dictionary_csv, dictionary_csv_size);
}

const char *subject_table(enum subject subject)
{
    return table_names[subject];
}

bool field_is_amount(const struct field *field)
{
    static const unsigned types = 1u << FIELD_COUNT | 1u << FIELD_MONEY | 1u << FIELD_AREA |
                                  1u << FIELD_LENGTH | 1u << FIELD_PERCENT | 1u << FIELD_DATE;
    return (types >> field->type & 1) != 0;
}

bool field_is_quantity(const struct field *field)
{
    return field->subject != SUBJECT_NONE && field_is_amount(field);
}
