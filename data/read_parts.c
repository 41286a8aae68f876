#include "data/read_state.h"

static bool is_detail(const struct reading *reading, int64_t compound_id, int64_t kind)
{
    const struct compound_entry *entry = read_entry(reading, compound_id);
    return kind > 0 || (entry != NULL && !entry->whole);
}

enum status read_parts(struct reading *reading, struct fact_reader *reader, int64_t project_id,
                       struct parts *parts, struct error *error)
{
    int64_t keys[SUBJECT_KEYS_MAX] = {project_id, INT64_MIN, INT64_MIN};
    bool found = false;
    enum status status;
    parts->count = 0;
    if (reader->wanted == 0)
        return STATUS_OK;
    while ((status = fact_next_part(reader, keys, &found, error)) == STATUS_OK && found) {
        ARRAY_GROW(parts->items, parts->count + 1, parts->capacity);
        struct part *part = &parts->items[parts->count];
        part->compound_id = keys[1];
        part->kind = reader->table->key_count > 2 ? keys[2] : 0;
        part->detail = is_detail(reading, part->compound_id, part->kind);
        status = fact_read(reader, keys, &part->overlay, error);
        if (status != STATUS_OK)
            return status;
        if (part->overlay.any)
            parts->count++;
    }
    return status;
}

static bool speaks(const struct part *part, int column, daynum as_of)
{
    return (part->overlay.taken >> column & 1) != 0 && part->overlay.as_of[column] == as_of;
}

static daynum newest_of(const struct parts *parts, int column)
{
    daynum newest = DAYNUM_NONE;
    for (size_t i = 0; i < parts->count; i++) {
        const struct overlay *overlay = &parts->items[i].overlay;
        if ((overlay->taken >> column & 1) != 0 && overlay->as_of[column] > newest)
            newest = overlay->as_of[column];
    }
    return newest;
}

/* Spaces for bicycles are no parking spaces: they count when they are asked for. */
static bool is_counted(const struct part *part, int64_t kind)
{
    return kind >= 0 ? part->kind == kind : part->kind != PARKING_BICYCLE;
}

/* Whether details of this day make the whole redundant: they come from another file. */
static bool is_redundant(const struct parts *parts, const struct part *whole, int column,
                         daynum as_of)
{
    bool details = false;
    for (size_t i = 0; i < parts->count; i++) {
        const struct part *part = &parts->items[i];
        if (!part->detail || !is_counted(part, -1) || !speaks(part, column, as_of))
            continue;
        if (part->overlay.sources[column] == whole->overlay.sources[column])
            return false;
        details = true;
    }
    return details;
}

int64_t parts_value(const struct parts *parts, int column, int64_t kind)
{
    int64_t sum = VALUE_NONE;
    if (column < 0)
        return sum;
    daynum as_of = newest_of(parts, column);
    for (size_t i = 0; i < parts->count; i++) {
        const struct part *part = &parts->items[i];
        if (!speaks(part, column, as_of) || !is_counted(part, kind) ||
            (!part->detail && is_redundant(parts, part, column, as_of)))
            continue;
        sum = value_add(sum, part->overlay.values[column]);
    }
    return sum;
}

daynum parts_newest(const struct parts *parts)
{
    daynum newest = DAYNUM_NONE;
    for (size_t i = 0; i < parts->count; i++)
        if (parts->items[i].overlay.newest > newest)
            newest = parts->items[i].overlay.newest;
    return newest;
}

struct provenance parts_from(const struct parts *parts)
{
    struct provenance from = {0};
    daynum newest = parts_newest(parts);
    for (size_t i = 0; i < parts->count; i++)
        if (parts->items[i].overlay.newest == newest)
            from = parts->items[i].overlay.from;
    return from;
}
