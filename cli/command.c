#include "cli/command.h"

#include <stdbool.h>
#include <string.h>

#include "cli/options.h"
#include "core/i18n.h"
#include "core/text.h"

#define EVERYWHERE                                                                                 \
    (OPTION_BIT(OPTION_DB) | OPTION_BIT(OPTION_CONFIG) | OPTION_BIT(OPTION_LANG) |                 \
     OPTION_BIT(OPTION_QUIET) | OPTION_BIT(OPTION_HELP))
#define LISTS OPTION_BIT(OPTION_FORMAT)
/* A listing of what was known on a date. */
#define READS (LISTS | OPTION_BIT(OPTION_AS_OF) | OPTION_BIT(OPTION_CORRECTED))
#define READS_YEAR (READS | OPTION_BIT(OPTION_YEAR))
#define FORECASTS (OPTION_BIT(OPTION_DEADLINE) | OPTION_BIT(OPTION_DRAWS) | OPTION_BIT(OPTION_SEED))

enum { MANY = 1000000 };

const struct command commands[] = {
    {"ingest", "FILE…", N_("loads exports ('-' is standard input)"), 1, MANY, NEED_SETTINGS, NULL,
     LISTS | OPTION_BIT(OPTION_AS_OF) | OPTION_BIT(OPTION_KNOWN) | OPTION_BIT(OPTION_KIND) |
         OPTION_BIT(OPTION_MAP) | OPTION_BIT(OPTION_ENCODING) | OPTION_BIT(OPTION_DRY_RUN) |
         OPTION_BIT(OPTION_WRITE_MAP) | OPTION_BIT(OPTION_STRICT),
     cmd_ingest},
    {"sources", "", N_("every file loaded: when, as of, counts, checksum"), 0, 0, NEED_DATABASE,
     NULL, LISTS, cmd_sources},
    {"rejects", "", N_("every row that was not loaded, and why"), 0, 0, NEED_DATABASE, NULL,
     LISTS | OPTION_BIT(OPTION_SOURCE) | OPTION_BIT(OPTION_OUTPUT), cmd_rejects},
    {"check", "", N_("findings across the exports, and what to do"), 0, 0, NEED_DATABASE, NULL,
     READS_YEAR | OPTION_BIT(OPTION_ALL) | OPTION_BIT(OPTION_ACKNOWLEDGE) |
         OPTION_BIT(OPTION_REASON) | OPTION_BIT(OPTION_WITHDRAW),
     cmd_check},
    {"summary", "", N_("the aggregates"), 0, 0, NEED_DATABASE,
     "district|street|year|class|management", READS_YEAR, cmd_summary},
    {"forecast", "", N_("completion forecasts against the deadlines"), 0, 0, NEED_DATABASE,
     "project|district|all", READS_YEAR | FORECASTS | OPTION_BIT(OPTION_WHAT_IF), cmd_forecast},
    {"backtest", "", N_("how good those forecasts would have been"), 0, 0, NEED_DATABASE, NULL,
     READS_YEAR, cmd_backtest},
    {"consent", "", N_("consent rates, and who has reached the rule"), 0, 0, NEED_DATABASE,
     "project|district|street|year|class|size|pair|stairwell",
     READS_YEAR | OPTION_BIT(OPTION_RULE) | OPTION_BIT(OPTION_PROJECT), cmd_consent},
    {"budget", "", N_("money planned, issued and paid"), 0, 0, NEED_DATABASE, NULL, READS_YEAR,
     cmd_budget},
    {"facilities", "", N_("parking, chargers and what else was added"), 0, 0, NEED_DATABASE, NULL,
     READS_YEAR, cmd_facilities},
    {"management", "", N_("who looks after the renovated compounds"), 0, 0, NEED_DATABASE,
     "mode|district|company", READS_YEAR, cmd_management},
    {"satisfaction", "", N_("what residents say of the finished works"), 0, 0, NEED_DATABASE, NULL,
     READS_YEAR, cmd_satisfaction},
    {"scorecard", "", N_("performance appraisal of the districts"), 0, 0, NEED_DATABASE, NULL,
     READS_YEAR | OPTION_BIT(OPTION_RULE), cmd_scorecard},
    {"prioritise", "", N_("the candidates of a year, ranked"), 0, 0, NEED_DATABASE, NULL,
     READS_YEAR | OPTION_BIT(OPTION_BUDGET) | OPTION_BIT(OPTION_RULE), cmd_prioritise},
    {"changes", "", N_("what changed between two dates of knowledge"), 0, 0, NEED_DATABASE, NULL,
     READS_YEAR | OPTION_BIT(OPTION_SINCE), cmd_changes},
    {"report", "annual|monthly", N_("writes the documents and prints their paths"), 1, 1,
     NEED_DATABASE, NULL,
     OPTION_BIT(OPTION_AS_OF) | OPTION_BIT(OPTION_CORRECTED) | OPTION_BIT(OPTION_YEAR) |
         OPTION_BIT(OPTION_FORMATS) | OPTION_BIT(OPTION_OUTPUT) | OPTION_BIT(OPTION_RULE) |
         FORECASTS,
     cmd_report},
    {"export", "projects|compounds|progress|consent|budgets|facilities",
     N_("tidy data for other tools"), 1, 1, NEED_DATABASE, NULL, READS_YEAR, cmd_export},
    {"merge", "DB…",
     N_("takes over other renostat databases: districts into a city, cities into a province"), 1,
     MANY, NEED_NOTHING, NULL, LISTS, cmd_merge},
    {"config", "", N_("the settings in force and where they came from"), 0, 0, NEED_SETTINGS, NULL,
     LISTS, cmd_config},
    {"generate", "", N_("writes the synthetic exports of a sample city"), 0, 0, NEED_NOTHING, NULL,
     OPTION_BIT(OPTION_CITY) | OPTION_BIT(OPTION_PROJECTS) | OPTION_BIT(OPTION_HOUSEHOLDS) |
         OPTION_BIT(OPTION_SEED) | OPTION_BIT(OPTION_OUTPUT),
     cmd_generate},
    {NULL, NULL, NULL, 0, 0, NEED_NOTHING, NULL, 0, NULL},
};

