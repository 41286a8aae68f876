#include "unzip.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "core/memory.h"

enum { ENTRY_SIZE = 46, LOCAL_SIZE = 30, DEFLATED = 8 };

static size_t number(const char *at, size_t bytes)
{
    size_t value = 0;
    while (bytes-- > 0)
        value = value << 8 | (unsigned char)at[bytes];
    return value;
}

static char *inflate_part(const char *bytes, size_t packed, size_t size)
{
    char *part = xmalloc(size + 1);
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)bytes,
                       .avail_in = (uInt)packed,
                       .next_out = (Bytef *)part,
                       .avail_out = (uInt)size};
    int result = inflateInit2(&stream, -MAX_WBITS);
    if (result == Z_OK)
        result = inflate(&stream, Z_FINISH);
    inflateEnd(&stream);
    if (result != Z_STREAM_END || stream.total_out != size) {
        free(part);
        return NULL;
    }
    part[size] = '\0';
    return part;
}

char *unzip_part(const struct text *archive, const char *name)
{
    /* The directory stands at the end, behind the parts. */
    const char *end = archive->data + archive->length, *at = archive->data;
    while ((at = memmem(at, (size_t)(end - at), "PK\1\2", 4)) != NULL && end - at > ENTRY_SIZE) {
        size_t length = number(at + 28, 2);
        if (length == strlen(name) && memcmp(at + ENTRY_SIZE, name, length) == 0 &&
            number(at + 10, 2) == DEFLATED) {
            const char *local = archive->data + number(at + 42, 4);
            const char *bytes = local + LOCAL_SIZE + number(local + 26, 2) + number(local + 28, 2);
            return inflate_part(bytes, number(at + 20, 4), number(at + 24, 4));
        }
        at += 4;
    }
    return NULL;
}
