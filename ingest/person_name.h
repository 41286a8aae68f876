/* person_name: Chinese names of people where something else belongs. */
#ifndef INGEST_PERSON_NAME_H
#define INGEST_PERSON_NAME_H

#include <stdbool.h>

/* Whether the text of a building or a stairwell may be somebody's name: a surname and one or two
 * characters more, and nothing that buildings are called by (东楼, 甲, 附楼, 高层). */
bool person_name_is_likely(const char *text);

#endif
