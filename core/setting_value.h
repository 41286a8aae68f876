/* setting_value: reads the value of one setting from its text, by type. */
#ifndef CORE_SETTING_VALUE_H
#define CORE_SETTING_VALUE_H

#include <stdbool.h>

#include "core/settings.h"

/*
 * A setting is a field of the settings themselves, of one deadline or of one rule, whichever
 * `base` points to. Returns NULL, or what would have been understood ("a date such as …").
 */
typedef const char *setting_reader(void *base, size_t offset, const char *text,
                                   struct arena *strings);

setting_reader setting_read_text;     /* const char * */
setting_reader setting_read_count;    /* int64_t: 5 … 1,000,000 */
setting_reader setting_read_percent;  /* double: 0 … 100 */
setting_reader setting_read_flag;     /* bool: yes or no */
setting_reader setting_read_share;    /* struct fraction: ">=2/3", ">1/2", "95%", "none" */
setting_reader setting_read_unit;     /* enum consent_unit */
setting_reader setting_read_counting; /* enum consent_count */
setting_reader setting_read_progress; /* struct deadline itself: met by progress, in % */
setting_reader setting_read_deadline; /* struct deadline itself: "10-31" or "2022-10-31" */

/* ">=2/3": the share as a setting would say it; "none" where it is not asked for. */
const char *share_format(const struct fraction *share, struct arena *strings);

#endif
