#include "core/config_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/i18n.h"
#include "core/memory.h"

/*
 * libconfuse hands its error function no context, and its lexer is not reentrant anyway: for
 * the time of one config_file_parse() the place for the message stands here.
 */
static _Thread_local struct {
    const char *path;
    struct error *error;
} parsing;

/* What libconfuse says, so that the catalogue can hold it. */
static const char *const library_messages[] __attribute__((unused)) = {
    N_("no such option '%s'"),
    N_("duplicate option '%s' not allowed"),
    N_("found duplicate title '%s'"),
    N_("missing equal sign after option '%s'"),
    N_("missing opening brace for section '%s'"),
    N_("missing title for section '%s'"),
    N_("unexpected closing brace"),
    N_("unexpected token '%s'"),
    N_("premature end of file"),
    N_("unterminated string constant"),
    N_("bad escape sequence '%s'"),
    N_("attempt to append to non-list option '%s'"),
};

static void take_error(cfg_t *cfg, const char *format, va_list args)
{
    char message[ERROR_MESSAGE_MAX / 2];
    vsnprintf(message, sizeof message, _(format), args);
    error_set(parsing.error, STATUS_INVALID, "%s:%d: %s", parsing.path, cfg->line, message);
}

int config_value_parse(cfg_t *cfg, cfg_opt_t *option, const char *text, void *result)
{
    (void)option;
    size_t size = strlen(text) + 1;
    struct config_value *value = xmalloc(sizeof *value + size);
    value->line = cfg->line;
    memcpy(value->text, text, size);
    *(void **)result = value;
    return 0;
}

const struct config_value *config_value(cfg_t *section, const char *name, unsigned index)
{
    return index < cfg_size(section, name) ? cfg_getnptr(section, name, index) : NULL;
}

/* The lexer ends the process where it cannot read: what is no regular file must not reach it. */
static FILE *open_regular(const char *path, struct error *error)
{
    struct stat info;
    FILE *stream = fopen(path, "re");
    if (stream == NULL) {
        error_set_errno(error, errno, _("cannot open '%s'"), path);
        return NULL;
    }
    if (fstat(fileno(stream), &info) == 0 && !S_ISREG(info.st_mode)) {
        error_set(error, STATUS_IO, _("cannot read '%s': not a regular file"), path);
        fclose(stream);
        return NULL;
    }
    return stream;
}

enum status config_file_parse(cfg_t **file, cfg_opt_t *options, const char *path,
                              struct error *error)
{
    struct error own = {0};
    FILE *stream = open_regular(path, error);
    if (stream == NULL)
        return STATUS_IO;
    cfg_t *cfg = cfg_init(options, CFGF_NONE);
    cfg_set_error_function(cfg, take_error);
    parsing.path = path;
    parsing.error = &own;
    int result = cfg_parse_fp(cfg, stream);
    parsing.error = NULL;
    fclose(stream);
    if (result != CFG_SUCCESS) {
        cfg_free(cfg);
        if (own.status == STATUS_OK)
            return error_set(error, STATUS_INVALID, _("cannot understand '%s'"), path);
        return error_set(error, own.status, "%s", own.message);
    }
    *file = cfg;
    return STATUS_OK;
}
