/*
 * records: the plain structs that cross from room to room. `data` fills them as of a vantage,
 * `analysis` reads them, and neither needs to know the other.
 *
 * Strings live in the arena of the set that holds the record. An unknown quantity is
 * VALUE_NONE, an unknown date DAYNUM_NONE, an unknown code 0, an unknown text "" (never NULL).
 */
#ifndef CORE_RECORDS_H
#define CORE_RECORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/date.h"
#include "core/memory.h"
#include "core/names.h"
#include "core/value.h"

/* Where the reader stands in time: facts about days up to `as_of`, learnt by `known`. */
struct vantage {
    daynum as_of;
    daynum known; /* DAYNUM_MAX: with every correction that was ever loaded */
};

/* Where a fact was read: source 0 means nowhere. */
struct provenance {
    int64_t source_id;
    int64_t line;
};

/* A project of a yearly plan, with all that the exports say of it as of the vantage. */
struct project {
    int64_t project_id;
    const char *code, *name; /* `code` is "" where the export has names only */
    const char *city, *district, *street, *committee;
    const char *responsible_unit, *contractor;
    int plan_year;              /* 0: not said */
    bool outside_plan;          /* 计划外 */
    bool central_area;          /* 中心城区 */
    enum project_status status; /* as printed; 0: not said. See project_is_… below */
    unsigned works;             /* bits 1u << enum works_class */
    daynum survey_date, consent_date, disclosure_date, approval_date, funding_date, tender_date;
    daynum plan_start, plan_finish;
    daynum original_plan_finish; /* the first that was known */
    daynum actual_start, actual_finish, accept_date;
    int64_t issues_found, issues_open, issues_overdue; /* quality and safety */
    daynum as_of;          /* of the newest export that had the project */
    daynum complete_as_of; /* of the newest such that is a complete list; DAYNUM_NONE */
    daynum first_as_of;
    bool gone; /* a later export of its kind, district and year lacks it */
    struct provenance from;

    /* Sums over its compounds: what they do not say stays unknown. */
    int64_t communities, buildings, households, floor_area_cm2;

    /* Its latest known progress, and the first day on which 100 % was reported and not taken
     * back since: the completion where no actual finish is reported. */
    int64_t progress_mpct;
    daynum progress_date;
    daynum full_progress_date;
};

/* Completion is the actual finish; without one, 100 % not taken back; never acceptance. A finish
 * after the day that its export is of is an intention, and hides no 100 % that was reported. */
static inline daynum project_completed_on(const struct project *project)
{
    bool to_come = project->as_of != DAYNUM_NONE && project->actual_finish > project->as_of;
    return project->actual_finish != DAYNUM_NONE &&
                   !(to_come && project->full_progress_date != DAYNUM_NONE)
               ? project->actual_finish
               : project->full_progress_date;
}

struct project_set {
    struct project *items; /* sorted by city, district, plan year, code, name */
    size_t count;
    struct arena strings;
};

/* A residential compound (小区) of a project: the unit that decides, and that is managed. */
struct compound {
    int64_t compound_id;
    size_t project;   /* index into the project set */
    const char *name; /* "" where the project stands for its only compound */
    int64_t communities, buildings, households, floor_area_cm2;
    int built_year;
    enum management_mode mode;
    const char *company;
    int64_t managed_households, managed_area_cm2;
    int64_t fee_fen_per_household_month, fee_fen_per_space_month, fee_fen_per_m2_month;
    int64_t fee_collected_mpct;
    struct provenance from;
};

/* One reported status: percent of the works done by `date`. */
struct progress_point {
    size_t project; /* index into the project set */
    daynum date;
    int64_t actual_mpct;  /* VALUE_NONE on a day that only the plan speaks of */
    int64_t planned_mpct; /* as known at the vantage; also for days after it */
};

struct progress_set {
    struct progress_point *items; /* by project, then date; one point a project and date */
    struct provenance *from;      /* one a point, where READ_PLACES was asked for; else NULL */
    size_t count;
};

