/*
 * whole_file: what takes a look at all bytes of a file, by its descriptor: the survey of its
 * encoding, and its checksums. A large file is surveyed by two threads, half by each; its checksums
 * are added up by another one while the file is being loaded.
 */
#ifndef INGEST_WHOLE_FILE_H
#define INGEST_WHOLE_FILE_H

#include "core/digest.h"
#include "ingest/charset.h"

/* Told now and then how far the work is; returning false cancels it. */
struct progress_call {
    bool (*call)(void *context, int64_t done, int64_t all); /* NULL: nobody wants to know */
    void *context;
};

/* STATUS_CANCELLED where the one who is told does not want to go on. `all` is -1 where nobody
 * knows. */
enum status progress_tell(const struct progress_call *progress, int64_t done, int64_t all,
                          struct error *error);

/* Reads up to `length` bytes at `offset`; *got 0 at the end. */
enum status whole_file_read(int fd, int64_t offset, char *buffer, size_t length, size_t *got,
                            struct error *error);

/* Adds the file of about `size` bytes to `survey`, a new one, and ends that. */
enum status whole_file_survey(int fd, int64_t size, struct charset_survey *survey,
                              const struct progress_call *progress, struct error *error);

struct file_sums {
    int64_t bytes;
    char sha256[DIGEST_HEX_MAX], xxh3[DIGEST_HEX_MAX]; /* "" where it was not asked for */
};

/* XXH3 alone, in a tenth of the time. */
enum status whole_file_xxh3(int fd, struct file_sums *sums, const struct progress_call *progress,
                            struct error *error);

/* Both checksums, under way. */
struct sums_ahead;

/* `fd` stays open until the end. */
void sums_ahead_start(struct sums_ahead **ahead, int fd, int64_t size);
/* Waits for them, and ends. */
enum status sums_ahead_finish(struct sums_ahead *ahead, struct file_sums *sums,
                              struct error *error);
/* Ends without them; `ahead` may be NULL. */
void sums_ahead_stop(struct sums_ahead *ahead);

#endif
