/* The form of the file: header, rows, what stands around them, and the bytes of it all. */
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/mess_form.h"

static const char *text_of(const struct text *text)
{
    return text->data;
}

static bool must_quote(const struct mess *mess, const char *cell)
{
    return strchr(cell, mess->delimiter) != NULL || strpbrk(cell, "\"\r\n") != NULL;
}

static void add_cell(struct text *out, const struct mess *mess, const char *cell, bool first)
{
    bool quoted = must_quote(mess, cell) || (!mess->tidy && chance_pick(mess->chance, 6) == 0);
    if (!first)
        text_add_char(out, mess->delimiter);
    text_add(out, quoted ? "\"" : "");
    for (const char *at = cell; *at != '\0'; at++) {
        if (*at == '"')
            text_add_char(out, '"');
        text_add_char(out, *at);
    }
    text_add(out, quoted ? "\"" : "");
}

/* With what stands before and behind the columns that count. */
static void begin_row(struct text *out, const struct mess *mess, const char *number)
{
    if (mess->numbered) {
        add_cell(out, mess, number, true);
        text_add_char(out, mess->delimiter);
    }
}

static void end_line(struct text *out, const struct mess *mess)
{
    for (int i = 0; mess->empty_columns && i < 2; i++)
        text_add_char(out, mess->delimiter);
    text_add(out, mess->line_end);
    if (mess->blank_lines && chance_pick(mess->chance, 8) == 0)
        text_addf(out, "%s%s", chance_pick(mess->chance, 2) ? " " : "", mess->line_end);
}

static void end_row(struct text *out, const struct mess *mess, const char *remark,
                    const char *unknown)
{
    if (mess->remarks) {
        add_cell(out, mess, remark, false);
        add_cell(out, mess, unknown, false);
    }
    end_line(out, mess);
}

/* A line of text, alone or in the first of all columns. */
static void add_line(struct text *out, const struct mess *mess, const char *line)
{
    add_cell(out, mess, line, true);
    for (size_t i = 1; mess->padded && i < mess->table->column_count; i++)
        text_add_char(out, mess->delimiter);
    end_line(out, mess);
}

/* --- the header --- */

static const struct mess_column *column_at(const struct mess *mess, size_t place)
{
    return &mess->columns[mess->order[place]];
}

static bool is_grouped(const struct mess *mess)
{
    for (size_t i = 0; i < mess->table->column_count; i++)
        if (mess->columns[i].group != NULL)
            return true;
    return false;
}

