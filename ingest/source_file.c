#include "ingest/source_file.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"
#include "core/memory.h"
#include "core/new_file.h"

enum { BLOCK_BYTES = 256 * 1024, LARGE_BYTES = 4 << 20 };

static enum status cancelled(struct error *error)
{
    return error_set(error, STATUS_CANCELLED, _("interrupted: nothing of this file was loaded"));
}

static bool goes_on(const struct progress_call *progress, int64_t done, int64_t all)
{
    return progress->call == NULL || progress->call(progress->context, done, all);
}

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
        if (!goes_on(progress, done, -1))
            return cancelled(error);
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
        if (status == STATUS_OK && !goes_on(progress, done, -1))
            status = cancelled(error);
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
    if (*fd < 0 && errno == EINTR && !goes_on(progress, 0, -1))
        return cancelled(error);
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
    ssize_t count;
    do
        count = pread(file->fd, buffer, length, (off_t)offset);
    while (count < 0 && errno == EINTR);
    *got = count < 0 ? 0 : (size_t)count;
    return count < 0 ? error_set_errno(error, errno, _("cannot read the file")) : STATUS_OK;
}

/* --- passes over all bytes: for the checksums, and for what the encoding is decided on --- */

static enum status add_up(struct source_file *file, struct digest *sha256,
                          const struct progress_call *progress, struct error *error)
{
    struct digest *xxh3 = digest_new(DIGEST_XXH3);
    char *buffer = xmalloc(BLOCK_BYTES);
    enum status status = STATUS_OK;
    size_t got = 1;
    int64_t at = 0;
    for (; status == STATUS_OK && got > 0; at += (int64_t)got) {
        status = source_file_read(file, at, buffer, BLOCK_BYTES, &got, error);
        digest_add(xxh3, buffer, got);
        if (sha256 != NULL)
            digest_add(sha256, buffer, got);
        if (status == STATUS_OK && !goes_on(progress, 0, file->size))
            status = cancelled(error);
    }
    file->size = file->bytes = at;
    digest_finish(xxh3, file->xxh3);
    digest_free(xxh3);
    free(buffer);
    return status;
}

/* The survey goes beside the checksum where the file is large. One that turns out to be known by
 * it needs none, and stops it. */
struct survey_ahead {
    const struct source_file *file;
    struct charset_survey survey;
    enum status status;
    struct error error;
    atomic_bool stop;
    bool has_thread;
    pthread_t thread;
};

static void *look_through(void *context)
{
    struct survey_ahead *ahead = context;
    char *buffer = xmalloc(BLOCK_BYTES);
    size_t got = 1;
    for (int64_t at = 0; ahead->status == STATUS_OK && got > 0 && !ahead->stop;
         at += (int64_t)got) {
        ahead->status = source_file_read(ahead->file, at, buffer, BLOCK_BYTES, &got, &ahead->error);
        charset_survey_add(&ahead->survey, buffer, got);
    }
    charset_survey_end(&ahead->survey);
    free(buffer);
    return NULL;
}

/* Signals are for the thread that the program began with. Without a second thread the survey
 * waits until it is asked for. */
static void start_survey(struct source_file *file)
{
    sigset_t all, before;
    struct survey_ahead *ahead = xcalloc(1, sizeof *ahead);
    ahead->file = file;
    charset_survey_init(&ahead->survey);
    file->ahead = ahead;
    if (file->size < LARGE_BYTES)
        return;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    ahead->has_thread = pthread_create(&ahead->thread, NULL, look_through, ahead) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void finish_survey(struct survey_ahead *ahead)
{
    if (ahead->has_thread)
        pthread_join(ahead->thread, NULL);
    else
        look_through(ahead);
    ahead->has_thread = false;
}

static void drop_survey(struct source_file *file)
{
    struct survey_ahead *ahead = file->ahead;
    if (ahead == NULL)
        return;
    ahead->stop = true;
    if (ahead->has_thread)
        pthread_join(ahead->thread, NULL);
    charset_survey_release(&ahead->survey);
    free(ahead);
    file->ahead = NULL;
}

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
        close(file->fd);
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
    *file = (struct source_file){.fd = -1};
    enum status status = strcmp(path, "-") == 0 ? open_stdin(&file->fd, progress, error)
                                                : open_path(&file->fd, path, progress, error);
    if (status != STATUS_OK)
        return status;
    if (fstat(file->fd, &about) == 0)
        file->size = about.st_size;
    return STATUS_OK;
}

enum status source_file_add_up(struct source_file *file, const struct progress_call *progress,
                               struct error *error)
{
    struct digest *sha256 = digest_new(DIGEST_SHA256);
    start_survey(file);
    enum status status = add_up(file, sha256, progress, error);
    digest_finish(sha256, file->sha256);
    digest_free(sha256);
    return status;
}

enum status source_file_add_up_quickly(struct source_file *file,
                                       const struct progress_call *progress, struct error *error)
{
    return add_up(file, NULL, progress, error);
}

enum status source_file_survey(struct source_file *file, const char *path, const char *encoding,
                               struct error *error)
{
    if (file->ahead == NULL)
        start_survey(file);
    struct survey_ahead *ahead = file->ahead;
    finish_survey(ahead);
    enum status status = ahead->status;
    if (status == STATUS_OK)
        status = settle(file, path, encoding, &ahead->survey, error);
    else if (error != NULL)
        *error = ahead->error;
    drop_survey(file);
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
    drop_survey(file);
    if (file->fd >= 0)
        close(file->fd);
    file->fd = -1;
}
