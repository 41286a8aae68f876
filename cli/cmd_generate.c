#include "cli/command.h"

#include <inttypes.h>

#include "cli/options.h"
#include "cli/session.h"
#include "core/i18n.h"
#include "data/sample/sample.h"

enum { MOST_PROJECTS = 1000000, MOST_HOUSEHOLDS = 100000000 };

enum status cmd_generate(struct session *session, struct error *error)
{
    const struct options *options = session->options;
    const char *folder = options->values[OPTION_OUTPUT];
    struct sample_spec spec = {.city = options->values[OPTION_CITY]};
    struct sample_summary summary;
    if (folder == NULL)
        return error_set(error, STATUS_USAGE,
                         _("'generate' needs a folder to write into: '-o DIR'"));
    enum status status =
        option_integer(options, OPTION_PROJECTS, 1, MOST_PROJECTS, &spec.projects, error);
    if (status == STATUS_OK)
        status =
            option_integer(options, OPTION_HOUSEHOLDS, 1, MOST_HOUSEHOLDS, &spec.households, error);
    if (status != STATUS_OK)
        return status;
    /* The sample has a seed of its own where none was said. */
    spec.seed = options->values[OPTION_SEED] == NULL ? 0 : (uint64_t)session->seed;
    status = sample_write(&spec, folder, &summary, error);
    if (status == STATUS_OK)
        session_say(session,
                    _("wrote %" PRId64 " files with %" PRId64 " rows into '%s'; all of "
                      "it is invented"),
                    summary.files, summary.rows, folder);
    return status;
}
