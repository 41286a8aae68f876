/* model: the invented city as it truly is; the exports are what it says of itself. */
#ifndef DATA_SAMPLE_MODEL_H
#define DATA_SAMPLE_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/date.h"
#include "core/names.h"
#include "data/sample/city.h"
#include "data/sample/sample.h"

enum {
    MODEL_FIRST_YEAR = 2018,
    MODEL_YEAR = 2022, /* under way */
    MODEL_LAST_YEAR = 2023,
    MODEL_YEARS = MODEL_LAST_YEAR - MODEL_FIRST_YEAR + 1,
    MODEL_MONTHS = 28,   /* that a project is followed, from January of its plan year */
    MODEL_COMPOUNDS = 4, /* at most in a project */
    MODEL_REPLANS = 2,
};

/* The day of the newest exports. */
daynum model_horizon(void);

struct model_compound {
    uint64_t name; /* city_compound_name() */
    int64_t households, buildings;
    int64_t area_m2;
    int64_t door_cm2; /* a typical flat */
    int built_year;
    enum management_mode mode; /* once the works are done */
    unsigned company;
};

struct model_replan {
    daynum on, finish; /* on DAYNUM_NONE: never */
};

struct model_project {
    int year, district; /* district: index into the city's */
    int number;         /* within its plan year; part of the code */
    int candidate;      /* label of its random stream, within year and district */
    bool agreed;        /* each compound has two thirds when the survey ends */
    bool refused;       /* it has not, and never became part of the plan */
    daynum withdrawn;   /* when it left the plan and its exports; DAYNUM_NONE: never */
    bool central;
    unsigned street, committee, contractor, works;
    struct model_compound compounds[MODEL_COMPOUNDS];
    int compound_count;

    daynum survey_start, survey_end, disclosed, approved, funded, tendered;
    daynum plan_start, plan_finish, start, finish, accept; /* start …: DAYNUM_NONE: not by then */
    daynum finish_entered; /* when the bureau's system got to know the finish */
    struct model_replan replans[MODEL_REPLANS];
    double done[MODEL_MONTHS];       /* share of the works done at the month's end */
    int8_t reported[MODEL_MONTHS];   /* percent that the month's export says */
    int8_t report_age[MODEL_MONTHS]; /* months since that percentage was reported */

    /* Money in units of 100 yuan, the second decimal of 万元. */
    int64_t planned_money, money_by_source[FUND_SOURCE_COUNT], contract_money, settled_money;
    double money_pace;

    int64_t parking_before, parking_added, parking_planned; /* added: by the horizon */
    int64_t posts_added, posts_planned, car_share_pct, ports_planned, groups_added;
    bool stacked;
    int64_t lifts, pipe_water_m, pipe_drain_m, sheds;
    int64_t issues; /* quality and safety issues found by the end */
    int satisfied_pct, basically_pct;
};

struct model {
    struct city city;
    uint64_t seed;
    double scale;                   /* against the sample city */
    bool household_rows;            /* the survey under way is exported row by row */
    struct model_project *projects; /* by year, district, number */
    size_t count;
    size_t year_start[MODEL_YEARS + 1]; /* index of each year's first project */
};

/* Households, money and facilities come out at the totals of the city; see targets.h. */
enum status model_init(struct model *model, const struct sample_spec *spec, struct error *error);
void model_release(struct model *model);

/* Whether it is one of the plan's projects that are built, or will be. */
bool model_is_built(const struct model_project *project);
/* Index of the month of `day` since January of the project's plan year; may be negative. */
int model_month(const struct model_project *project, daynum day);
/* The share of the works done at the end of the month of `day`. */
double model_done(const struct model_project *project, daynum day);
/* The planned share on `day`, by the original plan. */
double model_planned(const struct model_project *project, daynum day);
/* The share of the facilities that stand at the end of the month of `day`. */
double model_facility_share(const struct model_project *project, daynum day);
/* The planned finish that is in force on `day`. */
daynum model_plan_finish(const struct model_project *project, daynum day);
int64_t model_households(const struct model_project *project);

/* Labels of the random streams: what a stream is for. */
enum model_purpose {
    PURPOSE_SHAPE,
    PURPOSE_SURVEY,
    PURPOSE_WORKS,
    PURPOSE_MONEY,
    PURPOSE_FACILITIES,
    PURPOSE_CALENDAR,
    PURPOSE_PEOPLE
};
struct dice;
/* The project's own stream for a purpose: no other project moves it. */
void model_dice(struct dice *dice, const struct model *model, enum model_purpose purpose,
                const struct model_project *project, int part);

#endif
