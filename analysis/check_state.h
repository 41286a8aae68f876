/* check_state: what the themes of check share; for check*.c only. */
#ifndef ANALYSIS_CHECK_STATE_H
#define ANALYSIS_CHECK_STATE_H

#include "analysis/check.h"
#include "core/i18n.h"

struct check {
    const struct check_input *input;
    const struct dataset *data;
    const struct settings *settings;
    daynum as_of;
    struct finding_set *set;
};

/* One theme each; the order is that of enum finding_theme. */
void check_dates(struct check *check);
void check_plan(struct check *check);
void check_progress(struct check *check);
void check_consent(struct check *check);
void check_money(struct check *check);
void check_cost(struct check *check);
void check_works(struct check *check);
void check_reporting(struct check *check);
void check_totals(struct check *check);

/* Adds a finding about a project; the message is translated already. */
void check_add(struct check *check, enum finding_code code, const struct project *project,
               struct provenance from, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* Adds one about a district, a region or a file; texts are copied. */
void check_add_about(struct check *check, enum finding_code code, const char *district,
                     const char *subject, struct provenance from, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* The project that a part belongs to; NULL where no check may look at it. */
const struct project *check_project(const struct check *check, size_t index);

/* Both are known and part > whole. */
static inline bool check_exceeds(int64_t part, int64_t whole)
{
    return value_is_known(part) && value_is_known(whole) && part > whole;
}

static inline bool check_later(daynum date, daynum other)
{
    return date != DAYNUM_NONE && other != DAYNUM_NONE && date > other;
}

/* A date in the text of a message. */
struct date_text {
    char text[DATE_TEXT_MAX];
};
static inline struct date_text check_date(daynum date)
{
    struct date_text out;
    daynum_format(date, out.text);
    return out;
}

/* Money as messages have it: in units of 10,000 yuan. */
static inline double check_wan(int64_t fen)
{
    return (double)fen / (double)FEN_PER_WAN;
}

static inline double check_pct(int64_t mpct)
{
    return (double)mpct / MPCT_PER_PERCENT;
}

#endif
