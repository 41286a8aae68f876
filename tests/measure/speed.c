/*
 * speed: how long a forecast takes, and how much memory.
 *
 *   measure_speed [projects [draws [districts]]]     by default a city, then the country
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <gsl/gsl_errno.h>
#include <sys/resource.h>

#include "analysis/forecast.h"
#include "measure/simulate.h"

static const struct deadline deadlines[3] = {
    {.name = "main-works",
     .month = 10,
     .day = 31,
     .date = DAYNUM_NONE,
     .progress_mpct = 80000,
     .target_share = {1, 2, true}},
    {.name = "completion",
     .month = 11,
     .day = 30,
     .date = DAYNUM_NONE,
     .progress_mpct = 100000,
     .completion = true,
     .target_share = {95, 100, false}},
    {.name = "province",
     .month = 12,
     .day = 31,
     .date = DAYNUM_NONE,
     .progress_mpct = 100000,
     .completion = true,
     .target_share = {1, 1, false}},
};

static double seconds(clockid_t clock)
{
    struct timespec now;
    (void)clock_gettime(clock, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static long peak_kib(void)
{
    struct rusage usage;
    return getrusage(RUSAGE_SELF, &usage) == 0 ? usage.ru_maxrss : 0;
}

/* Two plan years, both with monthly reports: the first is the reference class. */
static void measure(size_t projects, int64_t draws, size_t districts, int threads)
{
    struct dataset truth, known;
    struct forecast forecast;
    struct simulation world = {.seed = 5,
                               .first_year = 2021,
                               .years = 2,
                               .projects_per_year = projects,
                               .districts = districts};
    struct forecast_options options = {.plan_year = 2022,
                                       .draws = draws,
                                       .seed = 1,
                                       .deadlines = deadlines,
                                       .deadline_count = 3,
                                       .stale_days = 45,
                                       .threads = threads};
    simulate(&truth, &world);
    simulate_known(&known, &truth, daynum_from_civil(2022, 8, 31));
    dataset_release(&(struct dataset){.progress = truth.progress});
    long before = peak_kib();
    double wall = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    if (forecast_compute(&forecast, &known, NULL, &options, NULL) != STATUS_OK)
        return;
    printf("%zu projects, %lld draws, %zu points, %d threads: %.2f s (%.2f s of processors), "
           "%ld MiB peak, of which %ld MiB data\n",
           forecast.project_count, (long long)draws, known.progress.count, threads,
           seconds(CLOCK_MONOTONIC) - wall, seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu,
           peak_kib() / 1024, before / 1024);
    forecast_release(&forecast);
    simulate_known_release(&known);
    truth.progress = (struct progress_set){0};
    dataset_release(&truth);
}

int main(int argc, char **argv)
{
    gsl_set_error_handler_off();
    size_t projects = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
    int64_t draws = argc > 2 ? strtol(argv[2], NULL, 10) : 10000;
    size_t districts = argc > 3 ? strtoul(argv[3], NULL, 10) : 8;
    if (projects > 0) {
        measure(projects, draws, districts, 2);
        return 0;
    }
    measure(265, draws, 8, 1);
    measure(265, draws, 8, 2);
    measure(52500, draws, 8, 2);
    return 0;
}
