/* nearest: the name that was most likely meant by one that does not exist, for a message. */
#ifndef CORE_NEAREST_H
#define CORE_NEAREST_H

/*
 * 1. Near is a name that holds the text, or that differs from it by at most a third of its
 *    characters, and by no more than four: changed, left out, put in or swapped with their
 *    neighbours (Damerau 1964).
 * 2. The nearest of those that are offered; of equals the first. None near: `name` is NULL.
 */
struct nearest {
    const char *text;
    const char *name; /* borrowed from who offered it */
    int distance;
};

struct nearest nearest_begin(const char *text);
void nearest_offer(struct nearest *nearest, const char *name);

#endif
