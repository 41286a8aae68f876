/* load_returned: rows of a sheet of rejects, which are judged as if they stood in their file. */
#ifndef DATA_LOAD_RETURNED_H
#define DATA_LOAD_RETURNED_H

#include "data/load_fact.h"

/* Finds the file and the line that the current row came from: `from` is {0} for one of no sheet. */
enum status load_returned_find(struct load *load, struct fact_file *from, struct error *error);

/*
 * Refuses the current row where other rows of its file say otherwise of the same key or project;
 * one of these that names its project by something else than its code gives way to a row by code.
 */
enum status load_returned_judge(struct load *load, const struct row_key *key, bool future,
                                bool *refused, struct error *error);

/* Notes that the current row, which was not refused, stands for one of that file. */
enum status load_returned_note(struct load *load, const struct row_key *key, struct error *error);
/* … and so do those that failed once more. */
enum status load_returned_note_all(struct load *load, const struct reject_return *returns,
                                   size_t count, struct error *error);

#endif