const struct command *command_find(const char *name)
{
    for (const struct command *command = commands; command->name != NULL; command++)
        if (strcmp(command->name, name) == 0)
            return command;
    return NULL;
}

uint64_t command_options(const struct command *command)
{
    return EVERYWHERE | command->options | (command->by != NULL ? OPTION_BIT(OPTION_BY) : 0);
}

/* "left" and, from column 26 on, its meaning; on a line of its own where left is too long. */
static void add_line(struct text *out, const char *left, const char *meaning)
{
    enum { COLUMN = 28 };
    size_t width = text_width(left) + 2;
    text_addf(out, "  %s", left);
    if (width + 2 > COLUMN) {
        text_add_char(out, '\n');
        width = 0;
    }
    for (; width < COLUMN; width++)
        text_add_char(out, ' ');
    text_addf(out, "%s\n", meaning);
}

static void add_option(struct text *out, const struct command *command, int id)
{
    const struct option_row *row = &option_rows[id];
    const char *argument = id == OPTION_BY ? command->by : row->argument;
    struct text left = TEXT_INIT;
    if (row->letter != 0)
        text_addf(&left, "-%c, ", row->letter);
    text_addf(&left, "--%s", row->name);
    if (argument != NULL)
        text_addf(&left, " %s", argument);
    add_line(out, left.data, _(row->help));
    text_release(&left);
}

static void add_options(struct text *out, const struct command *command, uint64_t set)
{
    for (int id = 0; id < OPTION_COUNT; id++)
        if ((set & OPTION_BIT(id)) != 0)
            add_option(out, command, id);
}

void command_help(struct text *out)
{
    text_add(out, _("usage: renostat [--db FILE] COMMAND [OPTION…] [ARG…]\n"
                    "       renostat help [COMMAND]\n"
                    "       renostat --version\n"));
    text_addf(out, "\n%s\n", _("commands:"));
    for (const struct command *command = commands; command->name != NULL; command++)
        add_line(out, command->name, _(command->summary));
    text_addf(out, "\n%s\n", _("options of every command:"));
    add_options(out, NULL, EVERYWHERE);
    text_addf(out, "\n%s\n",
              _("exit status: 0 done; 1 failed, and nothing was changed; 2 wrong usage;\n"
                "             3 done, with something to look at (rejected rows)"));
}

void command_help_one(struct text *out, const struct command *command)
{
    text_addf(out, _("usage: renostat %s [OPTION…]"), command->name);
    text_addf(out, "%s%s\n", command->arguments[0] != '\0' ? " " : "", command->arguments);
    text_addf(out, "\n%s\n", _(command->summary));
    text_addf(out, "\n%s\n", _("options:"));
    add_options(out, command, command_options(command) & ~EVERYWHERE);
    text_addf(out, "\n%s\n", _("options of every command:"));
    add_options(out, command, EVERYWHERE);
}
