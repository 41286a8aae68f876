/* settings_keys: the keys of the settings, and how a key's text becomes a value in force. */
#ifndef CORE_SETTINGS_KEYS_H
#define CORE_SETTINGS_KEYS_H

#include "core/settings.h"

/*
 * Sets "city", "bands.pass" or "deadline.NAME.date" and notes where it was said.
 * STATUS_NOT_FOUND: no such key. STATUS_INVALID: *want says what was expected instead.
 */
enum status settings_apply(struct settings *settings, const char *key, const char *value,
                           const char *file, int line, const char **want);

/* A copy that owns its memory: what was said is said again. */
void settings_copy(struct settings *copy, const struct settings *settings);

/* The index-th key's name where it stands in this section, else NULL. */
const char *settings_key(size_t index, const char *section);
size_t settings_key_count(void);

#endif
