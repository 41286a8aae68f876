#include "ingest/map_text.h"

#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/memory.h"

struct writer {
    struct text *out;
    const struct header *header;
    const struct plan *plan;
    const struct field *fields;
    size_t field_count;
    bool *written; /* by dictionary index: the field has its section */
};

/* Lines for the reader. */
static void add_comment(struct writer *writer, const char *lines)
{
    for (const char *at = lines; *at != '\0';) {
        size_t span = strcspn(at, "\n");
        text_add(writer->out, span > 0 ? "# " : "#");
        text_add_bytes(writer->out, at, span);
        text_add_char(writer->out, '\n');
        at += span + (at[span] != '\0');
    }
}

/* A comment around a quoted text. */
static void add_comment_on(struct writer *writer, const char *format, const char *subject)
{
    struct text quoted = TEXT_INIT, lines = TEXT_INIT;
    column_map_quote(&quoted, subject);
    text_addf(&lines, format, quoted.data);
    add_comment(writer, lines.data);
    text_release(&quoted);
    text_release(&lines);
}

/* The column by its name where that means this one, else by its number; false where the file has
 * a column of that name, too. */
static bool add_column(const struct writer *writer, struct text *list, size_t column)
{
    const struct column_names *names = &writer->header->names;
    char number[32];
    const char *name = writer->header->columns[column].name;
    if (name[0] == '\0' || column_names_find(names, name) != (int)column) {
        snprintf(number, sizeof number, "#%zu", column + 1);
        name = number;
    }
    if (column_names_find(names, name) != (int)column)
        return false;
    if (list->length > 0)
        text_add(list, ", ");
    column_map_quote(list, name);
    return true;
}

static void add_list(struct text *out, const char *key, const struct text *list)
{
    text_addf(out, " %s = {%s}", key, list->data);
}

static void add_value(struct text *out, const char *key, const char *value)
{
    text_addf(out, " %s = ", key);
    column_map_quote(out, value);
}

static void add_words(struct text *out, const struct field_map *map)
{
    struct text words = TEXT_INIT, empty = TEXT_INIT, pair = TEXT_INIT;
    for (size_t i = 0; i < map->word_count; i++) {
        text_clear(&pair);
        text_addf(&pair, "%s = %s", map->words[i].word, map->words[i].meaning);
        text_add(&words, i > 0 ? ", " : "");
        column_map_quote(&words, pair.data);
    }
    for (size_t i = 0; i < map->empty_count; i++) {
        text_add(&empty, i > 0 ? ", " : "");
        column_map_quote(&empty, map->empty[i]);
    }
    if (map->word_count > 0)
        add_list(out, "words", &words);
    if (map->empty_count > 0)
        add_list(out, "empty", &empty);
    text_release(&words);
    text_release(&empty);
    text_release(&pair);
}

static void add_rule(struct text *out, const struct plan_field *field)
{
    static const char *const orders[] = {NULL, "ymd", "mdy", "dmy"};
    if (field->rule.order != DATE_AS_FOUND)
        add_value(out, "date_order", orders[field->rule.order]);
    if (plan_field_has_unit(field)) {
        struct text unit = TEXT_INIT;
        unit_name(&unit, field->rule.unit);
        add_value(out, "unit", unit.data);
        text_release(&unit);
    }
    if (field->rule.map != NULL)
        add_words(out, field->rule.map);
}

/* A field that is made use of. */
static void add_planned(struct writer *writer, const struct plan_field *field)
{
    struct text columns = TEXT_INIT;
    for (size_t i = 0; i < field->column_count; i++)
        if (!add_column(writer, &columns, field->columns[i]))
            goto out;
    text_addf(writer->out, "field %s {", field->about->name);
    if (field->constant != NULL)
        add_value(writer->out, "constant", field->constant);
    else
        add_list(writer->out, "columns", &columns);
    add_rule(writer->out, field);
    text_add(writer->out, " }");
    if (field->about->type == FIELD_PRIVATE)
        text_addf(writer->out, "   # %s", _("private: kept as a hash alone"));
    text_add_char(writer->out, '\n');
    writer->written[field->field] = true;
out:
    text_release(&columns);
}

/* A field that is known and not made use of, with all of its columns. */
static void add_known(struct writer *writer, int field)
{
    const struct header *header = writer->header;
    struct text columns = TEXT_INIT;
    for (size_t i = 0; i < header->column_count; i++)
        if (header->columns[i].field == field)
            add_column(writer, &columns, i);
    if (columns.length > 0) {
        text_addf(writer->out, "field %s {", writer->fields[field].name);
        add_list(writer->out, "columns", &columns);
        text_addf(writer->out, " }   # %s\n",
                  writer->fields[field].type == FIELD_PRIVATE ? _("private: never kept")
                                                              : _("known, and not used"));
    }
    writer->written[field] = true;
    text_release(&columns);
}

static void add_constants(struct writer *writer)
{
    for (size_t i = 0; i < writer->plan->count; i++)
        if (writer->plan->fields[i].constant != NULL)
            add_planned(writer, &writer->plan->fields[i]);
}

/* The fields in the order of their first columns. */
static void add_fields(struct writer *writer)
{
    const struct header *header = writer->header;
    add_constants(writer);
    for (size_t i = 0; i < header->column_count; i++) {
        int own = header->columns[i].field;
        for (size_t j = 0; j < writer->plan->count; j++) {
            const struct plan_field *field = &writer->plan->fields[j];
            if (field->column_count > 0 && field->columns[0] == i)
                add_planned(writer, field);
        }
        if (own >= 0 && !writer->written[own] && writer->fields[own].subject == SUBJECT_NONE)
            add_known(writer, own);
    }
}

