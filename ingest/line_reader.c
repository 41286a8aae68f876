#include "ingest/line_reader.h"

#include <stdlib.h>
#include <string.h>

#include "core/memory.h"

enum { BUFFER_BYTES = 256 * 1024, BEGINNING_BYTES = 4096 };

enum status line_reader_init(struct line_reader *reader, const struct source_file *file,
                             struct error *error)
{
    *reader = (struct line_reader){.file = file, .capacity = BUFFER_BYTES};
    /* One byte more, for the line feed behind a last line without one. */
    reader->buffer = xmalloc(reader->capacity + 1);
    line_reader_seek(reader, file->start, 1);
    return decoder_init(&reader->decoder, &file->charset, error);
}

void line_reader_release(struct line_reader *reader)
{
    decoder_release(&reader->decoder);
    free(reader->buffer);
    reader->buffer = NULL;
}

int64_t line_reader_offset(const struct line_reader *reader)
{
    return reader->buffer_offset + (int64_t)reader->from;
}

void line_reader_seek(struct line_reader *reader, int64_t offset, int64_t number)
{
    /* What was handed out of the buffer has lost its line ends: it is read anew. */
    reader->buffer_offset = offset;
    reader->from = reader->to = 0;
    reader->end = false;
    reader->number = number;
}

/* Reads on behind what is there, which moves to the front. */
static enum status fill(struct line_reader *reader, struct error *error)
{
    size_t left = reader->to - reader->from, got;
    memmove(reader->buffer, reader->buffer + reader->from, left);
    reader->buffer_offset += (int64_t)reader->from;
    reader->from = 0;
    reader->to = left;
    if (left == reader->capacity && reader->capacity < LINE_BYTES_MAX) {
        reader->capacity *= 2;
        reader->buffer = xrealloc(reader->buffer, reader->capacity + 1);
    }
    enum status status =
        source_file_read(reader->file, reader->buffer_offset + (int64_t)left, reader->buffer + left,
                         reader->capacity - left, &got, error);
    reader->to += got;
    reader->end = got == 0;
    return status;
}

/* The end of the line that begins at `from`: its first byte behind, and the next line's begin.
 * NULL where the buffer does not hold it. */
static char *find_end(const struct line_reader *reader, char **next)
{
    char *begin = reader->buffer + reader->from, *end = reader->buffer + reader->to;
    char *lf = memchr(begin, '\n', (size_t)(end - begin));
    char *cr = NULL;
    if (reader->file->bare_cr)
        cr = memchr(begin, '\r', (size_t)((lf != NULL ? lf : end) - begin));
    /* A carriage return as the last byte may be half of a line end. */
    if (cr != NULL && cr + 1 == end && !reader->end)
        return NULL;
    if (cr != NULL && cr + 1 != lf) {
        *next = cr + 1;
        return cr;
    }
    if (lf == NULL)
        return NULL;
    *next = lf + 1;
    return lf > begin && lf[-1] == '\r' ? lf - 1 : lf;
}

/* Steps over what the buffer holds of a line whose end it does not hold; a carriage return that
 * may be that end stays. */
static void drop_buffer(struct line_reader *reader)
{
    bool maybe_end = reader->to > reader->from && reader->buffer[reader->to - 1] == '\r';
    reader->from = reader->to - maybe_end;
}

/* Steps over the rest of a line that is too long. */
static enum status skip_rest(struct line_reader *reader, struct error *error)
{
    enum status status = STATUS_OK;
    char *next;
    drop_buffer(reader);
    while (status == STATUS_OK && find_end(reader, &next) == NULL && !reader->end) {
        drop_buffer(reader);
        status = fill(reader, error);
    }
    if (find_end(reader, &next) != NULL)
        reader->from = (size_t)(next - reader->buffer);
    else
        reader->from = reader->to;
    return status;
}

static void hand_out(struct line_reader *reader, struct line *line, size_t length)
{
    char *begin = reader->buffer + reader->from;
    bool nuls = reader->file->charset.nuls && memchr(begin, 0, length) != NULL;
    begin[length] = '\n';
    line->damaged =
        !decoder_line(&reader->decoder, begin, length, &line->bytes, &line->length) || nuls;
}

/* The buffer is about to be read anew: keeps the beginning of the line apart, in `own`, in which
 * it stands already if it was decoded. */
static void keep_beginning(struct line *line, struct text *own)
{
    size_t length = line->length < BEGINNING_BYTES ? line->length : BEGINNING_BYTES;
    while (length > 0 && length < line->length &&
           ((unsigned char)line->bytes[length] & 0xc0) == 0x80)
        length--;
    struct text beginning = TEXT_INIT;
    text_add_bytes(&beginning, line->bytes, length);
    text_add_char(&beginning, '\n');
    text_release(own);
    *own = beginning;
    line->bytes = own->data;
    line->length = length;
}

enum status line_reader_next(struct line_reader *reader, struct line *line, bool *more,
                             struct error *error)
{
    enum status status = STATUS_OK;
    char *end, *next = NULL;
    while ((end = find_end(reader, &next)) == NULL && !reader->end &&
           reader->to - reader->from < LINE_BYTES_MAX) {
        status = fill(reader, error);
        if (status != STATUS_OK)
            return status;
    }
    size_t rest = reader->to - reader->from;
    *more = rest > 0;
    if (!*more)
        return STATUS_OK;
    line->number = reader->number++;
    line->cut = end == NULL && !reader->end;
    if (end != NULL) {
        hand_out(reader, line, (size_t)(end - (reader->buffer + reader->from)));
        reader->from = (size_t)(next - reader->buffer);
        return STATUS_OK;
    }
    hand_out(reader, line, rest);
    if (line->cut) {
        keep_beginning(line, &reader->decoder.out);
        return skip_rest(reader, error);
    }
    reader->from = reader->to;
    return STATUS_OK;
}
