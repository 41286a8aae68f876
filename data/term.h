/* term: texts as numbers. While loading, most texts repeat: the last few thousand are at hand. */
#ifndef DATA_TERM_H
#define DATA_TERM_H

#include <stdint.h>

#include "data/db.h"

struct terms;

/* What is made is there after a failure as well, and is to be freed. */
enum status terms_new(struct terms **terms, sqlite3 *db, struct error *error);
void terms_free(struct terms *terms);

/* The number of a text, new or old; "" is 0. */
enum status term_of(struct terms *terms, const char *text, int64_t *term_id, struct error *error);

#endif
