/* settings: what a bureau decides for itself (deadlines, consent rule, …), each with a default. */
#ifndef CORE_SETTINGS_H
#define CORE_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/date.h"
#include "core/error.h"
#include "core/memory.h"

/* An exact threshold: part/whole `>=` numerator/denominator, or `>` where strict. */
struct fraction {
    int64_t numerator, denominator; /* denominator > 0 */
    bool strict;
};

struct deadline {
    const char *name;             /* "main-works", "completion", "province", or the user's own */
    int month, day;               /* in the plan year; `date` rules where it is given */
    daynum date;                  /* DAYNUM_NONE: month and day of the plan year */
    int64_t progress_mpct;        /* a project has met it when its progress reaches this */
    bool completion;              /* … or, instead, when it is completed */
    struct fraction target_share; /* of the year's projects that have to meet it */
};

/* The day of a deadline for the projects of one plan year. */
daynum deadline_day(const struct deadline *deadline, int plan_year);
/* Its name in the language in force; a deadline of the user's own goes by the name it has. */
const char *deadline_label(const struct deadline *deadline);

enum consent_unit { CONSENT_BY_COMPOUND, CONSENT_BY_BLOCK, CONSENT_BY_PROJECT };
enum consent_count { CONSENT_HOUSEHOLDS, CONSENT_OWNERS };

/*
 * When a unit has consented. A threshold with denominator 0 is not asked for. Without a quorum
 * the shares are of all; with one, `quorum_*` are shares of all that take part, and the
 * others are shares of those who take part.
 */
struct consent_rule {
    const char *name;
    enum consent_unit unit;
    enum consent_count count;
    struct fraction heads, area;               /* agreeing */
    struct fraction quorum_heads, quorum_area; /* taking part */
    bool silence_is_final, abstention_is_final;
};

struct settings {
    const char *city;   /* of exports that name none; "" unless set */
    const char *notice; /* stands before all else in every document; "" unless set */
    struct deadline *deadlines;
    size_t deadline_count;
    struct consent_rule *rules; /* presets and the user's own */
    size_t rule_count;
    size_t rule;                                 /* the one in force */
    int64_t suppress_below;                      /* small cells of public editions; at least 5 */
    double band_excellent, band_good, band_pass; /* scorecard: 95, 85, 75 */
    int64_t stale_days;                          /* a report older than this is stale */
    struct setting_origin *origins; /* every key in force, where it came from: `renostat config` */
    size_t origin_count;
    struct arena strings;
};

/* `key` is "city", "bands.pass" or "deadline.completion.date"; `value` is as written. */
struct setting_origin {
    const char *key, *value;
    const char *file; /* NULL: the default; "" the command line */
    int line;
};

/* The defaults alone: the three deadlines of the programme and the rule `xuchang`. */
void settings_init(struct settings *settings);
void settings_release(struct settings *settings);

/*
 * Reads `path` (libconfuse syntax) over what is there. An unknown key or a bad value is an
 * error with file and line, and leaves `settings` as they were.
 */
enum status settings_read(struct settings *settings, const char *path, struct error *error);

/*
 * Sets one key, as an option of the command line does ("deadline.completion.date" to
 * "2022-11-20"). A deadline or rule that is not there yet is made.
 */
enum status settings_set(struct settings *settings, const char *key, const char *value,
                         struct error *error);

/* The rule or deadline of this name, or NULL. */
const struct consent_rule *settings_rule(const struct settings *settings, const char *name);
const struct deadline *settings_deadline(const struct settings *settings, const char *name);

#endif
