#include "core/column_map.h"

#include <stdlib.h>
#include <string.h>

#include "core/config_file.h"
#include "core/names.h"
#include "core/text.h"
#include "core/i18n.h"

enum { HEADER_LINE = 1000000, HEADER_ROWS = 2 }; /* at most */

/* What a section of the file is read into, and where errors are said to be. */
struct reader {
    struct column_map *map;
    const char *path;
    struct error *error;
};

static const char *text_of(struct reader *reader, cfg_t *section, const char *name)
{
    const struct config_value *value = config_value(section, name, 0);
    return value == NULL ? NULL : arena_strdup(&reader->map->strings, value->text);
}

static const char **list_of(struct reader *reader, cfg_t *section, const char *name, size_t *count)
{
    *count = cfg_size(section, name);
    const char **items = arena_alloc(&reader->map->strings, (*count + 1) * sizeof *items);
    for (unsigned i = 0; i < *count; i++)
        items[i] = arena_strdup(&reader->map->strings, config_value(section, name, i)->text);
    return items;
}

static enum status fail(struct reader *reader, int line, const char *format, const char *subject)
{
    struct text message = TEXT_INIT;
    text_addf(&message, format, subject);
    enum status status =
        error_set(reader->error, STATUS_INVALID, "%s:%d: %s", reader->path, line, message.data);
    text_release(&message);
    return status;
}

/* "In-Progress = under-way" */
static enum status read_word(struct reader *reader, const struct config_value *value,
                             struct word_pair *pair)
{
    const char *equals = strrchr(value->text, '=');
    if (equals == NULL || equals == value->text)
        return fail(reader, value->line, _("'%s' is no pair of a word and what it means (a = b)"),
                    value->text);
    const char *end = equals, *meaning = equals + 1;
    while (end > value->text && end[-1] == ' ')
        end--;
    meaning += strspn(meaning, " ");
    pair->word = arena_strndup(&reader->map->strings, value->text, (size_t)(end - value->text));
    pair->meaning = arena_strdup(&reader->map->strings, meaning);
    return STATUS_OK;
}

static enum status read_words(struct reader *reader, cfg_t *section, struct field_map *field)
{
    field->word_count = cfg_size(section, "words");
    field->words =
        arena_alloc(&reader->map->strings, (field->word_count + 1) * sizeof *field->words);
    enum status status = STATUS_OK;
    for (unsigned i = 0; i < field->word_count && status == STATUS_OK; i++)
        status = read_word(reader, config_value(section, "words", i), &field->words[i]);
    return status;
}

static enum status check_order(struct reader *reader, cfg_t *section)
{
    const struct config_value *order = config_value(section, "date_order", 0);
    if (order == NULL || strcmp(order->text, "ymd") == 0 || strcmp(order->text, "mdy") == 0 ||
        strcmp(order->text, "dmy") == 0)
        return STATUS_OK;
    return fail(reader, order->line, _("'%s' is no order of a date: ymd, mdy or dmy"), order->text);
}

static enum status read_field(struct reader *reader, cfg_t *section, struct field_map *field)
{
    *field = (struct field_map){
        .field = arena_strdup(&reader->map->strings, cfg_title(section)),
        .line = section->line,
        .constant = text_of(reader, section, "constant"),
        .date_order = text_of(reader, section, "date_order"),
        .unit = text_of(reader, section, "unit"),
    };
    field->columns = list_of(reader, section, "columns", &field->column_count);
    field->empty = list_of(reader, section, "empty", &field->empty_count);
    if ((field->column_count > 0) == (field->constant != NULL))
        return fail(reader, section->line, _("field '%s' needs either columns or a constant"),
                    field->field);
    enum status status = check_order(reader, section);
    return status == STATUS_OK ? read_words(reader, section, field) : status;
}

static enum status read_number(struct reader *reader, cfg_t *file, const char *name, int most,
                               int *into)
{
    const struct config_value *said = config_value(file, name, 0);
    char *end;
    if (said == NULL)
        return STATUS_OK;
    long number = strtol(said->text, &end, 10);
    if (*end != '\0' || number < 1 || number > most)
        return fail(reader, said->line,
                    most == HEADER_ROWS ? _("'%s' is no number of rows of a header: 1 or 2")
                                        : _("'%s' is no line number"),
                    said->text);
    *into = (int)number;
    return STATUS_OK;
}

static enum status check_kind(struct reader *reader, cfg_t *file)
{
    const struct config_value *kind = config_value(file, "kind", 0);
    if (kind == NULL || name_value(&export_kind_names, kind->text) >= 0)
        return STATUS_OK;
    return fail(reader, kind->line, _("no kind of export '%s'"), kind->text);
}

