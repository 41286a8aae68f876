/* new_file: a file that comes into being whole, and never in the place of another. */
#ifndef CORE_NEW_FILE_H
#define CORE_NEW_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "core/error.h"

/*
 * Writes the bytes under another name beside `path`, and gives them their name once they are on
 * the disk. Where there is a file of that name already, it stays as it is and *made is false.
 */
enum status new_file_write(const char *path, const void *bytes, size_t length, mode_t mode,
                           bool *made, struct error *error);

/* Writes all of the bytes, in as many calls as that takes; where false, errno says why not. */
bool write_whole(int fd, const void *bytes, size_t length);

#endif
