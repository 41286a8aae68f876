#include "ingest/read_ahead.h"

#include <stdlib.h>
#include <string.h>

#include "core/background.h"
#include "core/memory.h"
#include "ingest/record_state.h"

enum { RING = 4, BATCH_RECORDS = 2048, BATCH_BYTES = 1 << 18, BATCH_CELLS = 1 << 16 };

static const size_t no_text = SIZE_MAX;

/* One record of a batch; texts are places in the batch's bytes, which move while it grows. */
struct kept {
    enum record_class is;
    enum row_class row;
    struct reject_return back;
    int64_t line, end;
    size_t bytes;             /* where its cells' bytes begin */
    size_t cells, cell_count; /* among the batch's cells */
    size_t width;             /* the record's own cells, with empty ones at the end */
    enum reject_code code;
    int column, field;
    size_t fault_value, message, raw;
};

struct batch {
    _Alignas(CACHE_LINE_BYTES) struct kept *records;
    size_t count;
    int64_t *values; /* record by record */
    size_t *texts;   /* the same; no_text: none */
    struct cell *cells;
    size_t cell_count, cell_capacity;
    struct text bytes;
    bool last; /* the file ends with it, or `status` says why it is not read on */
    enum status status;
    struct error error;
};

struct read_ahead {
    const struct plan *plan;
    struct record_stream stream; /* the thread's alone */
    struct batch batches[RING];

    _Alignas(CACHE_LINE_BYTES) pthread_t thread;
    bool has_thread;
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    size_t filled, taken; /* batches, ever; under the mutex */
    bool stop;            /* under the mutex */

    _Alignas(CACHE_LINE_BYTES) struct batch *current; /* the caller's */
    size_t next;                                      /* in it */
    struct read_record record;
    const char **texts;
    struct record_view view; /* the current record as the stream had it … */
    struct text *above;      /* … with its merged cells */
    struct text raw;
};

/* --- the thread's side --- */

static size_t keep_text(struct batch *batch, const char *text)
{
    size_t at = batch->bytes.length;
    text_add_bytes(&batch->bytes, text, strlen(text) + 1);
    return at;
}

/* Most texts are cells as they stand, which are kept already. */
static size_t place_of(struct batch *batch, const struct kept *kept, const struct csv_record *csv,
                       const char *text)
{
    if (text == NULL)
        return no_text;
    uintptr_t at = (uintptr_t)text, begin = (uintptr_t)csv->bytes.data;
    if (at >= begin && at < begin + csv->bytes.length)
        return kept->bytes + (at - begin);
    return keep_text(batch, text);
}

/* Of empty cells at the end it is enough how many there are: a million need no memory. */
static void keep_cells(struct batch *batch, struct kept *kept, const struct csv_record *csv)
{
    size_t count = csv->count;
    while (count > 0 && csv->cells[count - 1].length == 0)
        count--;
    size_t bytes = count > 0 ? csv->cells[count - 1].offset + csv->cells[count - 1].length + 1 : 0;
    kept->bytes = batch->bytes.length;
    kept->cells = batch->cell_count;
    kept->cell_count = count;
    kept->width = csv->count;
    text_add_bytes(&batch->bytes, csv->bytes.data, bytes);
    ARRAY_GROW(batch->cells, batch->cell_count + count, batch->cell_capacity);
    if (count > 0)
        memcpy(batch->cells + batch->cell_count, csv->cells, count * sizeof *csv->cells);
    batch->cell_count += count;
}

static size_t keep_raw(struct batch *batch, const struct record_stream *stream)
{
    const struct record_view view = record_stream_view(stream);
    struct text raw = TEXT_INIT;
    record_raw_add(&raw, &view);
    size_t at = keep_text(batch, raw.data);
    text_release(&raw);
    return at;
}

static void keep_fault(struct batch *batch, struct kept *kept, struct record_stream *stream)
{
    const struct record_fault_note *fault = &stream->fault;
    kept->code = fault->code;
    kept->column = fault->column;
    kept->field = fault->field;
    kept->fault_value = keep_text(batch, fault->value.data);
    kept->message = keep_text(batch, fault->message.data);
    kept->raw = keep_raw(batch, stream);
}

