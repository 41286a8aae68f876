/*
 * interrupt: a command that writes is not stopped in the middle by Ctrl-C, a closed terminal or a
 * request to end: it looks now and then whether it should, and takes back what it has begun.
 */
#ifndef CLI_INTERRUPT_H
#define CLI_INTERRUPT_H

#include <signal.h>
#include <stdbool.h>

enum { INTERRUPT_SIGNALS = 3 };

struct interrupt_watch {
    struct sigaction before[INTERRUPT_SIGNALS];
};

/* A signal that was ignored stays ignored: nohup and a shell's background mean it. */
void interrupt_watch_begin(struct interrupt_watch *watch);
void interrupt_watch_end(const struct interrupt_watch *watch);

/* Whether such a signal has come. */
bool interrupt_has_come(void);

#endif
