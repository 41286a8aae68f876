/* catalogue: every kind of finding, as `help findings` and docs/findings*.md have it. */
#ifndef CLI_CATALOGUE_H
#define CLI_CATALOGUE_H

#include "core/text.h"

/* Appends the catalogue, in Markdown and the language in force. */
void catalogue_write(struct text *out);

#endif
