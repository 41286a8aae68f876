/* title: the date and the year that a title line or a file's name speaks of. */
#ifndef INGEST_TITLE_H
#define INGEST_TITLE_H

#include "core/date.h"

/*
 * The date in the text: 2022年8月31日, 2022-08-31, 20220831; of a month (2022-08, 202208,
 * 2022年8月, 2022年1-8月) its last day, of a period (2022年1月1日至8月31日) its end. Of several the
 * first that stands behind 截至 or 截止, else the first. DAYNUM_NONE where there is none.
 */
daynum title_date(const char *text);

/*
 * The same where the year stands elsewhere: 6月份, 6月底, 1-6月, 6月30日, 第二季度, 前三季度 and
 * 上半年 of the year, each with its last day. 6月前 and 6月中旬 are no such part.
 */
daynum title_date_in(const char *text, int year);

/* The date on which the table was filled in, sent or printed (填表日期：2022年10月12日), where the
 * text has no other: title_date() passes over it. */
daynum title_date_of_filing(const char *text);

/* The year before 年 ("2022年老旧小区改造项目清单"), of no date of filing; 0 where there is none.
 */
int title_year(const char *text);

/* The same where the text names no other year; else 0. */
int title_only_year(const char *text);

#endif
