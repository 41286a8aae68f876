/*
 * source_file: an export as a file that can be read from any place: standard input is spooled
 * and UTF-16 rewritten as UTF-8, both into a file without a name.
 */
#ifndef INGEST_SOURCE_FILE_H
#define INGEST_SOURCE_FILE_H

#include "core/digest.h"
#include "ingest/charset.h"

/* Told now and then how far the work is; returning false cancels it. */
struct progress_call {
    bool (*call)(void *context, int64_t done, int64_t all); /* NULL: nobody wants to know */
    void *context;
};

struct survey_ahead;

struct source_file {
    int fd;
    int64_t size;  /* of what `fd` gives */
    int64_t start; /* where the text begins, behind a byte order mark */
    int64_t bytes; /* as they came, and their checksums: */
    char sha256[DIGEST_HEX_MAX], xxh3[DIGEST_HEX_MAX];
    struct charset_choice charset;
    bool bare_cr;               /* lines may end in a carriage return alone */
    struct survey_ahead *ahead; /* the survey of a large file, under way; NULL: none */
};

/*
 * Opens the file; "-" is standard input. What is missing or a folder is an error that names the
 * file. Before its text can be read, source_file_survey() or source_file_recall() has to settle
 * how; the file stays where it is in memory until it is closed.
 */
enum status source_file_open(struct source_file *file, const char *path,
                             const struct progress_call *progress, struct error *error);
/* Adds up its bytes and both checksums, or xxh3 alone in a tenth of the time. */
enum status source_file_add_up(struct source_file *file, const struct progress_call *progress,
                               struct error *error);
enum status source_file_add_up_quickly(struct source_file *file,
                                       const struct progress_call *progress, struct error *error);
/* By a look at all of its bytes. `encoding` may be NULL. A file that is empty or no text is an
 * error that names it. */
enum status source_file_survey(struct source_file *file, const char *path, const char *encoding,
                               struct error *error);
/* By the name of the encoding in which the same bytes were read before, at no cost: good for its
 * first lines. False where that does not settle it. */
bool source_file_recall(struct source_file *file, const char *encoding);
void source_file_close(struct source_file *file);

/* Reads up to `length` bytes at `offset`; *got 0 at the end. */
enum status source_file_read(const struct source_file *file, int64_t offset, char *buffer,
                             size_t length, size_t *got, struct error *error);

#endif
