#include "core/settings.h"

#include <stdlib.h>
#include <string.h>

#include "core/config_file.h"
#include "core/i18n.h"
#include "core/settings_keys.h"
#include "core/value.h"

/* What is in force where nobody said anything; said in the words of a settings file. */
static const struct {
    const char *key, *value;
} defaults[] = {
    {"city", ""},
    {"notice", ""},
    {"suppress_below", "10"},
    {"stale_days", "45"},
    {"bands.excellent", "95"},
    {"bands.good", "85"},
    {"bands.pass", "75"},
    /* Most of the works by the end of October, basically complete by the end of November,
     * all of it by the province's own date. */
    {"deadline.main-works.date", "10-31"},
    {"deadline.main-works.progress", "80"},
    {"deadline.main-works.target", ">1/2"},
    {"deadline.completion.date", "11-30"},
    {"deadline.completion.target", ">=95%"},
    {"deadline.province.date", "12-31"},
    {"deadline.province.target", ">=100%"},
    /* Two thirds of all owners' households, in each compound. */
    {"rule.xuchang.households", ">=2/3"},
    {"rule.xuchang.abstention_is_final", "yes"},
    /* Civil Code, article 278: two thirds take part, by head and by area; of them a majority,
     * or three quarters where reserves are raised or buildings altered. */
    {"rule.civil-code-278.count", "owners"},
    {"rule.civil-code-278.quorum_households", ">=2/3"},
    {"rule.civil-code-278.quorum_area", ">=2/3"},
    {"rule.civil-code-278.households", ">1/2"},
    {"rule.civil-code-278.area", ">1/2"},
    {"rule.civil-code-278-major.count", "owners"},
    {"rule.civil-code-278-major.quorum_households", ">=2/3"},
    {"rule.civil-code-278-major.quorum_area", ">=2/3"},
    {"rule.civil-code-278-major.households", ">=3/4"},
    {"rule.civil-code-278-major.area", ">=3/4"},
    {"rule.singapore-hip.unit", "block"},
    {"rule.singapore-hip.households", ">=75%"},
    {"rule.japan-four-fifths.count", "owners"},
    {"rule.japan-four-fifths.households", ">=4/5"},
    {"rule.japan-four-fifths.area", ">=4/5"},
    {"consent_rule", "xuchang"},
};

daynum deadline_day(const struct deadline *deadline, int plan_year)
{
    return deadline->date != DAYNUM_NONE
               ? deadline->date
               : daynum_from_civil(plan_year, deadline->month, deadline->day);
}

const struct consent_rule *settings_rule(const struct settings *settings, const char *name)
{
    for (size_t i = 0; i < settings->rule_count; i++)
        if (strcmp(settings->rules[i].name, name) == 0)
            return &settings->rules[i];
    return NULL;
}

const char *deadline_label(const struct deadline *deadline)
{
    if (strcmp(deadline->name, "main-works") == 0)
        return C_("deadline", "main works");
    if (strcmp(deadline->name, "completion") == 0)
        return C_("deadline", "completion");
    if (strcmp(deadline->name, "province") == 0)
        return C_("deadline", "the province's target");
    return deadline->name;
}

const struct deadline *settings_deadline(const struct settings *settings, const char *name)
{
    for (size_t i = 0; i < settings->deadline_count; i++)
        if (strcmp(settings->deadlines[i].name, name) == 0)
            return &settings->deadlines[i];
    return NULL;
}

void settings_init(struct settings *settings)
{
    const char *want;
    *settings = (struct settings){.city = "", .notice = ""};
    for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++)
        settings_apply(settings, defaults[i].key, defaults[i].value, NULL, 0, &want);
}

void settings_release(struct settings *settings)
{
    free(settings->deadlines);
    free(settings->rules);
    free(settings->origins);
    arena_release(&settings->strings);
    *settings = (struct settings){0};
}

/* What no single key can tell: do they make sense together? */
static enum status check_together(const struct settings *settings, struct error *error)
{
    for (size_t i = 0; i < settings->rule_count; i++)
        if (settings->rules[i].heads.denominator == 0 && settings->rules[i].area.denominator == 0)
            return error_set(error, STATUS_INVALID,
                             _("rule '%s' asks for neither households nor area"),
                             settings->rules[i].name);
    if (settings->band_excellent < settings->band_good || settings->band_good < settings->band_pass)
        return error_set(error, STATUS_INVALID,
                         _("bands overlap: 'excellent' >= 'good' >= 'pass' is needed"));
    return STATUS_OK;
}

