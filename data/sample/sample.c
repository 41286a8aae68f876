#include "data/sample/sample.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#include "core/i18n.h"
#include "core/text.h"
#include "data/sample/export_form.h"
#include "data/sample/model.h"
#include "data/sample/targets.h"

/* The months, as bits 1u << month, in which a kind of export is drawn. */
enum {
    MONTHS_OF_WORKS = 0x1ffc, /* February … December */
    MONTHS_OF_QUARTERS = 1 << 3 | 1 << 6 | 1 << 9 | 1 << 12,
    MONTHS_OF_FACILITIES = 1 << 6 | 1 << 9 | 1 << 12,
    MONTHS_OF_SURVEYS = 0x1f << 6, /* June … October */
    MONTHS_OF_PLANS = 1 << 3,
};

enum { LARGE_PROJECTS = 2000 }; /* from here on monthly exports come each quarter */

struct schedule {
    const struct export_form *form;
    unsigned months;
    int from_year, from_month;
    bool when_doors, when_counts; /* whether the survey under way comes door by door */
    bool in_last_month;
};

static const struct schedule schedules[] = {
    {&export_projects, MONTHS_OF_WORKS, 2017, 8, true, true, true},
    {&export_progress, MONTHS_OF_WORKS, 2018, 3, true, true, true},
    {&export_plan, MONTHS_OF_PLANS, 2018, 3, true, true, false},
    {&export_budgets, MONTHS_OF_QUARTERS, 2018, 3, true, true, true},
    {&export_parking, MONTHS_OF_FACILITIES, 2018, 6, true, true, true},
    {&export_chargers, MONTHS_OF_FACILITIES, 2018, 6, true, true, true},
    {&export_surveys, MONTHS_OF_SURVEYS, 2017, 8, true, true, true},
    {&export_doors, 0, 2022, 8, false, true, true},
    {&export_bare_doors, 0, 2022, 8, true, false, true},
};

static bool is_due(const struct schedule *schedule, const struct model *model, daynum day)
{
    int year = daynum_year(day), month = daynum_month(day);
    if (!(model->household_rows ? schedule->when_doors : schedule->when_counts))
        return false;
    if (year * 12 + month < schedule->from_year * 12 + schedule->from_month)
        return false;
    if (day == model_horizon())
        return schedule->in_last_month;
    unsigned months = schedule->months;
    if (months == MONTHS_OF_WORKS && model->scale * TARGET_PROJECTS_2022 >= LARGE_PROJECTS)
        months = MONTHS_OF_QUARTERS;
    return (months >> month & 1u) != 0;
}

static enum status write_month(const struct model *model, daynum day, const char *folder,
                               struct sample_summary *summary, struct error *error)
{
    for (size_t i = 0; i < sizeof schedules / sizeof *schedules; i++) {
        if (!is_due(&schedules[i], model, day))
            continue;
        enum status status = export_write(schedules[i].form, model, day, folder, summary, error);
        if (status != STATUS_OK)
            return status;
    }
    return STATUS_OK;
}

static const char readme[] =
    "本目录全部数据由 renostat generate "
    "生成，属虚构样例：小区、单位、人员、电话及各项明细均不真实。\n"
    "仅样例城市（许昌市）的少数总量取自公开文件：2022年132个项目；2023年265个项目、19380户、\n"
    "22744万元；累计新增停车位1500个、充电桩3150个；中心城区70个小区、27."
    "24万平方米实施专业化物业管理；\n"
    "建安区2018年25个小区由一家物业公司统一管理。各分项与总量之间的分配为随机生成。\n"
    "\n"
    "All data in this folder were written by `renostat generate` and are invented: compounds,\n"
    "firms, people, telephone numbers and every detail. Only a few totals of the sample city are\n"
    "those of a public document; how they fall on districts and projects is drawn at random.\n";

static enum status write_readme(const struct model *model, const char *folder, struct error *error)
{
    enum status status = STATUS_OK;
    struct text path = TEXT_INIT;
    text_addf(&path, "%s/README.txt", folder);
    FILE *file = fopen(path.data, "wb");
    bool failed = file == NULL;
    if (!failed) {
        failed = fprintf(file, "%s\ncity %s, seed %llu, projects of %d scaled by %.6g\n", readme,
                         model->city.name, (unsigned long long)model->seed, MODEL_YEAR,
                         model->scale) < 0;
        failed = fclose(file) != 0 || failed;
    }
    if (failed)
        status = error_set_errno(error, errno, _("cannot write '%s'"), path.data);
    text_release(&path);
    return status;
}

static void count_projects(struct sample_summary *summary, const struct model *model)
{
    for (size_t i = model->year_start[MODEL_YEAR - MODEL_FIRST_YEAR]; i < model->count; i++) {
        const struct model_project *project = &model->projects[i];
        if (!model_is_built(project))
            continue;
        if (project->year == MODEL_YEAR) {
            summary->projects++;
        } else {
            summary->projects_next++;
            summary->households_next += model_households(project);
        }
    }
}

enum status sample_write(const struct sample_spec *spec, const char *folder,
                         struct sample_summary *summary, struct error *error)
{
    struct model model;
    *summary = (struct sample_summary){0};
    enum status status = model_init(&model, spec, error);
    if (status != STATUS_OK)
        return status;
    if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
        status = error_set_errno(error, errno, _("cannot create folder '%s'"), folder);
        goto out;
    }
    status = write_readme(&model, folder, error);
    daynum day = daynum_from_civil(MODEL_FIRST_YEAR - 1, 6, 30);
    for (; status == STATUS_OK && day <= model_horizon(); day = daynum_month_end_after(day, 1))
        status = write_month(&model, day, folder, summary, error);
    count_projects(summary, &model);
out:
    model_release(&model);
    return status;
}
