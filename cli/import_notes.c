#include "cli/import_notes.h"

#include "cli/options.h"
#include "core/i18n.h"
#include "core/text.h"

static void add_quoted_name(struct text *names, const char *name)
{
    text_addf(names, "%s'%s'", names->length > 0 ? ", " : "", name);
}

/* Whether its header is known, and the words around it make another number of it. */
static bool is_other_number(const struct column_fate *column)
{
    return column->why == COLUMN_PERIOD || column->why == COLUMN_NO_FIELD ||
           column->why == COLUMN_UNSURE;
}

static void note_other_numbers(struct listing *listing, const struct import_report *report)
{
    struct text names = TEXT_INIT;
    for (size_t i = 0; i < report->column_count; i++)
        if (is_other_number(&report->columns[i])) {
            add_quoted_name(&names, report->columns[i].column);
            text_addf(&names, " (%s)", label_of(&column_why_names, (int)report->columns[i].why));
        }
    if (names.length > 0)
        listing_note(listing,
                     arena_printf(&listing->strings, _("%s: columns that are not used: %s"),
                                  report->file, names.data));
    text_release(&names);
}

static void note_unknown(struct listing *listing, const struct import_report *report)
{
    struct text unknown = TEXT_INIT;
    for (size_t i = 0; i < report->column_count; i++) {
        const struct column_fate *column = &report->columns[i];
        if (column->field != NULL || column->why == COLUMN_OTHER_KIND || is_other_number(column))
            continue;
        add_quoted_name(&unknown, column->column);
        if (column->nearest != NULL)
            text_addf(&unknown, _(" (nearest: '%s')"), column->nearest);
        else if (column->why == COLUMN_UNKNOWN && column->column[0] != '#')
            text_add(&unknown, _(" (no known header is near)"));
    }
    if (unknown.length > 0)
        listing_note(listing,
                     arena_printf(&listing->strings, _("%s: columns that are not known: %s"),
                                  report->file, unknown.data));
    text_release(&unknown);
}

static void note_not_kept(struct listing *listing, const struct import_report *report)
{
    struct text names = TEXT_INIT;
    for (size_t i = 0; i < report->column_count; i++)
        if (report->columns[i].why == COLUMN_NOT_KEPT ||
            report->columns[i].why == COLUMN_OTHER_KIND)
            add_quoted_name(&names, report->columns[i].column);
    if (names.length > 0)
        listing_note(listing, arena_printf(&listing->strings,
                                           _("%s: columns that are known and not kept: %s"),
                                           report->file, names.data));
    text_release(&names);
}

/* A day of loading that nobody meant makes rows newer than what they tell of. */
static void note_date(struct listing *listing, const struct import_report *report)
{
    char date[DATE_TEXT_MAX];
    if (report->as_of_today && !report->already_loaded)
        listing_note(listing,
                     arena_printf(&listing->strings,
                                  _("%s: neither the title nor the file's name says which day it "
                                    "is of: its rows are as of today, %s; name the day with "
                                    "'--as-of', if it is another"),
                                  report->file, daynum_format(report->as_of, date)));
}

static void note_incomplete(struct listing *listing, const struct import_report *report)
{
    if (report->incomplete && report->rows > 0)
        listing_note(listing,
                     arena_printf(&listing->strings,
                                  _("%s: no known column says anything of the projects that it "
                                    "names: those that it lacks are not taken as gone"),
                                  report->file));
}

bool import_notes_sums_alone(const struct import_report *report)
{
    return report->skipped_subtotal > 0 &&
           report->loaded + report->unchanged + report->rejected == 0;
}

static void note_sums_alone(struct listing *listing, const struct import_report *report)
{
    if (import_notes_sums_alone(report))
        listing_note(listing,
                     arena_printf(&listing->strings,
                                  _("%s: nothing is loaded: all its rows are sums of others; where "
                                    "they are all that is known of a region, write its name in "
                                    "place of words like '全省'"),
                                  report->file));
}

static void note_pending(struct listing *listing, const struct import_report *report)
{
    if (report->pending > 0)
        listing_note(
            listing,
            arena_printf(&listing->strings,
                         ngettext_("%s: %lld row is of a project that no list of projects "
                                   "has named yet: it counts once one does",
                                   "%s: %lld rows are of projects that no list of projects "
                                   "has named yet: they count once one does",
                                   report->pending),
                         report->file, (long long)report->pending));
}

