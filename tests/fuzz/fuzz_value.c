/* Fuzz target: a cell of any type. */
#include <stdlib.h>
#include <string.h>

#include "core/memory.h"
#include "ingest/record_text.h"
#include "ingest/value.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    size_t count;
    const struct field *fields = dictionary_fields(&count);
    const struct field *field = &fields[data[0] % count];
    struct value_rule rule = {.type = field->type,
                              .names = field->names,
                              .unit = unit_default(field),
                              .percents = (enum percents)((data[1] & 0x81) % 3),
                              .order = (enum date_order)(data[1] >> 1 & 3)};
    char *cell = xstrndup((const char *)data + 2, size - 2);
    struct text own = TEXT_INIT;
    int64_t value;
    bool mangled = false;
    size_t length = strlen(cell);
    bool text =
        field->type == FIELD_TEXT || field->type == FIELD_CODE || field->type == FIELD_PRIVATE;
    if (text)
        record_text_clean(&own, field, cell, length, &mangled);
    else
        value_read(&rule, cell, length, 2022, &value);
    text_release(&own);
    free(cell);
    return 0;
}
