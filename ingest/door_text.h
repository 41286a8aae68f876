/* door_text: what a cell of the column of doors is written like. */
#ifndef INGEST_DOOR_TEXT_H
#define INGEST_DOOR_TEXT_H

#include <stdbool.h>

#include "core/text.h"

/* A quick look, for every row: a number, with a letter or two and 室 or 号 perhaps. */
bool door_text_is_plain(const char *text);

/* Makes one hyphen of what parts numbers: 3—1—101, 3 - 1 - 101, 3_1_101 and 3.1.101. `text` is one
 * after text_compat(). */
void door_text_tidy(struct text *text);

/* Whether the text, after door_text_tidy(), is a door and nothing else: 101A, 东户, 负1-3. A name
 * or a remark beside it, or another way to write where the door is, would make one home two. */
bool door_text_is_sure(const char *text);

#endif
