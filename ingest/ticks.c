#include "ingest/ticks.h"

#include <string.h>

#include "core/names.h"
#include "ingest/value.h"

static const struct name_row mark_rows[] = {
    [TICK_NONE] = {"off", "", "0|否|n|no|f|false|□|☐|○|无"},
    [TICK_SET] = {"on", "", "√|✓|✔|☑|■|●|1|是|有|y|yes|t|true|对|勾|打勾"},
    [TICK_CROSSED] = {"crossed", "", "×|✗|✘|☒|x|错"},
};
static const struct name_table mark_names = {"mark", mark_rows,
                                             sizeof mark_rows / sizeof *mark_rows};

static int read_word(const struct name_table *names, const char *text, size_t length)
{
    const struct value_rule rule = {.type = FIELD_ENUM, .names = names};
    int64_t value;
    return value_read(&rule, text, length, 0, &value) == VALUE_READ ? (int)value : -1;
}

int ticks_answer(const char *name)
{
    int answer = read_word(&answer_names, name, strlen(name));
    return answer == ANSWER_NONE ? -1 : answer;
}

static int read_by_map(const struct field_map *map, const char *cell, size_t length)
{
    const struct value_rule rule = {.type = FIELD_ENUM, .names = &answer_names, .map = map};
    int64_t value;
    if (map == NULL)
        return -1;
    enum value_result result = value_read(&rule, cell, length, 0, &value);
    return result == VALUE_READ ? (int)value : result == VALUE_BLANK ? ANSWER_NONE : -1;
}

enum tick ticks_read(const struct field_map *map, int answer, const char *cell, size_t length)
{
    int mapped = read_by_map(map, cell, length);
    if (mapped == answer || mapped == ANSWER_NONE)
        return mapped == answer ? TICK_SET : TICK_NONE;
    const struct value_rule rule = {.type = FIELD_ENUM, .names = &mark_names};
    int64_t value;
    enum value_result result = value_read(&rule, cell, length, 0, &value);
    if (result == VALUE_BLANK)
        return TICK_NONE;
    if (result == VALUE_READ)
        return (enum tick)value;
    return read_word(&answer_names, cell, length) == answer ? TICK_SET : TICK_UNREADABLE;
}
