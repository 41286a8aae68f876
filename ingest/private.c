#include "ingest/private.h"

#include <string.h>

#include "ingest/person_number.h"
#include "ingest/private_name.h"

/* Documents whose numbers are too short, or too much like others, to be known by themselves. */
static const char *const documents[] = {"护照", "通行证", "军官证", "passport", "Passport"};
enum { DOCUMENT_COUNT = sizeof documents / sizeof *documents, DOCUMENT_DIGITS_MIN = 6 };

/* The bytes of the name of a document that stands here; 0: there is none. */
static size_t document_at(const char *text, size_t left)
{
    for (size_t i = 0; i < DOCUMENT_COUNT; i++) {
        size_t length = strlen(documents[i]);
        if (length <= left && memcmp(text, documents[i], length) == 0)
            return length;
    }
    return 0;
}

bool private_is_suspect(const char *text, size_t length)
{
    size_t digits = 0, bytes;
    for (size_t i = 0; i < length && digits < PERSON_NUMBER_DIGITS_MIN; i++)
        digits += digit_at(text + i, length - i, &bytes) >= 0;
    bool document = false;
    for (size_t i = 0; digits >= DOCUMENT_DIGITS_MIN && i < length && !document; i++)
        document = document_at(text + i, length - i) > 0;
    return digits >= PERSON_NUMBER_DIGITS_MIN || document;
}

static bool is_latin(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* The digits that stand behind a building or a stairwell and in front of 室. */
static bool is_door(const char *text, size_t from, size_t run, size_t length)
{
    static const char *const places[] = {"单元", "楼", "栋", "幢", "座", "#"};
    static const char room[] = "室";
    enum { DOOR_DIGITS_MIN = 2, DOOR_DIGITS_MAX = 5 };
    size_t end = from + run;
    if (run < DOOR_DIGITS_MIN || run > DOOR_DIGITS_MAX || length - end < strlen(room) ||
        memcmp(text + end, room, strlen(room)) != 0)
        return false;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        size_t place = strlen(places[i]);
        if (from >= place && memcmp(text + from - place, places[i], place) == 0)
            return true;
    }
    return false;
}

/* 护照E12345678, passport no. E12345678: the bytes in front of the number, and *bytes of it; 0:
 * none stands here. */
static size_t document_length(const char *text, size_t left, size_t *bytes)
{
    static const char *const joints[] = {"号码", "号", "为", ":", "：", " ", "no.", "No."};
    size_t at = document_at(text, left);
    for (size_t i = 0; at > 0 && i < sizeof joints / sizeof *joints; i++) {
        size_t joint = strlen(joints[i]);
        if (joint <= left - at && memcmp(text + at, joints[i], joint) == 0) {
            at += joint;
            i = (size_t)-1;
        }
    }
    size_t letters = 0;
    while (at + letters < left && letters < 2 && is_latin(text[at + letters]))
        letters++;
    *bytes = letters + digit_run(text + at + letters, left - at - letters);
    return *bytes - letters >= DOCUMENT_DIGITS_MIN ? at : 0;
}

static bool scrub(struct text *out, const char *text, size_t length, bool doors)
{
    bool found = false;
    size_t begin = out->length;
    for (size_t i = 0; i < length;) {
        size_t number, role = private_role_length(text + i, length - i);
        if (role > 0) {
            found = true;
            i += role;
            continue;
        }
        size_t front = document_length(text + i, length - i, &number);
        if (front > 0) {
            text_add_bytes(out, text + i, front);
            text_add(out, "***");
            found = true;
            i += front + number;
            continue;
        }
        size_t run = digit_run(text + i, length - i);
        size_t private = run == 0 ? 0 : person_number_length(text + i, length - i);
        if (private > 0) {
            private_name_cut(out, begin);
            text_add(out, "***");
            found = true;
            i += private;
            i += private_name_length(text + i, length - i);
        } else if (doors && is_door(text, i, run, length)) {
            text_add(out, "***");
            found = true;
            i += run;
        } else {
            size_t step = run > 0 ? run : 1;
            text_add_bytes(out, text + i, step);
            i += step;
        }
    }
    return found;
}

bool private_scrub(struct text *out, const char *text, size_t length)
{
    return scrub(out, text, length, true);
}

bool private_scrub_numbers(struct text *out, const char *text, size_t length)
{
    return scrub(out, text, length, false);
}

bool private_may_have_door(const char *text, size_t length)
{
    static const char room[] = "室";
    for (size_t i = 1; i + strlen(room) <= length; i++)
        if (text[i - 1] >= '0' && text[i - 1] <= '9' && memcmp(text + i, room, strlen(room)) == 0)
            return true;
    return false;
}

/* Behind or before a letter, or a group of other digits, stands no number by itself. */
static bool is_part(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
           c == '_';
}

bool private_is_code(const char *code, size_t length)
{
    if (length < PERSON_NUMBER_DIGITS_MIN || !private_is_suspect(code, length))
        return false;
    for (size_t i = 0; i < length; i++) {
        if (i > 0 && is_part(code[i - 1]))
            continue;
        size_t private = person_number_in_code(code + i, length - i);
        if (private > 0 && (i + private == length || !is_part(code[i + private])))
            return true;
    }
    return false;
}
