/* Fuzz target: a whole file, rehearsed: reader, header, rows and values; the sum must hold. */
#include <sys/mman.h>
#include <stdio.h>
#include <unistd.h>

#include "ingest/import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    int fd = memfd_create("fuzz", MFD_CLOEXEC);
    if (size == 0 || write(fd, data + 1, size - 1) != (ssize_t)size - 1) {
        close(fd);
        return 0;
    }
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    struct import_options options = {.kind = data[0] % (KIND_COUNT + 1) - 1,
                                     .as_of = DAYNUM_NONE,
                                     .known = DAYNUM_NONE,
                                     .today = 19000,
                                     .city = "",
                                     .dry_run = true};
    struct import_report report;
    if (import_file(NULL, path, &options, &report, NULL) == STATUS_OK) {
        if (report.rows != report.loaded + report.unchanged + report.skipped + report.rejected)
            __builtin_trap();
        import_report_release(&report);
    }
    close(fd);
    return 0;
}
