/* The households exports: surveys counted by compound, or a row for each door. */
#include "data/sample/export_form.h"

#include "data/sample/dice.h"
#include "data/sample/survey.h"

static const struct sheet_column survey_columns[] = {
    {"县区", false},
    {"计划年度", false},
    {"项目编号", false},
    {"项目名称", false},
    {"小区名称", false},
    {"总户数", true},
    {"参与户数", true},
    {"同意户数", true},
    {"不同意户数", true},
    {"弃权户数", true},
    {"总面积(平方米)", true},
    {"同意面积(平方米)", true},
    {"不同意面积(平方米)", true},
    {"同意出资户数", true},
    {"同意拆违户数", true},
    {"征询开始日期", false},
    {"征询结束日期", false},
    {"同意率", false},
};

static const struct sheet_column door_columns[] = {
    {"项目编号", false}, {"小区名称", false}, {"楼号", false},         {"单元", false},
    {"户号", false},     {"业主姓名", false}, {"联系电话", false},     {"是否同意", false},
    {"建筑面积", false}, {"签字日期", false}, {"是否愿意出资", false}, {"同意拆除违建", false},
};

static const struct sheet_column short_door_columns[] = {
    {"项目编号", false}, {"小区名称", false}, {"楼号", false},     {"单元", false},
    {"户号", false},     {"是否同意", false}, {"建筑面积", false}, {"签字日期", false},
};

static bool is_surveyed(const struct model_project *project, daynum day)
{
    return day >= project->survey_start && day < daynum_from_civil(project->year, 1, 1);
}

/* Some sites hand in their lists of doors instead of counts. */
static bool hands_in_doors(const struct model *model, const struct model_project *project,
                           daynum day)
{
    if (day != model_horizon() || project->year != MODEL_LAST_YEAR)
        return false;
    return model->household_rows || project->number % 20 == 7;
}

static bool lists_counts(const struct model *model, const struct model_project *project, daynum day)
{
    return is_surveyed(project, day) && !hands_in_doors(model, project, day);
}

static bool lists_doors(const struct model *model, const struct model_project *project, daynum day)
{
    return is_surveyed(project, day) && hands_in_doors(model, project, day);
}

static void write_rate(struct sheet *sheet, const struct survey_tally *tally)
{
    int64_t permille = (2000 * tally->agree + tally->total) / (2 * tally->total);
    text_clear(&sheet->cell);
    text_addf(&sheet->cell, "%d.%d%%", (int)(permille / 10), (int)(permille % 10));
    sheet_text(sheet, sheet->cell.data);
}

static void write_count(struct sheet *sheet, const struct model *model,
                        const struct model_project *project, int compound, daynum day)
{
    struct survey_tally tally;
    survey_count(&tally, model, project, compound, day);
    sheet_number(sheet, tally.total);
    sheet_number(sheet, tally.agree + tally.disagree + tally.abstain);
    sheet_number(sheet, tally.agree);
    sheet_number(sheet, tally.disagree);
    sheet_number(sheet, tally.abstain);
    sheet_decimal(sheet, tally.area_total_cm2 / 100, 2);
    sheet_decimal(sheet, tally.area_agree_cm2 / 100, 2);
    sheet_decimal(sheet, tally.area_disagree_cm2 / 100, 2);
    sheet_number(sheet, tally.contribute);
    sheet_number(sheet, tally.demolish);
    sheet_day(sheet, project->survey_start, DAYNUM_MAX);
    sheet_day(sheet, project->survey_end, DAYNUM_MAX);
    write_rate(sheet, &tally);
}

static void write_survey(struct sheet *sheet, const struct model *model,
                         const struct model_project *project, daynum day, const char *district)
{
    for (int i = 0; i < project->compound_count; i++) {
        sheet_text(sheet, i == 0 ? district : "");
        sheet_number(sheet, project->year);
        export_code(sheet, model, project);
        export_project_name(sheet, project);
        export_compound_name(sheet, project, i);
        write_count(sheet, model, project, i, day);
        sheet_end_row(sheet);
    }
}

/* What the list of doors says of a household on `day`. */
static const char *answer_word(const struct survey_reply *reply, daynum day)
{
    if (reply->day == DAYNUM_NONE || reply->day > day)
        return "未答复";
    return reply->answer == ANSWER_AGREE ? "是" : reply->answer == ANSWER_DISAGREE ? "否" : "弃权";
}

