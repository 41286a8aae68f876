#include "ingest/address.h"

#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_alphanumeric(char c)
{
    return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool ends(const char *text, size_t length, const char *word)
{
    size_t tail = strlen(word);
    return length >= tail && memcmp(text + length - tail, word, tail) == 0;
}

/* Takes the word off the end, if it stands there. */
static bool take(const char *text, size_t *length, const char *word)
{
    if (!ends(text, *length, word))
        return false;
    *length -= strlen(word);
    return true;
}

bool address_may_have_door(const char *text, size_t length)
{
    static const char *const endings[] = {"室", "户", "房", "号", "间"};
    if (length < 4)
        return false;
    const unsigned char *end = (const unsigned char *)text + length;
    if (end[-1] < 0x80)
        return is_digit((char)end[-1]) || end[-1] == ' ' ||
               (is_alphanumeric((char)end[-1]) && is_digit((char)end[-2]));
    /* full-width digits and spaces */
    if (end[-3] == 0xef || (end[-3] == 0xe3 && end[-2] == 0x80 && end[-1] == 0x80))
        return true;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (memcmp(end - 3, endings[i], 3) == 0)
            return true;
    return false;
}

/* What says by itself that the number before it is a door. */
static bool take_ending(const char *text, size_t *length, enum address_place place)
{
    bool said = take(text, length, "房间") || take(text, length, "室") || take(text, length, "房");
    /* 24户 in a name is how many there are. */
    if (!said && place != ADDRESS_IN_NAME)
        said = take(text, length, "户");
    take(text, length, "号");
    return said;
}

static size_t run_start(const char *text, size_t length)
{
    while (length > 0 && is_alphanumeric(text[length - 1]))
        length--;
    return length;
}

static size_t digits_of(const char *text, size_t from, size_t to)
{
    size_t digits = 0;
    for (size_t i = from; i < to; i++)
        digits += is_digit(text[i]);
    return digits;
}

/* 一 to 十, where a number stands in words. */
static size_t number_start(const char *text, size_t length)
{
    static const char *const words[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    size_t start = run_start(text, length);
    bool found = start == length;
    while (found) {
        found = false;
        for (size_t i = 0; i < sizeof words / sizeof *words && !found; i++)
            found = take(text, &start, words[i]);
    }
    return start;
}

/* 3号楼, 3栋, A座, 3#: where it begins; `length` where there is none. */
static size_t building_start(const char *text, size_t length)
{
    static const char *const marks[] = {"号楼", "#楼", "楼", "栋", "幢", "座", "#"};
    size_t end = length;
    while (end > 0 && strchr("-, ", text[end - 1]) != NULL)
        end--;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t before = end;
        if (!take(text, &before, marks[i]))
            continue;
        take(text, &before, "号");
        size_t start = number_start(text, before);
        if (start < before) {
            take(text, &start, "第");
            return start;
        }
    }
    return length;
}

/* 2 and 二, and 东 as well, for stairwells are told by their sides. */
static size_t unit_name_start(const char *text, size_t length)
{
    static const char *const sides[] = {"东", "西", "南", "北", "中"};
    size_t start = number_start(text, length);
    for (size_t i = 0; i < sizeof sides / sizeof *sides && start == length; i++)
        take(text, &start, sides[i]);
    return start;
}

/* 2单元 (and 3层 behind it): where it begins; `length` where there is none. */
static size_t unit_start(const char *text, size_t length)
{
    size_t end = length;
    while (end > 0 && strchr("-, ", text[end - 1]) != NULL)
        end--;
    if (ends(text, end, "层"))
        end = number_start(text, end - strlen("层"));
    /* 东门 is a gate. */
    bool gate = take(text, &end, "门");
    if (!gate && !take(text, &end, "单元") && !take(text, &end, "梯"))
        return length;
    size_t start = gate ? run_start(text, end) : unit_name_start(text, end);
    if (start == end)
        return length;
    take(text, &start, "第");
    return start;
}

bool address_read_unit(struct address *address, const char *text)
{
    size_t length = strlen(text);
    /* Most cells are a stairwell alone: the shortest with its building is 3#1单元. */
    if (length < strlen("3#1单元") || !ends(text, length, "元"))
        return false;
    address->door = length;
    address->unit = unit_start(text, length);
    address->building = building_start(text, address->unit);
    address->sure = true;
    return address->building < address->unit && address->unit < length;
}

/* 3-2-301, 3#2-301: the one or two groups before the last, of which there are so many. */
static int read_hyphens(struct address *address, const char *text, enum address_place place)
{
    size_t end = address->door - 1, start = run_start(text, end);
    if (start == end || end - start > 4)
        return 0;
    size_t before = building_start(text, start);
    if (before == start && start > 1 && text[start - 1] == '-') {
        before = building_start(text, start - 1);
        if (before == start - 1)
            before = run_start(text, start - 1);
    }
    bool more = before + 1 < start;
    address->building = more ? before : start;
    address->unit = more || place == ADDRESS_IN_UNIT ? start : address->door;
    return more ? 2 : 1;
}

/* What stands before the door, by its marks. */
static bool read_marks(struct address *address, const char *text)
{
    address->unit = unit_start(text, address->door);
    address->building = building_start(text, address->unit);
    return address->building < address->door;
}

static bool read_before(struct address *address, const char *text, size_t digits, bool said,
                        enum address_place place)
{
    bool in_name = place == ADDRESS_IN_NAME || place == ADDRESS_IN_COMPOUND;
    size_t door = address->door;
    address->sure = true;
    if (read_marks(address, text)) {
        if (address->unit < door)
            return said || digits >= (place == ADDRESS_IN_NAME ? 3 : 2);
        return said || (digits >= 3 && !in_name);
    }
    if (door == 0) {
        address->unit = address->building = 0;
        address->sure = said;
        return (place == ADDRESS_IN_UNIT && (said || digits >= 3)) ||
               (place == ADDRESS_IN_BUILDING && said);
    }
    address->sure = said;
    int groups = text[door - 1] == '-' ? read_hyphens(address, text, place) : 0;
    bool all = groups == 2 && place == ADDRESS_IN_COMPOUND;
    return groups > 0 && (said || (digits >= 3 && (all || !in_name)));
}

bool address_read(struct address *address, const char *text, enum address_place place)
{
    size_t length = strlen(text);
    bool said = take_ending(text, &length, place);
    address->door = run_start(text, length);
    size_t digits = digits_of(text, address->door, length);
    /* 301B is a door, a name in letters is none. */
    if (digits == 0 || length - address->door > digits + 2)
        return false;
    return read_before(address, text, digits, said, place);
}
