/* subtotal_name: which texts name a subtotal: 小计, 合计（万元）, 全省, 魏都区小计(12个项目),
 * total. */
#ifndef INGEST_SUBTOTAL_NAME_H
#define INGEST_SUBTOTAL_NAME_H

#include <stdbool.h>
#include <stddef.h>

#include "core/text.h"

/* Cheap where the text is none: it is asked for each label of millions of rows. */
bool subtotal_is_named(const char *cell, size_t length);

/* Appends the name as it is kept: without remarks in brackets and numbers of people, for somebody
 * may be named there: 小计（组长李四） is 小计. */
void subtotal_name_add(struct text *out, const char *name);

/* Whether the numbers beside it are sums; those beside 平均 and 其中 are not. */
bool subtotal_is_sum(const char *name);

#endif
