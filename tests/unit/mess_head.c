/* How people name and group columns, and where they say units. */
#include <string.h>

#include "ingest/header_match.h"
#include "tests/unit/mess_form.h"

/* A group over columns whose names say the rest. */
static const struct {
    const char *group, *field, *under;
} groups[] = {
    {"资金", "fund_central", "中央"},
    {"资金", "fund_province", "省级"},
    {"资金", "fund_city", "市级"},
    {"资金", "fund_county", "县级"},
    {"计划", "plan_start", "开工时间"},
    {"计划", "plan_finish", "完工时间"},
    {"实际", "actual_start", "开工时间"},
    {"实际", "actual_finish", "完工时间"},
    {"计划新增", "parking_planned", "停车位"},
    {"计划新增", "posts_planned", "充电桩"},
    {"停车位", "parking_planned", "计划"},
    {"停车位", "parking_added", "实际"},
    {"充电端口", "ports_planned", "计划"},
    {"充电端口", "ports_added", "实际"},
};

enum { GROUP_COUNT = sizeof groups / sizeof *groups };

static int group_of(const char *field)
{
    for (int i = 0; i < GROUP_COUNT; i++)
        if (strcmp(groups[i].field, field) == 0)
            return i;
    return -1;
}

/* Whether the header means the field in an export of the kind. */
static bool means(const struct header_index *index, const struct mess *mess, const char *header,
                  const struct field *field)
{
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    const struct header_match match = header_match(index, mess->table->kind, header);
    return match.field >= 0 && &fields[match.field] == field;
}

/* Any header of the dictionary that means the field here; those that have brackets say more. */
static const char *pick_name(const struct header_index *index, const struct mess *mess,
                             const struct field *field)
{
    const char *fitting[32];
    unsigned count = 0;
    for (const char *const *header = field->headers; *header != NULL && count < 32; header++)
        if (strchr(*header, '(') == NULL && means(index, mess, *header, field))
            fitting[count++] = *header;
    return count == 0 ? field->name : fitting[chance_pick(mess->chance, count)];
}

static const struct mess_unit *unit_of_line(const struct mess *mess, const struct field *field)
{
    /* Fees are in yuan whatever the line says. */
    if (field->type == FIELD_MONEY)
        return field->subject == SUBJECT_COMPOUND ? NULL : mess->money;
    return field->type == FIELD_AREA     ? mess->area
           : field->type == FIELD_LENGTH ? mess->length
                                         : NULL;
}

/* Where the unit stands: in the header, in the line of units, in each cell, or nowhere. */
static void choose_unit(struct mess *mess, size_t at, struct text *header)
{
    const struct field *field = mess->table->columns[at];
    struct mess_column *column = &mess->columns[at];
    const struct mess_unit *line = unit_of_line(mess, field);
    const struct mess_unit *own = mess_unit_pick(mess->chance, field->type);
    column->factor = line != NULL ? line->factor : unit_default(field).factor;
    if (mess->tidy || own == NULL)
        return;
    column->unit_in_cell = chance_pick(mess->chance, 4) == 0;
    if (chance_pick(mess->chance, 2) == 0) {
        column->factor = own->factor;
        text_addf(header, chance_pick(mess->chance, 2) ? "（%s）" : "(单位：%s)", own->name);
    }
}

/* Bare numbers are percents where one is above 1, and shares where one lies between. */
static enum percent_form choose_percent(const struct mess *mess, size_t at)
{
    const struct clean_table *table = mess->table;
    bool between = false, above = false;
    for (size_t row = 0; row < table->row_count; row++) {
        const struct clean_cell *cell = &table->cells[row][at];
        between |= cell->known && cell->number > 0 && cell->number < 100 * MPCT_PER_PERCENT;
        above |= cell->known && cell->number > MPCT_PER_PERCENT;
    }
    if (mess->tidy)
        return PERCENT_BY_HEADER;
    switch (chance_pick(mess->chance, 5)) {
    case 0:
        return PERCENT_SIGNED;
    case 1:
        return above ? PERCENT_BARE : PERCENT_SIGNED;
    case 2:
        return between ? PERCENT_FRACTION : PERCENT_SIGNED;
    case 3:
        return PERCENT_SAID;
    default:
        return PERCENT_BY_HEADER;
    }
}

