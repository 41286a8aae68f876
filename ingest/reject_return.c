#include "ingest/reject_return.h"

#include <stdlib.h>
#include <string.h>

bool reject_return_read(struct reject_return *back, const char *cell)
{
    char *end = NULL;
    *back = (struct reject_return){0};
    int64_t number = cell[0] == '\0' ? 0 : strtoll(cell, &end, 10);
    if (number <= 0)
        return false;
    if (*end == '-' && strspn(end + 1, "abcdefghijklmnop") == REJECT_MARK_LETTERS &&
        end[1 + REJECT_MARK_LETTERS] == '\0')
        memcpy(back->mark, end + 1, REJECT_MARK_LETTERS);
    else if (*end != '\0')
        return false;
    back->reject_id = number;
    return true;
}
