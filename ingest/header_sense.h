/* header_sense: words in front of a header that make another number of it: 本月支付资金 is no
 * 支付资金. */
#ifndef INGEST_HEADER_SENSE_H
#define INGEST_HEADER_SENSE_H

#include "data/dictionary.h"

enum header_sense {
    SENSE_PLAIN,  /* no such word */
    SENSE_SO_FAR, /* 累计, 截至6月底 */
    SENSE_MONTH,  /* 本月, 本期 */
    SENSE_YEAR,   /* 本年, 本年累计 */
    SENSE_PAST,   /* 上年度, 上月 */
    SENSE_DATED,  /* 2022年5月, 1-6月: that period alone, or what there was by then */
    SENSE_PLAN,
    SENSE_YEAR_PLAN, /* 年度计划: of money, the part of one year */
    SENSE_ACTUAL,
    SENSE_STATE, /* 改造前, 改造后: what was there, and not what was added */
};

/* What becomes of a column that has a word in front of a known header. */
enum sense_result {
    RESULT_NONE,     /* the word changes nothing that is known */
    RESULT_FIELD,    /* it is the field */
    RESULT_PERIOD,   /* the field is what there is so far, and the column of one period */
    RESULT_NO_FIELD, /* it is planned, or actual, or before the works, where the field is not */
};

/* The sense of a key (see header_key()), and where the header begins behind its words. */
enum header_sense header_sense(const char *key, const char **rest);

enum sense_result header_sense_result(enum header_sense sense, const struct field *field);

#endif
