#include "data/sample/encoder.h"

#include <errno.h>
#include <stdlib.h>

#include "core/i18n.h"
#include "core/memory.h"

enum status encoder_init(struct encoder *encoder, struct error *error)
{
    *encoder = (struct encoder){.converter = iconv_open("GB18030", "UTF-8")};
    if (encoder->converter == (iconv_t)-1)
        return error_set_errno(error, errno, _("cannot write text as '%s'"), "GB18030");
    return STATUS_OK;
}

enum status encoder_run(struct encoder *encoder, const char *utf8, size_t length,
                        struct error *error)
{
    /* No character takes more than four bytes in GB18030, nor fewer than one in UTF-8. */
    ARRAY_GROW(encoder->bytes, 4 * length, encoder->capacity);
    char *in = (char *)utf8, *out = encoder->bytes;
    size_t in_left = length, out_left = encoder->capacity;
    if (iconv(encoder->converter, &in, &in_left, &out, &out_left) == (size_t)-1)
        return error_set_errno(error, errno, _("cannot write text as '%s'"), "GB18030");
    encoder->length = encoder->capacity - out_left;
    return STATUS_OK;
}

void encoder_release(struct encoder *encoder)
{
    if (encoder->converter != (iconv_t)-1)
        iconv_close(encoder->converter);
    free(encoder->bytes);
}
