/* How people write a value. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/mess_form.h"

static const struct mess_unit units[] = {
    {FIELD_MONEY, "元", FEN_PER_YUAN},
    {FIELD_MONEY, "万元", FEN_PER_WAN},
    {FIELD_MONEY, "亿元", 10000 * FEN_PER_WAN},
    {FIELD_AREA, "平方米", CM2_PER_M2},
    {FIELD_AREA, "㎡", CM2_PER_M2},
    {FIELD_AREA, "m²", CM2_PER_M2},
    {FIELD_AREA, "万平方米", 10000L * CM2_PER_M2},
    {FIELD_AREA, "万m²", 10000L * CM2_PER_M2},
    {FIELD_LENGTH, "米", MM_PER_M},
    {FIELD_LENGTH, "公里", 1000L * MM_PER_M},
    {FIELD_LENGTH, "km", 1000L * MM_PER_M},
};

enum { UNIT_COUNT = sizeof units / sizeof *units };

const struct mess_unit *mess_unit_pick(struct chance *chance, enum field_type type)
{
    if (type != FIELD_MONEY && type != FIELD_AREA && type != FIELD_LENGTH)
        return NULL;
    size_t at;
    do
        at = chance_pick(chance, UNIT_COUNT);
    while (units[at].type != type);
    return &units[at];
}

/* --- numbers --- */

static void add_whole(struct text *out, int64_t whole, bool thousands)
{
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%lld", (long long)whole);
    for (int i = 0; i < length; i++) {
        if (thousands && i > 0 && (length - i) % 3 == 0)
            text_add_char(out, ',');
        text_add_char(out, digits[i]);
    }
}

/* number / factor, a power of ten, with as many decimals as it takes. */
static void add_decimal(struct text *out, int64_t number, int64_t factor, bool thousands)
{
    int64_t rest = number % factor;
    add_whole(out, number / factor, thousands);
    for (int64_t place = factor / 10; rest > 0; rest %= place, place /= 10) {
        if (place == factor / 10)
            text_add_char(out, '.');
        text_add_char(out, (char)('0' + rest / place));
    }
}

static void write_with_unit(struct text *out, const struct mess *mess, const struct field *field,
                            int64_t number)
{
    const struct mess_unit *unit = mess_unit_pick(mess->chance, field->type);
    add_decimal(out, number, unit->factor, mess->thousands);
    text_addf(out, "%s%s", chance_pick(mess->chance, 4) == 0 ? " " : "", unit->name);
}

/* 12345, 1.2345万, and 132户 where households are counted. */
static void write_count(struct text *out, const struct mess *mess, const struct field *field,
                        const struct mess_column *column, int64_t number)
{
    bool people =
        strstr(field->name, "households") != NULL || strstr(field->name, "consent_") != NULL;
    if (mess->tidy || column->factor != 1 || chance_pick(mess->chance, 4) > 0) {
        add_decimal(out, number, column->factor, mess->thousands);
    } else if (number > 1000 && chance_pick(mess->chance, 2)) {
        add_decimal(out, number, 10000, false);
        text_add(out, people && chance_pick(mess->chance, 2) ? "万户" : "万");
    } else {
        add_decimal(out, number, 1, mess->thousands);
        text_add(out, people ? "户" : "个");
    }
}

static void write_percent(struct text *out, const struct mess_column *column, int64_t number)
{
    if (column->percent == PERCENT_FRACTION) {
        add_decimal(out, number, 100 * MPCT_PER_PERCENT, false);
        return;
    }
    if (column->percent == PERCENT_SAID && number > 0)
        text_add(out, "已完成总工程量的");
    add_decimal(out, number, MPCT_PER_PERCENT, false);
    if (column->percent == PERCENT_SIGNED || column->percent == PERCENT_SAID)
        text_add_char(out, '%');
}

/* --- dates --- */

struct civil {
    int year, month, day;
    bool ends_month;
};

/* The row says that year by itself. */
static bool has_plan_year(const struct mess *mess, size_t row, int year)
{
    int at = clean_table_find(mess->table, "plan_year");
    return at >= 0 && row < mess->table->row_count && mess->table->cells[row][at].known &&
           mess->table->cells[row][at].number == year;
}

/* A start whose finish this is, and which is later: then a year has to be there. */
static bool is_out_of_order(const struct mess *mess, size_t row, const struct field *field,
                            int64_t number)
{
    const char *start = strcmp(field->name, "actual_finish") == 0 ? "actual_start"
                        : strcmp(field->name, "plan_finish") == 0 ? "plan_start"
                                                                  : "";
    int at = clean_table_find(mess->table, start);
    return at >= 0 && mess->table->cells[row][at].known &&
           mess->table->cells[row][at].number > number;
}

