/*
 * source_file: an export as a file that can be read from any place: standard input is spooled
 * and UTF-16 rewritten as UTF-8, both into a file without a name.
 */
#ifndef INGEST_SOURCE_FILE_H
#define INGEST_SOURCE_FILE_H

#include "ingest/whole_file.h"

struct source_file {
    int fd;        /* of the text */
    int original;  /* of the file as it came: the same, unless it was rewritten */
    int64_t size;  /* of what `fd` gives */
    int64_t start; /* where the text begins, behind a byte order mark */
    struct charset_choice charset;
    bool bare_cr; /* lines may end in a carriage return alone */
    struct file_sums sums;
    struct sums_ahead *ahead; /* the sums, under way; NULL: they are not */
};

/*
 * Opens the file; "-" is standard input. What is missing or a folder is an error that names the
 * file. Before its text can be read, source_file_survey() or source_file_recall() has to settle
 * how; the file stays where it is in memory until it is closed.
 */
enum status source_file_open(struct source_file *file, const char *path,
                             const struct progress_call *progress, struct error *error);
/* By a look at all of its bytes, whose checksums, where they are not known, are added up from then
 * on. `encoding` may be NULL. A file that is empty or no text is an error that names it. */
enum status source_file_survey(struct source_file *file, const char *path, const char *encoding,
                               const struct progress_call *progress, struct error *error);
/* Waits for the checksums, after source_file_survey(): `sums` is complete. */
enum status source_file_sums(struct source_file *file, struct error *error);
/* By the name of the encoding in which the same bytes were read before, at no cost: good for its
 * first lines. False where that does not settle it. */
bool source_file_recall(struct source_file *file, const char *encoding);
void source_file_close(struct source_file *file);

/* Reads up to `length` bytes at `offset`; *got 0 at the end. */
enum status source_file_read(const struct source_file *file, int64_t offset, char *buffer,
                             size_t length, size_t *got, struct error *error);

#endif