/* A consent survey of one compound, counted. */
struct consent_tally {
    size_t project;
    int64_t compound_id;
    const char *compound;             /* name */
    int64_t total;                    /* all owners' households; VALUE_NONE: nobody said */
    int64_t agree, disagree, abstain; /* no reply is what is left of the total */
    int64_t area_total_cm2, area_agree_cm2, area_disagree_cm2, area_abstain_cm2;
    int64_t owners_total, owners_agree; /* distinct owners, where they are told apart */
    /* What counts of the same day said beside the household rows; VALUE_NONE: nothing. */
    int64_t reported_agree, reported_disagree;
    int64_t contribute, demolish; /* households that would pay, or remove illegal structures */
    /* Of household rows, where the days of answers were asked for; 0 where they were not. */
    int64_t early_answers; /* given before survey_start */
    daynum first_answer;   /* … the first of them */
    int64_t clashes;       /* households with two answers of one day that differ */
    daynum survey_start, survey_end, as_of;
    bool closed;       /* the survey is over: counted at or after its end, or the works began */
    bool stale;        /* the survey's end has passed, and the last count is from before it */
    bool from_answers; /* counted from household rows rather than reported as counts */
    struct provenance from;
};

/* How many households had agreed by a month's end: the path by which a survey filled. */
struct consent_step {
    size_t project;
    int64_t compound_id;
    daynum month_end;
    int64_t total, agree, disagree, abstain;
};

/* What the household rows of one stairwell add up to; reported counts do not say it. */
struct consent_stairwell {
    size_t tally;                /* index of its survey */
    const char *building, *unit; /* "" where the export does not say */
    int64_t total;               /* households with a row */
    int64_t agree, disagree, abstain;
    int64_t area_total_cm2, area_agree_cm2, area_disagree_cm2, area_abstain_cm2;
    int64_t contribute, demolish;
};

struct consent_set {
    struct consent_tally *tallies; /* by project, then compound */
    size_t tally_count;
    struct consent_stairwell *stairwells; /* by tally, building, unit; where asked for */
    size_t stairwell_count;
    struct consent_step *steps; /* by project, compound, month */
    size_t step_count;
    struct arena strings;
};

/* Money of a project, cumulative as of the vantage, in fen. */
struct budget {
    size_t project;
    int64_t planned_fen;
    int64_t planned_by_source_fen[FUND_SOURCE_COUNT];
    int64_t issued_fen, received_fen, disbursed_fen, paid_fen; /* 下达 到位 拨付 支付 */
    int64_t contracted_fen, settled_fen;
    int64_t invested_fen; /* 累计完成投资: value of the works done */
    daynum as_of;
    struct provenance from;
};

/* Facilities that a project added, cumulative as of the vantage; *_planned is the target.
 * Posts, ports and groups are different units and are never added together. */
struct facilities {
    size_t project;
    int64_t parking_before, parking_after, parking_added, parking_planned;
    int64_t parking_added_by_kind[PARKING_KIND_COUNT];  /* [0]: kind not said */
    int64_t charger_posts_added, charger_posts_planned; /* cars, e-bikes and not said, all kinds */
    int64_t car_posts_added, ebike_posts_added, unknown_posts_added;
    int64_t charger_ports_added, charger_ports_planned;
    int64_t charger_groups_added, charger_groups_planned;
    int64_t charger_sheds, bicycle_sheds;
    int64_t lifts_added;
    int64_t pipe_water_mm, pipe_drain_mm, pipe_gas_mm, pipe_heat_mm, pipe_all_mm;
    int64_t service_facilities_added, sports_area_cm2, demolished_area_cm2;
    daynum as_of;
    struct provenance parking_from, chargers_from, works_from;
};

/* Residents' satisfaction with a project after the works, counted on three steps. */
struct satisfaction {
    size_t project;
    int64_t asked, satisfied, basically_satisfied, not_satisfied;
    int64_t score_mpct; /* where only a percentage is reported */
    struct provenance from;
};

/* Everything that is known of projects, at one vantage. */
struct dataset {
    struct vantage vantage;
    struct project_set projects;
    struct compound *compounds; /* by project, then name */
    size_t compound_count;
    struct progress_set progress;
    struct consent_set consent;
    struct budget *budgets; /* at most one a project, by project */
    size_t budget_count;
    struct facilities *facilities; /* at most one a project, by project */
    size_t facilities_count;
    struct satisfaction *satisfaction; /* at most one a project, by project */
    size_t satisfaction_count;
};

