/* record_text: the text of a cell as it is kept. */
#ifndef INGEST_RECORD_TEXT_H
#define INGEST_RECORD_TEXT_H

#include "core/text.h"
#include "data/dictionary.h"

/*
 * NULL where the cell says nothing; else the cell itself, or a cleaner copy in `own`: full-width
 * forms narrow, line breaks gone, "其中：1." in front of a region gone, numbers that belong to a
 * person gone. *mangled: a code in which a spreadsheet has rounded digits away.
 */
const char *record_text_clean(struct text *own, const struct field *about, const char *cell,
                              size_t length, bool *mangled);

#endif
