#include "ingest/reading.h"

#include <string.h>

static void add_text(struct digest *digest, const char *text)
{
    const char *said = text != NULL ? text : "";
    digest_add(digest, said, strlen(said) + 1);
}

static void add_number(struct digest *digest, int64_t number)
{
    digest_add(digest, &number, sizeof number);
}

static void add_field_map(struct digest *digest, const struct field_map *field)
{
    add_text(digest, field->field);
    for (size_t i = 0; i < field->column_count; i++)
        add_text(digest, field->columns[i]);
    add_text(digest, field->constant);
    add_text(digest, field->date_order);
    add_text(digest, field->unit);
    for (size_t i = 0; i < field->word_count; i++) {
        add_text(digest, field->words[i].word);
        add_text(digest, field->words[i].meaning);
    }
    for (size_t i = 0; i < field->empty_count; i++)
        add_text(digest, field->empty[i]);
}

void reading_fingerprint(const struct import_report *report, const struct import_options *options,
                         char hex[DIGEST_HEX_MAX])
{
    struct digest *digest = digest_new();
    dictionary_digest(digest);
    add_text(digest, options->city);
    add_number(digest, options->known);
    add_text(digest, report->encoding);
    add_text(digest, report->delimiter);
    add_number(digest, report->header_line);
    for (size_t i = 0; i < report->column_count; i++) {
        add_text(digest, report->columns[i].column);
        add_text(digest, report->columns[i].field);
    }
    for (size_t i = 0; options->map != NULL && i < options->map->field_count; i++)
        add_field_map(digest, &options->map->fields[i]);
    digest_finish(digest, hex);
    digest_free(digest);
}
