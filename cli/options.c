#include "cli/options.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/memory.h"

const struct option_row option_rows[OPTION_COUNT] = {
    [OPTION_DB] = {"db", 0, "FILE", N_("the database (else $RENOSTAT_DB, else renostat.db)")},
    [OPTION_CONFIG] = {"config", 0, "FILE",
                       N_("the settings (else $RENOSTAT_CONFIG, else renostat.conf beside the "
                          "database)")},
    [OPTION_LANG] = {"lang", 0, "zh|en", N_("the language (else the locale's)")},
    [OPTION_FORMAT] = {"format", 0, "table|csv|json|md", N_("the form of the output")},
    [OPTION_QUIET] = {"quiet", 'q', NULL, N_("no messages but errors")},
    [OPTION_HELP] = {"help", 'h', NULL, N_("this help")},
    [OPTION_VERSION] = {"version", 0, NULL, N_("the version")},
    [OPTION_AS_OF] = {"as-of", 0, "DATE",
                      N_("the day that the export describes, or up to which "
                         "to read what was known")},
    [OPTION_CORRECTED] = {"corrected", 0, NULL,
                          N_("with the corrections that became known after --as-of")},
    [OPTION_KNOWN] = {"known", 0, "DATE", N_("the day from which the export is known")},
    [OPTION_YEAR] = {"year", 0, "YEAR", N_("the plan year")},
    [OPTION_BY] = {"by", 0, "", N_("what a row stands for")},
    [OPTION_KIND] = {"kind", 0, "KIND", N_("the kind of export (else by its header)")},
    [OPTION_MAP] = {"map", 0, "FILE", N_("a file that names the columns of a foreign export")},
    [OPTION_ENCODING] = {"encoding", 0, "NAME", N_("the encoding (else by the content)")},
    [OPTION_DRY_RUN] = {"dry-run", 0, NULL, N_("show what would be loaded, and load nothing")},
    [OPTION_WRITE_MAP] = {"write-map", 0, "FILE",
                          N_("with --dry-run: write how the columns are understood, to be edited "
                             "for --map")},
    [OPTION_STRICT] = {"strict", 0, NULL, N_("load nothing of a file with a rejected row")},
    [OPTION_SOURCE] = {"source", 0, "ID", N_("of this source alone")},
    [OPTION_DEADLINE] = {"deadline", 0, "NAME=DATE", N_("moves a deadline (main-works, completion, province), or adds one")},
    [OPTION_DRAWS] = {"draws", 0, "N", N_("how many futures are drawn")},
    [OPTION_SEED] = {"seed", 0, "N", N_("the seed of the random numbers")},
    [OPTION_WHAT_IF] = {"what-if", 0, "ASSUMPTION",
                        N_("what would come of pause=FROM..TO[:DISTRICT] or "
                           "pace=FACTOR[:PROJECT]; may be said again")},
    [OPTION_RULE] = {"rule", 0, "NAME", N_("the rule of consent (else the settings')")},
    [OPTION_OUTPUT] = {"output", 'o', "DIR", N_("the folder to write into")},
    [OPTION_FORMATS] = {"formats", 0, "html,pdf,svg,xlsx", N_("the formats of the documents")},
    [OPTION_CITY] = {"city", 0, "NAME", N_("the city's name")},
    [OPTION_PROJECTS] = {"projects", 0, "N", N_("how many projects the last plan year has")},
    [OPTION_HOUSEHOLDS] = {"households", 0, "N", N_("how many households they have")},
    [OPTION_SINCE] = {"since", 0, "DATE", N_("what was known on that day, to compare with")},
    [OPTION_BUDGET] = {"budget", 0, "YUAN", N_("the money for the year")},
    [OPTION_ACKNOWLEDGE] = {"acknowledge", 0, "CODE[:PROJECT]",
                            N_("lets findings rest: of this code, or of one project (district, "
                               "file)")},
    [OPTION_REASON] = {"reason", 0, "TEXT", N_("why they may rest")},
    [OPTION_WITHDRAW] = {"withdraw", 0, "CODE[:PROJECT]", N_("lets them rest no longer")},
    [OPTION_ALL] = {"all", 0, NULL, N_("also what rests")},
    [OPTION_PROJECT] = {"project", 0, "CODE", N_("of this project alone, by its code or name")},
};

const char *options_language(int argc, char **argv)
{
    const char *language = NULL;
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strncmp(argv[i], "--lang=", 7) == 0)
            language = argv[i] + 7;
        else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            language = argv[++i];
    }
    return language;
}

