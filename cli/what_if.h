/* what_if: --what-if, read into assumptions. */
#ifndef CLI_WHAT_IF_H
#define CLI_WHAT_IF_H

#include "analysis/assumption.h"
#include "cli/session.h"
#include "core/error.h"

/*
 * Every "pause=FROM..TO[:DISTRICT]" and "pace=FACTOR[:PROJECT]" that was said, in order; texts
 * live as long as the session. Whether they can be assumed is for assumption_check() to say.
 */
enum status what_if_read(struct session *session, struct assumption_set *set, struct error *error);

#endif