static bool is_unknown(const struct header_column *column)
{
    return column->field < 0 && !column->ignored && !header_column_is_empty(column);
}

static const char *name_of_field(const struct writer *writer, int field)
{
    return field < 0 || writer->written[field] ? "FIELD" : writer->fields[field].name;
}

/* What is known of a column that is not: the nearest header, or the field that has another. */
static void add_hint(struct writer *writer, const struct header_column *column)
{
    const char *field = column->suggestion < 0 ? "" : writer->fields[column->suggestion].name;
    struct text hint = TEXT_INIT;
    if (column->why == COLUMN_DOUBLE)
        text_addf(&hint, _("not used: another column is %s already"), field);
    else if (column->why != COLUMN_UNKNOWN)
        text_add(&hint, label_of(&column_why_names, (int)column->why));
    else if (column->nearest == NULL)
        text_add(&hint, _("no known header is near"));
    else if (writer->written[column->suggestion])
        text_addf(&hint, _("nearest known header: %s (%s, which another column is already)"),
                  column->nearest, field);
    else
        text_addf(&hint, _("nearest known header: %s"), column->nearest);
    text_addf(writer->out, "   # %s\n", hint.data);
    text_release(&hint);
}

static void add_unknown(struct writer *writer)
{
    const struct header *header = writer->header;
    bool any = false;
    for (size_t i = 0; i < header->column_count; i++) {
        const struct header_column *column = &header->columns[i];
        struct text name = TEXT_INIT;
        if (!is_unknown(column) || !add_column(writer, &name, i)) {
            text_release(&name);
            continue;
        }
        if (!any) {
            text_add_char(writer->out, '\n');
            add_comment(writer, _("Columns that are not used. To use one, remove the '#' before "
                                  "its line and name the field;\nor put its name into the list "
                                  "'ignore', and it is not reported again."));
        }
        any = true;
        text_addf(writer->out, "# field %s { columns = {%s} }",
                  name_of_field(writer, column->suggestion), name.data);
        add_hint(writer, column);
        text_release(&name);
    }
}

static void add_ignore(struct writer *writer, const struct column_map *map)
{
    struct text list = TEXT_INIT;
    for (size_t i = 0; map != NULL && i < map->ignore_count; i++) {
        text_add(&list, i > 0 ? ", " : "");
        column_map_quote(&list, map->ignore[i]);
    }
    text_addf(writer->out, "\nignore = {%s}\n", list.data);
    text_release(&list);
}

/* The fields that no column is yet, for whoever looks for a name. */
static void add_other_fields(struct writer *writer)
{
    enum { NAME_WIDTH = 26 };
    text_add_char(writer->out, '\n');
    add_comment(writer, _("The other fields that such an export may have, each with a header "
                          "that is known for it:"));
    for (size_t i = 0; i < writer->field_count; i++) {
        const struct field *field = &writer->fields[i];
        if (!writer->written[i] && field->subject != SUBJECT_NONE &&
            strcmp(field->name, "reject_id") != 0 &&
            (field->kinds >> writer->header->kind & 1) != 0)
            text_addf(writer->out, "#   %-*s %s\n", NAME_WIDTH, field->name, field->headers[0]);
    }
}

static void add_form(struct writer *writer, const char *encoding)
{
    const struct header *header = writer->header;
    char delimiter[2] = {header->delimiter, '\0'};
    text_addf(writer->out, "kind = %s\n", name_of(&export_kind_names, (int)header->kind));
    text_add(writer->out, "encoding = ");
    column_map_quote(writer->out, encoding);
    text_add(writer->out, "\ndelimiter = ");
    column_map_quote(writer->out, delimiter[0] == '\t' ? "tab" : delimiter);
    text_addf(writer->out, "\nheader_line = %lld\nheader_rows = %zu\n\n", (long long)header->line,
              header->row_count);
}

void map_text_add(struct text *out, const struct header *header, const struct plan *plan,
                  const struct column_map *map, const char *file, const char *encoding)
{
    struct writer writer = {.out = out, .header = header, .plan = plan};
    writer.fields = dictionary_fields(&writer.field_count);
    writer.written = xcalloc(writer.field_count, sizeof *writer.written);
    add_comment_on(&writer, _("How renostat understands the columns of %s."), file);
    add_comment(&writer, _("Edit this file, then try it and load with it:\n"
                           "  renostat ingest --dry-run --map FILE EXPORT\n"
                           "  renostat ingest --map FILE EXPORT\n"
                           "\n"
                           "The form that was found. A line that is removed is found anew in each "
                           "file."));
    add_form(&writer, encoding);
    add_comment(&writer,
                _("Which columns a field comes from; \"#5\" is the fifth column. Inside the braces "
                  "may stand as well:\n"
                  "  unit = \"万元\"             of bare numbers, whatever the header says\n"
                  "  date_order = mdy         or dmy, ymd\n"
                  "  empty = {\"PNS\"}          words that say nothing\n"
                  "  words = {\"on site = under-way\"}\n"
                  "'constant = \"…\"' in the place of 'columns' gives every row one value."));
    add_fields(&writer);
    add_ignore(&writer, map);
    add_unknown(&writer);
    add_other_fields(&writer);
    free(writer.written);
}
