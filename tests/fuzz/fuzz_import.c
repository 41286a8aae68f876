/* Fuzz target: a whole file, rehearsed: reader, header, rows, values, store; the sum must hold. */
#include <sys/mman.h>
#include <stdio.h>
#include <unistd.h>

#include "ingest/import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* One database for all files that load nothing: each starts from nothing. */
static struct store *store;

static void end_store(bool used)
{
    if (!used)
        return;
    store_close(store);
    store = NULL;
}

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
    if (store == NULL &&
        store_open(&store, "/nonexistent/renostat.db", STORE_REHEARSE, NULL) != STATUS_OK)
        __builtin_trap();
    enum status status = import_file(store, path, &options, &report, NULL);
    end_store(status == STATUS_OK);
    if (status == STATUS_OK) {
        if (report.rows != report.loaded + report.unchanged + report.skipped + report.rejected)
            __builtin_trap();
        import_report_release(&report);
    }
    close(fd);
    return 0;
}
