/* line_reader: the physical lines of a source file, as UTF-8, with their numbers and places. */
#ifndef INGEST_LINE_READER_H
#define INGEST_LINE_READER_H

#include "ingest/source_file.h"

enum { LINE_BYTES_MAX = 1 << 20 };

/* A line without its end; `bytes[length]` is a line feed. Lives until the next call. */
struct line {
    const char *bytes;
    size_t length;
    int64_t number; /* from 1 */
    bool damaged;   /* bytes that are no text became U+FFFD, or there are NULs */
    bool cut;       /* longer than LINE_BYTES_MAX: only its beginning is here */
};

struct line_reader {
    const struct source_file *file;
    struct decoder decoder;
    char *buffer;
    size_t from, to, capacity; /* what of the buffer is still to be read */
    int64_t buffer_offset;     /* place in the file of buffer[0] */
    int64_t number;            /* of the line that comes next */
    bool end;                  /* the file has no more bytes than the buffer */
};

enum status line_reader_init(struct line_reader *reader, const struct source_file *file,
                             struct error *error);
void line_reader_release(struct line_reader *reader);

/* *more is false at the end of the file. */
enum status line_reader_next(struct line_reader *reader, struct line *line, bool *more,
                             struct error *error);

/* Where the next line begins, and back to such a place. */
int64_t line_reader_offset(const struct line_reader *reader);
void line_reader_seek(struct line_reader *reader, int64_t offset, int64_t number);

#endif
