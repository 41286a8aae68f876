#include <string.h>

#include "data/private_header.h"
#include "ingest/building_name.h"
#include "ingest/header_state.h"
#include "ingest/person_name.h"
#include "ingest/private.h"
#include "ingest/unit.h"

/*
 * Of what stands above a header the title, the units and the dates are wanted again. Behind 填表人
 * stands somebody's name, with or without a colon, in the same cell or in the next.
 */
enum { NAME_CHARACTERS_MAX = 5, DOOR_DIGITS_MIN = 3 };

static size_t characters(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)text[i] & 0xc0) != 0x80;
    return count;
}

static bool has_digit(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] >= '0' && text[i] <= '9')
            return true;
    return false;
}

static bool is_latin(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] >= 0x80)
            return false;
    return true;
}

/* The digits that stand behind the word in a text; 0: it has no such word. */
static size_t digits_behind(const char *text, size_t length, const char *word)
{
    size_t size = strlen(word), digits = 0;
    for (size_t i = 0; i + size <= length && digits == 0; i++)
        if (memcmp(text + i, word, size) == 0)
            while (i + size + digits < length && has_digit(text + i + size + digits, 1))
                digits++;
    return digits;
}

/* 望江路8号: the number of a house in its street. */
static bool has_street(const char *word, size_t length)
{
    static const char *const streets[] = {"路", "街", "巷", "弄", "胡同", "大道", "道"};
    bool found = false;
    for (size_t i = 0; i < sizeof streets / sizeof *streets && !found; i++)
        found = digits_behind(word, length, streets[i]) > 0;
    return found;
}

/* A word that stands alone above a list of people, and may be one's name, or where one lives. */
static bool may_be_private(const char *word, size_t length)
{
    static const char *const titles[] = {"表", "册", "单", "录", "账"};
    if (digits_behind(word, length, "单元") >= DOOR_DIGITS_MIN)
        return true;
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (length >= strlen(titles[i]) &&
            memcmp(word + length - strlen(titles[i]), titles[i], strlen(titles[i])) == 0)
            return false;
    if (has_street(word, length))
        return true;
    return !has_digit(word, length) &&
           (is_latin(word, length) || characters(word, length) <= NAME_CHARACTERS_MAX);
}

static void add_words(struct text *out, const char *text, size_t length)
{
    for (size_t i = 0, word; i < length; i += word) {
        for (word = 0; i + word < length && text[i + word] != ' ';)
            word++;
        if (word == 0) {
            text_add_char(out, ' ');
            word = 1;
        } else if (may_be_private(text + i, word)) {
            text_add(out, "***");
        } else {
            text_add_bytes(out, text + i, word);
        }
    }
}

/* Behind a label that is nobody's: 文峰区住建局 王芳. The first word is what the label is of. */
static void add_without_names(struct text *out, const char *text, size_t length)
{
    size_t first = strspn(text, " ");
    for (size_t i = 0, word; i < length; i += word) {
        word = strcspn(text + i, " ");
        word = word == 0 ? 1 : i + word > length ? length - i : word;
        struct text own = TEXT_INIT;
        text_add_bytes(&own, text + i, word);
        if (i > first && person_name_is_likely(own.data, word) &&
            !building_name_is_whole(own.data) && !unit_is_any(own.data, word))
            text_add(out, "***");
        else
            text_add(out, own.data);
        text_release(&own);
    }
}

/* What stands under no label: down to the first word behind which somebody is named. Returns
 * whether there is little more than that word. */
static bool add_free(struct text *out, const char *text, size_t length, bool of_people)
{
    struct text own = TEXT_INIT;
    text_add_bytes(&own, text, length);
    const char *label = private_label_find(own.data);
    size_t kept = label == NULL ? length : (size_t)(label - own.data);
    if (of_people)
        add_words(out, text, kept);
    else
        text_add_bytes(out, text, kept);
    if (label != NULL)
        text_add(out, "***");
    text_release(&own);
    return label != NULL && characters(text + kept, length - kept) <= NAME_CHARACTERS_MAX;
}

