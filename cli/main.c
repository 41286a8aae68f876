/* main: finds the command, runs it, and turns its status into an exit status. */
#include <stdio.h>
#include <string.h>

#include "analysis/start.h"
#include "cli/catalogue.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/session.h"
#include "core/i18n.h"

enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2, EXIT_FINDINGS = 3 };

static enum status print_version(struct error *error)
{
    struct text out = TEXT_INIT;
    text_addf(&out, "renostat %s\n", RENOSTAT_VERSION);
    enum status status = output_text(&out, error);
    text_release(&out);
    return status;
}

static enum status print_help(const char *name, struct error *error)
{
    struct text out = TEXT_INIT;
    enum status status = STATUS_OK;
    const struct command *command = NULL;
    bool catalogue = name != NULL && strcmp(name, "findings") == 0;
    if (name != NULL && !catalogue && (command = command_find(name)) == NULL)
        return error_set(error, STATUS_USAGE, _("no command '%s'"), name);
    if (catalogue)
        catalogue_write(&out);
    else if (command == NULL)
        command_help(&out);
    else
        command_help_one(&out, command);
    status = output_text(&out, error);
    text_release(&out);
    return status;
}

/* Options that the command does not know, arguments that it lacks or cannot use. */
static enum status check_usage(const struct command *command, const struct options *options,
                               struct error *error)
{
    uint64_t known = command_options(command);
    for (int id = 0; id < OPTION_COUNT; id++)
        if (options->values[id] != NULL && (known & OPTION_BIT(id)) == 0)
            return error_set(error, STATUS_USAGE, _("'%s' has no option '--%s'"), command->name,
                             option_rows[id].name);
    size_t count = options->argument_count - 1;
    if (count < command->least)
        return error_set(error, STATUS_USAGE, _("'%s' needs %s"), command->name,
                         command->arguments);
    size_t index;
    if (strchr(command->arguments, '|') != NULL &&
        !word_find(options->arguments[1], command->arguments, &index))
        return error_set(error, STATUS_USAGE, _("'%s' knows no '%s': expected one of %s"),
                         command->name, options->arguments[1], command->arguments);
    if (count > command->most)
        return error_set(error, STATUS_USAGE, _("'%s' has no use for '%s'"), command->name,
                         options->arguments[command->most + 1]);
    return STATUS_OK;
}

static enum status run_command(const struct command *command, const struct options *options,
                               bool *findings, struct error *error)
{
    struct session session;
    enum status status = check_usage(command, options, error);
    if (status != STATUS_OK)
        return status;
    status = session_open(&session, command, options, error);
    if (status == STATUS_OK)
        status = command->run(&session, error);
    *findings = session.findings;
    session_close(&session);
    return status;
}

static enum status dispatch(const struct options *options, bool *findings, struct error *error)
{
    bool wants_help = options->values[OPTION_HELP] != NULL;
    const char *name = options->argument_count > 0 ? options->arguments[0] : NULL;
    if (options->values[OPTION_VERSION] != NULL)
        return print_version(error);
    if (name != NULL && strcmp(name, "help") == 0)
        return print_help(options->argument_count > 1 ? options->arguments[1] : NULL, error);
    if (wants_help)
        return print_help(name, error);
    if (name == NULL)
        return error_set(error, STATUS_USAGE, _("no command"));
    const struct command *command = command_find(name);
    if (command == NULL)
        return error_set(error, STATUS_USAGE, _("no command '%s'"), name);
    return run_command(command, options, findings, error);
}

int main(int argc, char **argv)
{
    struct error error = {0};
    struct options options;
    bool findings = false;
    const char *language = options_language(argc, argv);
    bool spoken = i18n_start(language) != 0;
    if (!spoken)
        i18n_start(NULL);
    analysis_start();
    enum status status = options_parse(&options, argc, argv, &error);
    if (status == STATUS_OK && !spoken)
        status =
            error_set(&error, STATUS_USAGE, _("bad value '%s' of '--%s': expected one of %s"),
                      language, option_rows[OPTION_LANG].name, option_rows[OPTION_LANG].argument);
    if (status == STATUS_OK)
        status = dispatch(&options, &findings, &error);
    options_release(&options);
    if (status == STATUS_OK)
        return findings ? EXIT_FINDINGS : EXIT_DONE;
    if (error.message[0] != '\0')
        fprintf(stderr, "renostat: %s\n", error.message);
    if (status == STATUS_USAGE)
        fprintf(stderr, "%s\n", _("see 'renostat help'"));
    return status == STATUS_USAGE ? EXIT_USAGE : EXIT_FAILED;
}
