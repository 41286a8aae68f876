/* error: how a function says that it could not do its work. */
#ifndef CORE_ERROR_H
#define CORE_ERROR_H

enum status {
    STATUS_OK = 0,
    STATUS_USAGE,     /* the caller's words make no sense: exit status 2 */
    STATUS_INVALID,   /* the input says something that cannot be */
    STATUS_NOT_FOUND, /* a file, a project, a year that is not there */
    STATUS_IO,        /* reading or writing failed */
    STATUS_DATABASE,  /* SQLite failed, or the database is not one of ours */
    STATUS_FULL,      /* the database cannot grow, nor will it for the next file */
    STATUS_NUMERIC,   /* an estimate could not be made from these numbers */
    STATUS_CANCELLED, /* the user interrupted */
};

enum { ERROR_MESSAGE_MAX = 1024 };

/*
 * Owned by the caller, who may pass NULL where the message is of no interest.
 * The first failure writes the message; whoever knows the file or the row adds
 * it once with error_prefix(). The message is in the user's language, lower
 * case, without a full stop, the problem first and its subject quoted.
 */
struct error {
    enum status status;
    char message[ERROR_MESSAGE_MAX];
};

/* Sets the message and returns `status`, so that a caller can `return error_set(…)`. */
enum status error_set(struct error *error, enum status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Puts "<prefix>: " before the message that is there; returns the status that is there. */
enum status error_prefix(struct error *error, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* error_set() with ": " and the text of `errnum` behind the message. */
enum status error_set_errno(struct error *error, int errnum, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
