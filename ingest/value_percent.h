/* value_percent: how much is done, as people say it: "已完成总工程量的97%", "已完工". */
#ifndef INGEST_VALUE_PERCENT_H
#define INGEST_VALUE_PERCENT_H

#include <stdbool.h>
#include <stdint.h>

#include "data/dictionary.h"

/* Words that mean all or nothing; of a rate also 全部开工. */
bool percent_word(enum field_type type, const char *plain, int64_t *value);

/* Where the number before the only percent sign begins, in a text that says nothing but that so
 * much is done; else NULL. */
const char *percent_number(const char *plain);

#endif