static void keep(struct batch *batch, struct record_stream *stream)
{
    size_t fields = stream->plan->count;
    struct kept *kept = &batch->records[batch->count];
    *kept = (struct kept){
        .is = stream->is,
        .row = stream->row,
        .back = stream->back,
        .line = stream->csv.line,
        .end = line_reader_offset(&stream->reader.lines),
    };
    if (stream->csv.fault == FAULT_NONE)
        keep_cells(batch, kept, &stream->csv);
    if (stream->is == RECORD_FAULTY)
        keep_fault(batch, kept, stream);
    if (stream->is == RECORD_DATA) {
        size_t *texts = batch->texts + batch->count * fields;
        memcpy(batch->values + batch->count * fields, stream->values,
               fields * sizeof *stream->values);
        for (size_t i = 0; i < fields; i++)
            texts[i] = place_of(batch, kept, &stream->csv, stream->texts[i]);
    }
    batch->count++;
}

static void fill(struct read_ahead *ahead, struct batch *batch)
{
    batch->count = batch->cell_count = 0;
    text_clear(&batch->bytes);
    while (batch->count < BATCH_RECORDS && batch->bytes.length < BATCH_BYTES &&
           batch->cell_count < BATCH_CELLS) {
        bool more;
        batch->status = record_stream_next(&ahead->stream, &more, &batch->error);
        batch->last = batch->status != STATUS_OK || !more;
        if (batch->last)
            return;
        keep(batch, &ahead->stream);
    }
}

/* The next batch to be filled; NULL when nobody wants one any more. */
static struct batch *wait_for_room(struct read_ahead *ahead)
{
    pthread_mutex_lock(&ahead->mutex);
    while (ahead->filled - ahead->taken == RING && !ahead->stop)
        pthread_cond_wait(&ahead->changed, &ahead->mutex);
    struct batch *batch = ahead->stop ? NULL : &ahead->batches[ahead->filled % RING];
    pthread_mutex_unlock(&ahead->mutex);
    return batch;
}

static void hand_over(struct read_ahead *ahead)
{
    pthread_mutex_lock(&ahead->mutex);
    ahead->filled++;
    pthread_cond_signal(&ahead->changed);
    pthread_mutex_unlock(&ahead->mutex);
}

static void *read_all(void *context)
{
    struct read_ahead *ahead = context;
    struct batch *batch;
    bool last = false;
    while (!last && (batch = wait_for_room(ahead)) != NULL) {
        fill(ahead, batch);
        last = batch->last;
        hand_over(ahead);
    }
    return NULL;
}

/* --- the caller's side --- */

/* Gives the current batch back and waits for the next one. */
static void take_batch(struct read_ahead *ahead)
{
    if (!ahead->has_thread) {
        ahead->current = &ahead->batches[0];
        fill(ahead, ahead->current);
    } else {
        pthread_mutex_lock(&ahead->mutex);
        if (ahead->current != NULL) {
            ahead->taken++;
            pthread_cond_signal(&ahead->changed);
        }
        while (ahead->filled == ahead->taken)
            pthread_cond_wait(&ahead->changed, &ahead->mutex);
        ahead->current = &ahead->batches[ahead->taken % RING];
        pthread_mutex_unlock(&ahead->mutex);
    }
    ahead->next = 0;
}

static void show(struct read_ahead *ahead)
{
    const struct batch *batch = ahead->current;
    const struct kept *kept = &batch->records[ahead->next];
    size_t fields = ahead->plan->count, from = ahead->next * fields;
    bool faulty = kept->is == RECORD_FAULTY;
    ahead->record = (struct read_record){
        .is = kept->is,
        .row = kept->row,
        .back = kept->back,
        .line = kept->line,
        .end = kept->end,
        .values = batch->values + from,
        .texts = ahead->texts,
        .code = kept->code,
        .column = kept->column,
        .field = kept->field,
        .fault_value = faulty ? batch->bytes.data + kept->fault_value : "",
        .message = faulty ? batch->bytes.data + kept->message : "",
    };
    for (size_t i = 0; i < fields && kept->is == RECORD_DATA; i++) {
        size_t at = batch->texts[from + i];
        ahead->texts[i] = at == no_text ? NULL : batch->bytes.data + at;
    }
    ahead->next++;
}

enum status read_ahead_next(struct read_ahead *ahead, const struct read_record **record,
                            struct error *error)
{
    *record = NULL;
    while (ahead->current == NULL || ahead->next == ahead->current->count) {
        if (ahead->current == NULL || !ahead->current->last) {
            take_batch(ahead);
            continue;
        }
        if (ahead->current->status != STATUS_OK && error != NULL)
            *error = ahead->current->error;
        return ahead->current->status;
    }
    show(ahead);
    *record = &ahead->record;
    return STATUS_OK;
}

