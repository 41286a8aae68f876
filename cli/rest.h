/* rest: lets findings rest that somebody has looked into, and ends their rest. */
#ifndef CLI_REST_H
#define CLI_REST_H

#include "analysis/finding.h"
#include "cli/session.h"

/* Whether the options ask for a change, and can be understood. */
enum status rest_is_asked(const struct session *session, bool *asked, struct error *error);

/*
 * Does what --acknowledge or --withdraw says, in the database. What neither a finding nor an
 * acknowledgement has is STATUS_NOT_FOUND, and changes nothing.
 */
enum status rest_change(const struct session *session, const struct finding_set *findings,
                        const struct acknowledgement_set *acknowledged, struct error *error);

#endif
