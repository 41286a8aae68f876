#include "ingest/salt.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/digest.h"
#include "core/i18n.h"
#include "core/text.h"

/* A copy by mail or from a backup has the permissions of any file. */
static bool close_to_others(int fd, mode_t mode)
{
    struct stat about;
    return (mode & 077) == 0 ||
           (fchmod(fd, 0600) == 0 && fstat(fd, &about) == 0 && (about.st_mode & 077) == 0);
}

static enum status read_salt(int fd, const char *path, unsigned char *salt, bool *exposed,
                             struct error *error)
{
    struct stat about;
    unsigned char more;
    if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode))
        return error_set(error, STATUS_IO, _("cannot read '%s': not a regular file"), path);
    *exposed = !close_to_others(fd, about.st_mode);
    if (read(fd, salt, SALT_BYTES) != SALT_BYTES || read(fd, &more, 1) != 0)
        return error_set(error, STATUS_INVALID, _("'%s' is not a salt of renostat"), path);
    return STATUS_OK;
}

/* Gives the whole file its name, unless another run was faster. FAT and some shares know no links,
 * but rename without replacing. */
static bool give_name(const char *temporary, const char *path)
{
    if (link(temporary, path) == 0 || errno == EEXIST)
        return true;
    if (errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS)
        return false;
    return renameat2(AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) == 0 || errno == EEXIST;
}

/* Written under another name first, so that no half of it is ever read. */
static enum status make_salt(const char *path, struct error *error)
{
    unsigned char salt[SALT_BYTES];
    struct text temporary = TEXT_INIT;
    text_addf(&temporary, "%s.%ld", path, (long)getpid());
    enum status status = digest_random(error, salt, sizeof salt);
    int fd = -1;
    if (status == STATUS_OK) {
        fd = open(temporary.data, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (fd < 0 || write(fd, salt, sizeof salt) != (ssize_t)sizeof salt || fsync(fd) != 0 ||
            !give_name(temporary.data, path))
            status = error_set_errno(error, errno, _("cannot write '%s'"), path);
    }
    if (fd >= 0) {
        close(fd);
        unlink(temporary.data);
    }
    text_release(&temporary);
    return status;
}

enum status salt_read(const char *database, bool make, unsigned char salt[SALT_BYTES],
                      bool *exposed, struct error *error)
{
    struct text path = TEXT_INIT;
    enum status status = STATUS_OK;
    text_addf(&path, "%s.salt", database);
    int fd = open(path.data, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT && !make) {
        status = error_set(error, STATUS_INVALID,
                           _("'%s' is missing, without which households would count twice: copy "
                             "it from where '%s' came from"),
                           path.data, database);
    } else if (fd < 0 && errno == ENOENT) {
        status = make_salt(path.data, error);
        if (status == STATUS_OK)
            fd = open(path.data, O_RDONLY | O_CLOEXEC);
    }
    if (status == STATUS_OK && fd < 0)
        status = error_set_errno(error, errno, _("cannot open '%s'"), path.data);
    if (status == STATUS_OK)
        status = read_salt(fd, path.data, salt, exposed, error);
    if (fd >= 0)
        close(fd);
    text_release(&path);
    return status;
}