static bool same_group(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/* Groups over their first column; columns without one by their own names. */
static void add_groups(struct text *out, const struct mess *mess)
{
    const char *before = NULL;
    begin_row(out, mess, "序号");
    for (size_t i = 0; i < mess->table->column_count; i++) {
        const struct mess_column *column = column_at(mess, i);
        add_cell(out, mess,
                 column->group == NULL               ? column->header
                 : same_group(column->group, before) ? ""
                                                     : column->group,
                 i == 0);
        before = column->group;
    }
    end_row(out, mess, "备注", "附件材料");
}

static void add_header(struct text *out, const struct mess *mess)
{
    bool grouped = is_grouped(mess);
    if (grouped)
        add_groups(out, mess);
    begin_row(out, mess, grouped ? "" : "序号");
    for (size_t i = 0; i < mess->table->column_count; i++) {
        const struct mess_column *column = column_at(mess, i);
        add_cell(out, mess, grouped && column->group == NULL ? "" : column->header, i == 0);
    }
    end_row(out, mess, grouped ? "" : "备注", grouped ? "" : "附件材料");
}

static void add_units(struct text *out, const struct mess *mess, enum mess_units at)
{
    static const char *const labels[] = {[UNITS_ABOVE] = "单位：",
                                         [UNITS_BELOW_HEADER] = "单位：",
                                         [UNITS_AT_END] = "注：数据单位为："};
    const struct mess_unit *const units[] = {mess->money, mess->area, mess->length};
    struct text line = TEXT_INIT;
    for (size_t i = 0; i < 3 && at == mess->units_at; i++)
        if (units[i] != NULL)
            text_addf(&line, "%s%s", line.length == 0 ? labels[at] : "、", units[i]->name);
    if (line.length > 0)
        add_line(out, mess, text_of(&line));
    text_release(&line);
}

static void add_above(struct text *out, const struct mess *mess)
{
    /* A year in the title is the plan's of rows that name none. */
    if (mess->title)
        add_line(out, mess,
                 clean_table_find(mess->table, "plan_year") >= 0
                     ? "许昌市老旧小区改造台账（截至2022年8月31日）"
                     : "许昌市老旧小区改造台账");
    if (mess->note_above)
        add_line(out, mess, "填报单位：许昌市住房和城乡建设局，经办部门已审核");
    add_units(out, mess, UNITS_ABOVE);
}

/* --- rows --- */

/* A group whose name the row above has too, as all the coarser ones. What is not said cannot be
 * told from what is as above. */
static bool is_merged(const struct mess *mess, size_t row, size_t column)
{
    const struct clean_table *table = mess->table;
    const unsigned kind = 1u << table->kind;
    if (!mess->merged || row == 0 || (table->columns[column]->grouping & kind) == 0 ||
        table->form == CLEAN_TOTALS || table->cells[row][column].text[0] == '\0')
        return false;
    for (size_t i = 0; i <= column; i++)
        if ((table->columns[i]->grouping & kind) != 0 &&
            strcmp(table->cells[row][i].text, table->cells[row - 1][i].text) != 0)
            return false;
    return true;
}

static void add_row(struct text *out, const struct mess *mess, size_t row)
{
    static const char *const remarks[] = {"", "", "见附件1、2", "已报送\n待批",
                                          "联系人：张三 13812345678"};
    struct text cell = TEXT_INIT;
    text_addf(&cell, "%zu", row + 1);
    begin_row(out, mess, text_of(&cell));
    for (size_t i = 0; i < mess->table->column_count; i++) {
        size_t column = mess->order[i];
        text_clear(&cell);
        if (!is_merged(mess, row, column))
            mess_cell(&cell, mess, row, column, &mess->table->cells[row][column]);
        add_cell(out, mess, text_of(&cell), i == 0);
    }
    end_row(out, mess, CHANCE_PICK(mess->chance, remarks),
            chance_pick(mess->chance, 2) ? "有" : "");
    text_release(&cell);
}

static bool adds_up(const struct field *field)
{
    return field->type == FIELD_COUNT || field->type == FIELD_MONEY || field->type == FIELD_AREA ||
           field->type == FIELD_LENGTH;
}

/* The column in which a subtotal has its name. */
static size_t label_column(const struct mess *mess)
{
    static const char *const names[] = {"city", "district", "project_code"};
    int at = -1;
    for (size_t i = 0; i < 3 && at < 0; i++)
        at = clean_table_find(mess->table, names[i]);
    return (size_t)at;
}

/* Rows from..until-1 under a name, or (NULL) any numbers under a subtotal. */
static void add_sums(struct text *out, const struct mess *mess, const char *label, size_t from,
                     size_t until)
{
    const struct clean_table *table = mess->table;
    bool in_front = label != NULL && mess->numbered && chance_pick(mess->chance, 2);
    struct text cell = TEXT_INIT;
    begin_row(out, mess, in_front ? label : "");
    for (size_t i = 0; i < table->column_count; i++) {
        size_t column = mess->order[i];
        struct clean_cell sum = {.known = true};
        text_clear(&cell);
        for (size_t row = from; row < until; row++)
            sum.number += table->cells[row][column].known ? table->cells[row][column].number : 0;
        if (label != NULL && !in_front && column == label_column(mess))
            text_add(&cell, label);
        else if (adds_up(table->columns[column]))
            mess_cell(&cell, mess, CLEAN_ROWS_MAX, column, &sum);
        add_cell(out, mess, text_of(&cell), i == 0);
    }
    end_row(out, mess, "", "");
    text_release(&cell);
}

static void add_subtotal(struct text *out, const struct mess *mess, size_t from, size_t until)
{
    static const char *const labels[] = {"小计", "小 计",    "魏都区小计",
                                         "合计", "（小计）", "小计："};
    add_sums(out, mess, CHANCE_PICK(mess->chance, labels), from, until);
    if (mess->numbers_under)
        add_sums(out, mess, NULL, from, from + 1);
}

static void add_rows(struct text *out, const struct mess *mess)
{
    size_t group = 0, count = mess->table->row_count;
    if (mess->total_above)
        add_sums(out, mess, "全市", 0, count);
    for (size_t row = 0; row < count; row++) {
        if (mess->subtotals && row > group && chance_pick(mess->chance, 4) == 0) {
            add_subtotal(out, mess, group, row);
            group = row;
        }
        if (mess->headers_again && row == 2)
            add_header(out, mess);
        add_row(out, mess, row);
    }
    if (mess->subtotals && group < count)
        add_subtotal(out, mess, group, count);
    if (mess->subtotals)
        add_sums(out, mess, "总计", 0, count);
}

/* Labels with what they label in the next cell; the name and the number may be kept nowhere. */
static void add_labels(struct text *out, const struct mess *mess)
{
    static const char *const lines[][4] = {{"注", "以上数据截至6月", "", ""},
                                           {"联系人", "欧阳修远", "电话", "13800138000"},
                                           {"审核", "欧阳修远", "制表", "司马光"},
                                           {"备注", "含计划外项目", "", ""}};
    const char *const *line = lines[chance_pick(mess->chance, 4)];
    for (size_t i = 0; i < 4; i++)
        add_cell(out, mess, line[i], i == 0);
    end_line(out, mess);
}

static void add_file(struct text *out, const struct mess *mess)
{
    add_above(out, mess);
    add_header(out, mess);
    add_units(out, mess, UNITS_BELOW_HEADER);
    add_rows(out, mess);
    if (mess->notes)
        add_line(out, mess, "注：本表由各县区填报");
    if (mess->notes)
        add_line(out, mess, "制表人：住建局");
    if (mess->notes)
        add_labels(out, mess);
    add_units(out, mess, UNITS_AT_END);
}

/* --- bytes --- */

static void convert(struct text *out, const char *encoding, const char *utf8, size_t length)
{
    size_t room = length * 4 + 16, left = length;
    char *bytes = xmalloc(room), *to = bytes, *from = (char *)(uintptr_t)utf8;
    iconv_t converter = iconv_open(encoding, "UTF-8");
    if (converter == (iconv_t)-1 || iconv(converter, &from, &left, &to, &room) == (size_t)-1)
        abort();
    iconv_close(converter);
    text_add_bytes(out, bytes, (size_t)(to - bytes));
    free(bytes);
}

/* Files of several offices, put under each other. */
static void convert_mixed(struct text *out, const struct mess *mess, const struct text *utf8)
{
    const char *from = utf8->data, *end = utf8->data + utf8->length;
    while (from < end) {
        size_t line = strcspn(from, "\r\n");
        line += strspn(from + line, "\r\n");
        convert(out, chance_pick(mess->chance, 3) == 0 ? "GB18030" : "UTF-8", from, line);
        from += line;
    }
}

static void encode(struct text *out, const struct mess *mess, const struct text *utf8)
{
    static const struct {
        const char *name, *mark;
        size_t mark_length;
    } encodings[MESS_ENCODING_COUNT] = {
        [MESS_UTF8] = {"UTF-8", "", 0},
        [MESS_UTF8_MARKED] = {"UTF-8", "\xef\xbb\xbf", 3},
        [MESS_GB18030] = {"GB18030", "", 0},
        [MESS_UTF16LE] = {"UTF-16LE", "\xff\xfe", 2},
        [MESS_UTF16BE] = {"UTF-16BE", "\xfe\xff", 2},
        [MESS_UTF16LE_BARE] = {"UTF-16LE", "", 0},
        [MESS_UTF16BE_BARE] = {"UTF-16BE", "", 0},
    };
    if (mess->encoding == MESS_MIXED) {
        convert_mixed(out, mess, utf8);
        return;
    }
    text_add_bytes(out, encodings[mess->encoding].mark, encodings[mess->encoding].mark_length);
    convert(out, encodings[mess->encoding].name, utf8->data, utf8->length);
}

static void write_all(struct text *bytes, struct mess *mess)
{
    struct text utf8 = TEXT_INIT;
    for (size_t i = 0; i < mess->table->column_count; i++)
        mess->order[i] = i;
    for (size_t i = mess->table->column_count; i > 1 && !mess->tidy; i--) {
        size_t other = chance_pick(mess->chance, (unsigned)i), kept = mess->order[i - 1];
        mess->order[i - 1] = mess->order[other];
        mess->order[other] = kept;
    }
    mess_head(mess);
    add_file(&utf8, mess);
    encode(bytes, mess, &utf8);
    text_release(&utf8);
}

void mess_write_tidy(struct text *bytes, struct clean_table *table)
{
    struct chance none = {0};
    struct mess mess = {.tidy = true,
                        .delimiter = ',',
                        .line_end = "\n",
                        .encoding = MESS_UTF8,
                        .table = table,
                        .chance = &none};
    write_all(bytes, &mess);
}

void mess_write(struct text *bytes, struct clean_table *table, struct chance *chance)
{
    static const char delimiters[] = {',', ',', '\t', ';', '|'};
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    bool sums = table->form != CLEAN_HOUSEHOLDS || chance_pick(chance, 2);
    struct mess mess = {
        .delimiter = CHANCE_PICK(chance, delimiters),
        .line_end = CHANCE_PICK(chance, ends),
        .encoding = (enum mess_encoding)chance_pick(chance, MESS_ENCODING_COUNT),
        .money = chance_pick(chance, 2) ? mess_unit_pick(chance, FIELD_MONEY) : NULL,
        .area = chance_pick(chance, 2) ? mess_unit_pick(chance, FIELD_AREA) : NULL,
        .length = chance_pick(chance, 4) == 0 ? mess_unit_pick(chance, FIELD_LENGTH) : NULL,
        .units_at = (enum mess_units)chance_pick(chance, UNITS_PLACE_COUNT),
        .title = chance_pick(chance, 2),
        .note_above = chance_pick(chance, 3) == 0,
        .padded = chance_pick(chance, 2),
        .merged = chance_pick(chance, 2),
        .fullwidth = chance_pick(chance, 3) == 0,
        .thousands = chance_pick(chance, 2),
        .subtotals = sums && chance_pick(chance, 2),
        .numbers_under = chance_pick(chance, 3) == 0,
        .total_above = sums && chance_pick(chance, 4) == 0,
        .notes = chance_pick(chance, 2),
        .headers_again = chance_pick(chance, 3) == 0,
        .empty_columns = chance_pick(chance, 3) == 0,
        .two_rows = chance_pick(chance, 3) == 0,
        .numbered = chance_pick(chance, 2),
        .remarks = chance_pick(chance, 2),
        .blank_lines = chance_pick(chance, 3) == 0,
        .table = table,
        .chance = chance,
    };
    write_all(bytes, &mess);
}