/* A region's own totals at a date, where that is all that is reported. */
struct region_total {
    const char *region; /* "长沙市" */
    int plan_year;
    daynum as_of;
    int64_t planned, started, completed; /* communities or projects, cumulative */
    int64_t households_planned, households_started;
    int64_t planned_fen, invested_fen;
    struct provenance from;
    bool year_assumed; /* the export names no plan year: it is that of the date */
};

struct total_set {
    struct region_total *items; /* by region, plan year, date: the whole known history */
    size_t count;
    struct arena strings;
};

/* A loaded file. */
struct source {
    int64_t source_id;
    const char *file, *sha256;
    enum export_kind kind;
    daynum as_of, known, loaded_on;
    daynum newest_as_of; /* of its rows, where they are dated and the file is not */
    int64_t rows, loaded, unchanged, skipped_subtotal, skipped_header, skipped_note, rejected;
    int64_t open_rejects; /* of the rejected: those that have not been put right */
    int64_t pending;      /* rows whose project has not come yet */
};

struct source_set {
    struct source *items; /* by source_id */
    size_t count;
    struct arena strings;
};

/* Why a row was not loaded: it … The first six are those of Frictionless, and mean what they do
 * there; reading a row finds them. Storing it finds the last two, and missing cells and values
 * that only the database can judge. */
enum reject_code {
    REJECT_TYPE,        /* has a cell that cannot be read as what its column holds */
    REJECT_CONSTRAINT,  /* has a cell that can be read and cannot be: a negative count, 130 % */
    REJECT_MISSING,     /* lacks a cell that it cannot do without */
    REJECT_EXTRA,       /* has content behind the last column of the header */
    REJECT_ENCODING,    /* has bytes that are no text in the file's encoding, or NULs */
    REJECT_SOURCE,      /* breaks the rules of quoting, is larger than a record may be, or is of
                         * another table */
    REJECT_PRIMARY_KEY, /* repeats the key of another record of the file with other values */
    REJECT_AMBIGUOUS,   /* names a project that may be any of several */
};
extern const struct name_table reject_code_names;

/* A row that was not loaded, and why. */
enum { REJECT_MARK_LETTERS = 6 };
struct reject {
    int64_t reject_id, source_id, line;
    /* Six letters of its source's content: whoever brings the number back with them means this
     * reject, and not one of another database that happens to have the number. */
    char mark[REJECT_MARK_LETTERS + 1];
    int column; /* from 1; 0 where the row as a whole is at fault */
    const char *file, *field, *code, *value, *message, *raw;
};

struct reject_set {
    struct reject *items; /* by reject_id */
    size_t count;
    struct arena strings;
};

/* A printed subtotal that is not the sum of its rows, both counts, fen, cm2 or mm. */
struct subtotal_fault {
    int64_t source_id, line;
    const char *file, *field, *label;
    int64_t printed, summed;
    enum subtotal_unit { SUBTOTAL_COUNT, SUBTOTAL_FEN, SUBTOTAL_CM2, SUBTOTAL_MM } unit;
};

struct subtotal_fault_set {
    struct subtotal_fault *items; /* by source and line */
    size_t count;
    struct arena strings;
};
void subtotal_fault_set_release(struct subtotal_fault_set *set);

/* A finding that somebody has looked into, and why it may rest. */
struct acknowledgement {
    const char *code;
    const char *city, *subject; /* a project, a district or a file; "": all that the code finds */
    const char *reason;
    daynum acknowledged_on;
};

struct acknowledgement_set {
    struct acknowledgement *items; /* by code, city, subject */
    size_t count;
    struct arena strings;
};

void dataset_release(struct dataset *dataset);
/* Lets go of all but the texts, to which parts of it still point. */
void dataset_keep_texts(struct dataset *dataset);
void total_set_release(struct total_set *set);
void source_set_release(struct source_set *set);
void reject_set_release(struct reject_set *set);
void acknowledgement_set_release(struct acknowledgement_set *set);

#endif
