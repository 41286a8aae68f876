#include "data/private_key.h"

#include <string.h>

#include "core/digest.h"

enum { KEY_BYTES = 32, TOKEN_LETTERS = 16 };

static const char mark[] = "token-";

/* Endings, one after another: 3号楼. */
static void strip_endings(struct text *name)
{
    static const char *const endings[] = {"楼", "栋", "幢", "座", "单元",
                                          "门", "室", "户", "房", "号", "#"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings;) {
        size_t length = strlen(endings[i]);
        if (name->length > length && strcmp(name->data + name->length - length, endings[i]) == 0) {
            name->length -= length;
            name->data[name->length] = '\0';
            i = 0;
        } else {
            i++;
        }
    }
}

static void cut_front(struct text *name, size_t length)
{
    name->length -= length;
    memmove(name->data, name->data + length, name->length + 1);
}

/* 0 to 9 for 零 to 九, 10 for 十; -1 for anything else. */
static int digit_in_words(const char *text)
{
    static const char words[] = "零一二三四五六七八九十";
    for (int i = 0; i <= 10; i++)
        if (strncmp(text, words + (size_t)i * 3, 3) == 0)
            return i;
    return -1;
}

/* 三, 十二, 二十, 二十一; -1 where the text is none of these. */
static int number_in_words(const char *text)
{
    int tens = 0, ones = 0, digit = digit_in_words(text);
    if (digit >= 0 && digit < 10) {
        ones = digit;
        text += 3;
    }
    if (digit_in_words(text) == 10) {
        tens = digit < 10 ? ones : 1;
        ones = 0;
        text += 3;
        digit = digit_in_words(text);
        if (digit >= 0 && digit < 10) {
            ones = digit;
            text += 3;
        }
    }
    return digit < 0 && tens == 0 ? -1 : text[0] == '\0' ? tens * 10 + ones : -1;
}

static void write_as_number(struct text *name)
{
    if (strncmp(name->data, "第", 3) == 0 && name->length > 3)
        cut_front(name, 3);
    int number = number_in_words(name->data);
    if (number > 0) {
        text_clear(name);
        text_addf(name, "%d", number);
    }
    size_t digits = strspn(name->data, "0123456789");
    const char *rest = name->data + digits;
    if (digits > 0 && rest[0] == '.' && rest[1] != '\0' &&
        rest[1 + strspn(rest + 1, "0")] == '\0') {
        name->length = digits;
        name->data[digits] = '\0';
    }
    size_t zeros = strspn(name->data, "0");
    if (zeros == digits && zeros > 0)
        zeros--;
    cut_front(name, zeros);
}

void private_key_strip(struct text *name)
{
    strip_endings(name);
    write_as_number(name);
}

/* A part of the address in the form in which it counts. */
static void add_part(struct text *key, const char *text)
{
    struct text part = TEXT_INIT;
    text_normalise(&part, text, strlen(text));
    private_key_strip(&part);
    text_addf(key, "%s%s", key->length > 0 ? "\x1f" : "", part.data);
    text_release(&part);
}

int64_t private_key_door(const unsigned char *salt, const char *building, const char *unit,
                         const char *door)
{
    struct text key = TEXT_INIT;
    int64_t hash;
    if (private_key_read(door, &hash))
        return hash;
    add_part(&key, door);
    add_part(&key, building);
    add_part(&key, unit);
    hash = digest_keyed(salt, KEY_BYTES, key.data, key.length);
    text_release(&key);
    return hash;
}

int64_t private_key_owner(const unsigned char *salt, const char *identity)
{
    struct text key = TEXT_INIT;
    int64_t hash;
    if (private_key_read(identity, &hash))
        return hash;
    text_normalise(&key, identity, strlen(identity));
    hash = digest_keyed(salt, KEY_BYTES, key.data, key.length);
    text_release(&key);
    return hash;
}

void private_key_token(struct text *out, int64_t hash)
{
    text_add(out, mark);
    for (int shift = 60; shift >= 0; shift -= 4)
        text_add_char(out, (char)('a' + ((uint64_t)hash >> shift & 15)));
}

bool private_key_read(const char *text, int64_t *hash)
{
    uint64_t bits = 0;
    size_t length = strlen(mark);
    if (strncmp(text, mark, length) != 0 || strlen(text) != length + TOKEN_LETTERS)
        return false;
    for (const char *at = text + length; *at != '\0'; at++) {
        if (*at < 'a' || *at > 'p')
            return false;
        bits = bits << 4 | (uint64_t)(*at - 'a');
    }
    *hash = (int64_t)bits;
    return true;
}
