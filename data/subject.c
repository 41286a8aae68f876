#include "data/subject.h"

#include <string.h>

/* The keys of the tables of versions; `also` are fields of other subjects that the table has
 * columns for. */
static const struct layout {
    enum subject subject;
    const char *keys[SUBJECT_KEYS_MAX];
    bool listed;
    const char *also[2];
} layouts[] = {
    {SUBJECT_PROJECT, {"project_id"}, true, {"project_name", "district"}},
    {SUBJECT_COMPOUND, {"compound_id"}, true, {"compound"}},
    {SUBJECT_PROGRESS, {"project_id"}, false, {NULL}},
    {SUBJECT_PLAN, {"project_id", "date"}, false, {NULL}},
    {SUBJECT_BUDGET, {"project_id", "compound_id"}, false, {NULL}},
    {SUBJECT_PARKING, {"project_id", "compound_id", "parking_kind"}, false, {NULL}},
    {SUBJECT_CHARGERS, {"project_id", "compound_id"}, false, {NULL}},
    {SUBJECT_WORKS, {"project_id", "compound_id"}, false, {NULL}},
    {SUBJECT_CONSENT, {"project_id", "compound_id"}, false, {NULL}},
    {SUBJECT_SATISFACTION, {"project_id", "compound_id"}, false, {NULL}},
    {SUBJECT_TOTAL, {"region", "plan_year"}, false, {"budget_planned", "budget_invested"}},
};

static bool is_key(const struct subject_table *table, const char *name)
{
    for (int i = 0; i < table->key_count; i++)
        if (strcmp(table->keys[i], name) == 0)
            return true;
    return false;
}

static void add_field(struct subject_table *table, int field)
{
    if (field >= 0 && table->field_count < SUBJECT_COLUMNS_MAX)
        table->fields[table->field_count++] = field;
}

static void fill(struct subject_table *table, const struct layout *layout)
{
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    table->name = subject_table(layout->subject);
    table->listed = layout->listed;
    for (int i = 0; i < SUBJECT_KEYS_MAX && layout->keys[i] != NULL; i++)
        table->keys[table->key_count++] = layout->keys[i];
    for (size_t i = 0; i < 2 && layout->also[i] != NULL; i++)
        add_field(table, dictionary_find(layout->also[i]));
    for (size_t i = 0; i < count; i++)
        if (fields[i].subject == layout->subject && !is_key(table, fields[i].name))
            add_field(table, (int)i);
}

void subject_tables_init(struct subject_tables *tables)
{
    *tables = (struct subject_tables){0};
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++)
        fill(&tables->of[layouts[i].subject], &layouts[i]);
}

int subject_column(const struct subject_table *table, int field)
{
    for (int i = 0; i < table->field_count; i++)
        if (table->fields[i] == field)
            return i;
    return -1;
}

uint64_t subject_bit(const struct subject_table *table, const char *field)
{
    int column = subject_column(table, dictionary_find(field));
    return column < 0 ? 0 : UINT64_C(1) << column;
}

void subject_list(const struct subject_table *table, uint64_t mask, const char *prefix,
                  struct text *out)
{
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    const char *separator = "";
    for (int i = 0; i < table->field_count; i++) {
        if ((mask >> i & 1) == 0)
            continue;
        text_addf(out, "%s%s%s", separator, prefix, fields[table->fields[i]].name);
        separator = ", ";
    }
}
