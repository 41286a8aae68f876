#include <string.h>

#include "data/traditional.h"

#include "ingest/value.h"

static enum value_result read_name(const struct name_table *names, const char *normalised,
                                   int64_t *value)
{
    int found = names == NULL ? -1 : name_value_of_word(names, normalised);
    if (found < 0 && names != NULL)
        found = name_value(names, normalised);
    *value = found;
    return found < 0 ? VALUE_BAD_TYPE : VALUE_READ;
}

static enum value_result read_set(const struct name_table *names, const char *normalised,
                                  int64_t *value)
{
    char word[64];
    int64_t bits = 0;
    for (const char *at = normalised; *at != '\0';) {
        size_t span = strcspn(at, ",;/+&|.");
        int64_t one;
        if (span >= sizeof word)
            return VALUE_BAD_TYPE;
        memcpy(word, at, span);
        word[span] = '\0';
        if (span > 0 && read_name(names, word, &one) != VALUE_READ)
            return VALUE_BAD_TYPE;
        if (span > 0)
            bits |= INT64_C(1) << one;
        at += span + (at[span] != '\0');
    }
    *value = bits;
    return bits == 0 ? VALUE_BLANK : VALUE_READ;
}

static bool is_one_of(const char *word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(word, words[i]) == 0)
            return true;
    return false;
}

/* Some fields have words of their own: 计划外 is yes where it is asked for, and no where 计划内
 * is. */
static enum value_result read_flag(const struct name_table *names, const char *normalised,
                                   int64_t *value)
{
    static const char *const yes[] = {"是", "√", "有", "y",  "yes",  "true", "1",    "✓",
                                      "✔",  "☑", "对", "已", "愿意", "同意", "支持", "t"};
    static const char *const no[] = {"否",     "×",    "x", "无", "n",    "no",     "false",
                                     "0",      "✗",    "✘", "☒",  "错",   "不愿意", "不同意",
                                     "不支持", "没有", "f", "不", "不是", "未"};
    if (read_name(names, normalised, value) == VALUE_READ)
        return VALUE_READ;
    if (is_one_of(normalised, yes, sizeof yes / sizeof *yes))
        *value = 1;
    else if (is_one_of(normalised, no, sizeof no / sizeof *no))
        *value = 0;
    else
        return VALUE_BAD_TYPE;
    return VALUE_READ;
}

static enum value_result read_key(const struct value_rule *rule, const char *key, int64_t *value)
{
    return rule->type == FIELD_FLAG  ? read_flag(rule->names, key, value)
           : rule->type == FIELD_SET ? read_set(rule->names, key, value)
                                     : read_name(rule->names, key, value);
}

/* The bytes of a box in front of a choice; *ticked: with a mark in it. 0: there is none. */
static size_t box_at(const char *at, bool *ticked)
{
    static const char *const marked[] = {"☑", "√", "✓", "✔", "■", "●"};
    static const char *const empty[] = {"□", "☐", "○"};
    for (size_t i = 0; i < sizeof marked / sizeof *marked; i++)
        if (strncmp(at, marked[i], strlen(marked[i])) == 0) {
            *ticked = true;
            return strlen(marked[i]);
        }
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
        if (strncmp(at, empty[i], strlen(empty[i])) == 0) {
            *ticked = false;
            return strlen(empty[i]);
        }
    return 0;
}

/* "□同意☑不同意" says 不同意: of boxes in front of words the only one that is ticked. */
static void keep_ticked(struct text *key)
{
    struct text chosen = TEXT_INIT;
    size_t box;
    bool ticked, sure = true;
    const char *at = key->data;
    while (sure && (box = box_at(at, &ticked)) > 0) {
        const char *word = at + box;
        bool other;
        for (at = word; *at != '\0' && box_at(at, &other) == 0;)
            at++;
        sure = at > word && !(ticked && chosen.length > 0);
        if (ticked)
            text_add_bytes(&chosen, word, (size_t)(at - word));
    }
    if (sure && *at == '\0' && chosen.length > 0) {
        text_clear(key);
        text_add(key, chosen.data);
    }
    text_release(&chosen);
}

static bool cut_tail(struct text *key, const char *tail)
{
    size_t length = strlen(tail);
    if (key->length <= length || strcmp(key->data + key->length - length, tail) != 0)
        return false;
    key->length -= length;
    key->data[key->length] = '\0';
    return true;
}

/* Behind an answer, and no part of it. */
static void cut_tails(struct text *key)
{
    static const char *const tails[] = {"。",       ".",        "!",        ";",
                                        ",",        "(签字)",   "(签名)",   "(盖章)",
                                        "(已签字)", "(已签名)", "(按手印)", "(手印)"};
    for (size_t i = 0; i < sizeof tails / sizeof *tails;)
        i = cut_tail(key, tails[i]) ? 0 : i + 1;
}

/* Known words first, for 无 is one of them. */
enum value_result value_read_word(const struct value_rule *rule, const char *plain, int64_t *value)
{
    struct text key = TEXT_INIT;
    text_normalise(&key, plain, strlen(plain));
    enum value_result result = read_key(rule, key.data, value);
    if (result == VALUE_BAD_TYPE && value_is_blank(plain))
        result = VALUE_BLANK;
    if (result == VALUE_BAD_TYPE) {
        traditional_simplify(&key, 0);
        cut_tails(&key);
        keep_ticked(&key);
        result = read_key(rule, key.data, value);
    }
    text_release(&key);
    return result;
}

void value_words(struct text *out, const struct value_rule *rule)
{
    for (size_t i = 0; rule->names != NULL && i < rule->names->count; i++) {
        const struct name_row *row = &rule->names->rows[i];
        if (row->name == NULL)
            continue;
        const char *word = row->words[0] != '\0' ? row->words : row->name;
        text_add(out, out->length > 0 ? ", " : "");
        text_add_bytes(out, word, strcspn(word, "|"));
    }
}
