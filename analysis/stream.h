/* stream: one random stream per subject, so that no answer depends on order or threads. */
#ifndef ANALYSIS_STREAM_H
#define ANALYSIS_STREAM_H

#include <stdint.h>

#include <gsl/gsl_rng.h>

/*
 * The generator is GSL's "taus2", named here once and never taken from the environment. A
 * stream is chosen by the seed of the run and the texts that name its subject (city and code
 * of a project, district of a calendar effect): equal texts give equal numbers, always.
 */
gsl_rng *stream_new(void);
void stream_free(gsl_rng *stream);
void stream_choose(gsl_rng *stream, uint64_t seed, const char *kind, const char *first,
                   const char *second);

/* "taus2, GSL 2.7.1": what to print beside simulated figures. `buffer` holds `size` bytes. */
const char *stream_name(char *buffer, int size);

#endif
