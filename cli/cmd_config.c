#include "cli/command.h"

#include "cli/output.h"
#include "cli/session.h"
#include "core/i18n.h"

static const struct table_column columns[] = {
    {"key", N_("key"), MEASURE_TEXT, 0, false},
    {"value", N_("value"), MEASURE_TEXT, 0, false},
    {"origin", N_("origin"), MEASURE_TEXT, 0, false},
    {"line", N_("line"), MEASURE_COUNT, 0, false},
};

static const char *origin_name(const struct setting_origin *origin)
{
    if (origin->file == NULL)
        return _("default");
    return origin->file[0] == '\0' ? _("command line") : origin->file;
}

enum status cmd_config(struct session *session, struct error *error)
{
    const struct settings *settings = &session->settings;
    struct listing listing;
    listing_init(&listing);
    listing_head_text(&listing, "settings_file", _("settings file"), session->settings_file);
    struct table *table = output_table(&listing, "settings", "", COLUMNS(columns));
    for (size_t i = 0; i < settings->origin_count; i++) {
        const struct setting_origin *origin = &settings->origins[i];
        table_row(table);
        table_set_text(table, "key", origin->key);
        table_set_text(table, "value", origin->value);
        table_set_text(table, "origin", origin_name(origin));
        table_set_integer(table, "line", origin->line > 0 ? origin->line : VALUE_NONE);
    }
    enum status status = output_listing(session, &listing, error);
    listing_release(&listing);
    return status;
}
