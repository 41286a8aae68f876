/* consent_listing: the tables of `consent`. */
#ifndef CLI_CONSENT_LISTING_H
#define CLI_CONSENT_LISTING_H

#include "analysis/consent.h"
#include "cli/session.h"

void consent_list_projects(const struct session *session, struct listing *listing,
                           const struct consent_result *result, const struct dataset *data);

void consent_list_districts(const struct session *session, struct listing *listing,
                            const struct consent_result *result);
void consent_list_spread(struct listing *listing, const struct consent_spread *spread);
/* The first `most` pairs, and a note of how many differ. */
void consent_list_pairs(const struct session *session, struct listing *listing,
                        const struct consent_result *result, size_t most);

#endif
