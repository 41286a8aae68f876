#include "ingest/note.h"

#include <string.h>

enum { FILLED_MAX = 4, NOTE_BYTES_MAX = 1000, LABEL_BYTES_MAX = 40 };

static bool begins(const char *text, const char *word)
{
    return strncmp(text, word, strlen(word)) == 0;
}

static bool is_one_of(const char *key, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(key, words[i]) == 0)
            return true;
    return false;
}

/* A label whose text, or whose name and number, stand in the cells behind it. */
static bool is_label(const char *key)
{
    static const char *const labels[] = {
        "注",     "附注",     "备注",     "说明",     "注意",   "联系人",   "联系电话",
        "电话",   "联系方式", "负责人",   "责任人",   "审核",   "审核人",   "审批",
        "审批人", "经办",     "经办人",   "报送人",   "统计员", "统计人",   "主管",
        "领导",   "主管领导", "分管领导", "填报单位", "单位",   "填报日期", "填报时间",
        "来源",   "note",     "notes",    "source",   "contact"};
    return is_one_of(key, labels, sizeof labels / sizeof *labels);
}

/* A quick look, for nearly no row begins so: the first characters of the labels, and spaces. */
static bool may_be_label(const char *cell, size_t length)
{
    static const char firsts[] = "注附备说联电负责审经报统主领分填单来　";
    if (length == 0 || length > LABEL_BYTES_MAX)
        return false;
    if ((unsigned char)cell[0] < 0x80)
        return strchr(" nNsScC", cell[0]) != NULL;
    for (size_t i = 0; i + 3 < sizeof firsts; i += 3)
        if (length >= 3 && memcmp(firsts + i, cell, 3) == 0)
            return true;
    return false;
}

/* Also where a few other cells stand beside it. */
bool note_begins(const char *key)
{
    if (is_label(key))
        return true;
    static const char *const words[] = {
        "注:",      "注1",      "注2",       "备注:",      "说明:",      "填表说明",   "制表",
        "填报",     "填表",     "审核人",    "审核:",      "审核(",      "复核",       "数据来源",
        "资料来源", "联系人:",  "联系电话:", "单位:",      "单位(盖章)", "单位(公章)", "单位(签章)",
        "统计人",   "负责人:",  "负责人(签", "报送",       "note:",      "source:",    "单位负责人",
        "制单",     "主管:",    "主管领导",  "分管领导",   "主要领导",   "经办人",     "日期:",
        "打印",     "*注",      "附:",       "附注",       "金额单位",   "截至",       "截止",
        "数据截",   "以下空白", "(以下",     "以下无正文", "此页无正文"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (begins(key, words[i]))
            return true;
    /* 第1页 共3页 */
    return begins(key, "第") && strstr(key, "页") != NULL;
}

/* "2.", "(3)", "4、" in front: its bytes. */
static size_t number_length(const char *key)
{
    size_t open = key[0] == '(', digits = strspn(key + open, "0123456789");
    const char *behind = key + open + digits;
    return digits > 0 && digits <= 2 && *behind != '\0' && strchr(open ? ")" : ".,)", *behind)
               ? open + digits + 1
               : 0;
}

/* 2022年9月 */
static const char *find_month(const char *key)
{
    for (const char *at = key; (at = strstr(at, "年")) != NULL; at += strlen("年")) {
        const char *month = at + strlen("年");
        size_t digits = strspn(month, "0123456789");
        if (at - key >= 4 && strspn(at - 4, "0123456789") == 4 && digits > 0 && digits <= 2 &&
            begins(month + digits, "月"))
            return at - 4;
    }
    return NULL;
}

static bool ends_as_date(const char *key, size_t length)
{
    return length > 3 &&
           (strcmp(key + length - 3, "日") == 0 || strcmp(key + length - 3, "月") == 0);
}

static bool is_beyond_ascii(const char *text)
{
    for (; *text != '\0'; text++)
        if ((unsigned char)*text >= 0x80)
            return true;
    return false;
}

/* Of a cell alone in a column that names something: whether it is a sentence, a date or a rule
 * line, or can be no code or region. */
static bool reads_as_note(const char *key, enum label label)
{
    static const char *const words[] = {"说明", "备注", "注", "附件", "note", "notes"};
    size_t length = strlen(key), number = number_length(key);
    const char *month = find_month(key);
    if (is_one_of(key, words, sizeof words / sizeof *words) || strspn(key, "-_=*~./\\") == length ||
        strpbrk(key, ":;") != NULL || strstr(key, "。") != NULL)
        return true;
    if (key[0] == '(' && key[length - 1] == ')' && strchr(key, ')') == key + length - 1)
        return true;
    if (month != NULL && (number > 0 || (month == key && ends_as_date(key, length))))
        return true;
    if (label == LABEL_CODE)
        return is_beyond_ascii(key);
    return label == LABEL_REGION && strpbrk(key + number, "0123456789") != NULL;
}

static const char *normalised(struct text *key, const struct csv_record *record, size_t at)
{
    text_clear(key);
    text_normalise(key, csv_record_cell(record, at), csv_record_length(record, at));
    return key->data;
}

/* 一, (二), 三、: how sections are counted. */
static bool is_section_number(const char *key)
{
    static const char *const digits[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九",
                                         "十", "(",  ")",  ",",  ".",  "i",  "v",  "x"};
    bool any = false;
    while (*key != '\0') {
        size_t i = 0;
        while (i < sizeof digits / sizeof *digits && !begins(key, digits[i]))
            i++;
        if (i == sizeof digits / sizeof *digits)
            return false;
        any |= strchr("(),.", digits[i][0]) == NULL;
        key += strlen(digits[i]);
    }
    return any;
}

/* The first two filled cells; how many there are, as far as that matters. */
static size_t find_filled(const struct csv_record *record, size_t filled[2])
{
    size_t count = 0;
    for (size_t i = 0; i < record->count && count <= FILLED_MAX; i++) {
        if (csv_record_length(record, i) == 0)
            continue;
        if (count < 2)
            filled[count] = i;
        count++;
    }
    return count;
}

enum note note_find(const struct header *header, const enum label *labels,
                    const struct csv_record *record, bool goes_on, struct text *key)
{
    size_t filled[2] = {0, 0}, count = find_filled(record, filled), first = filled[0];
    if (count == 0)
        return NOTE_NONE;
    /* 制表, a name, 审核, a name, 负责人, … */
    if (may_be_label(csv_record_cell(record, first), csv_record_length(record, first)) &&
        is_label(normalised(key, record, first)))
        return NOTE_SAID;
    if (count > FILLED_MAX)
        return NOTE_NONE;
    enum label label = first < header->column_count ? labels[first] : LABEL_NONE;
    size_t length = csv_record_length(record, first);
    bool is_short = length <= NOTE_BYTES_MAX;
    if (is_short && note_begins(normalised(key, record, first)))
        return NOTE_SAID;
    if (count == 2 && is_short && label == LABEL_NUMBER && filled[1] < header->column_count &&
        labels[filled[1]] > LABEL_NUMBER && is_section_number(key->data))
        return NOTE_ALONE;
    if (count > 1 || header->column_count < 3)
        return NOTE_NONE;
    if (is_short && label > LABEL_NUMBER && (goes_on || reads_as_note(key->data, label)))
        return NOTE_SAID;
    /* One cell alone where no project, region or door can stand says nothing of any. */
    return label <= LABEL_NUMBER || strstr(header->title, csv_record_cell(record, first)) != NULL
               ? NOTE_ALONE
               : NOTE_NONE;
}
