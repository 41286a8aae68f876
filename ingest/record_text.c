#include "ingest/record_text.h"

#include <string.h>

#include "ingest/damaged_number.h"
#include "ingest/private.h"
#include "ingest/private_name.h"
#include "ingest/region_name.h"
#include "ingest/value.h"

/* Whether NFKC and trimming could change the text, or it has line breaks. */
static bool needs_work(const char *cell, size_t length)
{
    if (cell[0] == ' ' || cell[length - 1] == ' ' || cell[0] == '=' || cell[0] == '\'')
        return true;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)cell[i];
        if (c == 0xef || c < 0x20)
            return true;
        /* U+2460 … enclosed numbers, U+3000 */
        if ((c == 0xe2 || c == 0xe3) && i + 1 < length &&
            ((unsigned char)cell[i + 1] == 0x80 || (unsigned char)cell[i + 1] == 0x91))
            return true;
    }
    return false;
}

static bool may_be_blank(const char *cell, size_t length)
{
    return length <= 9 && (strchr("-/\\Nn(*.", cell[0]) != NULL || (unsigned char)cell[0] >= 0x80);
}

static void strip_breaks(struct text *text)
{
    size_t to = 0;
    for (size_t i = 0; i < text->length; i++) {
        unsigned char c = (unsigned char)text->data[i];
        if (c == '\n' || c == '\r' || c == '\t' || c == '\v' || c == '\f') {
            if (to > 0 && text->data[to - 1] != ' ')
                text->data[to++] = ' ';
        } else if (c >= 0x20) {
            text->data[to++] = (char)c;
        }
    }
    text->length = to;
    if (text->capacity > 0)
        text->data[to] = '\0';
}

/* Whether the text may hold what belongs to a person. The door of a key is told apart: see
 * record_address.h. */
static bool is_suspect(const struct field *about, const char *text, size_t length)
{
    return about->type == FIELD_TEXT &&
           (private_is_suspect(text, length) || private_may_have_role(text, length) ||
            (about->subject != SUBJECT_KEY && private_may_have_door(text, length)));
}

/* 41050220220002.0 is a project's code that went through a number: its zeros in front are lost. Of
 * a building 3.0 is 3. */
static bool is_float(const struct field *about, const char *cell, size_t length)
{
    return length > 2 && memcmp(cell + length - 2, ".0", 2) == 0 &&
           strspn(cell, "0123456789") == length - 2 && strcmp(about->name, "project_code") == 0;
}

const char *record_text_clean(struct text *own, const struct field *about, const char *cell,
                              size_t length, bool *mangled)
{
    bool region = field_is_region(about);
    if (length == 0 || (may_be_blank(cell, length) && value_is_blank(cell)))
        return NULL;
    *mangled =
        about->type == FIELD_CODE && (number_is_rounded(cell) || is_float(about, cell, length));
    if (!region && !is_suspect(about, cell, length) && !needs_work(cell, length))
        return cell;
    struct text work = TEXT_INIT;
    cell = value_unguard(cell, &length);
    text_compat(&work, cell, length);
    strip_breaks(&work);
    if (region)
        region_name_clean(&work);
    const char *from = work.data;
    text_clear(own);
    /* Looked at again: a number may have been full of marks that are gone now. */
    if (!is_suspect(about, from, strlen(from)))
        text_add(own, from);
    else if (about->subject == SUBJECT_KEY)
        private_scrub_numbers(own, from, strlen(from));
    else
        private_scrub(own, from, strlen(from));
    text_release(&work);
    return own->length == 0 || value_is_blank(own->data) ? NULL : own->data;
}
