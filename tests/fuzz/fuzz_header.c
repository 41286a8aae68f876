/* Fuzz target: a header in each kind of export. */
#include <stdlib.h>

#include "core/memory.h"
#include "ingest/header_match.h"
#include "ingest/title.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct header_index *index = header_index_new();
    char *header = xstrndup((const char *)data, size);
    for (int kind = 0; kind < KIND_COUNT; kind++) {
        header_match(index, (enum export_kind)kind, header);
        header_nearest(index, (enum export_kind)kind, header, &(int){0});
    }
    header_is_known(index, header);
    title_date(header);
    title_date_of_filing(header);
    title_year(header);
    free(header);
    header_index_free(index);
    return 0;
}
