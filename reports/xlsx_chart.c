#include "reports/xlsx_chart.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "reports/chart_fan.h"
#include "reports/chart_money.h"
#include "reports/chart_panels.h"
#include "reports/chart_scurve.h"
#include "reports/chart_stack.h"
#include "reports/chart_targets.h"

/* Pixels, as spreadsheets count them: a default chart, row and column. */
enum { CHART_WIDTH = 480, CHART_HEIGHT = 288, ROW_HEIGHT = 20, COLUMN_WIDTH = 64 };
enum { WIDTH = 720, LINES_HEIGHT = 400, BARS_HEIGHT = 130, BAR_HEIGHT = 16 };

/*
 * The kinds that have a chart of their own in a spreadsheet. Intervals, heat and reliability would
 * lose what they are about: they have their table alone.
 */
static const struct native {
    const struct figure_type *type;
    enum lxw_chart_type form;
    size_t series; /* of each chart; 0: all columns of the first one's measure in one */
} natives[] = {
    {&chart_fan, LXW_CHART_SCATTER_STRAIGHT, 0},
    {&chart_scurve, LXW_CHART_SCATTER_STRAIGHT, 0},
    {&chart_money, LXW_CHART_BAR, 0},
    {&chart_stack, LXW_CHART_BAR_STACKED, 0},
    {&chart_panels, LXW_CHART_BAR, 2}, /* each measure has a unit of its own */
    {&chart_targets, LXW_CHART_BAR, 0},
};

/* How a series looks that means something of its own; the others take the palette in turn. */
static const struct {
    const char *key;
    lxw_color_t colour;
    float width;
    uint8_t dash;
} strokes[] = {
    {"p10", 0x56B4E9, 1, LXW_CHART_LINE_DASH_SOLID},
    {"p25", 0x56B4E9, 1.75F, LXW_CHART_LINE_DASH_SOLID},
    {"p50", 0x0072B2, 2.75F, LXW_CHART_LINE_DASH_SOLID},
    {"p75", 0x56B4E9, 1.75F, LXW_CHART_LINE_DASH_SOLID},
    {"p90", 0x56B4E9, 1, LXW_CHART_LINE_DASH_SOLID},
    {"planned", 0x595959, 1.5F, LXW_CHART_LINE_DASH_DASH},
    {"planned_pct", 0x595959, 1.5F, LXW_CHART_LINE_DASH_DASH},
    {"actual_pct", 0x0072B2, 2.75F, LXW_CHART_LINE_DASH_SOLID},
    {"reference", 0xE69F00, 1.75F, LXW_CHART_LINE_DASH_SQUARE_DOT},
};

/* Okabe and Ito's colours; neighbours differ in grey as well. */
static const lxw_color_t palette[] = {0x0072B2, 0xE69F00, 0x56B4E9, 0xD55E00, 0x009E73, 0xCC79A7};

static const struct table_column *column_at(const struct chart_place *place, size_t at)
{
    return &place->sheet->table->columns[place->columns[at]];
}

static bool is_numeric(enum measure measure)
{
    return measure != MEASURE_TEXT && measure != MEASURE_DATE && measure != MEASURE_FLAG;
}

static void set_stroke(lxw_chart_series *series, const char *key, size_t number)
{
    lxw_chart_line line = {.color = palette[number % (sizeof palette / sizeof *palette)],
                           .width = 2};
    for (size_t i = 0; i < sizeof strokes / sizeof *strokes; i++)
        if (strcmp(strokes[i].key, key) == 0)
            line = (lxw_chart_line){.color = strokes[i].colour,
                                    .width = strokes[i].width,
                                    .dash_type = strokes[i].dash};
    chart_series_set_line(series, &line);
    chart_series_set_marker_type(series, LXW_CHART_MARKER_NONE);
}

static void set_bar(lxw_chart_series *series, size_t number)
{
    lxw_chart_fill fill = {.color = palette[number % (sizeof palette / sizeof *palette)]};
    chart_series_set_fill(series, &fill);
}

static void add_series(lxw_chart *chart, const struct chart_place *place, bool lines, size_t at,
                       size_t number)
{
    const char *sheet = place->sheet->name;
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    chart_series_set_categories(series, sheet, place->header + 1, 0, place->last, 0);
    chart_series_set_values(series, sheet, place->header + 1, (lxw_col_t)at, place->last,
                            (lxw_col_t)at);
    chart_series_set_name_range(series, sheet, place->header, (lxw_col_t)at);
    if (lines)
        set_stroke(series, column_at(place, at)->key, number);
    else
        set_bar(series, number);
}

