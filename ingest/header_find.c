#include <stdio.h>
#include <string.h>

#include "core/i18n.h"
#include "ingest/header_state.h"
#include "ingest/title.h"

enum { FOREIGN_COLUMNS_MIN = 3 };

/* The best reading so far, with the rows that it is of. */
struct found {
    struct header_candidate reading;
    struct rows rows;
    char delimiter;
    size_t width;     /* of a foreign header: its names */
    int64_t unclosed; /* see struct rows */
};

static bool has_line(const struct rows *rows, int line)
{
    for (size_t i = 0; i < rows->count; i++)
        if (rows->items[i].line == line)
            return true;
    return false;
}

/* The map names a line on which no header is. */
static enum status refuse_line(const struct column_map *map, const struct rows *rows,
                               struct error *error)
{
    if (!has_line(rows, map->header_line))
        return error_set(error, STATUS_INVALID,
                         _("%s:%d: no row that can be read begins on line %d, among the first %d"),
                         map->path, map->header_line_at, map->header_line, HEADER_ROWS_MAX);
    return error_set(error, STATUS_INVALID, _("%s:%d: line %d heads no known kind of export"),
                     map->path, map->header_line_at, map->header_line);
}

static enum status unknown_kind(const struct header_request *request, const struct found *found,
                                struct error *error)
{
    if (request->map != NULL && request->map->header_line > 0)
        return refuse_line(request->map, &found->rows, error);
    if (found->unclosed != 0)
        return error_set(error, STATUS_INVALID,
                         _("no header line found: the quotation mark opened on line %lld is never "
                           "closed"),
                         (long long)found->unclosed);
    if (request->kind >= 0)
        return error_set(error, STATUS_INVALID,
                         _("no header line of an export of '%s' found: '--dry-run --write-map "
                           "FILE' writes a map to name its columns in"),
                         label_of(&export_kind_names, request->kind));
    return error_set(error, STATUS_INVALID,
                     _("no header line of any known kind of export found: --kind or --map may "
                       "help, and '--dry-run --write-map FILE' writes a map to name its columns "
                       "in"));
}

static enum status no_project(struct error *error)
{
    return error_set(
        error, STATUS_INVALID,
        _("no column names the project or the compound that a row is of (项目编号, "
          "项目名称, 小区名称), nor does a line above the table (项目名称：…): add one "
          "of them, or give it in a map (--map)"));
}

static enum status refuse_homes(struct error *error)
{
    return error_set(
        error, STATUS_INVALID,
        _("the building or the stairwell that a line beside the table names (楼栋：…) is not "
          "one for all of its rows, and no column tells which home is in which: add a "
          "column 楼号 or 单元, or give each building a file of its own"));
}

/* Every column that the map names has to be there. */
static enum status check_map(const struct header *header, const struct column_map *map,
                             struct error *error)
{
    for (size_t i = 0; map != NULL && i < map->field_count; i++)
        for (size_t j = 0; j < map->fields[i].column_count; j++)
            if (column_names_find(&header->names, map->fields[i].columns[j]) < 0)
                return error_set(error, STATUS_INVALID, _("%s:%d: the file has no column '%s'"),
                                 map->path, map->fields[i].line, map->fields[i].columns[j]);
    return STATUS_OK;
}

/* Two columns may be one field. A map that is to be written has them both to choose from. */
static enum status check_clashes(const struct header *header, const struct header_request *request,
                                 struct error *error)
{
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    for (size_t i = 0; i < header->column_count && !request->foreign; i++)
        if (header->columns[i].clash > 0)
            return error_set(
                error, STATUS_INVALID,
                _("line %lld: '%s' and '%s' may both be '%s', and what stands over them does not "
                  "tell which: name the one in a map (--map); '--dry-run --write-map FILE' writes "
                  "one"),
                (long long)header->line, header->columns[i].name,
                header->columns[header->columns[i].clash - 1].name,
                fields[header->columns[i].suggestion].name);
    return STATUS_OK;
}

