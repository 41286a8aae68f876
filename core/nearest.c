#include "core/nearest.h"

#include <stddef.h>
#include <string.h>

enum { LONGEST = 64, FAR = 1000, MOST_CHANGES = 4 };

/* The characters of a text, as numbers that are equal where the characters are; at most LONGEST. */
static int characters(const char *text, unsigned out[LONGEST])
{
    int count = 0;
    for (; *text != '\0'; text++) {
        unsigned byte = (unsigned char)*text;
        if ((byte & 0xc0) == 0x80 && count > 0) {
            out[count - 1] = out[count - 1] << 8 | byte;
            continue;
        }
        if (count == LONGEST)
            return LONGEST;
        out[count++] = byte;
    }
    return count;
}

static int least(int a, int b, int c)
{
    int two = a < b ? a : b;
    return two < c ? two : c;
}

static int changes(const unsigned *a, int a_count, const unsigned *b, int b_count)
{
    int rows[3][LONGEST + 1] = {0}, *above = rows[0], *last = rows[1], *row = rows[2];
    for (int j = 0; j <= b_count; j++)
        row[j] = j;
    for (int i = 1; i <= a_count; i++) {
        int *oldest = above;
        above = last;
        last = row;
        row = oldest;
        row[0] = i;
        for (int j = 1; j <= b_count; j++) {
            row[j] = least(last[j - 1] + (a[i - 1] != b[j - 1]), last[j] + 1, row[j - 1] + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], above[j - 2] + 1, row[j]);
        }
    }
    return row[b_count];
}

struct nearest nearest_begin(const char *text)
{
    return (struct nearest){.text = text, .distance = FAR};
}

void nearest_offer(struct nearest *nearest, const char *name)
{
    unsigned said[LONGEST], offered[LONGEST];
    int said_count = characters(nearest->text, said);
    int offered_count = characters(name, offered);
    if (said_count == 0 || offered_count == 0)
        return;
    int distance = changes(said, said_count, offered, offered_count);
    int longer = said_count > offered_count ? said_count : offered_count;
    int most = longer / 3 < MOST_CHANGES ? longer / 3 : MOST_CHANGES;
    if (distance > most && strstr(name, nearest->text) == NULL)
        return;
    if (distance < nearest->distance) {
        nearest->distance = distance;
        nearest->name = name;
    }
}