/* The day that the row is as of, else the file. */
static struct civil date_of_row(const struct mess *mess, size_t row)
{
    struct civil said = {.year = 2022, .month = 8, .day = 31};
    int at = clean_table_find(mess->table, "as_of");
    if (at >= 0 && row < mess->table->row_count && mess->table->cells[row][at].known)
        daynum_to_civil((daynum)mess->table->cells[row][at].number, &said.year, &said.month,
                        &said.day);
    return said;
}

/* Whether the year goes without saying: the plan's of what is planned, that of the row's own day or
 * the file's of anything else, or one before where the month has not come yet. */
static bool goes_without_year(const struct mess *mess, size_t row, size_t column,
                              const struct civil *date, int64_t number)
{
    const struct field *field = mess->table->columns[column];
    if (!has_plan_year(mess, row, date->year) || is_out_of_order(mess, row, field, number))
        return false;
    if (strncmp(field->name, "plan_", 5) == 0)
        return true;
    if (strcmp(field->name, "as_of") == 0)
        return date->year == (date->month <= 8 ? 2022 : 2021);
    struct civil said = date_of_row(mess, row);
    bool has_come = date->month <= said.month;
    return date->year == said.year || (date->year < said.year && !has_come);
}

static void write_month(struct text *out, const struct civil *date, unsigned form)
{
    static const char *const forms[] = {"%d年%d月", "%d.%d",      "%d-%02d",
                                        "%d/%d",    "%d年%d月底", "%d年%02d月份"};
    text_addf(out, forms[form % 6], date->year, date->month);
}

static void write_day(struct text *out, const struct civil *date, int64_t number, unsigned form)
{
    static const char *const forms[] = {"%d-%02d-%02d", "%d/%d/%d",   "%d.%d.%d",
                                        "%d年%d月%d日", "%d%02d%02d", "%d-%d-%d 00:00:00"};
    if (form % 7 == 6) /* as a spreadsheet counts */
        text_addf(out, "%lld", (long long)(number - daynum_from_civil(1899, 12, 30)));
    else
        text_addf(out, forms[form % 7], date->year, date->month, date->day);
}

static void write_date(struct text *out, const struct mess *mess, size_t row, size_t column,
                       int64_t number)
{
    struct civil date;
    char iso[DATE_TEXT_MAX];
    daynum_format((daynum)number, iso);
    sscanf(iso, "%d-%d-%d", &date.year, &date.month, &date.day);
    date.ends_month = date.day == month_days(date.year, date.month);
    bool bare = !mess->tidy && goes_without_year(mess, row, column, &date, number);
    if (mess->tidy)
        text_add(out, iso);
    else if (date.ends_month && bare && chance_pick(mess->chance, 3) == 0)
        text_addf(out, "%d月%s", date.month, chance_pick(mess->chance, 2) ? "底" : "");
    else if (bare && chance_pick(mess->chance, 6) == 0)
        text_addf(out, "%d月%d日", date.month, date.day);
    else if (date.ends_month && date.month == 12 && chance_pick(mess->chance, 3) == 0)
        text_addf(out, "%d年底", date.year);
    else if (date.ends_month && chance_pick(mess->chance, 3) == 0)
        write_month(out, &date, chance_pick(mess->chance, 6));
    else
        write_day(out, &date, number, chance_pick(mess->chance, 7));
}

/* --- words --- */

static void write_flag(struct text *out, const struct mess_column *column, bool yes)
{
    static const char *const words[][2] = {{"是", "否"},  {"√", "×"},    {"有", "无"},
                                           {"Y", "N"},    {"1", "0"},    {"对", "错"},
                                           {"yes", "no"}, {"是", "不是"}};
    text_add(out, words[column->flag_words % (sizeof words / sizeof *words)][yes ? 0 : 1]);
}

/* Any of the spellings that exports use, its plainest one in a tidy file. */
static void write_name(struct text *out, const struct mess *mess, const struct name_row *row)
{
    size_t count = 1;
    for (const char *at = row->words; *at != '\0'; at++)
        count += *at == '|';
    if (mess->tidy) {
        text_add(out, row->name);
        return;
    }
    const char *word = row->words;
    for (unsigned skip = chance_pick(mess->chance, (unsigned)count); skip > 0; skip--)
        word = strchr(word, '|') + 1;
    text_add_bytes(out, word, strcspn(word, "|"));
}

static void write_set(struct text *out, const struct mess *mess, const struct name_table *names,
                      int64_t bits)
{
    static const char *const between[] = {"、", "+", ",", "/", "；"};
    const char *sign = mess->tidy ? "," : CHANCE_PICK(mess->chance, between);
    bool any = false;
    for (size_t i = 0; i < names->count; i++)
        if (bits >> i & 1) {
            text_add(out, any ? sign : "");
            write_name(out, mess, &names->rows[i]);
            any = true;
        }
}

/* --- texts --- */

