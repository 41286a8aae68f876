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

static void add_words(struct digest *digest, const struct field_map *map)
{
    for (size_t i = 0; map != NULL && i < map->word_count; i++) {
        add_text(digest, map->words[i].word);
        add_text(digest, map->words[i].meaning);
    }
    add_text(digest, "");
    for (size_t i = 0; map != NULL && i < map->empty_count; i++)
        add_text(digest, map->empty[i]);
}

static void add_field(struct digest *digest, const struct plan_field *field)
{
    add_text(digest, field->about->name);
    add_text(digest, field->constant);
    add_number(digest, (int64_t)field->column_count);
    for (size_t i = 0; i < field->column_count; i++)
        add_number(digest, (int64_t)field->columns[i]);
    add_number(digest, field->rule.unit.factor);
    /* Percents that do not say so may be shares. */
    add_number(digest, field->rule.type == FIELD_PERCENT && field->unit_said);
    add_number(digest, field->rule.order);
    add_words(digest, field->rule.map);
}

void reading_fingerprint(const struct header *header, const struct plan *plan,
                         const struct import_options *options, const char *encoding,
                         char hex[DIGEST_HEX_MAX])
{
    struct digest *digest = digest_new(DIGEST_SHA256);
    dictionary_digest(digest);
    add_text(digest, options->city);
    add_text(digest, encoding);
    add_number(digest, header->delimiter);
    add_number(digest, header->next_offset);
    for (size_t i = 0; i < plan->count; i++)
        add_field(digest, &plan->fields[i]);
    for (size_t i = 0; i < plan->column_count; i++)
        add_number(digest, plan->private_columns[i]);
    digest_finish(digest, hex);
    digest_free(digest);
}
