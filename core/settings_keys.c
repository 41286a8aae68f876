#include "core/settings_keys.h"

#include <string.h>

#include "core/i18n.h"
#include "core/setting_value.h"
#include "core/value.h"

/* Every key: the section that it stands in, its name there, the field, and its type. */
struct setting {
    const char *section, *name;
    size_t offset;
    setting_reader *read;
};

static const struct setting keys[] = {
    {"", "city", offsetof(struct settings, city), setting_read_text},
    {"", "notice", offsetof(struct settings, notice), setting_read_text},
    {"", "suppress_below", offsetof(struct settings, suppress_below), setting_read_count},
    {"", "stale_days", offsetof(struct settings, stale_days), setting_read_count},
    {"", "consent_rule", 0, NULL}, /* the name of a rule: see set_rule() */
    {"bands", "excellent", offsetof(struct settings, band_excellent), setting_read_percent},
    {"bands", "good", offsetof(struct settings, band_good), setting_read_percent},
    {"bands", "pass", offsetof(struct settings, band_pass), setting_read_percent},
    {"deadline", "date", 0, setting_read_deadline},
    {"deadline", "progress", 0, setting_read_progress},
    {"deadline", "completion", offsetof(struct deadline, completion), setting_read_flag},
    {"deadline", "target", offsetof(struct deadline, target_share), setting_read_share},
    {"rule", "unit", offsetof(struct consent_rule, unit), setting_read_unit},
    {"rule", "count", offsetof(struct consent_rule, count), setting_read_counting},
    {"rule", "households", offsetof(struct consent_rule, heads), setting_read_share},
    {"rule", "area", offsetof(struct consent_rule, area), setting_read_share},
    {"rule", "quorum_households", offsetof(struct consent_rule, quorum_heads), setting_read_share},
    {"rule", "quorum_area", offsetof(struct consent_rule, quorum_area), setting_read_share},
    {"rule", "silence_is_final", offsetof(struct consent_rule, silence_is_final),
     setting_read_flag},
    {"rule", "abstention_is_final", offsetof(struct consent_rule, abstention_is_final),
     setting_read_flag},
};
enum { KEY_COUNT = sizeof keys / sizeof *keys };

/* The deadline of this name; a new one asks for completion by all at the end of the year. */
static struct deadline *deadline_named(struct settings *settings, const char *name)
{
    const struct deadline *found = settings_deadline(settings, name);
    if (found != NULL)
        return settings->deadlines + (found - settings->deadlines);
    size_t count = settings->deadline_count++;
    settings->deadlines =
        xreallocarray(settings->deadlines, count + 1, sizeof *settings->deadlines);
    settings->deadlines[count] =
        (struct deadline){.name = arena_strdup(&settings->strings, name),
                          .month = 12,
                          .day = 31,
                          .date = DAYNUM_NONE,
                          .progress_mpct = 100 * MPCT_PER_PERCENT,
                          .completion = true,
                          .target_share = {100 * MPCT_PER_PERCENT, 100 * MPCT_PER_PERCENT, false}};
    return &settings->deadlines[count];
}

static struct consent_rule *rule_named(struct settings *settings, const char *name)
{
    const struct consent_rule *found = settings_rule(settings, name);
    if (found != NULL)
        return settings->rules + (found - settings->rules);
    size_t count = settings->rule_count++;
    settings->rules = xreallocarray(settings->rules, count + 1, sizeof *settings->rules);
    settings->rules[count] = (struct consent_rule){.name = arena_strdup(&settings->strings, name)};
    return &settings->rules[count];
}

static const char *set_rule(struct settings *settings, const char *name)
{
    const struct consent_rule *rule = settings_rule(settings, name);
    if (rule == NULL)
        return _("the name of a rule");
    settings->rule = (size_t)(rule - settings->rules);
    return NULL;
}

/* Remembers what was said last for a key. */
static void note_origin(struct settings *settings, const char *key, const char *value,
                        const char *file, int line)
{
    struct setting_origin origin = {.value = arena_strdup(&settings->strings, value),
                                    .file = file == NULL ? NULL
                                                         : arena_strdup(&settings->strings, file),
                                    .line = line};
    for (size_t i = 0; i < settings->origin_count; i++)
        if (strcmp(settings->origins[i].key, key) == 0) {
            origin.key = settings->origins[i].key;
            settings->origins[i] = origin;
            return;
        }
    origin.key = arena_strdup(&settings->strings, key);
    settings->origins =
        xreallocarray(settings->origins, settings->origin_count + 1, sizeof *settings->origins);
    settings->origins[settings->origin_count++] = origin;
}

static const struct setting *find_key(const char *section, size_t length, const char *name)
{
    for (size_t i = 0; i < KEY_COUNT; i++)
        if (strlen(keys[i].section) == length && memcmp(keys[i].section, section, length) == 0 &&
            strcmp(keys[i].name, name) == 0)
            return &keys[i];
    return NULL;
}

/*
 * What a key's offset counts from: the deadline or rule whose name stands between the dots, else
 * the settings. NULL where a name is missing, or is one too many.
 */
static void *base_of(struct settings *settings, const struct setting *setting, const char *first,
                     const char *last)
{
    bool is_rule = strcmp(setting->section, "rule") == 0;
    bool is_deadline = strcmp(setting->section, "deadline") == 0;
    if (!is_rule && !is_deadline)
        return first == last ? settings : NULL;
    if (last - first < 2 || strchr(first + 1, '.') != last)
        return NULL;
    char *title = arena_strndup(&settings->strings, first + 1, (size_t)(last - first - 1));
    return is_rule ? (void *)rule_named(settings, title) : (void *)deadline_named(settings, title);
}

enum status settings_apply(struct settings *settings, const char *key, const char *value,
                           const char *file, int line, const char **want)
{
    const char *first = strchr(key, '.'), *last = strrchr(key, '.');
    const char *name = last == NULL ? key : last + 1;
    const struct setting *setting = find_key(key, first == NULL ? 0 : (size_t)(first - key), name);
    *want = NULL;
    if (setting == NULL)
        return STATUS_NOT_FOUND;
    void *base = base_of(settings, setting, first, last);
    if (base == NULL)
        return STATUS_NOT_FOUND;
    *want = setting->read == NULL ? set_rule(settings, value)
                                  : setting->read(base, setting->offset, value, &settings->strings);
    if (*want != NULL)
        return STATUS_INVALID;
    note_origin(settings, key, value, file, line);
    return STATUS_OK;
}

const char *settings_key(size_t index, const char *section)
{
    return index < KEY_COUNT && strcmp(keys[index].section, section) == 0 ? keys[index].name : NULL;
}

size_t settings_key_count(void)
{
    return KEY_COUNT;
}

void settings_copy(struct settings *copy, const struct settings *settings)
{
    const char *want;
    *copy = (struct settings){.city = "", .notice = ""};
    /* The choice of a rule comes last: it may be one that was said after the choice. */
    for (int choice = 0; choice <= 1; choice++)
        for (size_t i = 0; i < settings->origin_count; i++) {
            const struct setting_origin *origin = &settings->origins[i];
            if ((strcmp(origin->key, "consent_rule") == 0) == (choice == 1))
                settings_apply(copy, origin->key, origin->value, origin->file, origin->line, &want);
        }
}
