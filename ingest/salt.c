#include "ingest/salt.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/digest.h"
#include "core/i18n.h"
#include "core/new_file.h"
#include "core/text.h"

/* A copy by mail or from a backup has the permissions of any file. */
static bool close_to_others(int fd, mode_t mode)
{
    struct stat about;
    return (mode & 077) == 0 ||
           (fchmod(fd, 0600) == 0 && fstat(fd, &about) == 0 && (about.st_mode & 077) == 0);
}

static enum status read_salt(int fd, const char *path, enum salt_use use, unsigned char *salt,
                             bool *exposed, struct error *error)
{
    struct stat about;
    unsigned char more;
    if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode))
        return error_set(error, STATUS_IO, _("cannot read '%s': not a regular file"), path);
    *exposed = use != SALT_LOOK && !close_to_others(fd, about.st_mode);
    if (read(fd, salt, SALT_BYTES) != SALT_BYTES || read(fd, &more, 1) != 0)
        return error_set(error, STATUS_INVALID, _("'%s' is not a salt of renostat"), path);
    return STATUS_OK;
}

/* Another run may be faster: then it is that one's. */
static enum status make_salt(const char *path, struct error *error)
{
    unsigned char salt[SALT_BYTES];
    bool made;
    enum status status = digest_random(error, salt, sizeof salt);
    return status == STATUS_OK ? new_file_write(path, salt, sizeof salt, 0600, &made, error)
                               : status;
}

void salt_path(struct text *path, const char *database)
{
    struct stat about;
    bool link = lstat(database, &about) == 0 && S_ISLNK(about.st_mode);
    char *real = link ? realpath(database, NULL) : NULL;
    text_addf(path, "%s.salt", real != NULL ? real : database);
    free(real);
}

enum status salt_read(const char *database, enum salt_use use, unsigned char salt[SALT_BYTES],
                      bool *exposed, struct error *error)
{
    struct text path = TEXT_INIT;
    enum status status = STATUS_OK;
    salt_path(&path, database);
    int fd = open(path.data, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT && use != SALT_MAKE) {
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
        status = read_salt(fd, path.data, use, salt, exposed, error);
    if (fd >= 0)
        close(fd);
    text_release(&path);
    return status;
}

enum status salt_adopt(const char *database, const char *other, bool *adopted, struct error *error)
{
    unsigned char salt[SALT_BYTES];
    struct text path = TEXT_INIT;
    bool exposed, made;
    *adopted = salt_read(other, SALT_LOOK, salt, &exposed, NULL) == STATUS_OK;
    salt_path(&path, database);
    enum status status =
        *adopted ? new_file_write(path.data, salt, sizeof salt, 0600, &made, error) : STATUS_OK;
    text_release(&path);
    return status;
}
