#include "cli/meter.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/i18n.h"
#include "core/text.h"

static const double patience_s = 0.5, refresh_s = 0.1;
enum { BAR_COLUMNS = 24, LABEL_COLUMNS = 30, BYTES_PER_MB = 1000000 };

void meter_init(struct meter *meter, const char *label, bool quiet)
{
    *meter = (struct meter){.label = label, .silent = quiet || !isatty(STDERR_FILENO)};
    clock_gettime(CLOCK_MONOTONIC, &meter->start);
}

static double seconds_since(const struct timespec *start)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

static void print(const struct meter *meter, double elapsed_s, int64_t done, int64_t all)
{
    double rate = (double)done / elapsed_s;
    fprintf(stderr, "\r\033[K%.*s ", (int)text_prefix(meter->label, LABEL_COLUMNS), meter->label);
    if (all > 0) {
        double share = (double)done / (double)all;
        int full = (int)(share * BAR_COLUMNS);
        fputc('[', stderr);
        for (int i = 0; i < BAR_COLUMNS; i++)
            fputs(i < full ? "=" : " ", stderr);
        fprintf(stderr, _("] %3.0f %%, %.0f MB/s, %.0f s left"), share * 100, rate / BYTES_PER_MB,
                (double)(all - done) / rate);
    } else {
        fprintf(stderr, _("%.0f MB, %.0f MB/s"), (double)done / BYTES_PER_MB, rate / BYTES_PER_MB);
    }
    fflush(stderr);
}

void meter_show(struct meter *meter, int64_t done, int64_t all)
{
    if (meter->silent || done <= 0)
        return;
    double elapsed_s = seconds_since(&meter->start);
    if (elapsed_s < patience_s || elapsed_s < meter->shown_at + refresh_s)
        return;
    meter->shown_at = elapsed_s;
    print(meter, elapsed_s, done, all);
}

void meter_clear(struct meter *meter)
{
    if (meter->shown_at > 0) {
        fputs("\r\033[K", stderr);
        fflush(stderr);
    }
}
