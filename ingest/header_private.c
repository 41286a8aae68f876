#include <string.h>

#include "data/private_header.h"
#include "ingest/header_state.h"

static const struct field *field_at(int field)
{
    size_t count;
    return &dictionary_fields(&count)[field];
}

/* A door or an identity number that is not made use of is no key of the row. */
static int field_to_drop(int field)
{
    if (field_at(field)->subject == SUBJECT_NONE)
        return field;
    return dictionary_find(strcmp(field_at(field)->name, "door") == 0 ? "address"
                                                                      : "document_number");
}

/* The field that an unused column is dropped as; -1: it is no person's, as far as we know. What is
 * known in another kind of export is what it is there. */
static int private_field(const struct header_index *index, const char *name)
{
    const char *slash = strrchr(name, '/');
    int field = header_field(index, name);
    if (field < 0 && slash != NULL)
        field = header_field(index, slash + 1);
    if (field < 0)
        field = private_header_field(name);
    return field >= 0 && field_at(field)->type == FIELD_PRIVATE ? field_to_drop(field) : -1;
}

static void mark(struct header_column *column, const struct header_index *index)
{
    int field = private_field(index, column->name);
    if (field < 0)
        return;
    column->private = true;
    if (column->ignored)
        return;
    column->field = field;
    column->why = COLUMN_PRIVATE;
}

void header_mark_private(struct header *header, const struct header_index *index)
{
    int answer = dictionary_find("answer");
    for (size_t i = 0; i < header->column_count; i++) {
        struct header_column *column = &header->columns[i];
        if (column->field < 0 && !column->private)
            mark(column, index);
        header->of_people |=
            column->private || (header->kind == KIND_HOUSEHOLDS && column->field == answer);
    }
}
