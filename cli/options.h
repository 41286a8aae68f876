/* options: what the user typed, by the one table from which parsing and help are made. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/date.h"
#include "core/error.h"

enum option_id {
    OPTION_DB,
    OPTION_CONFIG,
    OPTION_LANG,
    OPTION_FORMAT,
    OPTION_QUIET,
    OPTION_HELP,
    OPTION_VERSION,
    OPTION_AS_OF,
    OPTION_CORRECTED,
    OPTION_KNOWN,
    OPTION_YEAR,
    OPTION_BY,
    OPTION_KIND,
    OPTION_MAP,
    OPTION_ENCODING,
    OPTION_DRY_RUN,
    OPTION_WRITE_MAP,
    OPTION_STRICT,
    OPTION_SOURCE,
    OPTION_DEADLINE,
    OPTION_DRAWS,
    OPTION_SEED,
    OPTION_WHAT_IF,
    OPTION_RULE,
    OPTION_OUTPUT,
    OPTION_FORMATS,
    OPTION_CITY,
    OPTION_PROJECTS,
    OPTION_HOUSEHOLDS,
    OPTION_SINCE,
    OPTION_BUDGET,
    OPTION_ACKNOWLEDGE,
    OPTION_REASON,
    OPTION_WITHDRAW,
    OPTION_ALL,
    OPTION_PROJECT,
    OPTION_COUNT
};

/* A set of options, as a command's row has it. */
#define OPTION_BIT(id) (UINT64_C(1) << (id))

struct option_row {
    const char *name;     /* "as-of" */
    char letter;          /* 'o', or 0 */
    const char *argument; /* "DATE"; NULL for a switch */
    const char *help;     /* N_() */
};
extern const struct option_row option_rows[OPTION_COUNT];

struct options {
    const char *values[OPTION_COUNT]; /* the last that was said; NULL: not said */
    const char **deadlines;           /* every --deadline, in order */
    size_t deadline_count;
    const char **what_ifs; /* every --what-if, in order */
    size_t what_if_count;
    const char **arguments; /* what is no option: the command first */
    size_t argument_count;
};

/* Options may stand anywhere; "--" ends them. */
enum status options_parse(struct options *options, int argc, char **argv, struct error *error);
void options_release(struct options *options);

/* The value of --lang, looked for before all else, so that every message speaks it; or NULL. */
const char *options_language(int argc, char **argv);

/* The index of a text among `words`, which are separated by '|'; false where it is none of them. */
bool word_find(const char *text, const char *words, size_t *index);

/* Typed values: *value is left alone where the option was not said. */
enum status option_date(const struct options *options, enum option_id id, daynum *value,
                        struct error *error);
enum status option_integer(const struct options *options, enum option_id id, int64_t least,
                           int64_t most, int64_t *value, struct error *error);
/* See word_find(). */
enum status option_word(const struct options *options, enum option_id id, const char *words,
                        size_t *index, struct error *error);

#endif
