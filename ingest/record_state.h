/* record_state: what the parts of record.c share; for record*.c only. */
#ifndef INGEST_RECORD_STATE_H
#define INGEST_RECORD_STATE_H

#include "ingest/record.h"

/* --- the cells of a record: record_cell.c --- */
/* The cell of a field: of its column, or joined of several, or constant. */
const char *record_cell(struct record_stream *stream, size_t at, size_t *length);
/* Whether a field's cells come as texts, and not as values. */
bool record_is_text(enum field_type type);
/* Whether a cell that was read so holds something else than its column does, in a list of people
 * somebody's name perhaps: record_raw.c. */
bool record_value_is_foreign(enum value_result result, const char *cell);
/* A building or a stairwell. */
bool record_is_of_building(const struct plan_field *field);
/* Whether the text of a building, a stairwell or a code may be one; else refuses it: record_code.c
 */
bool record_check_code(struct record_stream *stream, size_t at, const char *cell, size_t length);
/* Reads the cells into values and texts, of a record that is not `good` those of groups alone, for
 * others may be as it is. False where it refuses the record, or was not good. */
bool record_read_cells(struct record_stream *stream, bool whole);
/* Of two plan fields, a start and a finish: a finish of February without a year, under a start of
 * June, is of some later year, and refused. */
bool record_check_order(struct record_stream *stream, const int pair[2]);

/* --- what subtotals are held against: record_sum.c --- */
/* Where sums stand above the rows of a region, the next region ends those rows, with a sum of its
 * own or without. */
void record_part_regions(struct record_stream *stream);
void record_check_subtotal(struct record_stream *stream);
void record_add_to_sums(struct record_stream *stream);

/* --- why a record is none: record_check.c --- */
/* A cell that is out of its place may be somebody's name. */
bool record_hides_value(const struct record_stream *stream, int column);
/* The message of the fault, emptied: it is filled in before record_refuse(). */
struct text *record_message(struct record_stream *stream);
/* Notes what is wrong, with the message that is there; of a second cell, behind that of the first,
 * whose code stands. Always false. */
bool record_refuse(struct record_stream *stream, enum reject_code code, int column, int field,
                   const char *value);
/* No other cell of the current record is told of: it may stand in the wrong column. */
void record_tell_no_more(struct record_stream *stream);
/* Each is false where it refuses the record: the bytes as they came, the columns, … */
bool record_check_form(struct record_stream *stream);
bool record_check_region(struct record_stream *stream);
bool record_check_section(struct record_stream *stream);
bool record_check_sum(struct record_stream *stream);
bool record_check_width(struct record_stream *stream);
bool record_check_cells(struct record_stream *stream); /* of a row that came back */
/* … what names it, its date, and the span of what it counts. */
bool record_check_required(struct record_stream *stream);
bool record_check_date(struct record_stream *stream);
bool record_check_span(struct record_stream *stream);
/* … and the identity number that stands for its door. A damaged one beside a door says nothing. */
bool record_check_owner(struct record_stream *stream);

/* --- merged cells: record_group.c --- */
bool record_groups(const struct plan_field *field, enum export_kind kind);
/* Whether a blank cell of the group in this row is as above. */
bool record_continues(const struct plan *plan, enum export_kind kind, const struct csv_record *csv,
                      const struct field *group);
bool record_is_group(const struct record_stream *stream, size_t at);
/* A blank cell of a group is as above; false where what is above is not known. */
bool record_fill_down(struct record_stream *stream, size_t at);
/* The cell of a group cannot be read: what is blank under it is not known. */
void record_lose_group(struct record_stream *stream, size_t at);
/* A cell of a row that cannot be read, as far as it is known; false where it is not. */
bool record_known_cell(const struct record_stream *stream, size_t column, struct text *cell);
/* A row that sums up a region and is not loaded begins its groups. */
void record_begin_groups(struct record_stream *stream);
/* A row that heads a section is above no row as a project, nor as a region that it does not name. */
void record_begin_section(struct record_stream *stream);
/* A row that is not loaded may have begun a group all the same. */
void record_note_groups(struct record_stream *stream);

#endif
