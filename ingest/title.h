/* title: the date and the year that a title line or a file's name speaks of. */
#ifndef INGEST_TITLE_H
#define INGEST_TITLE_H

#include "core/date.h"

/*
 * The last date in the text: 2022年8月31日, 2022-08-31, 20220831; of a month (2022-08, 202208,
 * 2022年8月, 2022年1-8月) its last day. DAYNUM_NONE where there is none.
 */
daynum title_date(const char *text);

/* The year before 年 ("2022年老旧小区改造项目清单"); 0 where there is none. */
int title_year(const char *text);

#endif
