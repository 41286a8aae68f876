#include "ingest/rows.h"

#include <stdlib.h>
#include <string.h>

#include "core/memory.h"

static bool is_label_field(const struct field *field)
{
    return field->grouping || strcmp(field->name, "row_number") == 0 ||
           strcmp(field->name, "project_code") == 0 || strcmp(field->name, "project_name") == 0 ||
           strcmp(field->name, "compound") == 0 || strcmp(field->name, "building") == 0 ||
           strcmp(field->name, "rank") == 0;
}

void row_watch_init(struct row_watch *watch, const struct header *header, const struct plan *plan)
{
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    *watch = (struct row_watch){.header = header, .plan = plan, .key = TEXT_INIT};
    watch->words = header_index_new();
    watch->label_columns = xcalloc(header->column_count + 1, sizeof *watch->label_columns);
    for (size_t i = 0; i < header->column_count; i++) {
        int field = header->columns[i].field;
        watch->label_columns[i] =
            field >= 0 ? is_label_field(&fields[field]) : header->columns[i].name[0] == '\0';
    }
}

void row_watch_release(struct row_watch *watch)
{
    free(watch->label_columns);
    header_index_free(watch->words);
    text_release(&watch->key);
}

static bool ends(const char *cell, size_t length, const char *word)
{
    size_t tail = strlen(word);
    return length >= tail && memcmp(cell + length - tail, word, tail) == 0;
}

/* A quick look: nearly no cell is a subtotal's name. */
static bool may_be_subtotal(const char *cell, size_t length)
{
    if (length < 3 || length > 60)
        return false;
    if (strchr("tTsSgG(", cell[0]) != NULL || ends(cell, length, "计") ||
        ends(cell, length, "总数") || strncmp(cell, "全", 3) == 0)
        return true;
    /* 小计：, （合计） */
    bool marked = strchr(":)", cell[length - 1]) != NULL || ends(cell, length, "：") ||
                  ends(cell, length, "）");
    return marked && (strstr(cell, "计") != NULL || strstr(cell, "总数") != NULL ||
                      strncmp(cell, "（全", 6) == 0);
}

bool row_is_subtotal(const char *cell, size_t length)
{
    static const char *const whole[] = {"全市", "全省",  "全国",     "全县",       "全区", "全州",
                                        "总数", "total", "subtotal", "grandtotal", "sum"};
    static const char *const tails[] = {"小计", "合计", "总计", "共计", "累计"};
    struct text key = TEXT_INIT;
    bool found = false;
    if (!may_be_subtotal(cell, length))
        return false;
    text_normalise(&key, cell, length);
    while (key.length > 0 && strchr(":()", key.data[key.length - 1]) != NULL)
        key.data[--key.length] = '\0';
    const char *from = key.data[0] == '(' ? key.data + 1 : key.data;
    size_t rest = strlen(from);
    for (size_t i = 0; i < sizeof whole / sizeof *whole && !found; i++)
        found = strcmp(from, whole[i]) == 0;
    for (size_t i = 0; i < sizeof tails / sizeof *tails && !found; i++)
        found = ends(from, rest, tails[i]);
    text_release(&key);
    return found;
}

static bool names_subtotal(const struct row_watch *watch, const struct csv_record *record)
{
    for (size_t i = 0; i < record->count && i < watch->header->column_count; i++)
        if (watch->label_columns[i] &&
            row_is_subtotal(csv_record_cell(record, i), csv_record_length(record, i)))
            return true;
    return false;
}

static bool is_header_cell(const struct header *header, size_t column, const char *cell)
{
    for (size_t i = 0; i < header->row_count; i++)
        if (header->rows[i][column][0] == cell[0] && strcmp(header->rows[i][column], cell) == 0)
            return true;
    return false;
}

