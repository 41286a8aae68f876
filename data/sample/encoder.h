/* encoder: UTF-8 to GB18030, for files that are to look as a ministry's system writes them. */
#ifndef DATA_SAMPLE_ENCODER_H
#define DATA_SAMPLE_ENCODER_H

#include <iconv.h>
#include <stddef.h>

#include "core/error.h"

struct encoder {
    iconv_t converter;
    char *bytes; /* the result of the last encoder_run() */
    size_t length, capacity;
};

enum status encoder_init(struct encoder *encoder, struct error *error);
/* Encodes well-formed UTF-8, whole characters at a time. */
enum status encoder_run(struct encoder *encoder, const char *utf8, size_t length,
                        struct error *error);
void encoder_release(struct encoder *encoder);

#endif
