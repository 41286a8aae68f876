#include "ingest/salt.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/digest.h"
#include "core/i18n.h"
#include "core/text.h"

static enum status read_salt(int fd, const char *path, unsigned char *salt, struct error *error)
{
    struct stat about;
    unsigned char more;
    if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode))
        return error_set(error, STATUS_IO, _("cannot read '%s': not a regular file"), path);
    if ((about.st_mode & 077) != 0)
        return error_set(error, STATUS_INVALID,
                         _("'%s' can be read by others: allow its owner alone (chmod 600)"), path);
    if (read(fd, salt, SALT_BYTES) != SALT_BYTES || read(fd, &more, 1) != 0)
        return error_set(error, STATUS_INVALID, _("'%s' is not a salt of renostat"), path);
    return STATUS_OK;
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
            (link(temporary.data, path) != 0 && errno != EEXIST))
            status = error_set_errno(error, errno, _("cannot write '%s'"), path);
    }
    if (fd >= 0) {
        close(fd);
        unlink(temporary.data);
    }
    text_release(&temporary);
    return status;
}

enum status salt_read(const char *database, unsigned char salt[SALT_BYTES], struct error *error)
{
    struct text path = TEXT_INIT;
    enum status status = STATUS_OK;
    text_addf(&path, "%s.salt", database);
    int fd = open(path.data, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT) {
        status = make_salt(path.data, error);
        if (status == STATUS_OK)
            fd = open(path.data, O_RDONLY | O_CLOEXEC);
    }
    if (status == STATUS_OK && fd < 0)
        status = error_set_errno(error, errno, _("cannot open '%s'"), path.data);
    if (status == STATUS_OK)
        status = read_salt(fd, path.data, salt, error);
    if (fd >= 0)
        close(fd);
    text_release(&path);
    return status;
}