/* getopt's own tables, made of ours. Long options return 256 + id, so that no letter clashes. */
enum { LONG_BASE = 256 };

static void make_tables(struct option longs[OPTION_COUNT + 1], char letters[2 * OPTION_COUNT + 2])
{
    char *at = letters;
    *at++ = ':';
    for (int i = 0; i < OPTION_COUNT; i++) {
        const struct option_row *row = &option_rows[i];
        longs[i] =
            (struct option){row->name, row->argument == NULL ? no_argument : required_argument,
                            NULL, LONG_BASE + i};
        if (row->letter != 0)
            *at++ = row->letter;
        if (row->letter != 0 && row->argument != NULL)
            *at++ = ':';
    }
    longs[OPTION_COUNT] = (struct option){0};
    *at = '\0';
}

static int id_of(int code)
{
    if (code >= LONG_BASE)
        return code - LONG_BASE;
    for (int i = 0; i < OPTION_COUNT; i++)
        if (option_rows[i].letter == code)
            return i;
    return -1;
}

static void take(struct options *options, int id, const char *value)
{
    options->values[id] = value == NULL ? "" : value;
    if (id == OPTION_DEADLINE)
        options->deadlines[options->deadline_count++] = value;
    if (id == OPTION_WHAT_IF)
        options->what_ifs[options->what_if_count++] = value;
}

enum status options_parse(struct options *options, int argc, char **argv, struct error *error)
{
    struct option longs[OPTION_COUNT + 1];
    char letters[2 * OPTION_COUNT + 2];
    *options = (struct options){0};
    options->arguments = xcalloc((size_t)argc + 1, sizeof *options->arguments);
    options->deadlines = xcalloc((size_t)argc + 1, sizeof *options->deadlines);
    options->what_ifs = xcalloc((size_t)argc + 1, sizeof *options->what_ifs);
    make_tables(longs, letters);
    opterr = 0;
    int code;
    while ((code = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
        const char *said = argv[optind - 1];
        if (code == ':')
            return error_set(error, STATUS_USAGE, _("option '%s' needs a value"), said);
        if (code == '?' && optopt >= LONG_BASE)
            return error_set(error, STATUS_USAGE, _("option '--%s' takes no value"),
                             option_rows[optopt - LONG_BASE].name);
        if (code == '?' && optopt != 0)
            return error_set(error, STATUS_USAGE, _("unknown option '-%c'"), optopt);
        if (code == '?')
            return error_set(error, STATUS_USAGE, _("unknown option '%s'"), said);
        take(options, id_of(code), optarg);
    }
    for (int i = optind; i < argc; i++)
        options->arguments[options->argument_count++] = argv[i];
    return STATUS_OK;
}

void options_release(struct options *options)
{
    free(options->arguments);
    free(options->deadlines);
    free(options->what_ifs);
    *options = (struct options){0};
}

enum status option_date(const struct options *options, enum option_id id, daynum *value,
                        struct error *error)
{
    const char *said = options->values[id];
    if (said == NULL || daynum_parse(said, value))
        return STATUS_OK;
    return error_set(error, STATUS_USAGE,
                     _("bad value '%s' of '--%s': expected a date such as "
                       "2022-08-31"),
                     said, option_rows[id].name);
}

enum status option_integer(const struct options *options, enum option_id id, int64_t least,
                           int64_t most, int64_t *value, struct error *error)
{
    const char *said = options->values[id];
    if (said == NULL)
        return STATUS_OK;
    char *end;
    errno = 0;
    int64_t number = strtoll(said, &end, 10);
    if (errno != 0 || end == said || *end != '\0' || number < least || number > most)
        return error_set(
            error, STATUS_USAGE,
            _("bad value '%s' of '--%s': expected a whole number from %" PRId64 " to %" PRId64),
            said, option_rows[id].name, least, most);
    *value = number;
    return STATUS_OK;
}

bool word_find(const char *text, const char *words, size_t *index)
{
    size_t length = strlen(text);
    *index = 0;
    for (const char *at = words; *at != '\0'; (*index)++) {
        size_t span = strcspn(at, "|");
        if (span == length && memcmp(at, text, length) == 0)
            return true;
        at += span + (at[span] == '|');
    }
    return false;
}

enum status option_word(const struct options *options, enum option_id id, const char *words,
                        size_t *index, struct error *error)
{
    const char *said = options->values[id];
    if (said == NULL || word_find(said, words, index))
        return STATUS_OK;
    return error_set(error, STATUS_USAGE, _("bad value '%s' of '--%s': expected one of %s"), said,
                     option_rows[id].name, words);
}
