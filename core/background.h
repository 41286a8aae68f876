/* background: work on a thread of its own, beside the one that the program began with. */
#ifndef CORE_BACKGROUND_H
#define CORE_BACKGROUND_H

#include <pthread.h>
#include <stdbool.h>

/*
 * Signals stay with the thread that the program began with. False where no thread is to be had:
 * then the caller does the work itself; else it joins the thread.
 */
bool background_start(pthread_t *thread, void *(*work)(void *context), void *context);

#endif
