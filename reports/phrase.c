#include "reports/phrase.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/text.h"
#include "core/value.h"

#define UNKNOWN "–"

/* Puts commas into the whole part of a plain number. */
static const char *group_digits(struct arena *arena, const char *plain)
{
    char grouped[128];
    size_t out = 0;
    if (*plain == '-') {
        memcpy(grouped, "−", strlen("−"));
        out = strlen("−");
        plain++;
    }
    size_t whole = strspn(plain, "0123456789");
    for (size_t i = 0; plain[i] != '\0' && out < sizeof grouped - 2; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0)
            grouped[out++] = ',';
        grouped[out++] = plain[i];
    }
    return arena_strndup(arena, grouped, out);
}

const char *phrase_count(struct arena *arena, int64_t count)
{
    char plain[32];
    if (count == VALUE_NONE)
        return UNKNOWN;
    snprintf(plain, sizeof plain, "%lld", (long long)count);
    return group_digits(arena, plain);
}

const char *phrase_number(struct arena *arena, double number, int digits)
{
    char plain[64];
    if (!isfinite(number) || fabs(number) > 1e15)
        return UNKNOWN;
    snprintf(plain, sizeof plain, "%.*f", digits, number);
    if (strspn(plain, "-0.") == strlen(plain) && plain[0] == '-')
        return group_digits(arena, plain + 1);
    return group_digits(arena, plain);
}

const char *phrase_percent(struct arena *arena, double percent, int digits)
{
    if (!isfinite(percent))
        return UNKNOWN;
    /* TRANSLATORS: a percentage; the number comes formatted. */
    return arena_printf(arena, C_("percentage", "%s %%"), phrase_number(arena, percent, digits));
}

const char *phrase_probability(struct arena *arena, double probability, bool fact)
{
    if (!isfinite(probability))
        return UNKNOWN;
    double percent = probability * 100;
    if (!fact && percent < 1)
        return arena_printf(arena, C_("probability", "under %d %%"), 1);
    if (!fact && percent > 99)
        return arena_printf(arena, C_("probability", "over %d %%"), 99);
    return phrase_percent(arena, percent, 0);
}

static const char *const month_names[] = {
    N_("January"), N_("February"), N_("March"),     N_("April"),   N_("May"),      N_("June"),
    N_("July"),    N_("August"),   N_("September"), N_("October"), N_("November"), N_("December")};

const char *phrase_month(int month)
{
    switch (month) {
    case 1:
        return C_("month", "Jan");
    case 2:
        return C_("month", "Feb");
    case 3:
        return C_("month", "Mar");
    case 4:
        return C_("month", "Apr");
    case 5:
        return C_("month", "May");
    case 6:
        return C_("month", "Jun");
    case 7:
        return C_("month", "Jul");
    case 8:
        return C_("month", "Aug");
    case 9:
        return C_("month", "Sep");
    case 10:
        return C_("month", "Oct");
    case 11:
        return C_("month", "Nov");
    case 12:
        return C_("month", "Dec");
    default:
        return "";
    }
}

const char *phrase_date(struct arena *arena, daynum day)
{
    int year, month, dom;
    if (day == DAYNUM_NONE)
        return UNKNOWN;
    daynum_to_civil(day, &year, &month, &dom);
    /* TRANSLATORS: day, month's name, year; use %1$d … to change the order. */
    return arena_printf(arena, C_("date", "%1$d %2$s %3$d"), dom, _(month_names[month - 1]), year);
}

const char *phrase_day(struct arena *arena, daynum day)
{
    int year, month, dom;
    if (day == DAYNUM_NONE)
        return UNKNOWN;
    daynum_to_civil(day, &year, &month, &dom);
    /* TRANSLATORS: day and the month's short name; use %1$d and %2$s to change the order. */
    return arena_printf(arena, C_("date", "%1$d %2$s"), dom, phrase_month(month));
}

/* How many yuan the unit has in which the language's reports give money. */
static double money_unit_yuan(void)
{
    /* TRANSLATORS: yuan in the unit of money: 1000000 for million yuan, 10000 for 万元. */
    double yuan = strtod(C_("money", "1000000"), NULL);
    return yuan > 0 ? yuan : 1e6;
}

double phrase_money_in_unit(int64_t fen)
{
    return fen == VALUE_NONE ? NAN : (double)fen / FEN_PER_YUAN / money_unit_yuan();
}

const char *phrase_money_unit(void)
{
    return C_("money", "million yuan");
}

const char *phrase_money(struct arena *arena, int64_t fen)
{
    double amount = phrase_money_in_unit(fen);
    if (!isfinite(amount))
        return UNKNOWN;
    int digits = fabs(amount) < 100 && money_unit_yuan() > 1e5 ? 2 : fabs(amount) < 1000 ? 1 : 0;
    if (fabs(amount - round(amount)) < 1e-9)
        digits = 0;
    /* TRANSLATORS: an amount and its unit. */
    return arena_printf(arena, C_("money", "%1$s %2$s"), phrase_number(arena, amount, digits),
                        phrase_money_unit());
}

const char *phrase_metric(const char *metric)
{
    if (strcmp(metric, "started") == 0)
        return _("started");
    if (strcmp(metric, "completed") == 0)
        return _("completed");
    if (strcmp(metric, "invested_yuan") == 0)
        return _("invested");
    return metric;
}

static const char *wanted_share(struct arena *arena, const struct fraction *share)
{
    if (share->denominator <= 0)
        return _("any number of projects");
    double percent = 100 * (double)share->numerator / (double)share->denominator;
    if (percent >= 100)
        return _("all projects");
    const char *target = phrase_percent(arena, percent, percent == floor(percent) ? 0 : 1);
    return share->strict ? arena_printf(arena, _("more than %s of the projects"), target)
                         : arena_printf(arena, _("at least %s of the projects"), target);
}

const char *phrase_deadline(struct arena *arena, const struct deadline *deadline, daynum day)
{
    const char *wanted = wanted_share(arena, &deadline->target_share);
    const char *what =
        deadline->completion
            ? _("completed")
            : arena_printf(arena, _("with %s of the works done"),
                           phrase_percent(arena, (double)deadline->progress_mpct / 1000, 0));
    /* TRANSLATORS: the deadline's name, its date, how many projects, in which state. */
    return arena_printf(arena, C_("deadline", "%1$s (%2$s): %3$s %4$s"), deadline_label(deadline),
                        phrase_date(arena, day), wanted, what);
}

const char *phrase_fraction(struct arena *arena, const struct fraction *fraction)
{
    return arena_printf(arena, "%s %lld/%lld", fraction->strict ? ">" : "≥",
                        (long long)fraction->numerator, (long long)fraction->denominator);
}

const char *phrase_list(struct arena *arena, const char *const *items, size_t count)
{
    if (count == 0)
        return "";
    const char *list = items[0];
    for (size_t i = 1; i + 1 < count; i++)
        list = arena_printf(arena, C_("list", "%1$s, %2$s"), list, items[i]);
    if (count > 1)
        list = arena_printf(arena, C_("list of the last two", "%1$s and %2$s"), list,
                            items[count - 1]);
    return list;
}
