#include "cli/session.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/i18n.h"

/* An option's value, else the environment's, else NULL. */
static const char *said(const struct options *options, enum option_id id, const char *variable)
{
    if (options->values[id] != NULL)
        return options->values[id];
    const char *value = getenv(variable);
    return value != NULL && value[0] != '\0' ? value : NULL;
}

/* "renostat.conf" in the folder of the database. */
static const char *settings_beside(struct session *session)
{
    const char *slash = strrchr(session->database, '/');
    int length = slash == NULL ? 0 : (int)(slash - session->database) + 1;
    return arena_printf(&session->strings, "%.*srenostat.conf", length, session->database);
}

/* A name that the settings do not have is a deadline of the user's own, or a slip of the pen. */
static void say_added(struct session *session, size_t known)
{
    const struct deadline *deadlines = session->settings.deadlines;
    const char *names = deadlines[0].name;
    for (size_t i = 1; i < known; i++)
        names = arena_printf(&session->strings, "%s, %s", names, deadlines[i].name);
    session_say(session,
                _("the deadline '%s' is added and asks for completion: the settings have %s"),
                deadlines[known].name, names);
}

/* --deadline NAME=DATE. */
static enum status apply_deadlines(struct session *session, struct error *error)
{
    for (size_t i = 0; i < session->options->deadline_count; i++) {
        const char *pair = session->options->deadlines[i];
        const char *equals = strchr(pair, '=');
        if (equals == NULL || equals == pair || memchr(pair, '.', (size_t)(equals - pair)) != NULL)
            return error_set(error, STATUS_USAGE, _("bad value '%s' of '--%s': expected NAME=DATE"),
                             pair, option_rows[OPTION_DEADLINE].name);
        const char *key =
            arena_printf(&session->strings, "deadline.%.*s.date", (int)(equals - pair), pair);
        size_t known = session->settings.deadline_count;
        enum status status = settings_set(&session->settings, key, equals + 1, error);
        if (status != STATUS_OK)
            return status;
        if (session->settings.deadline_count > known)
            say_added(session, known);
    }
    return STATUS_OK;
}

static const char *rule_names(struct session *session)
{
    const char *names = "";
    for (size_t i = 0; i < session->settings.rule_count; i++)
        names = arena_printf(&session->strings, "%s%s%s", names, i == 0 ? "" : ", ",
                             session->settings.rules[i].name);
    return names;
}

/* Settings that were named have to be there; those beside the database may be missing. */
static enum status read_settings(struct session *session, struct error *error)
{
    const char *path = said(session->options, OPTION_CONFIG, "RENOSTAT_CONFIG");
    if (path == NULL) {
        path = settings_beside(session);
        if (access(path, F_OK) != 0)
            path = NULL;
    }
    session->settings_file = path;
    if (path != NULL) {
        enum status status = settings_read(&session->settings, path, error);
        if (status != STATUS_OK)
            return status;
    }
    if (session->options->values[OPTION_RULE] != NULL) {
        const char *name = session->options->values[OPTION_RULE];
        if (settings_rule(&session->settings, name) == NULL)
            return error_set(error, STATUS_USAGE,
                             _("no rule of consent '%s': the settings have %s"), name,
                             rule_names(session));
        settings_set(&session->settings, "consent_rule", name, error);
    }
    return apply_deadlines(session, error);
}

/* The day from which the newest of the corrections that the vantage sees is known. */
static enum status find_corrections(struct session *session, struct error *error)
{
    struct source_set sources;
    enum status status = store_read_sources(session->store, &sources, error);
    if (status != STATUS_OK)
        return status;
    for (size_t i = 0; i < sources.count; i++) {
        const struct source *source = &sources.items[i];
        if (source->as_of <= session->vantage.as_of && source->known > session->corrected_to)
            session->corrected_to = source->known;
    }
    source_set_release(&sources);
    return STATUS_OK;
}

/* Where the command stands in time: see the contract's `--as-of`. */
static enum status choose_vantage(struct session *session, struct error *error)
{
    daynum newest, as_of = session->as_of;
    bool corrected = session->options->values[OPTION_CORRECTED] != NULL || as_of == DAYNUM_NONE;
    enum status status = store_newest_as_of(session->store, &newest, error);
    if (status != STATUS_OK)
        return status;
    if (newest == DAYNUM_NONE)
        return error_set(error, STATUS_NOT_FOUND,
                         _("no facts in the database '%s': load exports with 'renostat ingest'"),
                         session->database);
    if (as_of == DAYNUM_NONE)
        as_of = newest;
    session->vantage = (struct vantage){as_of, corrected ? DAYNUM_MAX : as_of};
    session->corrected_to = DAYNUM_NONE;
    return corrected ? find_corrections(session, error) : STATUS_OK;
}