/* A list of projects with their money, parking or chargers may look like an export of these. */
static void note_kind(struct listing *listing, const struct import_report *report)
{
    unsigned kinds = 1u << KIND_BUDGETS | 1u << KIND_PARKING | 1u << KIND_CHARGERS;
    if (report->pending > 0 && (kinds >> report->kind & 1) != 0)
        listing_note(listing, arena_printf(&listing->strings,
                                           _("%s: if it is that list of projects itself, load it "
                                             "with '--kind projects'"),
                                           report->file));
}

static void note_dropped(struct listing *listing, const struct import_report *report)
{
    struct text dropped = TEXT_INIT;
    for (size_t i = 0; i < report->dropped_private_count; i++)
        add_quoted_name(&dropped, report->dropped_private[i]);
    if (dropped.length > 0)
        listing_note(listing,
                     arena_printf(&listing->strings, _("%s: private data that were not kept: %s"),
                                  report->file, dropped.data));
    text_release(&dropped);
}

/* What became of the rejected rows of other loads. */
static void note_resolved(struct listing *listing, const struct import_report *report, bool dry_run)
{
    const char *format =
        dry_run
            ? ngettext_("%s: %lld rejected row of an earlier load would be put right",
                        "%s: %lld rejected rows of earlier loads would be put right",
                        report->resolved)
            : ngettext_("%s: %lld rejected row of an earlier load is put right",
                        "%s: %lld rejected rows of earlier loads are put right", report->resolved);
    if (report->resolved > 0)
        listing_note(listing, arena_printf(&listing->strings, format, report->file,
                                           (long long)report->resolved));
}

/* What the file says makes rows doubtful that were loaded before it. */
static void note_taken_back(struct listing *listing, const struct import_report *report,
                            bool dry_run)
{
    const char *format =
        dry_run ? ngettext_("%s: %lld row of another file ('%s') would be rejected",
                            "%s: %lld rows of other files (the first of '%s') would be rejected",
                            report->taken_back)
                : ngettext_("%s: %lld row of another file ('%s') is rejected now: 'renostat "
                            "rejects' says why",
                            "%s: %lld rows of other files (the first of '%s') are rejected now: "
                            "'renostat rejects' says why",
                            report->taken_back);
    if (report->taken_back > 0)
        listing_note(listing, arena_printf(&listing->strings, format, report->file,
                                           (long long)report->taken_back, report->taken_from));
}

/* What a load would do, beyond the counts. */
static void note_rehearsal(struct listing *listing, const struct session *session,
                           const struct import_report *report)
{
    struct arena *strings = &listing->strings;
    if (report->already_loaded)
        listing_note(listing, arena_printf(strings,
                                           _("%s: loaded already, as source %lld: loading it again "
                                             "would do nothing"),
                                           report->file, (long long)report->source_id));
    if (report->rejects_more > 0)
        listing_note(listing, arena_printf(strings, _("%s: %lld more rows would be rejected"),
                                           report->file, (long long)report->rejects_more));
    if (report->rejected > 0 && session->options->values[OPTION_STRICT] != NULL)
        listing_note(listing, arena_printf(strings, _("%s: --strict would load nothing of it"),
                                           report->file));
    if (report->map != NULL)
        listing_note(listing,
                     arena_printf(strings,
                                  _("%s: the map is in '%s': edit it, and load with '--map'"),
                                  report->file, session->options->values[OPTION_WRITE_MAP]));
}

void import_notes_add(struct listing *listing, const struct session *session,
                      const struct import_report *report, bool dry_run)
{
    note_date(listing, report);
    if (dry_run)
        note_rehearsal(listing, session, report);
    note_unknown(listing, report);
    note_other_numbers(listing, report);
    note_not_kept(listing, report);
    note_incomplete(listing, report);
    note_sums_alone(listing, report);
    note_dropped(listing, report);
    note_pending(listing, report);
    note_kind(listing, report);
    note_resolved(listing, report, dry_run);
    note_taken_back(listing, report, dry_run);
    if (report->rejected > 0 && report->source_id > 0)
        listing_note(listing, arena_printf(&listing->strings,
                                           _("%s: 'renostat rejects --source %lld' lists the "
                                             "rejected rows"),
                                           report->file, (long long)report->source_id));
}
