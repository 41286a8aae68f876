#include "ingest/sheet.h"

#include <string.h>

#include "ingest/reject_return.h"

/* The number of the first row that has one: all rows of a sheet are of one source. */
static enum status read_number(struct reject_return *back, const struct header *header,
                               const struct source_file *file, struct error *error)
{
    struct csv_reader reader;
    struct csv_record record;
    bool more = true;
    csv_record_init(&record);
    enum status status = csv_reader_init(&reader, file, header->delimiter, error);
    if (status == STATUS_OK)
        line_reader_seek(&reader.lines, header->next_offset, header->next_line);
    while (status == STATUS_OK && more && back->reject_id == 0) {
        status = csv_reader_next(&reader, &record, &more, error);
        if (status == STATUS_OK && more && record.fault == FAULT_NONE)
            reject_return_read(back, csv_record_cell(&record, (size_t)header->reject_column));
    }
    csv_reader_release(&reader);
    csv_record_release(&record);
    return status;
}

enum status sheet_recall(struct header *header, struct store *store, const struct source_file *file,
                         daynum *as_of, struct error *error)
{
    struct text preamble = TEXT_INIT, delimiter = TEXT_INIT;
    struct reject_return back = {0};
    enum status status = STATUS_OK;
    bool found = false;
    *as_of = DAYNUM_NONE;
    if (header->reject_column >= 0)
        status = read_number(&back, header, file, error);
    if (status == STATUS_OK && back.reject_id > 0)
        status =
            store_read_form_of_return(store, &back, &preamble, &delimiter, as_of, &found, error);
    if (strstr(header->title, "as of ") != NULL)
        *as_of = DAYNUM_NONE;
    if (status == STATUS_OK && found)
        header_take_above(header, preamble.data, delimiter.length > 0 ? delimiter.data[0] : ',');
    text_release(&preamble);
    text_release(&delimiter);
    return status;
}
