#include "core/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum status error_set(struct error *error, enum status status, const char *format, ...)
{
    if (error != NULL) {
        va_list args;
        va_start(args, format);
        vsnprintf(error->message, sizeof error->message, format, args);
        va_end(args);
        error->status = status;
    }
    return status;
}

enum status error_prefix(struct error *error, const char *format, ...)
{
    if (error == NULL)
        return STATUS_INVALID;
    char prefix[ERROR_MESSAGE_MAX / 2];
    char below[ERROR_MESSAGE_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(prefix, sizeof prefix, format, args);
    va_end(args);
    memcpy(below, error->message, sizeof below);
    int used = snprintf(error->message, sizeof error->message, "%s: ", prefix);
    size_t room = sizeof error->message - (size_t)used;
    size_t length = strnlen(below, sizeof below);
    if (length >= room)
        length = room - 1;
    memcpy(error->message + used, below, length);
    error->message[(size_t)used + length] = '\0';
    return error->status;
}

enum status error_set_errno(struct error *error, int errnum, const char *format, ...)
{
    if (error != NULL) {
        char reason[256];
        va_list args;
        va_start(args, format);
        vsnprintf(error->message, sizeof error->message, format, args);
        va_end(args);
        size_t used = strlen(error->message);
        snprintf(error->message + used, sizeof error->message - used, ": %s",
                 strerror_r(errnum, reason, sizeof reason));
        error->status = STATUS_IO;
    }
    return STATUS_IO;
}
