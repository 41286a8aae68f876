/* session: what every command works with: options, settings, the database and a date. */
#ifndef CLI_SESSION_H
#define CLI_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/command.h"
#include "cli/options.h"
#include "core/error.h"
#include "core/records.h"
#include "core/settings.h"
#include "data/store.h"
#include "reports/table.h"

struct session {
    const struct options *options;
    const struct command *command;
    const char **arguments; /* behind the command's name */
    size_t argument_count;
    struct settings settings;
    const char *settings_file; /* NULL: the defaults alone */
    const char *database;
    struct store *store;    /* of a command that reads; open for reading */
    struct vantage vantage; /* likewise, where the command knows --as-of */
    daynum corrected_to;    /* the newest correction in it; DAYNUM_NONE: none asked for */
    int plan_year;          /* 0: not said */
    size_t by;              /* the index of --by among the command's words */
    daynum as_of;           /* what --as-of says; DAYNUM_NONE: not said */
    int64_t draws, seed;
    enum listing_format format;
    bool quiet;
    bool findings; /* there is something to look at: exit status 3 */
    struct arena strings;
};

/* Opens what the command needs; the session is to be closed also where this fails. */
enum status session_open(struct session *session, const struct command *command,
                         const struct options *options, struct error *error);
void session_close(struct session *session);

/* The parts, and what the rule of consent in force needs beside them. */
unsigned session_parts(const struct session *session, unsigned parts);

/* Reads parts of the database (with session_parts()) at the session's vantage. */
enum status session_read(const struct session *session, int plan_year, unsigned parts,
                         struct dataset *data, struct error *error);

/* The day of SOURCE_DATE_EPOCH, which a build or a test pins; else DAYNUM_NONE. */
daynum session_pinned_day(void);
/* The date of loading: that of SOURCE_DATE_EPOCH where a build or a test pins it. */
daynum session_today(void);

/* A message on stderr, in the program's name; --quiet silences it. */
void session_say(const struct session *session, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
