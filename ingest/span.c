#include "ingest/span.h"

#include <string.h>

int span_column(const struct header *header)
{
    int field = dictionary_find("cumulative_flag");
    for (size_t i = 0; i < header->column_count; i++)
        if (header->columns[i].field == field)
            return (int)i;
    return -1;
}

bool span_is_period(const char *cell, size_t length)
{
    static const char *const words[] = {"当期", "本期", "当月", "本月", "当季", "本季", "新增"};
    static const char *const tails[] = {"", "新增", "数", "值", "新增数"};
    struct text key = TEXT_INIT;
    bool found = false;
    text_normalise(&key, cell, length);
    for (size_t i = 0; i < sizeof words / sizeof *words && !found; i++)
        if (strncmp(key.data, words[i], strlen(words[i])) == 0)
            for (size_t j = 0; j < sizeof tails / sizeof *tails && !found; j++)
                found = strcmp(key.data + strlen(words[i]), tails[j]) == 0;
    text_release(&key);
    return found;
}
