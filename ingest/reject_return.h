/* reject_return: the number by which a rejected row comes back, in the first column of a sheet of
 * rejects: "12-paohoh", or "12" where a table was made by hand. */
#ifndef INGEST_REJECT_RETURN_H
#define INGEST_REJECT_RETURN_H

#include <stdbool.h>

#include "data/store.h"

/* False, and the number 0, where the cell is none. */
bool reject_return_read(struct reject_return *back, const char *cell);

#endif