static enum status open_database(struct session *session, struct error *error)
{
    if (access(session->database, F_OK) != 0 && errno == ENOENT)
        return error_set(error, STATUS_NOT_FOUND,
                         _("no database '%s': load exports with 'renostat ingest', or name one "
                           "with '--db'"),
                         session->database);
    enum status status = store_open(&session->store, session->database, STORE_READ, error);
    if (status == STATUS_OK && (session->command->options & OPTION_BIT(OPTION_AS_OF)) != 0)
        status = choose_vantage(session, error);
    return status;
}

/* A draw takes a kilobyte of every thread at most. */
enum { DEFAULT_DRAWS = 10000, MOST_DRAWS = 200000, DEFAULT_SEED = 1 };

/* Every option with a type of its own, so that wrong usage is found before anything is opened. */
static enum status read_options(struct session *session, struct error *error)
{
    const struct options *options = session->options;
    const char *formats = option_rows[OPTION_FORMAT].argument;
    size_t format = LISTING_TABLE;
    int64_t year = 0;
    session->draws = DEFAULT_DRAWS;
    session->seed = DEFAULT_SEED;
    session->as_of = DAYNUM_NONE;
    session->quiet = options->values[OPTION_QUIET] != NULL;
    enum status status = option_word(options, OPTION_FORMAT, formats, &format, error);
    if (status == STATUS_OK)
        status = option_integer(options, OPTION_YEAR, 1949, 2100, &year, error);
    if (status == STATUS_OK && session->command->by != NULL)
        status = option_word(options, OPTION_BY, session->command->by, &session->by, error);
    if (status == STATUS_OK)
        status = option_date(options, OPTION_AS_OF, &session->as_of, error);
    if (status == STATUS_OK)
        status = option_integer(options, OPTION_DRAWS, 1, MOST_DRAWS, &session->draws, error);
    if (status == STATUS_OK)
        status = option_integer(options, OPTION_SEED, 0, INT64_MAX, &session->seed, error);
    session->format = (enum listing_format)format;
    session->plan_year = (int)year;
    return status;
}

enum status session_open(struct session *session, const struct command *command,
                         const struct options *options, struct error *error)
{
    *session = (struct session){.options = options,
                                .command = command,
                                .arguments = options->arguments + 1,
                                .argument_count = options->argument_count - 1};
    settings_init(&session->settings);
    session->database = said(options, OPTION_DB, "RENOSTAT_DB");
    if (session->database == NULL)
        session->database = "renostat.db";
    enum status status = read_options(session, error);
    if (status == STATUS_OK && command->need != NEED_NOTHING)
        status = read_settings(session, error);
    if (status == STATUS_OK && command->need == NEED_DATABASE)
        status = open_database(session, error);
    return status;
}

void session_close(struct session *session)
{
    if (session->store != NULL)
        store_close(session->store);
    settings_release(&session->settings);
    arena_release(&session->strings);
}

unsigned session_parts(const struct session *session, unsigned parts)
{
    bool by_block = session->settings.rules[session->settings.rule].unit == CONSENT_BY_BLOCK;
    return by_block && (parts & READ_CONSENT) != 0 ? parts | READ_STAIRWELLS : parts;
}

enum status session_read(const struct session *session, int plan_year, unsigned parts,
                         struct dataset *data, struct error *error)
{
    return store_read(session->store, session->vantage, plan_year, session_parts(session, parts),
                      data, error);
}

void session_say(const struct session *session, const char *format, ...)
{
    if (session->quiet)
        return;
    va_list args;
    va_start(args, format);
    fputs("renostat: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
}

daynum session_pinned_day(void)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    char *end;
    if (epoch == NULL || epoch[0] == '\0')
        return DAYNUM_NONE;
    long long seconds = strtoll(epoch, &end, 10);
    return *end == '\0' && seconds >= 0 ? (daynum)(seconds / 86400) : DAYNUM_NONE;
}

daynum session_today(void)
{
    daynum pinned = session_pinned_day();
    return pinned == DAYNUM_NONE ? daynum_today() : pinned;
}
