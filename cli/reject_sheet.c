#include "cli/reject_sheet.h"

#include <string.h>
#include <unistd.h>

#include "core/folder.h"
#include "core/i18n.h"
#include "core/new_file.h"

/* Where the line ends that begins here; newlines in quotes are no ends. */
static const char *line_end(const char *at)
{
    bool quoted = false;
    for (; *at != '\0' && (quoted || *at != '\n'); at++)
        quoted ^= *at == '"';
    return at;
}

/* The lines above the header get an empty cell in front, its last line the column's name. Where
 * the header begins stands the date that the file is as of: what else says it may differ. Rows that
 * are dated say it themselves. */
static void add_preamble(struct text *sheet, const char *preamble, char delimiter, daynum as_of)
{
    char date[DATE_TEXT_MAX];
    while (*preamble != '\0') {
        const char *end = line_end(preamble);
        bool last = *end == '\0' || end[1] == '\0';
        if (end > preamble) {
            text_addf(sheet, "%s%c", last ? "reject_id" : "", delimiter);
            text_add_bytes(sheet, preamble, (size_t)(end - preamble));
            text_add(sheet, "\r\n");
        } else if (as_of != DAYNUM_NONE) {
            text_addf(sheet, "as of %s\r\n", daynum_format(as_of, date));
        }
        preamble = *end == '\0' ? end : end + 1;
    }
}

/* Digits that a spreadsheet would make another number of: 0011, or more than it has room for. */
static bool is_fragile(const char *cell, size_t length)
{
    enum { SAFE_DIGITS = 11 };
    for (size_t i = 0; i < length; i++)
        if (cell[i] < '0' || cell[i] > '9')
            return false;
    return length > SAFE_DIGITS || (length > 1 && cell[0] == '0');
}

/* Such cells as formulas of texts: a spreadsheet leaves them alone, and they come back as they
 * were. */
static void add_guarded(struct text *sheet, const char *raw, char delimiter)
{
    for (const char *at = raw;; at++) {
        bool quoted = false;
        const char *cell = at;
        for (; *at != '\0' && (quoted || *at != delimiter); at++)
            quoted ^= *at == '"';
        bool fragile = is_fragile(cell, (size_t)(at - cell));
        text_add(sheet, fragile ? "\"=\"\"" : "");
        text_add_bytes(sheet, cell, (size_t)(at - cell));
        text_add(sheet, fragile ? "\"\"\"" : "");
        if (*at == '\0')
            return;
        text_add_char(sheet, delimiter);
    }
}

/* A row whose quotes are broken cannot be told into cells: it is one, to be put right by hand. */
static void add_row(struct text *sheet, const struct reject *reject, char delimiter)
{
    text_addf(sheet, "%lld-%s%c", (long long)reject->reject_id, reject->mark, delimiter);
    if (name_value(&reject_code_names, reject->code) == REJECT_SOURCE)
        text_add_csv_cell(sheet, reject->raw, strlen(reject->raw), delimiter);
    else
        add_guarded(sheet, reject->raw, delimiter);
    text_add(sheet, "\r\n");
}

/* A sheet that is there may have been corrected by hand. */
static enum status refuse_sheet(const char *path, struct error *error)
{
    return error_set(error, STATUS_IO,
                     _("'%s' is there already, and may have been corrected: load it, or remove "
                       "it, or name another folder"),
                     path);
}

static void add_path(struct text *path, const char *folder, int64_t source_id)
{
    text_addf(path, "%s/rejects-%lld.csv", folder[0] == '\0' ? "." : folder, (long long)source_id);
}

/* Before any is written, for what fails changes nothing. */
static enum status look_for_sheets(const struct reject_set *set, const char *folder,
                                   struct error *error)
{
    struct text path = TEXT_INIT;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < set->count && status == STATUS_OK; i++) {
        if (i > 0 && set->items[i].source_id == set->items[i - 1].source_id)
            continue;
        text_clear(&path);
        add_path(&path, folder, set->items[i].source_id);
        if (access(path.data, F_OK) == 0)
            status = refuse_sheet(path.data, error);
    }
    text_release(&path);
    return status;
}

static enum status write_sheet(const char *path, const struct text *sheet, struct error *error)
{
    bool made;
    enum status status = new_file_write(path, sheet->data, sheet->length, 0666, &made, error);
    return status == STATUS_OK && !made ? refuse_sheet(path, error) : status;
}

static void add_sheet(struct text *sheet, const struct reject *rejects, size_t count,
                      const char *preamble, char delimiter, daynum as_of)
{
    text_add(sheet, "\xef\xbb\xbf");
    add_preamble(sheet, preamble, delimiter, as_of);
    for (size_t i = 0; i < count; i++)
        add_row(sheet, &rejects[i], delimiter);
}

static enum status write_source(struct store *store, const struct reject *rejects, size_t count,
                                const char *folder, struct text *paths, struct error *error)
{
    struct text preamble = TEXT_INIT, delimiter = TEXT_INIT, sheet = TEXT_INIT, path = TEXT_INIT;
    daynum as_of;
    enum status status =
        store_read_form(store, rejects[0].source_id, &preamble, &delimiter, &as_of, error);
    add_path(&path, folder, rejects[0].source_id);
    if (status == STATUS_OK) {
        add_sheet(&sheet, rejects, count, preamble.data,
                  delimiter.length > 0 ? delimiter.data[0] : ',', as_of);
        status = write_sheet(path.data, &sheet, error);
    }
    if (status == STATUS_OK)
        text_addf(paths, "%s\n", path.data);
    text_release(&preamble);
    text_release(&delimiter);
    text_release(&sheet);
    text_release(&path);
    return status;
}

enum status reject_sheets_write(struct store *store, const struct reject_set *set,
                                const char *folder, struct text *paths, struct error *error)
{
    enum status status = look_for_sheets(set, folder, error);
    if (status == STATUS_OK)
        status = folder_make(folder[0] == '\0' ? "." : folder, error);
    size_t from = 0;
    while (from < set->count && status == STATUS_OK) {
        size_t to = from;
        while (to < set->count && set->items[to].source_id == set->items[from].source_id)
            to++;
        status = write_source(store, &set->items[from], to - from, folder, paths, error);
        from = to;
    }
    return status;
}
