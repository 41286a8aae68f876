/* output: the one way in which a command's answer reaches standard output. */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include "cli/session.h"
#include "core/error.h"
#include "core/names.h"
#include "core/text.h"
#include "reports/table.h"

/* A table whose columns' labels are N_(): they and the caption are translated here. */
struct table *output_table(struct listing *listing, const char *name, const char *caption,
                           const struct table_column *columns, size_t column_count);
/* The same for the sums of the table before it. */
struct table *output_total(struct listing *listing, const struct table_column *columns,
                           size_t column_count);
#define COLUMNS(array) (array), sizeof(array) / sizeof *(array)

/*
 * What gives the answer back: its date, and the day up to which corrections are in it where that
 * is a later one (`--as-of DATE --corrected`).
 */
void output_head(const struct session *session, struct listing *listing);
void output_known(const struct session *session, struct listing *listing);

/* Whether the session's format is read by people rather than by programs. */
bool output_for_people(const struct session *session);

/*
 * A name for whoever reads the format: people get the translated label, programs the stable
 * name. A group without a name is "not said" to people, and null to programs.
 */
const char *output_name(const struct session *session, const struct name_table *table, int value);
const char *output_group(const struct session *session, const char *group);
const char *output_total_name(const struct session *session);

/* Writes in the session's format; a full disk or a closed pipe is an error. */
enum status output_listing(const struct session *session, const struct listing *listing,
                           struct error *error);
enum status output_text(const struct text *text, struct error *error);

#endif
