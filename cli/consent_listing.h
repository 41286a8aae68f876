/* consent_listing: the tables of `consent`. */
#ifndef CLI_CONSENT_LISTING_H
#define CLI_CONSENT_LISTING_H

#include "analysis/consent.h"
#include "cli/session.h"

struct consent_view {
    const struct session *session;
    const struct dataset *data;
    const struct consent_result *result;
    int plan_year;       /* of the data; 0: several, or not known */
    const char *project; /* the code or name of those to show; NULL: all */
};

/* Whether the project at this index is to be shown. */
bool consent_shows(const struct consent_view *view, size_t project);

void consent_list_projects(const struct consent_view *view, struct listing *listing);

/* What lies behind: the stairwells, of household rows alone, and how answers came in. */
void consent_list_stairwells(const struct consent_view *view, struct listing *listing);
void consent_list_months(const struct consent_view *view, struct listing *listing);

/* How many projects are decided by compound although the rule decides by block. */
void consent_note_blocks(const struct consent_view *view, struct listing *listing);

/* What is compared: "districts", or "groups" of another kind. */
void consent_list_groups(const struct consent_view *view, struct listing *listing);
void consent_list_spread(const struct consent_view *view, struct listing *listing);
/* The first `most` pairs, and a note of how many differ. */
void consent_list_pairs(const struct consent_view *view, struct listing *listing, size_t most);

#endif
