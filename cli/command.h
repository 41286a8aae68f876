/* command: the table of commands. A command is a row here and a file cmd_<name>.c. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <stddef.h>
#include <stdint.h>

#include "core/error.h"

struct session;
struct options;

enum command_need {
    NEED_NOTHING,
    NEED_SETTINGS,
    NEED_DATABASE, /* settings, and the database open for reading */
};

struct command {
    const char *name;
    const char *arguments; /* "FILE…", or "annual|monthly": one of these words; "" for none */
    const char *summary;   /* N_() */
    size_t least, most;    /* how many arguments */
    enum command_need need;
    const char *by;   /* the words of --by, the default first; NULL: no --by */
    uint64_t options; /* OPTION_BIT()s beside those that every command has */
    enum status (*run)(struct session *session, struct error *error);
};

/* Ends with a row without a name. */
extern const struct command commands[];
const struct command *command_find(const char *name);
/* The set of OPTION_BIT()s that the command understands, common ones included. */
uint64_t command_options(const struct command *command);

/* What `help` prints: all commands, or one. */
struct text;
void command_help(struct text *out);
void command_help_one(struct text *out, const struct command *command);

typedef enum status command_run(struct session *session, struct error *error);
command_run cmd_backtest, cmd_budget, cmd_changes, cmd_check, cmd_config, cmd_consent, cmd_export,
    cmd_facilities, cmd_forecast, cmd_generate, cmd_ingest, cmd_management, cmd_merge,
    cmd_prioritise, cmd_rejects, cmd_report, cmd_satisfaction, cmd_scorecard, cmd_sources,
    cmd_summary;

#endif