/* A character of one byte; a tab may be spelt out. */
static enum status check_delimiter(struct reader *reader, cfg_t *file)
{
    const struct config_value *said = config_value(file, "delimiter", 0);
    if (said == NULL || strcmp(said->text, "tab") == 0 || strcmp(said->text, "\\t") == 0 ||
        (strlen(said->text) == 1 && (unsigned char)said->text[0] < 0x80 &&
         strchr("\"\r\n", said->text[0]) == NULL))
        return STATUS_OK;
    return fail(reader, said->line, _("'%s' is no delimiter: a single character, or tab"),
                said->text);
}

static enum status read_map(struct reader *reader, cfg_t *file)
{
    struct column_map *map = reader->map;
    map->path = arena_strdup(&map->strings, reader->path);
    map->kind = text_of(reader, file, "kind");
    map->encoding = text_of(reader, file, "encoding");
    map->delimiter = text_of(reader, file, "delimiter");
    map->ignore = list_of(reader, file, "ignore", &map->ignore_count);
    map->field_count = cfg_size(file, "field");
    map->fields = arena_alloc(&map->strings, (map->field_count + 1) * sizeof *map->fields);
    enum status status = check_kind(reader, file);
    if (status == STATUS_OK)
        status = check_delimiter(reader, file);
    if (status == STATUS_OK)
        status = read_number(reader, file, "header_line", HEADER_LINE, &map->header_line);
    if (status == STATUS_OK)
        status = read_number(reader, file, "header_rows", HEADER_ROWS, &map->header_rows);
    if (status == STATUS_OK && map->header_line > 0)
        map->header_line_at = config_value(file, "header_line", 0)->line;
    for (unsigned i = 0; i < map->field_count && status == STATUS_OK; i++)
        status = read_field(reader, cfg_getnsec(file, "field", i), &map->fields[i]);
    return status;
}

enum status column_map_read(struct column_map *map, const char *path, struct error *error)
{
    cfg_opt_t field_options[] = {CONFIG_LIST("columns"),
                                 CONFIG_VALUE("constant"),
                                 CONFIG_VALUE("date_order"),
                                 CONFIG_VALUE("unit"),
                                 CONFIG_LIST("words"),
                                 CONFIG_LIST("empty"),
                                 CFG_END()};
    cfg_opt_t options[] = {
        CONFIG_VALUE("kind"),
        CONFIG_VALUE("encoding"),
        CONFIG_VALUE("delimiter"),
        CONFIG_VALUE("header_line"),
        CONFIG_VALUE("header_rows"),
        CONFIG_LIST("ignore"),
        CFG_SEC("field", field_options, CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES),
        CFG_END()};
    struct reader reader = {.map = map, .path = path, .error = error};
    cfg_t *file = NULL;
    *map = (struct column_map){.strings = ARENA_INIT};
    enum status status = config_file_parse(&file, options, path, error);
    if (status != STATUS_OK)
        return status;
    status = read_map(&reader, file);
    cfg_free(file);
    if (status != STATUS_OK)
        column_map_release(map);
    return status;
}

void column_map_release(struct column_map *map)
{
    arena_release(&map->strings);
    *map = (struct column_map){0};
}

const struct field_map *column_map_field(const struct column_map *map, const char *field)
{
    for (size_t i = 0; i < map->field_count; i++)
        if (strcmp(map->fields[i].field, field) == 0)
            return &map->fields[i];
    return NULL;
}

static bool is_word(const char *word, const char *cell, size_t length)
{
    return strlen(word) == length && memcmp(word, cell, length) == 0;
}

const char *field_map_read(const struct field_map *map, const char *cell, size_t *length)
{
    for (size_t i = 0; i < map->empty_count; i++)
        if (is_word(map->empty[i], cell, *length)) {
            *length = 0;
            return "";
        }
    for (size_t i = 0; i < map->word_count; i++)
        if (is_word(map->words[i].word, cell, *length)) {
            *length = strlen(map->words[i].meaning);
            return map->words[i].meaning;
        }
    return cell;
}

/* libconfuse puts the environment's variables in the place of ${…}, and knows C's escapes. */
void column_map_quote(struct text *out, const char *text)
{
    text_add_char(out, '"');
    for (const char *at = text; *at != '\0'; at++) {
        if ((unsigned char)*at < 0x20 || *at == 0x7f) {
            text_addf(out, "\\x%02x", (unsigned)*at);
            continue;
        }
        if (strchr("\"\\$", *at) != NULL)
            text_add_char(out, '\\');
        text_add_char(out, *at);
    }
    text_add_char(out, '"');
}