enum status settings_set(struct settings *settings, const char *key, const char *value,
                         struct error *error)
{
    const char *want;
    enum status status = settings_apply(settings, key, value, "", 0, &want);
    if (status == STATUS_NOT_FOUND)
        return error_set(error, STATUS_USAGE, _("no setting '%s'"), key);
    if (status != STATUS_OK)
        return error_set(error, STATUS_USAGE, _("cannot understand '%s' for '%s': expected %s"),
                         value, key, want);
    return STATUS_OK;
}

/* Applies one section's values; `prefix` is "", "bands." or "deadline.NAME.". */
static enum status apply_section(struct settings *settings, cfg_t *section, const char *name,
                                 const char *prefix, const char *path, struct error *error)
{
    for (size_t i = 0; i < settings_key_count(); i++) {
        const char *want, *name_there = settings_key(i, name);
        const struct config_value *value =
            name_there == NULL ? NULL : config_value(section, name_there, 0);
        if (value == NULL)
            continue;
        const char *key = arena_printf(&settings->strings, "%s%s", prefix, name_there);
        if (settings_apply(settings, key, value->text, path, value->line, &want) != STATUS_OK)
            return error_set(error, STATUS_INVALID,
                             _("%s:%d: cannot understand '%s' for '%s': expected %s"), path,
                             value->line, value->text, key, want);
    }
    return STATUS_OK;
}

/* Applies all sections of one kind; a title may not hold the dot that keys are joined with. */
static enum status apply_sections(struct settings *settings, cfg_t *file, const char *name,
                                  const char *path, struct error *error)
{
    for (unsigned i = 0; i < cfg_size(file, name); i++) {
        cfg_t *section = cfg_getnsec(file, name, i);
        const char *title = cfg_title(section);
        if (title != NULL && (title[0] == '\0' || strchr(title, '.') != NULL))
            return error_set(error, STATUS_INVALID, _("%s:%d: bad name '%s' of a section"), path,
                             section->line, title);
        const char *prefix = title == NULL
                                 ? arena_printf(&settings->strings, "%s.", name)
                                 : arena_printf(&settings->strings, "%s.%s.", name, title);
        enum status status = apply_section(settings, section, name, prefix, path, error);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static enum status apply_file(struct settings *settings, cfg_t *file, const char *path,
                              struct error *error)
{
    static const char *const sections[] = {"bands", "deadline", "rule"};
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        enum status status = apply_sections(settings, file, sections[i], path, error);
        if (status != STATUS_OK)
            return status;
    }
    /* Last, since `consent_rule` may name a rule of this file. */
    enum status status = apply_section(settings, file, "", "", path, error);
    if (status == STATUS_OK && check_together(settings, error) != STATUS_OK) {
        error_prefix(error, "%s", path);
        status = STATUS_INVALID;
    }
    return status;
}

enum status settings_read(struct settings *settings, const char *path, struct error *error)
{
    cfg_opt_t bands[] = {CONFIG_VALUE("excellent"), CONFIG_VALUE("good"), CONFIG_VALUE("pass"),
                         CFG_END()};
    cfg_opt_t deadline[] = {CONFIG_VALUE("date"), CONFIG_VALUE("progress"),
                            CONFIG_VALUE("completion"), CONFIG_VALUE("target"), CFG_END()};
    cfg_opt_t rule[] = {CONFIG_VALUE("unit"),
                        CONFIG_VALUE("count"),
                        CONFIG_VALUE("households"),
                        CONFIG_VALUE("area"),
                        CONFIG_VALUE("quorum_households"),
                        CONFIG_VALUE("quorum_area"),
                        CONFIG_VALUE("silence_is_final"),
                        CONFIG_VALUE("abstention_is_final"),
                        CFG_END()};
    cfg_opt_t options[] = {CONFIG_VALUE("city"),
                           CONFIG_VALUE("notice"),
                           CONFIG_VALUE("suppress_below"),
                           CONFIG_VALUE("stale_days"),
                           CONFIG_VALUE("consent_rule"),
                           CFG_SEC("bands", bands, CFGF_NODEFAULT),
                           CFG_SEC("deadline", deadline, CFGF_MULTI | CFGF_TITLE),
                           CFG_SEC("rule", rule, CFGF_MULTI | CFGF_TITLE),
                           CFG_END()};
    cfg_t *file;
    struct settings next;
    enum status status = config_file_parse(&file, options, path, error);
    if (status != STATUS_OK)
        return status;
    settings_copy(&next, settings);
    status = apply_file(&next, file, path, error);
    cfg_free(file);
    if (status == STATUS_OK) {
        struct settings old = *settings;
        *settings = next;
        next = old;
    }
    settings_release(&next);
    return status;
}
