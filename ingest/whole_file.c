#include "ingest/whole_file.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/background.h"
#include "core/i18n.h"
#include "core/memory.h"

/* A thread costs more than it saves for less than LARGE_BYTES. */
enum { BLOCK_BYTES = 256 * 1024, LARGE_BYTES = 4 << 20 };

enum status progress_tell(const struct progress_call *progress, int64_t done, int64_t all,
                          struct error *error)
{
    if (progress->call == NULL || progress->call(progress->context, done, all))
        return STATUS_OK;
    return error_set(error, STATUS_CANCELLED, _("interrupted: nothing of this file was loaded"));
}

enum status whole_file_read(int fd, int64_t offset, char *buffer, size_t length, size_t *got,
                            struct error *error)
{
    ssize_t count;
    do
        count = pread(fd, buffer, length, (off_t)offset);
    while (count < 0 && errno == EINTR);
    *got = count < 0 ? 0 : (size_t)count;
    return count < 0 ? error_set_errno(error, errno, _("cannot read the file")) : STATUS_OK;
}

/* --- the survey --- */

struct part {
    int fd;
    int64_t from, to; /* INT64_MAX: whatever there is */
    const struct progress_call *progress;
    int64_t size; /* of the file, for `progress` */
    struct charset_survey *survey;
    atomic_bool *stop; /* one part has failed: the other is of no use */
    enum status status;
    struct error error;
};

static void *survey_part(void *context)
{
    static const struct progress_call silent = {0};
    struct part *part = context;
    const struct progress_call *progress = part->progress != NULL ? part->progress : &silent;
    char *buffer = xmalloc(BLOCK_BYTES);
    size_t got = 1;
    for (int64_t at = part->from;
         part->status == STATUS_OK && got > 0 && at < part->to && !*part->stop;
         at += (int64_t)got) {
        int64_t left = part->to - at;
        part->status =
            whole_file_read(part->fd, at, buffer, left < BLOCK_BYTES ? (size_t)left : BLOCK_BYTES,
                            &got, &part->error);
        charset_survey_add(part->survey, buffer, got);
        if (part->status == STATUS_OK)
            part->status = progress_tell(progress, 0, part->size, &part->error);
    }
    if (part->status != STATUS_OK)
        *part->stop = true;
    charset_survey_end(part->survey);
    free(buffer);
    return NULL;
}

/* Where a line begins in the middle of a large file; 0 where there is none. */
static int64_t find_middle(int fd, int64_t size)
{
    char *buffer = xmalloc(BLOCK_BYTES);
    int64_t middle = 0;
    size_t got = 0;
    const char *lf = NULL;
    if (size >= LARGE_BYTES &&
        whole_file_read(fd, size / 2, buffer, BLOCK_BYTES, &got, NULL) == STATUS_OK)
        lf = memchr(buffer, '\n', got);
    if (lf != NULL)
        middle = size / 2 + (lf - buffer) + 1;
    free(buffer);
    return middle;
}

static enum status part_end(const struct part *part, struct error *error)
{
    if (part->status != STATUS_OK && error != NULL)
        *error = part->error;
    return part->status;
}

enum status whole_file_survey(int fd, int64_t size, struct charset_survey *survey,
                              const struct progress_call *progress, struct error *error)
{
    int64_t middle = find_middle(fd, size);
    struct charset_survey rest;
    atomic_bool stop = false;
    pthread_t thread;
    charset_survey_init(&rest, middle);
    struct part first = {.fd = fd,
                         .to = middle,
                         .progress = progress,
                         .size = size,
                         .survey = survey,
                         .stop = &stop};
    struct part second = {
        .fd = fd, .from = middle, .to = INT64_MAX, .size = size, .survey = &rest, .stop = &stop};
    bool beside = middle > 0 && background_start(&thread, survey_part, &second);
    if (!beside)
        first.to = INT64_MAX;
    survey_part(&first);
    if (beside) {
        pthread_join(thread, NULL);
        charset_survey_join(survey, &rest);
    }
    charset_survey_release(&rest);
    return first.status != STATUS_OK ? part_end(&first, error) : part_end(&second, error);
}

/* --- the checksums --- */

struct sums_ahead {
    int fd;
    struct file_sums sums;
    enum status status;
    struct error error;
    atomic_bool stop;
    bool has_thread;
    pthread_t thread;
};

static void *add_up(void *context)
{
    struct sums_ahead *ahead = context;
    struct digest *sha256 = digest_new(DIGEST_SHA256), *xxh3 = digest_new(DIGEST_XXH3);
    char *buffer = xmalloc(BLOCK_BYTES);
    size_t got = 1;
    int64_t at = 0;
    for (; ahead->status == STATUS_OK && got > 0 && !ahead->stop; at += (int64_t)got) {
        ahead->status = whole_file_read(ahead->fd, at, buffer, BLOCK_BYTES, &got, &ahead->error);
        digest_add(sha256, buffer, got);
        digest_add(xxh3, buffer, got);
    }
    ahead->sums.bytes = at;
    digest_finish(sha256, ahead->sums.sha256);
    digest_finish(xxh3, ahead->sums.xxh3);
    digest_free(sha256);
    digest_free(xxh3);
    free(buffer);
    return NULL;
}

void sums_ahead_start(struct sums_ahead **ahead, int fd, int64_t size)
{
    *ahead = xcalloc(1, sizeof **ahead);
    (*ahead)->fd = fd;
    (*ahead)->has_thread =
        size >= LARGE_BYTES && background_start(&(*ahead)->thread, add_up, *ahead);
    if (!(*ahead)->has_thread)
        add_up(*ahead);
}

enum status sums_ahead_finish(struct sums_ahead *ahead, struct file_sums *sums, struct error *error)
{
    if (ahead->has_thread)
        pthread_join(ahead->thread, NULL);
    enum status status = ahead->status;
    *sums = ahead->sums;
    if (status != STATUS_OK && error != NULL)
        *error = ahead->error;
    free(ahead);
    return status;
}

void sums_ahead_stop(struct sums_ahead *ahead)
{
    struct file_sums sums;
    if (ahead == NULL)
        return;
    ahead->stop = true;
    sums_ahead_finish(ahead, &sums, NULL);
}

enum status whole_file_xxh3(int fd, struct file_sums *sums, const struct progress_call *progress,
                            struct error *error)
{
    struct digest *xxh3 = digest_new(DIGEST_XXH3);
    char *buffer = xmalloc(BLOCK_BYTES);
    enum status status = STATUS_OK;
    size_t got = 1;
    int64_t at = 0;
    for (; status == STATUS_OK && got > 0; at += (int64_t)got) {
        status = whole_file_read(fd, at, buffer, BLOCK_BYTES, &got, error);
        digest_add(xxh3, buffer, got);
        if (status == STATUS_OK)
            status = progress_tell(progress, 0, -1, error);
    }
    *sums = (struct file_sums){.bytes = at};
    digest_finish(xxh3, sums->xxh3);
    digest_free(xxh3);
    free(buffer);
    return status;
}
