#include <string.h>

#include "ingest/header_sense.h"
#include "ingest/header_state.h"

/* A column by its name, and by the group over it. */
struct named {
    const struct search *search;
    enum export_kind kind;
    const char *name, *group; /* group: NULL where there is none */
};

static const struct field *field_at(int field)
{
    size_t count;
    return &dictionary_fields(&count)[field];
}

/* 中央 under 资金下达 is a part of what was issued, and not what 中央 is by itself. Under the
 * planned investment stand the funds that it is made of. */
static bool is_part(const struct named *named)
{
    int whole = header_field(named->search->index, named->group);
    int alone = header_field(named->search->index, named->name);
    if (whole < 0 || alone < 0 || !field_is_quantity(field_at(whole)) ||
        !field_is_quantity(field_at(alone)))
        return false;
    return strcmp(field_at(whole)->name, "budget_planned") != 0 ||
           strncmp(field_at(alone)->name, "fund_", strlen("fund_")) != 0;
}

/* The group and the name as one name, in one order or the other. */
static void join(struct text *both, const struct named *named, bool group_first)
{
    text_clear(both);
    header_base(both, group_first ? named->group : named->name);
    if (group_first)
        text_add(both, named->name);
    else
        header_base(both, named->group);
}

/* 本月支付资金: a word in front of a known header. */
static enum sense_result match_sense(const struct named *named, const char *header,
                                     struct header_match *match)
{
    struct text key = TEXT_INIT;
    const char *rest;
    enum sense_result result = RESULT_NONE;
    header_key(&key, header);
    enum header_sense sense = header_sense(key.data, &rest);
    if (sense != SENSE_PLAIN && *rest != '\0')
        *match = header_match(named->search->index, named->kind, rest);
    if (match->field >= 0)
        result = header_sense_result(sense, field_at(match->field));
    text_release(&key);
    return result;
}

/* Takes down why a known header is none here; whether the words settle what it is. */
static bool settle(struct header_column *column, enum sense_result result,
                   struct header_match *match)
{
    if (result == RESULT_PERIOD || result == RESULT_NO_FIELD) {
        column->why = result == RESULT_PERIOD ? COLUMN_PERIOD : COLUMN_NO_FIELD;
        column->suggestion = match->field;
    }
    if (result != RESULT_FIELD)
        match->field = -1;
    return result != RESULT_NONE;
}

/* Whether the name and its group mean something together. */
static bool match_group(const struct named *named, struct header_column *column,
                        struct header_match *match)
{
    struct text both = TEXT_INIT;
    bool found = false;
    for (int i = 0; i < 2 && !found; i++) {
        join(&both, named, i == 0);
        *match = header_match(named->search->index, named->kind, both.data);
        found = match->field >= 0;
    }
    for (int i = 0; i < 2 && !found; i++) {
        join(&both, named, i == 0);
        found = settle(column, match_sense(named, both.data, match), match);
    }
    text_release(&both);
    return found;
}

struct header_match header_name_match(const struct search *search, enum export_kind kind,
                                      struct header_column *column, const char *group)
{
    const struct named named = {search, kind, column->name, group};
    struct header_match match = {.field = -1};
    column->part = column->unsure = false;
    if (group != NULL && match_group(&named, column, &match))
        return match;
    match = header_match(search->index, kind, column->name);
    if (match.field < 0)
        settle(column, match_sense(&named, column->name, &match), &match);
    if (group == NULL)
        return match;
    /* Exports of another kind may know the name. */
    column->part = is_part(&named);
    column->unsure = match.field >= 0 && field_is_quantity(field_at(match.field));
    if (column->part)
        match.field = -1;
    return match;
}
