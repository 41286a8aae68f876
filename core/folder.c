#include "core/folder.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "core/i18n.h"
#include "core/memory.h"

enum status folder_make(const char *folder, struct error *error)
{
    enum status status = STATUS_OK;
    char *path = xstrdup(folder);
    for (char *p = path + 1; status == STATUS_OK; p++) {
        bool end = *p == '\0';
        if (!end && *p != '/')
            continue;
        *p = '\0';
        if (mkdir(path, 0777) != 0 && errno != EEXIST)
            status = error_set_errno(error, errno, _("cannot make the folder '%s'"), path);
        if (end)
            break;
        *p = '/';
    }
    free(path);
    return status;
}
