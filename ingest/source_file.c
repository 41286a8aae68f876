#include "ingest/source_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"
#include "core/memory.h"
#include "core/new_file.h"

enum { BLOCK_BYTES = 256 * 1024 };

static enum status keep(int fd, const char *bytes, size_t length, struct error *error)
{
    return write_whole(fd, bytes, length)
               ? STATUS_OK
               : error_set_errno(error, errno, _("cannot write a temporary file"));
}

/* A file that is gone when it is closed. */
static enum status open_unnamed(int *fd, struct error *error)
{
    const char *folder = getenv("TMPDIR");
    struct text path = TEXT_INIT;
    text_addf(&path, "%s/renostat-XXXXXX", folder != NULL && *folder != '\0' ? folder : "/tmp");
    *fd = mkostemp(path.data, O_CLOEXEC);
    enum status status = STATUS_OK;
    if (*fd < 0)
        status = error_set_errno(error, errno, _("cannot make a temporary file"));
    else
        unlink(path.data);
    text_release(&path);
    return status;
}

/* A signal that interrupts the wait may be the wish to end: then *got is -1. */
static enum status read_some(int fd, char *buffer, ssize_t *got, int64_t done,
                             const struct progress_call *progress, struct error *error)
{
    while ((*got = read(fd, buffer, BLOCK_BYTES)) < 0) {
        if (errno != EINTR)
            return error_set_errno(error, errno, _("cannot read standard input"));
        enum status status = progress_tell(progress, done, -1, error);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static enum status spool(int in, int out, const struct progress_call *progress, struct error *error)
{
    char *buffer = xmalloc(BLOCK_BYTES);
    int64_t done = 0;
    ssize_t got = 0;
    enum status status = read_some(in, buffer, &got, done, progress, error);
    while (status == STATUS_OK && got > 0) {
        status = keep(out, buffer, (size_t)got, error);
        done += got;
        if (status == STATUS_OK)
            status = progress_tell(progress, done, -1, error);
        if (status == STATUS_OK)
            status = read_some(in, buffer, &got, done, progress, error);
    }
    free(buffer);
    return status;
}

static enum status open_stdin(int *fd, const struct progress_call *progress, struct error *error)
{
    enum status status = open_unnamed(fd, error);
    return status == STATUS_OK ? spool(STDIN_FILENO, *fd, progress, error) : status;
}

/* A pipe or a device under a name has to be spooled, too. */
static enum status open_path(int *fd, const char *path, const struct progress_call *progress,
                             struct error *error)
{
    struct stat about;
    *fd = open(path, O_RDONLY | O_CLOEXEC);
    /* A pipe under a name waits for its writer here. */
    if (*fd < 0 && errno == EINTR && progress_tell(progress, 0, -1, error) != STATUS_OK)
        return STATUS_CANCELLED;
    if (*fd < 0)
        return error_set_errno(error, errno, _("cannot open '%s'"), path);
    if (fstat(*fd, &about) != 0)
        return error_set_errno(error, errno, _("cannot read '%s'"), path);
    if (S_ISDIR(about.st_mode))
        return error_set(error, STATUS_IO, _("cannot read '%s': it is a folder"), path);
    if (S_ISREG(about.st_mode)) {
        posix_fadvise(*fd, 0, 0, POSIX_FADV_SEQUENTIAL);
        return STATUS_OK;
    }
    int in = *fd;
    enum status status = open_unnamed(fd, error);
    if (status == STATUS_OK)
        status = spool(in, *fd, progress, error);
    close(in);
    return status;
}

enum status source_file_read(const struct source_file *file, int64_t offset, char *buffer,
                             size_t length, size_t *got, struct error *error)
{
    return whole_file_read(file->fd, offset, buffer, length, got, error);
}

/* --- UTF-16 --- */

static void add_point(struct text *out, uint32_t point)
{
    if (point < 0x80) {
        text_add_char(out, (char)point);
        return;
    }
    char bytes[4];
    size_t length = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    for (size_t i = length; i-- > 1; point >>= 6)
        bytes[i] = (char)(0x80 | (point & 0x3f));
    bytes[0] = (char)((0xf00 >> length & 0xff) | point);
    text_add_bytes(out, bytes, length);
}

/* UTF-16 units as UTF-8; half a pair becomes a byte that is never UTF-8. `high` is one that waits
 * for its other half, 0 for none. */
static void add_unit(struct text *out, uint32_t unit, uint32_t *high)
{
    bool low = unit >= 0xdc00 && unit < 0xe000;
    if (*high != 0 && low) {
        add_point(out, 0x10000 + ((*high - 0xd800) << 10) + (unit - 0xdc00));
        *high = 0;
        return;
    }
    if (*high != 0 || low)
        text_add_char(out, '\xff');
    *high = unit >= 0xd800 && unit < 0xdc00 ? unit : 0;
    if (*high == 0 && !low)
        add_point(out, unit);
}

static enum status rewrite_utf16(struct source_file *file, struct error *error)
{
    bool little = file->charset.charset == CHARSET_UTF16LE;
    int out = -1;
    enum status status = open_unnamed(&out, error);
    unsigned char *buffer = xmalloc(BLOCK_BYTES);
    struct text utf8 = TEXT_INIT;
    uint32_t high = 0;
    size_t got = 2;
    bool odd = false; /* the last unit lacks a byte */
    for (int64_t at = (int64_t)file->charset.bom; status == STATUS_OK && got >= 2;
         at += (int64_t)got) {
        status = source_file_read(file, at, (char *)buffer, BLOCK_BYTES, &got, error);
        odd = got == 1;
        got &= ~(size_t)1;
        text_clear(&utf8);
        for (size_t i = 0; i < got; i += 2)
            add_unit(&utf8,
                     little ? (uint32_t)(buffer[i] | buffer[i + 1] << 8)
                            : (uint32_t)(buffer[i] << 8 | buffer[i + 1]),
                     &high);
        if (status == STATUS_OK)
            status = keep(out, utf8.data, utf8.length, error);
    }
    if (status == STATUS_OK && (odd || high != 0))
        status = keep(out, "\xff", 1, error);
    text_release(&utf8);
    free(buffer);
    if (out >= 0) {
        file->fd = out;
        file->size = (int64_t)lseek(out, 0, SEEK_END);
    }
    return status;
}

static enum status settle(struct source_file *file, const char *path, const char *encoding,
                          const struct charset_survey *survey, struct error *error)
{
    charset_decide(survey, &file->charset);
    file->bare_cr = survey->bare_cr > 0;
    if (survey->bytes == (int64_t)file->charset.bom)
        return error_set(error, STATUS_INVALID, _("'%s' is empty"), path);
    if (encoding != NULL) {
        enum status status = charset_named(encoding, &file->charset, error);
        if (status != STATUS_OK)
            return status;
    }
    if (file->charset.charset == CHARSET_BINARY)
        return error_set(error, STATUS_INVALID,
                         survey->bytes >= 4 && (memcmp(survey->head, "PK\3\4", 4) == 0 ||
                                                memcmp(survey->head, "\xd0\xcf\x11\xe0", 4) == 0)
                             ? _("'%s' is a workbook, not a CSV file: save it as CSV first")
                             : _("'%s' is not a text file"),
                         path);
    file->start = (int64_t)file->charset.bom;
    if (file->charset.charset != CHARSET_UTF16LE && file->charset.charset != CHARSET_UTF16BE)
        return STATUS_OK;
    file->start = 0;
    file->bare_cr = true; /* not surveyed: both ends are looked for */
    file->charset.nuls = true;
    file->charset.clean = file->charset.mixed = false;
    return rewrite_utf16(file, error);
}

enum status source_file_open(struct source_file *file, const char *path,
                             const struct progress_call *progress, struct error *error)
{
    struct stat about;
    *file = (struct source_file){.fd = -1, .original = -1};
    enum status status = strcmp(path, "-") == 0 ? open_stdin(&file->fd, progress, error)
                                                : open_path(&file->fd, path, progress, error);
    file->original = file->fd;
    if (status != STATUS_OK)
        return status;
    if (fstat(file->fd, &about) == 0)
        file->size = about.st_size;
    return STATUS_OK;
}

enum status source_file_survey(struct source_file *file, const char *path, const char *encoding,
                               const struct progress_call *progress, struct error *error)
{
    struct charset_survey survey;
    charset_survey_init(&survey, 0);
    enum status status = whole_file_survey(file->fd, file->size, &survey, progress, error);
    if (status == STATUS_OK)
        status = settle(file, path, encoding, &survey, error);
    charset_survey_release(&survey);
    if (status == STATUS_OK && file->sums.sha256[0] == '\0')
        sums_ahead_start(&file->ahead, file->original, file->size);
    return status;
}

enum status source_file_sums(struct source_file *file, struct error *error)
{
    if (file->ahead == NULL)
        return STATUS_OK;
    enum status status = sums_ahead_finish(file->ahead, &file->sums, error);
    file->ahead = NULL;
    return status;
}

bool source_file_recall(struct source_file *file, const char *encoding)
{
    unsigned char head[4] = {0};
    size_t got;
    if (source_file_read(file, 0, (char *)head, sizeof head, &got, NULL) != STATUS_OK ||
        !charset_recall(encoding, head, &file->charset))
        return false;
    file->start = (int64_t)file->charset.bom;
    file->bare_cr = true; /* not surveyed: both ends are looked for */
    return true;
}

void source_file_close(struct source_file *file)
{
    sums_ahead_stop(file->ahead);
    if (file->fd >= 0)
        close(file->fd);
    if (file->original >= 0 && file->original != file->fd)
        close(file->original);
    file->fd = file->original = -1;
    file->ahead = NULL;
}
