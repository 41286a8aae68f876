#include "cli/catalogue.h"

#include "analysis/finding.h"
#include "core/i18n.h"

static void add_row(struct text *out, const struct finding_kind *kind)
{
    text_addf(out, "| `%s` | %s | %s | %s |\n", kind->code, finding_severity_label(kind->severity),
              _(kind->explanation), _(kind->advice));
}

static void add_theme(struct text *out, enum finding_theme theme)
{
    text_addf(out, "\n## %s\n\n| %s | %s | %s | %s |\n| --- | --- | --- | --- |\n",
              finding_theme_label(theme), _("code"), _("severity"), _("found when"),
              _("what to do"));
    for (int code = 0; code < FINDING_COUNT; code++)
        if (finding_kinds[code].theme == theme)
            add_row(out, &finding_kinds[code]);
}

void catalogue_write(struct text *out)
{
    text_addf(out, "# %s\n\n", _("Findings"));
    text_addf(out, "%s\n",
              _("What 'renostat check' finds across the exports. An error cannot be true as it "
                "stands, or a rule has been broken; a warning may be true, and somebody should "
                "know why."));
    text_addf(out, "\n%s\n",
              _("Once looked into, a finding may rest: 'renostat check --acknowledge "
                "CODE[:PROJECT] --reason TEXT' keeps the reason in the database, for all that a "
                "code finds or for one project, district or file. 'check --all' lists what rests "
                "as well, with its reason, and 'check --withdraw CODE[:PROJECT]' ends the rest."));
    for (int theme = 0; theme < FINDING_THEME_COUNT; theme++)
        add_theme(out, (enum finding_theme)theme);
}