static const char *delimiters_of(const struct column_map *map)
{
    if (map == NULL || map->delimiter == NULL)
        return ",\t;|";
    return strcmp(map->delimiter, "\\t") == 0 || strcmp(map->delimiter, "tab") == 0
               ? "\t"
               : map->delimiter;
}

/* The names in a row of nothing but names; 0: it is none. Notes have a colon behind a label. */
static size_t count_names(const struct row *row)
{
    size_t names = 0;
    for (size_t i = 0; i < row->count; i++) {
        const char *cell = row->cells[i];
        if (cell[0] == '\0')
            continue;
        if (!header_cell_may_head(cell) || strchr(cell, ':') != NULL || strstr(cell, "：") != NULL)
            return 0;
        names++;
    }
    return names >= FOREIGN_COLUMNS_MIN && names * 2 > row->count ? names : 0;
}

/* The first row that looks like a header, or the one that the map names. */
static size_t find_foreign(const struct header_request *request, const struct rows *rows,
                           size_t *width)
{
    int line = request->map != NULL ? request->map->header_line : 0;
    for (size_t i = 0; i < rows->count; i++) {
        *width = line == 0                     ? count_names(&rows->items[i])
                 : rows->items[i].line == line ? rows->items[i].count
                                               : 0;
        if (*width > 0)
            return i;
    }
    return rows->count;
}

/* Under the delimiter that parts it into most names. */
static void take_foreign(const struct search *search, const struct rows *rows, char delimiter,
                         struct found *found)
{
    size_t width, at = find_foreign(search->request, rows, &width);
    if (at == rows->count || width <= found->width)
        return;
    header_candidate_release(&found->reading);
    header_candidate_take(search, rows, at, &found->reading);
    found->rows = *rows;
    found->delimiter = delimiter;
    found->width = width;
}

static void take_known(const struct search *search, const struct rows *rows, char delimiter,
                       struct found *found)
{
    int before = found->reading.score;
    header_candidate_search(search, rows, &found->reading);
    if (found->reading.score > before || found->delimiter == '\0') {
        found->rows = *rows;
        found->delimiter = delimiter;
    }
    if (found->unclosed == 0)
        found->unclosed = rows->unclosed;
}

/* The year of the plan, as the title above has it; a date (截至2022年6月30日) says none. */
static int year_above(const struct rows *rows)
{
    enum { NAMES_MIN = 3 };
    struct text title = TEXT_INIT;
    for (size_t i = 0; i < rows->count; i++) {
        size_t filled = 0;
        for (size_t j = 0; j < rows->items[i].count; j++)
            filled += rows->items[i].cells[j][0] != '\0';
        if (filled >= NAMES_MIN)
            break;
        for (size_t j = 0; j < rows->items[i].count; j++)
            text_addf(&title, "%s ", rows->items[i].cells[j]);
    }
    int year = title.length > 0 ? title_year(title.data) : 0;
    char word[32];
    snprintf(word, sizeof word, "%d年", year);
    const char *at = year > 0 ? strstr(title.data, word) : NULL;
    bool of_plan = at != NULL && (at[strlen(word)] < '0' || at[strlen(word)] > '9');
    text_release(&title);
    return of_plan ? year : 0;
}

static enum status search_all(struct search *search, const struct source_file *file, bool foreign,
                              struct found *found, struct error *error)
{
    struct rows rows;
    for (const char *at = delimiters_of(search->request->map); *at != '\0'; at++) {
        enum status status = header_rows_read(&rows, file, *at, &search->header->strings, error);
        if (status != STATUS_OK)
            return status;
        search->plan_year = year_above(&rows);
        if (foreign)
            take_foreign(search, &rows, *at, found);
        else
            take_known(search, &rows, *at, found);
    }
    search->plan_year = year_above(&found->rows);
    return STATUS_OK;
}

