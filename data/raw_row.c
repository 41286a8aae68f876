#include "data/raw_row.h"

#include <string.h>

/* Where a cell begins or ends; the end of the row is one. */
static bool is_edge(char c)
{
    return strchr(",;|\t\" ", c) != NULL;
}

bool raw_row_has(const char *raw, const char *text)
{
    size_t length = strlen(text);
    const char *at = length > 0 ? strstr(raw, text) : NULL;
    for (; at != NULL; at = strstr(at + 1, text))
        if ((at == raw || is_edge(at[-1])) && is_edge(at[length]))
            return true;
    return false;
}
