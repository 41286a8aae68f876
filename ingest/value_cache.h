/* value_cache: what the last few hundred different cells of a column were read as. */
#ifndef INGEST_VALUE_CACHE_H
#define INGEST_VALUE_CACHE_H

#include "ingest/value.h"

struct value_cache;

/* For `columns` columns. */
struct value_cache *value_cache_new(size_t columns);
void value_cache_free(struct value_cache *cache);

/* value_read() that remembers. */
enum value_result value_cache_read(struct value_cache *cache, size_t column,
                                   const struct value_rule *rule, const char *cell, size_t length,
                                   int year, int64_t *value);

#endif