/* Whether a column of the reading names what its rows are of; a region does for totals. */
static bool names_project(const struct header_candidate *reading)
{
    static const char *const names[] = {"project_code", "project_name", "compound"};
    bool found = reading->kind == KIND_TOTALS && reading->score > 0;
    for (size_t i = 0; i < reading->count && reading->score > 0; i++)
        for (size_t j = 0; j < sizeof names / sizeof *names; j++)
            found |= reading->columns[i].field == dictionary_find(names[j]);
    return found;
}

/* Where no column names projects, a line above the table may have told which one it is of. What it
 * says is searched with from here on. */
static enum status search_said(struct search *search, struct header_request *request,
                               const struct source_file *file, struct found *found,
                               struct error *error)
{
    struct column_map *said = &search->header->said_above;
    struct rows rows;
    size_t last;
    for (const char *at = delimiters_of(NULL); *at != '\0'; at++) {
        enum status status = header_rows_read(&rows, file, *at, &search->header->strings, error);
        if (status != STATUS_OK)
            return status;
        if (!header_read_said(said, &last, search, &rows))
            continue;
        struct found other = {0};
        request->map = said;
        search->plan_year = year_above(&rows);
        take_known(search, &rows, *at, &other);
        if (other.reading.score > 0 && other.reading.at > last) {
            header_candidate_release(&found->reading);
            *found = other;
            return STATUS_OK;
        }
        header_candidate_release(&other.reading);
    }
    request->map = NULL;
    *said = (struct column_map){0};
    return STATUS_OK;
}

/* Whether there would be a header if a column named projects. */
static bool lacks_project(const struct search *search, const struct source_file *file)
{
    struct field_map field = {.field = "project_name", .constant = "?"};
    const struct column_map map = {.path = "", .fields = &field, .field_count = 1};
    const struct header_request request = {.kind = search->request->kind, .map = &map};
    struct search other = {search->index, &request, search->header, 0};
    struct found found = {0};
    bool lacks = search->request->map == NULL &&
                 search_all(&other, file, false, &found, NULL) == STATUS_OK &&
                 found.reading.score > 0 && found.reading.kind != KIND_PROJECTS;
    header_candidate_release(&found.reading);
    return lacks;
}

static bool names_line(const struct header_request *request)
{
    return request->map != NULL && request->map->header_line > 0;
}

/* Of several tables in the file the largest is its own. */
static enum status choose_table(const struct search *search, struct found *found,
                                const struct source_file *file, struct error *error)
{
    enum status status =
        header_tables_choose(search, &found->rows, &found->reading, file, found->delimiter, error);
    header_tables_mark(search, &found->rows, found->reading.at);
    return status;
}

enum status header_find(struct header *header, const struct source_file *file,
                        const struct header_request *request, struct error *error)
{
    *header = (struct header){.strings = ARENA_INIT};
    struct header_request own = *request; /* with what a line above the table says */
    struct search search = {.index = header_index_new(), .request = &own, .header = header};
    struct found found = {0};
    enum status status = search_all(&search, file, false, &found, error);
    if (status == STATUS_OK && request->map == NULL && !names_project(&found.reading))
        status = search_said(&search, &own, file, &found, error);
    if (status == STATUS_OK && request->map == NULL && found.reading.score > 0 &&
        !header_read_home(&header->said_above, &search, &found.rows, &found.reading))
        status = refuse_homes(error);
    if (status == STATUS_OK && found.reading.score == 0 && request->foreign)
        status = search_all(&search, file, true, &found, error);
    if (status == STATUS_OK && found.reading.score > 0 && found.width == 0 && !names_line(request))
        status = choose_table(&search, &found, file, error);
    if (status == STATUS_OK && found.reading.score == 0)
        status =
            lacks_project(&search, file) ? no_project(error) : unknown_kind(request, &found, error);
    if (status == STATUS_OK)
        status = header_settle(&search, file, &found.rows, &found.reading, found.delimiter, error);
    header->foreign = found.width > 0;
    if (status == STATUS_OK)
        status = check_map(header, request->map, error);
    if (status == STATUS_OK)
        status = check_clashes(header, request, error);
    header_candidate_release(&found.reading);
    header_index_free(search.index);
    return status;
}