static bool add_behind(struct text *out, const char *text, size_t length)
{
    struct text clean = TEXT_INIT;
    add_without_names(&clean, text, length);
    bool awaits = add_free(out, clean.data, clean.length, false);
    text_release(&clean);
    return awaits;
}

const char *header_next_label(const char *text, const char **label)
{
    for (const char *colon = strchr(text, ':'); colon != NULL; colon = strchr(colon + 1, ':')) {
        if (colon > text && has_digit(colon - 1, 1) && has_digit(colon + 1, 1))
            continue;
        *label = colon;
        while (*label > text && strchr(" ,;", (*label)[-1]) == NULL)
            (*label)--;
        return colon;
    }
    return NULL;
}

/* A list of people keeps what is known to be nobody's, any other all but what is somebody's. */
static bool may_be_kept(const char *label, bool of_people)
{
    return of_people ? private_label_is_harmless(label) : private_label_find(label) == NULL;
}

bool header_says_place(const char *text)
{
    size_t run = 0;
    for (const char *at = text; *at != '\0' && run < DOOR_DIGITS_MIN; at++)
        run = has_digit(at, 1) ? run + 1 : 0;
    return run < DOOR_DIGITS_MIN && building_name_is_whole(text);
}

/* 楼栋:1号楼 is wanted again by a sheet of rejects, and nobody's, unless a door stands there. */
static bool is_place(const char *label, const char *from, const char *end)
{
    static const char *const labels[] = {"楼栋", "楼号", "栋号",  "楼栋号",
                                         "幢号", "单元", "单元号"};
    struct text value = TEXT_INIT;
    bool place = false;
    text_compat(&value, from, (size_t)(end - from));
    for (size_t i = 0; i < sizeof labels / sizeof *labels && !place; i++)
        place = strcmp(label, labels[i]) == 0 && header_says_place(value.data);
    text_release(&value);
    return place;
}

/* A label, and what stands behind its colon; returns where that ends. *awaits: that may stand in
 * the next cell. */
static const char *add_labelled(struct text *out, const char *label, const char *colon,
                                bool of_people, bool *awaits)
{
    struct text name = TEXT_INIT;
    const char *next, *from = colon + 1, *end = from + strlen(from);
    text_add_bytes(&name, label, (size_t)(colon - label));
    if (header_next_label(from, &next) != NULL)
        end = next;
    bool blank = from + strspn(from, " ") >= end;
    text_addf(out, "%s:", name.data);
    *awaits = false;
    if (!blank && is_place(name.data, from, end))
        text_add_bytes(out, from, (size_t)(end - from));
    else if (may_be_kept(name.data, of_people))
        *awaits = add_behind(out, from, (size_t)(end - from));
    else if (blank)
        *awaits = true;
    else
        text_add(out, *end != '\0' ? "*** " : "***");
    text_release(&name);
    return end;
}

/* A cell above the header, narrow. *awaits: the cell before it ended with a label. */
static void add_narrow(struct text *out, const char *at, bool of_people, bool *awaits)
{
    const char *label, *colon = header_next_label(at, &label);
    if (at[0] != '\0' && colon == NULL && *awaits) {
        text_add(out, "***");
        *awaits = false;
    } else if (at[0] != '\0') {
        if (colon == NULL)
            label = at + strlen(at);
        *awaits = add_free(out, at, (size_t)(label - at), of_people);
        for (at = label; (colon = header_next_label(at, &label)) != NULL;)
            at = add_labelled(out, label, colon, of_people, awaits);
    }
}

static void add_above(struct text *out, const char *cell, bool of_people, bool *awaits)
{
    struct text plain = TEXT_INIT;
    text_compat(&plain, cell, strlen(cell));
    add_narrow(out, plain.data, of_people, awaits);
    /* Where nothing goes, its spelling stays as well. */
    if (strcmp(out->data, plain.data) == 0) {
        text_clear(out);
        text_add(out, cell);
    }
    text_release(&plain);
}

bool header_awaits_person(const char *cell)
{
    struct text plain = TEXT_INIT, clean = TEXT_INIT;
    const char *label;
    bool awaits = false;
    text_compat(&plain, cell, strlen(cell));
    if (header_next_label(plain.data, &label) != NULL)
        add_above(&clean, cell, false, &awaits);
    text_release(&plain);
    text_release(&clean);
    return awaits;
}

