/* The progress exports: what the sites report each month, and the year's plan in spring. */
#include "data/sample/export_form.h"

static const struct sheet_column progress_columns[] = {
    {"项目编号", false}, {"项目名称", false},        {"县区", false},        {"计划年度", false},
    {"统计时点", false}, {"计划形象进度(%)", false}, {"形象进度(%)", false},
};

static const struct sheet_column plan_columns[] = {
    {"项目编号", false}, {"项目名称", false}, {"县区", false},
    {"计划年度", false}, {"统计时点", false}, {"计划形象进度(%)", false},
};

static bool lists(const struct model *model, const struct model_project *project, daynum day)
{
    (void)model;
    return model_is_built(project) && project->year <= MODEL_YEAR &&
           day >= daynum_from_civil(project->year, 3, 31) &&
           day <= daynum_from_civil(project->year + 1, 4, 30);
}

static void write_key(struct sheet *sheet, const struct model *model,
                      const struct model_project *project, daynum day)
{
    export_code(sheet, model, project);
    export_project_name(sheet, project);
    sheet_text(sheet, model->city.districts[project->district].name);
    sheet_number(sheet, project->year);
    sheet_day(sheet, day, DAYNUM_MAX);
}

/* Plans are in steps of five percent, as they are drawn up. */
static int64_t planned_percent(const struct model_project *project, daynum day)
{
    double planned = model_planned(project, day);
    int64_t rounded = (int64_t)(planned * 20 + .5) * 5;
    return rounded == 100 && planned < 1 ? 95 : rounded;
}

/* One who repeats an old figure at times leaves its old date, too. */
static void write_progress(struct sheet *sheet, const struct model *model,
                           const struct model_project *project, daynum day, const char *district)
{
    int month = model_month(project, day), age = project->report_age[month];
    daynum reported = day;
    (void)district;
    if (age > 0 && project->number % 3 == 0)
        reported = daynum_month_end_after(day, -age);
    write_key(sheet, model, project, reported);
    sheet_number(sheet, planned_percent(project, reported));
    sheet_number(sheet, project->reported[month]);
    sheet_end_row(sheet);
}

/* Every month of the plan from March to the planned finish. */
static void write_plan(struct sheet *sheet, const struct model *model,
                       const struct model_project *project, daynum day, const char *district)
{
    (void)district;
    for (int64_t percent = 0; percent < 100; day = daynum_month_end_after(day, 1)) {
        percent = planned_percent(project, day);
        write_key(sheet, model, project, day);
        sheet_number(sheet, percent);
        sheet_end_row(sheet);
    }
}

static bool lists_plan(const struct model *model, const struct model_project *project, daynum day)
{
    return lists(model, project, day) && project->year == daynum_year(day);
}

const struct export_form export_progress = {
    .prefix = "progress",
    .form = {SHEET_UTF8_BOM, SHEET_DATE_ISO, false, 0},
    .columns = progress_columns,
    .column_count = sizeof progress_columns / sizeof *progress_columns,
    .lists = lists,
    .write = write_progress,
};

const struct export_form export_plan = {
    .prefix = "progress-plan",
    .title = "城镇老旧小区改造进度计划表",
    .form = {SHEET_UTF8_BOM, SHEET_DATE_ISO, true, 0},
    .columns = plan_columns,
    .column_count = sizeof plan_columns / sizeof *plan_columns,
    .lists = lists_plan,
    .write = write_plan,
};
