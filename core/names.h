/* names: the enumerations that exports, database and reports share, each with its names. */
#ifndef CORE_NAMES_H
#define CORE_NAMES_H

#include <stddef.h>

enum export_kind {
    KIND_PROJECTS,
    KIND_HOUSEHOLDS,
    KIND_PARKING,
    KIND_CHARGERS,
    KIND_BUDGETS,
    KIND_PROGRESS,
    KIND_TOTALS,
    KIND_COUNT
};

enum project_status {
    PROJECT_NOT_STARTED = 1,
    PROJECT_PREPARING,
    PROJECT_UNDER_WAY,
    PROJECT_SUSPENDED,
    PROJECT_COMPLETED,
    PROJECT_ACCEPTED,
    PROJECT_CANCELLED, /* left the plan, or was refused as a candidate */
    PROJECT_STATUS_COUNT
};

/* The classes of works of State Council Office 2020 no. 23; a project has a set of them. */
enum works_class { WORKS_BASIC, WORKS_IMPROVING, WORKS_UPGRADING, WORKS_CLASS_COUNT };

enum answer { ANSWER_AGREE = 1, ANSWER_DISAGREE, ANSWER_ABSTAIN, ANSWER_NONE, ANSWER_COUNT };

enum management_mode {
    MANAGEMENT_PROFESSIONAL = 1, /* a property company */
    MANAGEMENT_SELF,             /* the owners themselves */
    MANAGEMENT_RED,              /* 'red property': led by the party branch */
    MANAGEMENT_COMMITTEE,        /* by the residents' committee on trust */
    MANAGEMENT_UNIT,             /* by the work unit that built it */
    MANAGEMENT_NONE,
    MANAGEMENT_MODE_COUNT
};

enum parking_kind {
    PARKING_CAR = 1,
    PARKING_STACKED,
    PARKING_GARAGE,
    PARKING_BICYCLE,
    PARKING_KIND_COUNT
};

/* Where money comes from; the order is that of the reports. */
enum fund_source {
    FUND_CENTRAL,
    FUND_PROVINCE,
    FUND_CITY,
    FUND_COUNTY,
    FUND_BOND,
    FUND_RESIDENT,
    FUND_UTILITY,
    FUND_SOCIAL,
    FUND_MAINTENANCE,
    FUND_HOUSING_SALE,
    FUND_OTHER,
    FUND_SOURCE_COUNT
};

/*
 * One row of an enumeration. `name` is what JSON, configuration and database speak;
 * `label` is for people and goes through gettext; `words` are the spellings that exports
 * use, normalised as text_normalise() does, separated by '|'.
 */
struct name_row {
    const char *name, *label, *words;
};

/* A whole enumeration; unused values have rows of NULLs. */
struct name_table {
    const char *title;
    const struct name_row *rows;
    size_t count;
};

extern const struct name_table export_kind_names, project_status_names, works_class_names,
    answer_names, management_mode_names, parking_kind_names, fund_source_names;

/* The enumeration of this title ("project_status"), as the column dictionary names it; or NULL. */
const struct name_table *name_table_find(const char *title);

/* "completed"; "" where the value has no name. */
const char *name_of(const struct name_table *table, int value);
/* The translated label; "" where the value has no name. */
const char *label_of(const struct name_table *table, int value);
/* The value of a `name`, or of one of the `words`; -1 where neither knows it. */
int name_value(const struct name_table *table, const char *name);
int name_value_of_word(const struct name_table *table, const char *normalised_word);

#endif