/* The header again, in as many rows or in one: most of the cells that are there are its own. */
static bool repeats_header(const struct row_watch *watch, const struct csv_record *record)
{
    size_t filled = 0, same = 0;
    for (size_t i = 0; i < record->count && i < watch->header->column_count; i++) {
        if (csv_record_length(record, i) == 0)
            continue;
        filled++;
        same += is_header_cell(watch->header, i, csv_record_cell(record, i));
        if (filled - same > 2 && same == 0)
            return false;
    }
    return same >= 1 && same * 3 >= filled * 2 && (same > 1 || filled == 1);
}

static bool is_note_word(struct row_watch *watch, const char *cell, size_t length)
{
    static const char *const words[] = {
        "注:",    "注1",     "注2",  "备注:",    "说明:",    "制表",       "填报",      "填表",
        "审核人", "审核:",   "复核", "数据来源", "资料来源", "联系人:",    "联系电话:", "单位:",
        "统计人", "负责人:", "报送", "note:",    "source:",  "单位负责人", "制单",      "主管:",
        "日期:",  "打印",    "*注",  "附:",      "附注",     "金额单位",   "第"};
    if (length < 3 || length > 1000)
        return false;
    text_clear(&watch->key);
    text_normalise(&watch->key, cell, length);
    for (size_t i = 0; i + 1 < sizeof words / sizeof *words; i++)
        if (strncmp(watch->key.data, words[i], strlen(words[i])) == 0)
            return true;
    /* 第1页 共3页 */
    return strncmp(watch->key.data, "第", 3) == 0 && strstr(watch->key.data, "页") != NULL;
}

/* Notes stand in few cells, the first of which says so; a title that is printed again, too. */
static bool is_note(struct row_watch *watch, const struct csv_record *record)
{
    size_t filled = 0, first = record->count;
    for (size_t i = 0; i < record->count; i++) {
        if (csv_record_length(record, i) == 0)
            continue;
        if (filled++ == 0)
            first = i;
        if (filled > 4)
            return false;
    }
    if (first == record->count)
        return false;
    const char *cell = csv_record_cell(record, first);
    if (is_note_word(watch, cell, csv_record_length(record, first)))
        return true;
    if (filled > 1 || watch->header->column_count < 3)
        return false;
    /* One cell alone where no project, region or door can stand says nothing of any. */
    bool labelled = first < watch->header->column_count && watch->label_columns[first] &&
                    watch->header->columns[first].field != dictionary_find("row_number");
    return !labelled || strstr(watch->header->title, cell) != NULL;
}

/* No column that names anything is filled: numbers under a subtotal, or one without a name. */
static bool is_nameless(const struct row_watch *watch, const struct csv_record *record)
{
    for (size_t i = 0; i < record->count && i < watch->header->column_count; i++)
        if (watch->label_columns[i] && csv_record_length(record, i) > 0)
            return false;
    return true;
}

static bool has_digit(const char *cell)
{
    return cell[strcspn(cell, "0123456789")] != '\0';
}

/* Nothing but words that head columns, and not those of this table: another one begins. */
static bool heads_other_table(const struct row_watch *watch, const struct csv_record *record)
{
    size_t filled = 0;
    for (size_t i = 0; i < record->count; i++) {
        const char *cell = csv_record_cell(record, i);
        if (cell[0] == '\0')
            continue;
        if (has_digit(cell) || !header_is_known(watch->words, cell))
            return false;
        filled++;
    }
    return filled >= 2;
}

enum row_class row_watch_class(struct row_watch *watch, const struct csv_record *record)
{
    if (repeats_header(watch, record)) {
        watch->other_table = 0;
        return ROW_HEADER;
    }
    if (heads_other_table(watch, record))
        watch->other_table = record->line;
    if (watch->other_table != 0)
        return ROW_OTHER_TABLE;
    bool subtotal =
        names_subtotal(watch, record) || (watch->after_subtotal && is_nameless(watch, record));
    if (!subtotal && is_note(watch, record))
        return ROW_NOTE;
    watch->after_subtotal = subtotal;
    return subtotal ? ROW_SUBTOTAL : ROW_DATA;
}