/* Spaces become line breaks, ASCII signs full-width ones. */
static void write_text(struct text *out, const struct mess *mess, const char *text)
{
    bool breaks = chance_pick(mess->chance, 2);
    for (const char *at = text; *at != '\0'; at++)
        if (mess->tidy)
            text_add_char(out, *at);
        else if (*at == ' ')
            text_add(out, breaks ? mess->line_end : " ");
        else if (*at == '(' && mess->fullwidth)
            text_add(out, "（");
        else if (*at == ')' && mess->fullwidth)
            text_add(out, "）");
        else if (*at == ',' && mess->fullwidth)
            text_add(out, "，");
        else
            text_add_char(out, *at);
}

/* What keeps a spreadsheet from eating zeros. */
static void write_code(struct text *out, const struct mess *mess, const char *code)
{
    unsigned guard = mess->tidy ? 9 : chance_pick(mess->chance, 10);
    text_addf(out, "%s%s%s",
              guard == 0   ? "=\""
              : guard == 1 ? "'"
                           : "",
              code, guard == 0 ? "\"" : "");
}

static void write_blank(struct text *out, const struct mess *mess, const struct field *field)
{
    static const char *const nothing[] = {"", "-", "/", "N/A", "—", "——", "待定", "无"};
    bool words = field->type == FIELD_FLAG || field->type == FIELD_ENUM;
    if (!mess->tidy)
        text_add(out, nothing[chance_pick(mess->chance, words ? 7 : 8)]);
}

/* Digits of numbers and dates, and the comma between them. */
static void widen(struct text *cell)
{
    struct text wide = TEXT_INIT;
    for (const char *at = cell->data; *at != '\0'; at++) {
        if (*at >= '0' && *at <= '9')
            text_addf(&wide, "\xef\xbc%c", 0x90 + (*at - '0'));
        else if (*at == ',' || *at == '%')
            text_add(&wide, *at == ',' ? "，" : "％");
        else
            text_add_char(&wide, *at);
    }
    text_clear(cell);
    text_add(cell, wide.data);
    text_release(&wide);
}

static void write_year(struct text *out, const struct mess *mess, int64_t year)
{
    static const char *const behind[] = {"", "", "年", "年度"};
    text_addf(out, "%lld%s", (long long)year, mess->tidy ? "" : CHANCE_PICK(mess->chance, behind));
}

/* 全部开工: as many as are planned. */
static bool says_all(struct text *out, const struct mess *mess, size_t row,
                     const struct field *field, int64_t number)
{
    int plan = clean_table_find(mess->table, "total_planned");
    bool started = strcmp(field->name, "total_started") == 0;
    if (mess->tidy || (!started && strcmp(field->name, "total_completed") != 0) ||
        row >= mess->table->row_count || mess->table->cells[row][plan].number != number)
        return false;
    text_add(out, started ? "全部开工" : "全部完工");
    return true;
}

static void write_known(struct text *out, const struct mess *mess, size_t row, size_t at,
                        const struct clean_cell *cell)
{
    static const char *const fronts[] = {"1.", "3、", " ", "其中：", "其中：2."};
    const struct field *field = mess->table->columns[at];
    const struct mess_column *column = &mess->columns[at];
    /* Parts of a region are no addends of totals. */
    bool parts = mess->table->form != CLEAN_TOTALS || !(mess->subtotals || mess->total_above);
    switch (field->type) {
    case FIELD_COUNT:
        if (!says_all(out, mess, row, field, cell->number))
            write_count(out, mess, field, column, cell->number);
        break;
    case FIELD_MONEY:
    case FIELD_AREA:
    case FIELD_LENGTH:
        if (column->unit_in_cell)
            write_with_unit(out, mess, field, cell->number);
        else
            add_decimal(out, cell->number, column->factor, mess->thousands);
        break;
    case FIELD_PERCENT:
        write_percent(out, column, cell->number);
        break;
    case FIELD_DATE:
        write_date(out, mess, row, at, cell->number);
        break;
    case FIELD_YEAR:
        write_year(out, mess, cell->number);
        break;
    case FIELD_FLAG:
        write_flag(out, column, cell->number != 0);
        break;
    case FIELD_ENUM:
        write_name(out, mess, &field->names->rows[cell->number]);
        break;
    case FIELD_SET:
        write_set(out, mess, field->names, cell->number);
        break;
    case FIELD_CODE:
        write_code(out, mess, cell->text);
        break;
    default:
        if (field_is_region(field) && !mess->tidy && chance_pick(mess->chance, 6) == 0)
            text_add(out, fronts[chance_pick(mess->chance, parts ? 5 : 3)]);
        write_text(out, mess, cell->text);
        break;
    }
}

void mess_cell(struct text *out, const struct mess *mess, size_t row, size_t column,
               const struct clean_cell *cell)
{
    const struct field *field = mess->table->columns[column];
    if (!cell->known) {
        write_blank(out, mess, field);
        return;
    }
    write_known(out, mess, row, column, cell);
    if (mess->fullwidth && field->type != FIELD_TEXT)
        widen(out);
}