/* Marks that people put around a name. */
static void decorate(struct text *header, const struct mess *mess)
{
    if (!mess->tidy && chance_pick(mess->chance, 8) == 0)
        text_add(header, "*");
    if (!mess->tidy && chance_pick(mess->chance, 8) == 0)
        text_add(header, "　");
}

static void name_column(struct mess *mess, const struct header_index *index, size_t at)
{
    const struct field *field = mess->table->columns[at];
    struct mess_column *column = &mess->columns[at];
    struct text header = TEXT_INIT;
    int group = mess->two_rows ? group_of(field->name) : -1;
    if (group >= 0) {
        column->group = groups[group].group;
        text_add(&header, groups[group].under);
    } else {
        text_add(&header, mess->tidy ? field->name : pick_name(index, mess, field));
    }
    choose_unit(mess, at, &header);
    column->flag_words = chance_pick(mess->chance, 8);
    column->percent = field->type == FIELD_PERCENT ? choose_percent(mess, at) : PERCENT_SIGNED;
    if (field->type == FIELD_PERCENT && column->percent == PERCENT_BY_HEADER)
        text_add(&header, "（%）");
    decorate(&header, mess);
    column->header = arena_strdup(&mess->table->strings, header.data);
    text_release(&header);
}

/* 资金（万元）: said once, for all columns under it that say nothing. */
static void unit_of_funds(struct mess *mess)
{
    const struct mess_unit *unit = mess_unit_pick(mess->chance, FIELD_MONEY);
    if (!mess->two_rows || chance_pick(mess->chance, 2))
        return;
    for (size_t i = 0; i < mess->table->column_count; i++) {
        struct mess_column *column = &mess->columns[i];
        if (column->group == NULL || strcmp(column->group, "资金") != 0)
            continue;
        column->group = arena_printf(&mess->table->strings, "资金（%s）", unit->name);
        if (strchr(column->header, '(') == NULL && strstr(column->header, "（") == NULL)
            column->factor = unit->factor;
    }
}

/* Columns of one group stand side by side, in the place of the first of them. */
static void gather_groups(struct mess *mess)
{
    size_t count = mess->table->column_count, done = 0;
    size_t old[CLEAN_COLUMNS_MAX];
    bool placed[CLEAN_COLUMNS_MAX] = {0};
    memcpy(old, mess->order, sizeof old);
    for (size_t i = 0; i < count; i++) {
        const char *group = mess->columns[old[i]].group;
        for (size_t j = i; j < count; j++) {
            const char *other = mess->columns[old[j]].group;
            bool same = j == i || (group != NULL && other != NULL && strcmp(group, other) == 0);
            if (placed[old[j]] || !same)
                continue;
            placed[old[j]] = true;
            mess->order[done++] = old[j];
        }
    }
}

/* A title over columns with full names says nothing more of them. */
static void group_at_random(struct mess *mess)
{
    static const char *const names[] = {"基本情况", "其他情况", "主要指标"};
    size_t count = mess->table->column_count;
    for (size_t i = 0; i < count && mess->two_rows; i++) {
        const char *name = CHANCE_PICK(mess->chance, names);
        bool begins = chance_pick(mess->chance, 4) == 0;
        for (size_t j = 0; begins && j < 3 && i < count; j++, i++)
            if (mess->columns[mess->order[i]].group == NULL)
                mess->columns[mess->order[i]].group = name;
            else
                break;
    }
}

void mess_head(struct mess *mess)
{
    struct header_index *index = header_index_new();
    for (size_t i = 0; i < mess->table->column_count; i++)
        name_column(mess, index, i);
    unit_of_funds(mess);
    gather_groups(mess);
    group_at_random(mess);
    header_index_free(index);
}
