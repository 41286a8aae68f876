#include "cli/command.h"

#include <stdlib.h>
#include <string.h>

#include "cli/options.h"
#include "cli/output.h"
#include "cli/session.h"
#include "cli/study.h"
#include "core/i18n.h"
#include "reports/report.h"

/* The documents; another is a row here and a word of the command's, which main() looks at. */
static const struct {
    const char *name;
    struct report *(*build)(const struct study *study);
} documents[] = {{"annual", annual_report}, {"monthly", monthly_report}};

/* Writes every format of "html,pdf" and collects the paths, one a line. */
static enum status write_formats(const struct report *report, const char *formats,
                                 const char *folder, struct text *paths, struct error *error)
{
    enum status status = STATUS_OK;
    struct text path = TEXT_INIT;
    while (status == STATUS_OK && *formats != '\0') {
        size_t span = strcspn(formats, ",");
        char *name = xstrndup(formats, span);
        status = report_write(report, report_driver_find(name), folder, &path, error);
        free(name);
        if (status == STATUS_OK)
            text_addf(paths, "%s\n", path.data);
        formats += span + (formats[span] == ',');
    }
    text_release(&path);
    return status;
}

/* Looks at all formats before anything is computed. */
static enum status check_formats(const char *formats, struct error *error)
{
    enum status status = formats[0] == '\0' ? STATUS_USAGE : STATUS_OK;
    for (const char *at = formats; status == STATUS_OK && *at != '\0';) {
        size_t span = strcspn(at, ",");
        char *name = xstrndup(at, span);
        if (report_driver_find(name) == NULL)
            status = STATUS_USAGE;
        free(name);
        at += span + (at[span] == ',');
    }
    return status == STATUS_OK
               ? STATUS_OK
               : error_set(error, status, _("no format of documents '%s'"), formats);
}

enum status cmd_report(struct session *session, struct error *error)
{
    const char *formats = session->options->values[OPTION_FORMATS];
    const char *folder = session->options->values[OPTION_OUTPUT];
    struct study_parts *parts = NULL;
    struct text paths = TEXT_INIT;
    size_t kind = 0;
    while (strcmp(documents[kind].name, session->arguments[0]) != 0)
        kind++;
    formats = formats == NULL ? "html" : formats;
    enum status status = check_formats(formats, error);
    if (status == STATUS_OK)
        status = study_new(&parts, session, error);
    if (status != STATUS_OK)
        return status;
    struct report *report = documents[kind].build(study_of(parts));
    status = write_formats(report, formats, folder == NULL ? "." : folder, &paths, error);
    if (status == STATUS_OK)
        status = output_text(&paths, error);
    report_free(report);
    study_free(parts);
    text_release(&paths);
    return status;
}