static void write_short_door(struct sheet *sheet, const struct survey_reply *reply, daynum day)
{
    sheet_text(sheet, answer_word(reply, day));
    sheet_decimal(sheet, reply->area_cm2 / 100, 2);
    sheet_day(sheet, reply->day, day);
}

static void write_place(struct sheet *sheet, const char *code, const char *name,
                        const struct survey_reply *reply)
{
    sheet_text(sheet, code);
    sheet_text(sheet, name);
    sheet_number(sheet, reply->building);
    sheet_number(sheet, reply->unit);
    sheet_number(sheet, reply->door);
}

/* Invented people, whose numbers begin as no mobile number does that is in use. */
static void write_person(struct sheet *sheet, struct dice *dice)
{
    text_clear(&sheet->cell);
    city_person(&sheet->cell, dice_bits(dice) % 240);
    sheet_text(sheet, sheet->cell.data);
    text_clear(&sheet->cell);
    text_addf(&sheet->cell, "1990000%04d", dice_between(dice, 0, 9999));
    sheet_text(sheet, sheet->cell.data);
}

static void write_flags(struct sheet *sheet, const struct survey_reply *reply, daynum day)
{
    bool is_in = reply->day != DAYNUM_NONE && reply->day <= day;
    sheet_text(sheet, !is_in ? "" : reply->contribute ? "是" : "否");
    sheet_text(sheet, !is_in ? "" : reply->demolish ? "是" : "否");
}

static void write_compound_doors(struct sheet *sheet, const struct model *model,
                                 const struct model_project *project, int compound, daynum day,
                                 bool with_people)
{
    struct text code = TEXT_INIT, name = TEXT_INIT;
    struct survey survey;
    struct survey_reply reply;
    struct dice people;
    model_dice(&people, model, PURPOSE_PEOPLE, project, compound);
    text_addf(&code, "%s-%d-%03d", model->city.districts[project->district].code, project->year,
              project->number);
    city_compound_name(&name, project->compounds[compound].name);
    survey_start(&survey, model, project, compound);
    while (survey_next(&survey, &reply)) {
        write_place(sheet, code.data, name.data, &reply);
        if (with_people)
            write_person(sheet, &people);
        write_short_door(sheet, &reply, day);
        if (with_people)
            write_flags(sheet, &reply, day);
        sheet_end_row(sheet);
    }
    text_release(&code);
    text_release(&name);
}

static void write_doors(struct sheet *sheet, const struct model *model,
                        const struct model_project *project, daynum day, const char *district)
{
    (void)district;
    for (int i = 0; i < project->compound_count; i++)
        write_compound_doors(sheet, model, project, i, day, true);
}

static void write_short_doors(struct sheet *sheet, const struct model *model,
                              const struct model_project *project, daynum day, const char *district)
{
    (void)district;
    for (int i = 0; i < project->compound_count; i++)
        write_compound_doors(sheet, model, project, i, day, false);
}

const struct export_form export_surveys = {
    .prefix = "households",
    .title = "老旧小区改造居民意愿征询情况表",
    .unit = "单位：户、平方米",
    .form = {SHEET_GB18030, SHEET_DATE_SLASHES, true, 1999},
    .columns = survey_columns,
    .column_count = sizeof survey_columns / sizeof *survey_columns,
    .district_column = 0,
    .merged = true,
    .subtotals = true,
    .note = true,
    .lists = lists_counts,
    .write = write_survey,
};

const struct export_form export_doors = {
    .prefix = "households-doors",
    .title = "老旧小区改造入户征询登记表",
    .form = {SHEET_UTF8, SHEET_DATE_ISO, true, 0},
    .columns = door_columns,
    .column_count = sizeof door_columns / sizeof *door_columns,
    .note = true,
    .lists = lists_doors,
    .write = write_doors,
};

const struct export_form export_bare_doors = {
    .prefix = "households-doors",
    .form = {SHEET_UTF8, SHEET_DATE_ISO, false, 0},
    .columns = short_door_columns,
    .column_count = sizeof short_door_columns / sizeof *short_door_columns,
    .lists = lists_doors,
    .write = write_short_doors,
};
