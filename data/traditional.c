#include "data/traditional.h"

#include <pthread.h>
#include <string.h>

#include "core/memory.h"
#include "traditional_csv.h"

enum { BYTES = 3 }; /* of each character of the table, in UTF-8 */

/* In the order of the traditional characters, which the file has; written once, by the first who
 * asks. */
static struct {
    pthread_once_t once;
    struct pair {
        char traditional[BYTES], simplified[BYTES];
    } * pairs;
    size_t count;
} table = {.once = PTHREAD_ONCE_INIT};

static void parse(void)
{
    enum { LINE_BYTES = 2 * BYTES + 2 };
    const char *at = (const char *)traditional_csv, *end = at + traditional_csv_size;
    at = memchr(at, '\n', traditional_csv_size);
    table.pairs = xcalloc(traditional_csv_size / LINE_BYTES + 1, sizeof *table.pairs);
    for (at += at != NULL; at != NULL && end - at >= LINE_BYTES; at += LINE_BYTES) {
        struct pair *pair = &table.pairs[table.count++];
        memcpy(pair->traditional, at, BYTES);
        memcpy(pair->simplified, at + BYTES + 1, BYTES);
    }
}

static const char *find(const char *character)
{
    size_t low = 0, high = table.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = memcmp(character, table.pairs[middle].traditional, BYTES);
        if (order == 0)
            return table.pairs[middle].simplified;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

void traditional_simplify(struct text *text, size_t from)
{
    pthread_once(&table.once, parse);
    for (size_t i = from; i + BYTES <= text->length; i++) {
        if ((text->data[i] & 0xf0) != 0xe0)
            continue;
        const char *simplified = find(text->data + i);
        if (simplified != NULL)
            memcpy(text->data + i, simplified, BYTES);
        i += BYTES - 1;
    }
}
