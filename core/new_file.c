#include "core/new_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "core/i18n.h"
#include "core/text.h"

/* Gives the whole file its name, unless there is one. FAT and some shares know no links, but
 * rename without replacing. */
static bool give_name(const char *temporary, const char *path, bool *made)
{
    *made = link(temporary, path) == 0;
    if (!*made && (errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS))
        *made = renameat2(AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) == 0;
    return *made || errno == EEXIST;
}

bool write_whole(int fd, const void *bytes, size_t length)
{
    for (const char *at = bytes; length > 0;) {
        ssize_t written = write(fd, at, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        at += written;
        length -= (size_t)written;
    }
    return true;
}

enum status new_file_write(const char *path, const void *bytes, size_t length, mode_t mode,
                           bool *made, struct error *error)
{
    struct text temporary = TEXT_INIT;
    enum status status = STATUS_OK;
    *made = false;
    text_addf(&temporary, "%s.%ld", path, (long)getpid());
    int fd = open(temporary.data, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd < 0 || !write_whole(fd, bytes, length) || fsync(fd) != 0 ||
        !give_name(temporary.data, path, made))
        status = error_set_errno(error, errno, _("cannot write '%s'"), path);
    if (fd >= 0) {
        close(fd);
        unlink(temporary.data);
    }
    text_release(&temporary);
    return status;
}