static void set_date_axis(lxw_chart_axis *axis, const struct chart_place *place)
{
    enum { DAY_OF_1970 = 25569, LABELS = 7 };
    const struct table *table = place->sheet->table;
    const struct table_cell *cells = &table->cells[place->columns[0]];
    const struct table_cell *last = &cells[(table->row_count - 1) * table->column_count];
    chart_axis_set_num_format(axis, "yyyy-mm-dd");
    if (!cells->known || !last->known || last->integer <= cells->integer)
        return;
    chart_axis_set_min(axis, (double)cells->integer + DAY_OF_1970);
    chart_axis_set_max(axis, (double)last->integer + DAY_OF_1970);
    chart_axis_set_major_unit(axis, ceil((double)(last->integer - cells->integer) / LABELS));
}

static void set_value_axis(lxw_chart_axis *axis, enum measure measure)
{
    lxw_chart_line grid = {.color = 0xE2E2E2, .width = 0.75F};
    chart_axis_set_num_format(axis, measure == MEASURE_PERCENT ? "0%" : "#,##0");
    chart_axis_major_gridlines_set_visible(axis, LXW_TRUE);
    chart_axis_major_gridlines_set_line(axis, &grid);
    chart_axis_set_min(axis, 0);
    if (measure == MEASURE_YUAN)
        chart_axis_set_display_units(axis, LXW_CHART_AXIS_UNITS_TEN_THOUSANDS);
}

/* One chart of the columns from `first` on; returns its height. */
static int add_chart(struct book *book, const struct chart_place *place, const struct native *form,
                     size_t first, size_t count, lxw_row_t row, lxw_col_t column)
{
    bool lines = form->form == LXW_CHART_SCATTER_STRAIGHT;
    lxw_chart *chart = workbook_add_chart(book->workbook, (uint8_t)form->form);
    enum measure measure = column_at(place, first)->measure;
    size_t series = 0;
    for (size_t at = first; at < place->column_count && series < count; at++)
        if (is_numeric(column_at(place, at)->measure) &&
            (lines || column_at(place, at)->measure == measure))
            add_series(chart, place, lines, at, series++);
    lxw_chart_font title = {.size = 11, .bold = LXW_TRUE};
    chart_title_set_name_font(chart, &title);
    if (form->series == 0)
        chart_title_set_name_range(chart, place->sheet->name, place->title_row, 0);
    else
        chart_title_set_name_range(chart, place->sheet->name, place->header, (lxw_col_t)first);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    /* The library lays the axes of bars down with them: x is the scale. */
    lxw_chart_axis *names = chart->y_axis;
    set_value_axis(lines ? chart->y_axis : chart->x_axis, measure);
    size_t rows = place->last - place->header;
    int height = LINES_HEIGHT;
    if (lines) {
        set_date_axis(chart->x_axis, place);
    } else {
        /* The first row stands on top, the scale below the last. */
        chart_axis_set_reverse(names);
        chart_axis_set_crossing_max(names);
        chart_set_series_gap(chart, 40);
        size_t bars = form->form == LXW_CHART_BAR_STACKED ? 2 : series + 1;
        height = BARS_HEIGHT + (int)(rows * bars) * BAR_HEIGHT;
    }
    lxw_chart_options options = {
        .x_scale = (double)WIDTH / CHART_WIDTH,
        .y_scale = (double)height / CHART_HEIGHT,
        /* Rows that a filter hides must not crush it. */
        .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
    };
    struct text description = TEXT_INIT;
    sheet_clean(&description, place->sheet->figure->alt);
    options.description = description.data;
    book_check(book,
               worksheet_insert_chart_opt(place->sheet->worksheet, row, column, chart, &options));
    text_release(&description);
    return height;
}

void xlsx_charts(struct book *book, const struct chart_place *place, lxw_row_t *row,
                 lxw_col_t *column)
{
    const struct native *form = NULL;
    for (size_t i = 0; i < sizeof natives / sizeof *natives; i++)
        if (place->sheet->figure != NULL && place->sheet->figure->type == natives[i].type)
            form = &natives[i];
    size_t first = 1;
    while (first < place->column_count && !is_numeric(column_at(place, first)->measure))
        first++;
    if (form == NULL || first == place->column_count)
        return;
    lxw_row_t top = place->header;
    lxw_col_t left = (lxw_col_t)(place->column_count + 1);
    size_t step = form->series == 0 ? place->column_count : form->series;
    for (; first < place->column_count; first += step) {
        int height = add_chart(book, place, form, first, step, top, left);
        top += (lxw_row_t)(height / ROW_HEIGHT) + 2;
    }
    *row = top > *row ? top : *row;
    lxw_col_t right = (lxw_col_t)(left + WIDTH / COLUMN_WIDTH + 1);
    *column = right > *column ? right : *column;
}
