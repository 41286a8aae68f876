/* folder: makes a folder to write into. */
#ifndef CORE_FOLDER_H
#define CORE_FOLDER_H

#include "core/error.h"

/* Makes it, and those above it; one that is there already is well. */
enum status folder_make(const char *folder, struct error *error);

#endif
