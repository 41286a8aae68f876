/* identity_link: joins a project that was known by a name alone to the one that was meant. */
#ifndef DATA_IDENTITY_LINK_H
#define DATA_IDENTITY_LINK_H

#include "data/withdrawal.h"

/*
 * A project without a code is joined to the one project with a code that goes by its name in its
 * district; one known by its compound alone, to the one project with a compound of that name.
 * One whose rows name no city is joined to the one project of its code in any city.
 * Its facts and compounds move; its row stays as `merged_into`. Rows of one file that meet so are
 * settled: see link_clash.
 */
enum status identity_link_all(struct withdrawal *withdrawal, struct error *error);

#endif
