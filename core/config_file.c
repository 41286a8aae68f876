#include "core/config_file.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/i18n.h"
#include "core/memory.h"
#include "core/text.h"

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

/* Reads a regular file whole. */
static enum status read_file(struct text *out, const char *path, struct error *error)
{
    char block[8192];
    size_t got;
    struct stat info;
    enum status status = STATUS_OK;
    FILE *stream = fopen(path, "re");
    if (stream == NULL)
        return error_set_errno(error, errno, _("cannot open '%s'"), path);
    if (fstat(fileno(stream), &info) == 0 && S_ISDIR(info.st_mode))
        status = error_set_errno(error, EISDIR, _("cannot read '%s'"), path);
    while (status == STATUS_OK && (got = fread(block, 1, sizeof block, stream)) > 0)
        text_add_bytes(out, block, got);
    if (status == STATUS_OK && ferror(stream))
        status = error_set_errno(error, errno, _("cannot read '%s'"), path);
    fclose(stream);
    if (status == STATUS_OK &&
        (strlen(out->data) != out->length || !text_is_utf8(out->data, out->length)))
        status = error_set(error, STATUS_INVALID, _("'%s' is not a text in UTF-8"), path);
    return status;
}

static bool starts_comment(const char *start, const char *at)
{
    return (*at == '#' || (at[0] == '/' && (at[1] == '/' || at[1] == '*'))) &&
           (at == start || strchr(" \t\r\n{}=,", at[-1]) != NULL);
}

/* Where the comment at `at` ends: before the line's end, or behind its closing mark. */
static char *comment_end(char *at)
{
    char *end = NULL;
    if (at[0] == '/' && at[1] == '*')
        return (end = strstr(at + 2, "*/")) == NULL ? at + strlen(at) : end + 2;
    return at + strcspn(at, "\n");
}

/*
 * Turns comments into spaces: libconfuse 3.3 counts lines too far behind a comment (measured:
 * two for each '#', one for each block).
 */
static void blank_comments(char *text)
{
    char quote = '\0';
    for (char *at = text; *at != '\0'; at++) {
        if (quote != '\0') {
            if (*at == '\\' && at[1] != '\0')
                at++;
            else if (*at == quote)
                quote = '\0';
        } else if (*at == '"' || *at == '\'') {
            quote = *at;
        } else if (starts_comment(text, at)) {
            for (char *end = comment_end(at); at < end; at++)
                if (*at != '\n')
                    *at = ' ';
            at--;
        }
    }
}

enum status config_file_parse(cfg_t **file, cfg_opt_t *options, const char *path,
                              struct error *error)
{
    struct error own = {0};
    struct text text = TEXT_INIT;
    enum status status = read_file(&text, path, error);
    if (status != STATUS_OK)
        goto out;
    text_add_char(&text, '\n');
    blank_comments(text.data);
    cfg_t *cfg = cfg_init(options, CFGF_NONE);
    cfg_set_error_function(cfg, take_error);
    parsing.path = path;
    parsing.error = &own;
    int result = cfg_parse_buf(cfg, text.data);
    parsing.error = NULL;
    if (result == CFG_SUCCESS) {
        *file = cfg;
        goto out;
    }
    cfg_free(cfg);
    status = own.status == STATUS_OK
                 ? error_set(error, STATUS_INVALID, _("cannot understand '%s'"), path)
                 : error_set(error, own.status, "%s", own.message);
out:
    text_release(&text);
    return status;
}
