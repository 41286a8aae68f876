#include <stdlib.h>

#include "core/memory.h"
#include "ingest/header.h"

/* What one column that speaks for a kind is worth; one that is stored counts 2, any other 1. */
enum { SIGN = 6 };

/* What the columns of a candidate are. */
struct tally {
    bool *has; /* by field */
    int known, signs, project_signs;
    int foreign; /* columns that an export of another kind would have, and store */
};

static bool has_required(const bool *has, enum export_kind kind)
{
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    bool who = false, what = kind != KIND_PROGRESS;
    /* Who numbers or names projects, or names compounds, does not speak of regions in total. */
    if (kind == KIND_TOTALS &&
        (has[dictionary_find("project_code")] || has[dictionary_find("project_name")] ||
         has[dictionary_find("compound")]))
        return false;
    for (size_t i = 0; i < count; i++) {
        who |= has[i] && (fields[i].required >> kind & 1);
        what |=
            has[i] && (fields[i].subject == SUBJECT_PROGRESS || fields[i].subject == SUBJECT_PLAN);
    }
    return who && what;
}

static void count_column(struct tally *tally, const struct header_index *index,
                         const struct header_column *column, enum export_kind kind)
{
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    if (column->field < 0) {
        bool unused = column->ignored || column->part || column->why != COLUMN_UNKNOWN;
        tally->foreign += !unused && header_is_stored(index, column->name);
        return;
    }
    const struct field *field = &fields[column->field];
    tally->known += field->subject == SUBJECT_NONE ? 1 : 2;
    tally->signs += (int)(field->signature >> kind & 1);
    tally->project_signs += (int)(field->signature >> KIND_PROJECTS & 1);
    tally->has[column->field] = true;
}

/* Progress by day without a name of any project: no list of projects, whatever states it has. */
static bool is_series(const struct tally *tally)
{
    return tally->has[dictionary_find("as_of")] && tally->project_signs <= 1 &&
           !tally->has[dictionary_find("project_name")] && !tally->has[dictionary_find("compound")];
}

/* Money speaks for budgets no louder than works, dates and buildings do for a list of projects,
 * which has its money as well. */
static int weight_of(const struct tally *tally, enum export_kind kind)
{
    int signs = tally->signs;
    if (kind == KIND_BUDGETS && tally->project_signs > 0 && signs > tally->project_signs)
        signs = tally->project_signs;
    int weight = tally->known + SIGN * (signs - tally->foreign);
    if (kind == KIND_PROGRESS && is_series(tally))
        weight += SIGN;
    return weight > 0 ? weight : 1;
}

int header_score(const struct header_index *index, const struct header_column *columns,
                 size_t count, enum export_kind kind, const struct column_map *map)
{
    size_t field_count;
    dictionary_fields(&field_count);
    struct tally tally = {.has = xcalloc(field_count, sizeof *tally.has)};
    for (size_t i = 0; map != NULL && i < map->field_count; i++) {
        int field = dictionary_find(map->fields[i].field);
        if (field >= 0 && map->fields[i].constant != NULL)
            tally.has[field] = true;
    }
    for (size_t i = 0; i < count; i++)
        count_column(&tally, index, &columns[i], kind);
    bool enough = has_required(tally.has, kind) &&
                  (tally.signs > 0 || (kind == KIND_PROJECTS && tally.known >= 4));
    int weight = weight_of(&tally, kind);
    free(tally.has);
    return enough ? weight : 0;
}
