/* The parking and chargers exports: facilities added by a day, against plan. */
#include "data/sample/export_form.h"

static const struct sheet_column parking_columns[] = {
    {"县区", false},          {"项目编号", false},  {"项目名称", false},
    {"计划年度", false},      {"车位类型", false},  {"改造前停车位", true},
    {"计划新增停车位", true}, {"新增停车位", true}, {"非机动车车棚（个）", true},
};

static const struct sheet_column chargers_columns[] = {
    {"县区", false},
    {"项目编号", false},
    {"项目名称", false},
    {"计划年度", false},
    {"计划新增充电桩", true},
    {"新增充电桩", true},
    {"新增电动汽车充电桩", true},
    {"新增电动自行车充电桩", true},
    {"计划新增充电端口", true},
    {"新增充电端口", true},
    {"新增充电桩群", true},
};

/* The last year in which the exports did not tell posts for cars from those for e-bikes. */
enum { LAST_YEAR_OF_BARE_POSTS = 2019 };

static bool lists(const struct model *model, const struct model_project *project, daynum day)
{
    (void)model;
    return model_is_built(project) && project->year <= MODEL_YEAR &&
           export_follows_year(project, day);
}

/* What of `added` by the horizon stood on `day`. */
static int64_t added_by(const struct model_project *project, int64_t added, daynum day)
{
    double at_end = model_facility_share(project, model_horizon());
    if (added == 0 || at_end <= 0)
        return 0;
    return (int64_t)((double)added * (model_facility_share(project, day) / at_end));
}

static void write_key(struct sheet *sheet, const struct model *model,
                      const struct model_project *project, const char *district)
{
    sheet_text(sheet, district);
    export_code(sheet, model, project);
    export_project_name(sheet, project);
    sheet_number(sheet, project->year);
}

static void write_parking(struct sheet *sheet, const struct model *model,
                          const struct model_project *project, daynum day, const char *district)
{
    bool is_done = model_done(project, day) >= 1;
    write_key(sheet, model, project, district);
    sheet_text(sheet, project->stacked ? "立体停车位" : "地面停车位");
    sheet_number(sheet, project->parking_before);
    sheet_number(sheet, project->parking_planned);
    sheet_number(sheet, added_by(project, project->parking_added, day));
    sheet_number(sheet, is_done ? project->sheds : 0);
    sheet_end_row(sheet);
}

static void write_chargers(struct sheet *sheet, const struct model *model,
                           const struct model_project *project, daynum day, const char *district)
{
    bool is_done = model_done(project, day) >= 1;
    int64_t posts = added_by(project, project->posts_added, day);
    int64_t cars = posts * project->car_share_pct / 100;
    write_key(sheet, model, project, district);
    sheet_number(sheet, project->posts_planned);
    if (project->year <= LAST_YEAR_OF_BARE_POSTS) {
        sheet_number(sheet, posts);
        sheet_blank(sheet);
        sheet_blank(sheet);
    } else {
        sheet_blank(sheet);
        sheet_number(sheet, cars);
        sheet_number(sheet, posts - cars);
    }
    sheet_number(sheet, project->ports_planned);
    sheet_number(sheet, is_done ? project->ports_planned : 0);
    sheet_number(sheet, is_done ? project->groups_added : 0);
    sheet_end_row(sheet);
}

const struct export_form export_parking = {
    .prefix = "parking",
    .title = "老旧小区改造增设停车位统计表",
    .unit = "单位：个",
    .form = {SHEET_UTF8, SHEET_DATE_SLASHES, false, 0},
    .columns = parking_columns,
    .column_count = sizeof parking_columns / sizeof *parking_columns,
    .district_column = 0,
    .merged = true,
    .subtotals = true,
    .note = true,
    .lists = lists,
    .write = write_parking,
};

const struct export_form export_chargers = {
    .prefix = "chargers",
    .title = "老旧小区改造新增充电设施统计表",
    .unit = "单位：个",
    .form = {SHEET_UTF8, SHEET_DATE_SLASHES, true, 499},
    .columns = chargers_columns,
    .column_count = sizeof chargers_columns / sizeof *chargers_columns,
    .district_column = 0,
    .merged = true,
    .subtotals = true,
    .note = true,
    .lists = lists,
    .write = write_chargers,
};
