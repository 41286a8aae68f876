/* The clean data: which fields, and what they say. */
#include <string.h>

#include "tests/unit/mess.h"

unsigned chance_pick(struct chance *chance, unsigned count)
{
    chance->state = chance->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)((chance->state >> 33) % count);
}

/* --- which fields --- */

static bool is_one_of(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* Keys that every export of the form has here. */
static bool is_always(enum clean_form form, enum export_kind kind, const char *name)
{
    static const char *const ledger[] = {"district", "project_code"};
    static const char *const households[] = {"project_code", "building", "door", "answer"};
    static const char *const counts[] = {"project_code", "consent_total", "consent_agree"};
    static const char *const totals[] = {"city", "plan_year", "total_planned"};
    switch (form) {
    case CLEAN_HOUSEHOLDS:
        return is_one_of(name, households, sizeof households / sizeof *households);
    case CLEAN_COUNTS:
        return is_one_of(name, counts, sizeof counts / sizeof *counts);
    case CLEAN_TOTALS:
        return is_one_of(name, totals, sizeof totals / sizeof *totals);
    default:
        return is_one_of(name, ledger, sizeof ledger / sizeof *ledger) ||
               (kind == KIND_PROJECTS &&
                (strcmp(name, "project_name") == 0 || strcmp(name, "plan_year") == 0)) ||
               (kind == KIND_PROGRESS &&
                (strcmp(name, "as_of") == 0 || strcmp(name, "actual_progress") == 0));
    }
}

/* Fields that the store takes from such an export. */
static bool may_be_there(enum clean_form form, const struct field *field)
{
    static const char *const keys[] = {"district", "street",       "project_code",
                                       "as_of",    "project_name", "compound"};
    static const char *const doors[] = {"building", "unit", "door"};
    bool key = is_one_of(field->name, keys, sizeof keys / sizeof *keys);
    switch (form) {
    case CLEAN_HOUSEHOLDS:
        return strcmp(field->name, "project_code") == 0 || field->subject == SUBJECT_HOUSEHOLD ||
               is_one_of(field->name, doors, sizeof doors / sizeof *doors);
    case CLEAN_COUNTS:
        return strcmp(field->name, "project_code") == 0 || field->subject == SUBJECT_CONSENT ||
               strcmp(field->name, "compound") == 0 || field->subject == SUBJECT_SATISFACTION;
    case CLEAN_TOTALS:
        return strcmp(field->name, "city") == 0 || strcmp(field->name, "plan_year") == 0 ||
               field->subject == SUBJECT_TOTAL || field->subject == SUBJECT_BUDGET;
    default:
        return key || (field->subject != SUBJECT_KEY && field->subject != SUBJECT_TOTAL &&
                       field->subject != SUBJECT_NONE && field->subject != SUBJECT_CONSENT &&
                       field->type != FIELD_PRIVATE);
    }
}

static void choose_columns(struct clean_table *table, struct chance *chance)
{
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    for (size_t i = 0; i < count; i++) {
        bool always = is_always(table->form, table->kind, fields[i].name);
        if ((fields[i].kinds >> table->kind & 1) == 0 || !may_be_there(table->form, &fields[i]) ||
            (!always && chance_pick(chance, table->form == CLEAN_LEDGER ? 3 : 2) > 0) ||
            table->column_count == CLEAN_COLUMNS_MAX)
            continue;
        table->columns[table->column_count++] = &fields[i];
    }
}

int clean_table_find(const struct clean_table *table, const char *field)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (strcmp(table->columns[i]->name, field) == 0)
            return (int)i;
    return -1;
}

/* --- what they say --- */

static int64_t round_or_not(struct chance *chance, int64_t number, int64_t step)
{
    return chance_pick(chance, 2) ? number : (number / step + 1) * step;
}

/* Up to the export's day; often the last day of a month, which has forms of its own. */
static int64_t make_date(struct chance *chance)
{
    int year = chance_pick(chance, 4) > 0 ? 2022 : 2018 + (int)chance_pick(chance, 4);
    int month = 1 + (int)chance_pick(chance, year == 2022 ? 8 : 12);
    int last = month_days(year, month);
    return daynum_from_civil(
        year, month, chance_pick(chance, 2) ? last : 1 + (int)chance_pick(chance, (unsigned)last));
}

static int64_t make_bits(struct chance *chance, const struct name_table *names)
{
    return 1 + (int64_t)chance_pick(chance, (1u << names->count) - 1);
}

/* A value that the enumeration has. */
static int64_t make_name(struct chance *chance, const struct name_table *names)
{
    size_t value;
    do
        value = chance_pick(chance, (unsigned)names->count);
    while (names->rows[value].name == NULL);
    return (int64_t)value;
}

