/* A cell as people read it, and as machines do. */
#include "reports/table.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "core/i18n.h"
#include "core/text.h"

/* Appends the digits of "-1234567.50" with a comma between the thousands. */
static void add_grouped(struct text *out, const char *digits)
{
    if (*digits == '-')
        text_add_char(out, *digits++);
    size_t whole = strcspn(digits, ".");
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            text_add_char(out, ',');
        text_add_char(out, digits[i]);
    }
    text_add(out, digits + whole);
}

static void add_number(struct text *out, double number, int digits)
{
    struct text plain = TEXT_INIT;
    text_addf(&plain, "%.*f", digits, number);
    /* A rounded-away negative is a plain nought. */
    bool nought = strspn(plain.data, "-0.") == plain.length;
    add_grouped(out, nought && plain.data[0] == '-' ? plain.data + 1 : plain.data);
    text_release(&plain);
}

static void add_probability(struct text *out, const struct table_cell *cell)
{
    double percent = cell->number * 100;
    if (cell->mark == CELL_FACT)
        text_addf(out, "%.0f %%", percent);
    else if (percent < 1)
        text_add(out, "< 1 %");
    else if (percent > 99)
        text_add(out, "> 99 %");
    else
        text_addf(out, "%.0f %%", percent);
}

static void add_date(struct text *out, int64_t day)
{
    char buffer[DATE_TEXT_MAX];
    text_add(out, daynum_format((daynum)day, buffer));
}

static void add_value(struct text *out, const struct table_column *column,
                      const struct table_cell *cell)
{
    switch (column->measure) {
    case MEASURE_TEXT:
        text_add(out, cell->text);
        break;
    case MEASURE_COUNT:
        if (column->digits < 0)
            text_addf(out, "%" PRId64, cell->integer);
        else
            add_number(out, (double)cell->integer, 0);
        break;
    case MEASURE_YUAN:
        add_number(out, (double)cell->integer / (double)FEN_PER_WAN, 2);
        break;
    case MEASURE_M2:
        add_number(out, (double)cell->integer / CM2_PER_M2, column->digits);
        break;
    case MEASURE_METRES:
        add_number(out, (double)cell->integer / MM_PER_M, column->digits);
        break;
    case MEASURE_PERCENT:
        add_number(out, cell->number, column->digits == 0 ? 1 : column->digits);
        text_add(out, " %");
        break;
    case MEASURE_PROBABILITY:
        add_probability(out, cell);
        break;
    case MEASURE_NUMBER:
    case MEASURE_DAYS:
        add_number(out, cell->number, column->digits);
        break;
    case MEASURE_DATE:
        add_date(out, cell->integer);
        break;
    case MEASURE_FLAG:
        text_add(out, cell->integer ? _("yes") : _("no"));
        break;
    case MEASURE_TABLE:
        text_addf(out, "%zu", cell->table->row_count);
        break;
    }
}

void cell_format(struct text *out, const struct table_column *column, const struct table_cell *cell)
{
    if (cell->mark == CELL_SUPPRESSED) {
        text_add(out, "[c]");
        return;
    }
    if (!cell->known) {
        text_add(out, "–");
        return;
    }
    add_value(out, column, cell);
    if (cell->mark == CELL_REVISED)
        text_add(out, " [r]");
    else if (cell->mark == CELL_PROVISIONAL)
        text_add(out, " [p]");
}

bool column_is_shown(const struct table_column *column)
{
    return !column->json_only && column->measure != MEASURE_TABLE;
}

void table_cut_note(struct text *out, size_t shown, size_t rows)
{
    text_addf(
        out,
        _("the first %1$zu of %2$zu rows; the whole table is in the workbook ('--formats xlsx')"),
        shown, rows);
}

void column_heading(struct text *out, const struct table_column *column)
{
    const char *unit = NULL;
    if (column->measure == MEASURE_YUAN)
        unit = _("10,000 yuan");
    else if (column->measure == MEASURE_M2)
        unit = "m²";
    else if (column->measure == MEASURE_METRES)
        unit = "m";
    else if (column->measure == MEASURE_DAYS)
        unit = _("days");
    if (unit == NULL)
        text_add(out, column->label);
    else
        /* TRANSLATORS: a column's heading and the unit of its figures. */
        text_addf(out, _("%s (%s)"), column->label, unit);
}

/* An integer of 1/scale units, exactly: 123450 of 1/100 is "1234.5". */
static void add_scaled(struct text *out, int64_t value, int64_t scale)
{
    uint64_t magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    uint64_t part = magnitude % (uint64_t)scale;
    text_addf(out, "%s%" PRIu64, value < 0 ? "-" : "", magnitude / (uint64_t)scale);
    if (part == 0)
        return;
    text_add_char(out, '.');
    for (uint64_t digit = (uint64_t)scale / 10; part > 0; digit /= 10) {
        text_add_char(out, (char)('0' + part / digit));
        part %= digit;
    }
}

void cell_format_plain(struct text *out, const struct table_column *column,
                       const struct table_cell *cell)
{
    if (!cell->known)
        return;
    switch (column->measure) {
    case MEASURE_TEXT:
        text_add(out, cell->text);
        break;
    case MEASURE_COUNT:
    case MEASURE_FLAG:
        text_addf(out, "%" PRId64, cell->integer);
        break;
    case MEASURE_YUAN:
        add_scaled(out, cell->integer, FEN_PER_YUAN);
        break;
    case MEASURE_M2:
        add_scaled(out, cell->integer, CM2_PER_M2);
        break;
    case MEASURE_METRES:
        add_scaled(out, cell->integer, MM_PER_M);
        break;
    case MEASURE_PERCENT:
    case MEASURE_PROBABILITY:
    case MEASURE_NUMBER:
    case MEASURE_DAYS:
        text_addf(out, "%.10g", cell->number);
        break;
    case MEASURE_DATE:
        add_date(out, cell->integer);
        break;
    case MEASURE_TABLE:
        break;
    }
}
