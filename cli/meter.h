/* meter: a progress bar on stderr; on a terminal alone, and only for work over half a second. */
#ifndef CLI_METER_H
#define CLI_METER_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

struct meter {
    const char *label;
    struct timespec start;
    double shown_at; /* seconds since the start; 0: nothing is shown yet */
    bool silent;
};

void meter_init(struct meter *meter, const char *label, bool quiet);
/* `all` is -1 where nobody knows how much there is. */
void meter_show(struct meter *meter, int64_t done, int64_t all);
/* Wipes the bar away. */
void meter_clear(struct meter *meter);

#endif
