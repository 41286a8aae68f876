/*
 * value: reads one cell as what its column holds.
 *
 * Numbers: full-width digits, thousands separators, 1.2万, a unit of their own. Percents: 66.7%,
 * 66.7, or 0.667 where the column is one of shares (shares.h). Dates: see value_date.c; a month
 * means its last day. Words of enumerations and flags come from core/names and the map. A cell that
 * says nothing ("", "-", "/", "无", "N/A", "—", …) is blank.
 */
#ifndef INGEST_VALUE_H
#define INGEST_VALUE_H

#include "core/column_map.h"
#include "core/date.h"
#include "ingest/unit.h"

enum value_result {
    VALUE_READ,
    VALUE_BLANK,
    VALUE_BAD_TYPE,  /* cannot be read as what the column holds */
    VALUE_BAD_RANGE, /* can be read, and cannot be */
    VALUE_UNSURE,    /* can be read in more than one way */
    VALUE_BAD_UNIT,  /* counts something else than the column does */
    VALUE_EXPECTED,  /* is a date that is expected, where the column has those that were */
};

enum date_order { DATE_AS_FOUND, DATE_YMD, DATE_MDY, DATE_DMY };

/* What a bare number among percents is. */
enum percents {
    PERCENTS_AS_SAID,    /* 66.7 and 0.667 are percents */
    PERCENTS_ARE_SHARES, /* 0.667 is 66.7 %, and 1 is 100 % */
    PERCENTS_UNSURE,     /* what lies above 0 and is not above 1 may be either */
};

struct value_rule {
    enum field_type type;
    const struct name_table *names; /* of enumerations and sets; of flags with words of their own */
    struct unit unit;               /* of a bare number */
    const char *measure;            /* of counts: see unit_counts_other(); NULL: none */
    enum percents percents;
    bool refunds; /* money may be below zero */
    enum date_order order;
    bool planned;                /* dates are planned ones: 2022年4月（预计） is one */
    const struct field_map *map; /* words and empties of a foreign export; NULL: none */
};

/*
 * `year` completes dates that have none (9月底); 0: unknown. *value is set where the result is
 * VALUE_READ: fen, cm2, mm, 1/1000 %, a day number, 0 or 1, an enumeration's value, bits of a set.
 */
enum value_result value_read(const struct value_rule *rule, const char *cell, size_t length,
                             int year, int64_t *value);

/* The kinds of cell one by one; `plain` is under NFKC, trimmed, NUL-terminated. */
enum value_result value_read_number(const struct value_rule *rule, const char *plain,
                                    int64_t *value);
enum value_result value_read_date(const struct value_rule *rule, const char *plain, int year,
                                  int64_t *value);
enum value_result value_read_year(const char *plain, int64_t *value);
enum value_result value_read_word(const struct value_rule *rule, const char *plain, int64_t *value);

/* Whether the cell, under NFKC and trimmed, says nothing. */
/* The cell without what keeps a spreadsheet from changing it: ="0012", '0012. */
const char *value_unguard(const char *cell, size_t *length);

bool value_is_blank(const char *plain);

/* The step of the last digit that a readable amount has: 1.50 in 万元 is exact to 100 yuan. In the
 * unit in which the type is stored; 0: it is finer than that, and was rounded. */
int64_t value_step(const struct value_rule *rule, const char *cell, size_t length);

/* The words that would do for the rule, one for each meaning; appends to `out`. */
void value_words(struct text *out, const struct value_rule *rule);

/* What a well-formed cell of the type looks like: for messages. */
const char *value_expected(enum field_type type);

#endif
