/*
 * deciders: the projects that decide whether a group reaches its target share.
 *
 * 1. Swing of a project: the chance of the target were the project certain to meet the deadline,
 *    less that chance were it certain to miss it, everything else being as it is drawn: the
 *    other projects with the months that they share. So it is the chance that the others are
 *    one short of what is needed: the share of draws that have just what is needed with the
 *    project among them, or one less without it.
 * 2. Domain: open projects of a group whose target is neither met nor missed for a fact; of
 *    others there is none. One project alone that is needed: 1.
 * 3. What a project decides is p (1 - p) swing, the part of the variance of "the target is
 *    reached" that is its own: nothing hangs on a project that is sure to come, or not to.
 *    They are listed by it, at most DECIDERS_MOST of which it is DECIDERS_LEAST_PART or more; of
 *    equals the first in the dataset.
 * 4. Taken from the draws that are counted: a bit a draw is kept of the DECIDERS_KEPT projects
 *    of a group with the largest p (1 - p). In larger groups the others decide next to nothing.
 * 5. Source: Birnbaum (1969), importance of a component; Homma & Saltelli (1996), total effect.
 */
#ifndef ANALYSIS_DECIDERS_H
#define ANALYSIS_DECIDERS_H

#include <stddef.h>
#include <stdint.h>

#include "analysis/target.h"

enum { DECIDERS_KEPT = 128, DECIDERS_MOST = 10 };
#define DECIDERS_LEAST_PART 0.002

struct decider {
    size_t project; /* as who placed it numbers them */
    double p;       /* its chance to meet the deadline */
    double swing;
};

/* The bits of a group's projects for one deadline. Begin with a zeroed one and `draws`. */
struct kept_project;
struct deciders {
    size_t draws, count;
    struct kept_project *kept;
};

void deciders_init(struct deciders *deciders, size_t draws);
void deciders_release(struct deciders *deciders);
/* Forgets the projects and keeps the memory. */
void deciders_clear(struct deciders *deciders);

/*
 * The bits of a project, to be filled: draw i is bit i % 64 of word i / 64, set where it meets
 * the deadline; those behind the last draw stay clear. NULL where others decide more. What is
 * kept in the end does not depend on the order.
 */
uint64_t *deciders_place(struct deciders *deciders, size_t project, double p);
/* Places all that `other` holds. */
void deciders_join(struct deciders *deciders, const struct deciders *other);

/* Fills the list; returns its length. `target` counts the very draws that the bits are of. */
size_t deciders_list(const struct deciders *deciders, const struct target *target,
                     struct decider list[DECIDERS_MOST]);

#endif