bool header_names_person(struct text *out, const char *cell)
{
    struct text plain = TEXT_INIT;
    const char *label;
    bool awaits = false;
    text_compat(&plain, cell, strlen(cell));
    if (header_next_label(plain.data, &label) != NULL)
        add_above(out, cell, false, &awaits);
    bool found = out->length > 0 && strcmp(out->data, cell) != 0;
    text_release(&plain);
    return found;
}

/* A cell of a row, with the unit that stands beneath it; NULL: none does. */
static void add_cell(struct text *line, const char *cell, const char *unit, char delimiter)
{
    struct text clean = TEXT_INIT;
    private_scrub(&clean, cell, strlen(cell));
    if (unit != NULL)
        text_addf(&clean, "(%s)", unit);
    text_add_csv_cell(line, clean.data, clean.length, delimiter);
    text_release(&clean);
}

/* The unit beneath a column, where the row has the column's name. */
static const char *unit_under(const struct header *header, const struct rows *rows, size_t row,
                              size_t last, size_t column)
{
    const struct row *below = &rows->items[last];
    bool named = row == last ||
                 (row + 1 == last && (column >= below->count || below->cells[column][0] == '\0'));
    return named && rows->items[row].cells[column][0] != '\0' ? header->units[column] : NULL;
}

/* A cell of a line, behind the one before it. The column of a sheet of rejects is no part of the
 * file: its next sheet has one of its own. */
static bool goes_in(struct text *lines, const struct header *header, size_t column)
{
    if ((int)column == header->reject_column)
        return false;
    if (column > (header->reject_column == 0 ? 1 : 0))
        text_add_char(lines, header->delimiter);
    return true;
}

/* Whether a row has anything but what stands in the column of a sheet of rejects. */
static bool says_something(const struct row *row, const struct header *header)
{
    for (size_t i = 0; i < row->count; i++)
        if ((int)i != header->reject_column && row->cells[i][0] != '\0')
            return true;
    return header->reject_column < 0;
}

static void add_row_above(struct text *lines, const struct row *row, const struct header *header)
{
    struct text clean = TEXT_INIT;
    bool awaits = false;
    if (row->table != 0 || !says_something(row, header))
        return;
    for (size_t i = 0; i < row->count; i++) {
        text_clear(&clean);
        add_above(&clean, row->cells[i], header->of_people, &awaits);
        if (goes_in(lines, header, i))
            add_cell(lines, clean.data, NULL, header->delimiter);
    }
    text_add_char(lines, '\n');
    text_release(&clean);
}

static void add_row_of_header(struct text *lines, const struct header *header,
                              const struct rows *rows, size_t at, size_t last)
{
    const struct row *row = &rows->items[at];
    struct text clean = TEXT_INIT;
    /* Columns without a name at the end are cells as well. */
    size_t count =
        at == last && header->column_count > row->count ? header->column_count : row->count;
    for (size_t i = 0; i < count; i++) {
        const char *cell = i < row->count ? row->cells[i] : "";
        text_clear(&clean);
        if (i < header->column_count && header->columns[i].hidden && cell[0] != '\0')
            cell = "***";
        if (goes_in(lines, header, i))
            add_cell(lines, header_names_person(&clean, cell) ? clean.data : cell,
                     i < header->column_count && i < row->count
                         ? unit_under(header, rows, at, last, i)
                         : NULL,
                     header->delimiter);
    }
    text_release(&clean);
    text_add_char(lines, '\n');
}

/* An empty line parts the header from what stands above it. */
void header_keep_preamble(struct header *header, const struct rows *rows, size_t at, size_t until)
{
    struct text lines = TEXT_INIT;
    for (size_t i = 0; i < at; i++)
        add_row_above(&lines, &rows->items[i], header);
    if (header->late_units[0] != '\0')
        text_addf(&lines, "%s\n", header->late_units);
    text_add_char(&lines, '\n');
    for (size_t i = at; i < until; i++)
        add_row_of_header(&lines, header, rows, i, until - 1);
    header->preamble = arena_strdup(&header->strings, lines.data);
    text_release(&lines);
}
