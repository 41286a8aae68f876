/* Fuzz target: the encoding of any bytes, and their lines in it. */
#include <string.h>

#include "ingest/charset.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct charset_survey survey;
    struct charset_choice choice;
    struct decoder decoder;
    const char *bytes = (const char *)data, *out;
    size_t length;
    charset_survey_init(&survey, 0);
    charset_survey_add(&survey, bytes, size);
    charset_survey_end(&survey);
    charset_decide(&survey, &choice);
    charset_survey_release(&survey);
    if (decoder_init(&decoder, &choice, NULL) == STATUS_OK) {
        decoder_line(&decoder, bytes, size, &out, &length);
        if (!text_is_utf8(out, length) && !choice.clean)
            __builtin_trap();
    }
    decoder_release(&decoder);
    return 0;
}
