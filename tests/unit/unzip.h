/* unzip: the parts of a ZIP archive in memory, read without the library that wrote it (zlib). */
#ifndef TESTS_UNIT_UNZIP_H
#define TESTS_UNIT_UNZIP_H

#include "core/text.h"

/* The part of this name, to be freed; NULL where there is none. */
char *unzip_part(const struct text *archive, const char *name);

#endif