static struct csv_record cells_of(const struct read_ahead *ahead)
{
    const struct batch *batch = ahead->current;
    const struct kept *kept = &batch->records[ahead->next - 1];
    return (struct csv_record){
        .line = kept->line,
        .cells = batch->cells + kept->cells,
        .count = kept->cell_count,
        .bytes = {.data = batch->bytes.data + kept->bytes},
    };
}

const char *read_ahead_cell(const struct read_ahead *ahead, size_t column)
{
    const struct csv_record csv = cells_of(ahead);
    return csv_record_cell(&csv, column);
}

bool read_ahead_is_filled(const struct read_ahead *ahead, size_t column)
{
    return ahead->stream.filled[column];
}

struct subtotals *read_ahead_subtotals(struct read_ahead *ahead)
{
    return &ahead->stream.subtotals;
}

/* Blank merged cells have been filled: each stands for its text. */
static void show_above(struct read_ahead *ahead)
{
    for (size_t i = 0; i < ahead->plan->count; i++)
        if (record_groups(&ahead->plan->fields[i], ahead->view.header->kind) &&
            ahead->texts[i] != NULL)
            ahead->above[i] = (struct text){.data = (char *)(uintptr_t)ahead->texts[i],
                                            .length = strlen(ahead->texts[i])};
        else
            ahead->above[i] = (struct text)TEXT_INIT;
}

const char *read_ahead_raw(struct read_ahead *ahead)
{
    const struct batch *batch = ahead->current;
    const struct kept *kept = &batch->records[ahead->next - 1];
    if (kept->is == RECORD_FAULTY)
        return batch->bytes.data + kept->raw;
    const struct csv_record csv = cells_of(ahead);
    ahead->view.csv = &csv;
    ahead->view.width = kept->width;
    show_above(ahead);
    text_clear(&ahead->raw);
    record_raw_add(&ahead->raw, &ahead->view);
    ahead->view.csv = NULL;
    return ahead->raw.data;
}

static void batch_init(struct batch *batch, size_t fields)
{
    batch->records = xcalloc(BATCH_RECORDS, sizeof *batch->records);
    batch->values = xcalloc(BATCH_RECORDS * fields, sizeof *batch->values);
    batch->texts = xcalloc(BATCH_RECORDS * fields, sizeof *batch->texts);
    text_init(&batch->bytes);
}

static void batch_release(struct batch *batch)
{
    free(batch->records);
    free(batch->values);
    free(batch->texts);
    free(batch->cells);
    text_release(&batch->bytes);
}

enum status read_ahead_new(struct read_ahead **ahead, const struct source_file *file,
                           const struct header *header, const struct plan *plan, daynum as_of,
                           daynum said_date, int year, const unsigned char *salt,
                           struct error *error)
{
    struct read_ahead *new = xaligned_alloc(CACHE_LINE_BYTES, sizeof *new);
    *new = (struct read_ahead){.plan = plan};
    new->texts = xcalloc(plan->count, sizeof *new->texts);
    new->above = xcalloc(plan->count, sizeof *new->above);
    new->view =
        (struct record_view){.header = header, .plan = plan, .salt = salt, .above = new->above};
    text_init(&new->raw);
    pthread_mutex_init(&new->mutex, NULL);
    pthread_cond_init(&new->changed, NULL);
    for (size_t i = 0; i < RING; i++)
        batch_init(&new->batches[i], plan->count);
    *ahead = new;
    enum status status = record_stream_init(&new->stream, file, header, plan, error);
    new->stream.as_of = as_of;
    new->stream.said_date = said_date;
    new->stream.year = year;
    new->stream.salt = salt;
    if (status == STATUS_OK)
        new->has_thread = background_start(&new->thread, read_all, new);
    return status;
}

void read_ahead_free(struct read_ahead *ahead)
{
    if (ahead == NULL)
        return;
    if (ahead->has_thread) {
        pthread_mutex_lock(&ahead->mutex);
        ahead->stop = true;
        pthread_cond_signal(&ahead->changed);
        pthread_mutex_unlock(&ahead->mutex);
        pthread_join(ahead->thread, NULL);
    }
    for (size_t i = 0; i < RING; i++)
        batch_release(&ahead->batches[i]);
    record_stream_release(&ahead->stream);
    pthread_mutex_destroy(&ahead->mutex);
    pthread_cond_destroy(&ahead->changed);
    text_release(&ahead->raw);
    free(ahead->above);
    free(ahead->texts);
    free(ahead);
}
