#include "analysis/check.h"

#include "analysis/check_state.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/counted.h"
#include "core/text.h"

static struct finding *add(struct check *check, enum finding_code code, struct provenance from,
                           const char *format, va_list args)
{
    struct finding_set *set = check->set;
    struct text message = TEXT_INIT;
    ARRAY_GROW(set->items, set->count + 1, set->capacity);
    struct finding *finding = &set->items[set->count++];
    text_vaddf(&message, format, args);
    *finding = (struct finding){
        .code = code,
        .city = "",
        .district = "",
        .project = "",
        .from = from,
        .message = arena_strdup(&set->strings, message.data),
        .acknowledged_on = DAYNUM_NONE,
    };
    text_release(&message);
    return finding;
}

void check_add(struct check *check, enum finding_code code, const struct project *project,
               struct provenance from, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct finding *finding = add(check, code, from, format, args);
    va_end(args);
    finding->city = project->city;
    finding->district = project->district;
    finding->project = project->code[0] != '\0' ? project->code : project->name;
    finding->subject = finding->project;
}

void check_add_about(struct check *check, enum finding_code code, const char *district,
                     const char *subject, struct provenance from, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct finding *finding = add(check, code, from, format, args);
    va_end(args);
    finding->district = arena_strdup(&check->set->strings, district);
    finding->subject = arena_strdup(&check->set->strings, subject);
}

const struct project *check_project(const struct check *check, size_t index)
{
    const struct project *project = &check->data->projects.items[index];
    return project_is_live(project) ? project : NULL;
}

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int compare_findings(const void *left, const void *right)
{
    const struct finding *a = left, *b = right;
    int order = compare_numbers(finding_kinds[a->code].severity, finding_kinds[b->code].severity);
    if (order == 0)
        order = compare_numbers(a->code, b->code);
    if (order == 0)
        order = strcmp(a->city, b->city);
    if (order == 0)
        order = strcmp(a->district, b->district);
    if (order == 0)
        order = strcmp(a->subject, b->subject);
    if (order == 0)
        order = compare_numbers(a->from.source_id, b->from.source_id);
    if (order == 0)
        order = compare_numbers(a->from.line, b->from.line);
    return order != 0 ? order : strcmp(a->message, b->message);
}

void check_run(struct finding_set *set, const struct check_input *input)
{
    static void (*const themes[])(struct check * check) = {
        check_dates, check_plan,  check_progress,  check_consent, check_money,
        check_cost,  check_works, check_reporting, check_totals,
    };
    *set = (struct finding_set){0};
    struct check check = {.input = input,
                          .data = input->data,
                          .settings = input->settings,
                          .as_of = input->data->vantage.as_of,
                          .set = set};
    for (size_t i = 0; i < sizeof themes / sizeof *themes; i++)
        themes[i](&check);
    if (set->count > 1)
        qsort(set->items, set->count, sizeof *set->items, compare_findings);
}