static int64_t make_number(const struct field *field, struct chance *chance)
{
    switch (field->type) {
    case FIELD_COUNT:
        return round_or_not(chance, chance_pick(chance, 30000), 1000);
    case FIELD_MONEY: /* whole yuan, as much as 300 million */
        return FEN_PER_YUAN * round_or_not(chance, chance_pick(chance, 300000000), 10000);
    case FIELD_AREA: /* to the hundredth of a square metre */
        return CM2_PER_M2 / 100 * round_or_not(chance, chance_pick(chance, 20000000), 100000);
    case FIELD_LENGTH: /* whole metres */
        return MM_PER_M * round_or_not(chance, chance_pick(chance, 90000), 1000);
    case FIELD_PERCENT: /* tenths */
        return chance_pick(chance, 6) == 0 ? 0 : MPCT_PER_PERCENT / 10 * chance_pick(chance, 1001);
    case FIELD_DATE:
        return make_date(chance);
    case FIELD_YEAR:
        return strcmp(field->name, "plan_year") == 0 ? 2022 : 1980 + chance_pick(chance, 30);
    case FIELD_FLAG:
        return chance_pick(chance, 2);
    case FIELD_ENUM:
        return make_name(chance, field->names);
    case FIELD_SET:
        return make_bits(chance, field->names);
    default:
        return 0;
    }
}

static bool is_text(const struct field *field)
{
    return field->type == FIELD_TEXT || field->type == FIELD_CODE || field->type == FIELD_PRIVATE;
}

/* Texts that name the row. */
static const char *make_key(struct clean_table *table, const char *name, size_t row, size_t group)
{
    static const char *const districts[] = {"魏都区", "建安区", "禹州市", "长葛市", "襄城县"};
    static const char *const cities[] = {
        "郑州市", "开封市", "洛阳市", "许昌市", "漯河市", "南阳市", "商丘市", "信阳市",
        "周口市", "济源市", "焦作市", "鹤壁市", "新乡市", "安阳市", "濮阳市", "平顶山市"};
    struct arena *strings = &table->strings;
    bool doors = table->form == CLEAN_HOUSEHOLDS;
    if (strcmp(name, "district") == 0)
        return districts[group];
    if (strcmp(name, "city") == 0)
        return cities[row];
    if (strcmp(name, "street") == 0)
        return arena_printf(strings, "%s街道", row % 4 < 2 ? "新兴" : "南关");
    if (strcmp(name, "project_code") == 0)
        return arena_printf(strings, "00%zu-2022", doors ? group : row + 1);
    if (strcmp(name, "project_name") == 0)
        return arena_printf(strings, "幸福小区(%zu期)项目", row + 1);
    if (strcmp(name, "compound") == 0)
        return arena_printf(strings, "和平%zu#院", row + 1);
    if (strcmp(name, "building") == 0)
        return arena_printf(strings, "%zu", 1 + row % 3);
    if (strcmp(name, "unit") == 0)
        return "2";
    if (strcmp(name, "door") == 0)
        return arena_printf(strings, "%zu", 101 + row);
    return NULL;
}

static const char *make_text(struct chance *chance)
{
    static const char *const texts[] = {"道路改造 绿化提升",         "屋面防水、外墙保温, 雨污分流",
                                        "\"三供一业\"改造;加装电梯", "许昌建设集团有限公司",
                                        "管网(水|电)更新",           "合格",
                                        "已协调 10月前完成"};
    return CHANCE_PICK(chance, texts);
}

static void make_cell(struct clean_table *table, size_t row, size_t column, size_t group,
                      struct chance *chance)
{
    const struct field *field = table->columns[column];
    struct clean_cell *cell = &table->cells[row][column];
    *cell = (struct clean_cell){.known = chance_pick(chance, 6) > 0 ||
                                         is_always(table->form, table->kind, field->name)};
    if (!is_text(field)) {
        cell->number = make_number(field, chance);
        cell->known |= strcmp(field->name, "plan_year") == 0;
        return;
    }
    const char *key = make_key(table, field->name, row, group);
    cell->text = key != NULL ? key : make_text(chance);
    cell->known |= key != NULL;
}

/* What a table of totals says in words: all of the plan. */
static void meet_plan(struct clean_table *table, size_t row, const char *field,
                      struct chance *chance)
{
    int at = clean_table_find(table, field), plan = clean_table_find(table, "total_planned");
    if (at >= 0 && plan >= 0 && chance_pick(chance, 4) == 0)
        table->cells[row][at] = table->cells[row][plan];
}

void clean_table_make(struct clean_table *table, enum export_kind kind, enum clean_form form,
                      struct chance *chance)
{
    size_t group = 0;
    *table = (struct clean_table){.kind = kind, .form = form, .strings = ARENA_INIT};
    choose_columns(table, chance);
    table->row_count = 3 + chance_pick(chance, CLEAN_ROWS_MAX - 3);
    for (size_t row = 0; row < table->row_count; row++) {
        if (chance_pick(chance, 4) == 0 && group < 4)
            group++;
        for (size_t i = 0; i < table->column_count; i++)
            make_cell(table, row, i, group, chance);
        meet_plan(table, row, "total_started", chance);
        meet_plan(table, row, "total_completed", chance);
    }
}

void clean_table_release(struct clean_table *table)
{
    arena_release(&table->strings);
}
