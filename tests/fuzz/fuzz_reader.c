/* Fuzz target: records and their lines, whatever the quoting. */
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "ingest/csv_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_all(const struct source_file *file, char delimiter)
{
    struct csv_reader reader;
    struct csv_record record;
    int64_t line = 0;
    bool more = true;
    csv_record_init(&record);
    enum status status = csv_reader_init(&reader, file, delimiter, NULL);
    while (status == STATUS_OK) {
        status = csv_reader_next(&reader, &record, &more, NULL);
        if (status != STATUS_OK || !more)
            break;
        /* Each record begins behind the one before. */
        if (record.line <= line)
            __builtin_trap();
        line = record.line;
        for (size_t i = 0; i < record.count; i++)
            if (csv_record_cell(&record, i)[csv_record_length(&record, i)] != '\0')
                __builtin_trap();
    }
    csv_reader_release(&reader);
    csv_record_release(&record);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char delimiters[] = ",\t;|";
    struct progress_call progress = {0};
    struct source_file file = {.fd = -1};
    char path[64];
    int fd = memfd_create("fuzz", MFD_CLOEXEC);
    if (size > 0 && write(fd, data + 1, size - 1) == (ssize_t)size - 1) {
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        if (source_file_open(&file, path, &progress, NULL) == STATUS_OK &&
            source_file_survey(&file, path, NULL, &progress, NULL) == STATUS_OK)
            read_all(&file, delimiters[data[0] % 4]);
        source_file_close(&file);
    }
    close(fd);
    return 0;
}
