#include "cli/interrupt.h"

#include <stddef.h>

static const int signals[INTERRUPT_SIGNALS] = {SIGINT, SIGTERM, SIGHUP};

/* A signal's handler can reach nothing else. */
static volatile sig_atomic_t has_come;

static void on_signal(int number)
{
    (void)number;
    has_come = 1;
}

void interrupt_watch_begin(struct interrupt_watch *watch)
{
    struct sigaction action = {.sa_handler = on_signal};
    for (size_t i = 0; i < INTERRUPT_SIGNALS; i++) {
        sigaction(signals[i], NULL, &watch->before[i]);
        if (watch->before[i].sa_handler != SIG_IGN)
            sigaction(signals[i], &action, NULL);
    }
}

void interrupt_watch_end(const struct interrupt_watch *watch)
{
    for (size_t i = 0; i < INTERRUPT_SIGNALS; i++)
        sigaction(signals[i], &watch->before[i], NULL);
}

bool interrupt_has_come(void)
{
    return has_come != 0;
}
