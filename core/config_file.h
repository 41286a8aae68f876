/*
 * config_file: a file in libconfuse's syntax, whose values keep the line that they stand on.
 * libconfuse itself forgets the line once a file is parsed, and types fail without a place;
 * so every option is taken as text (CONFIG_VALUE), and whoever reads it can say where it is.
 */
#ifndef CORE_CONFIG_FILE_H
#define CORE_CONFIG_FILE_H

#include <confuse.h>
#include <stdlib.h>

#include "core/error.h"

/* What the file says for one option. */
struct config_value {
    int line;
    char text[];
};

int config_value_parse(cfg_t *cfg, cfg_opt_t *option, const char *text, void *result);

/* Rows of a cfg_opt_t array: one value, or a list of values in braces. */
#define CONFIG_VALUE(name) CFG_PTR_CB(name, NULL, CFGF_NODEFAULT, config_value_parse, free)
#define CONFIG_LIST(name) CFG_PTR_LIST_CB(name, NULL, CFGF_NODEFAULT, config_value_parse, free)

/* The option's value (the index-th of a list); NULL where the file does not say it. */
const struct config_value *config_value(cfg_t *section, const char *name, unsigned index);

/* Parses `path`; an error names file and line. The caller frees *file with cfg_free(). */
enum status config_file_parse(cfg_t **file, cfg_opt_t *options, const char *path,
                              struct error *error);

#endif
