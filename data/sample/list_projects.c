/* The projects export: GB18030 from a ministry's system, a row for each compound. */
#include "data/sample/export_form.h"

#include "core/value.h"

static const struct sheet_column columns[] = {
    {"序号", false},
    {"县(市、区)", false},
    {"街道（乡镇）", false},
    {"社区", false},
    {"计划年度", false},
    {"项目编号", false},
    {"项目名称", false},
    {"小区名称", false},
    {"是否中心城区", false},
    {"小区数(个)", true},
    {"楼栋数(栋)", true},
    {"户数(户)", true},
    {"建筑面积(平方米)", true},
    {"建成年份", false},
    {"改造类型", false},
    {"改造内容", false},
    {"责任单位", false},
    {"施工单位", false},
    {"摸底时间", false},
    {"征询完成时间", false},
    {"公示时间", false},
    {"立项时间", false},
    {"资金落实时间", false},
    {"招标时间", false},
    {"计划开工时间", false},
    {"计划完工时间", false},
    {"实际开工时间", false},
    {"实际完工时间", false},
    {"验收时间", false},
    {"验收结果", false},
    {"项目状态", false},
    {"发现问题数", false},
    {"未整改问题数", false},
    {"逾期未整改数", false},
    {"加装电梯（部）", false},
    {"供水管网（公里）", false},
    {"排水管网（公里）", false},
    {"物业管理模式", false},
    {"物业公司", false},
    {"管理户数(户)", true},
    {"管理面积(平方米)", true},
    {"物业费（元/户·月）", false},
    {"停车费（元/位·月）", false},
    {"满意户数", false},
    {"基本满意户数", false},
    {"不满意户数", false},
    {"备注", false},
};

/* Candidates are listed from their survey on. */
static bool lists(const struct model *model, const struct model_project *project, daynum day)
{
    (void)model;
    if (day >= daynum_from_civil(project->year - 1, 6, 30) &&
        day < daynum_from_civil(project->year, 1, 31))
        return true;
    return export_follows_year(project, day);
}

static bool is_finished(const struct model_project *project, daynum day)
{
    return project->finish != DAYNUM_NONE && project->finish_entered <= day;
}

static bool is_stopped(const struct model_project *project, daynum day)
{
    int month = model_month(project, day);
    return month > 0 && month < MODEL_MONTHS && project->done[month] > 0 &&
           project->done[month] < 1 && project->done[month] == project->done[month - 1];
}

static const char *status_on(const struct model_project *project, daynum day)
{
    if (day < project->survey_start)
        return "摸底";
    if (day <= project->survey_end)
        return "征询";
    if (project->refused)
        return "未列入";
    if (is_finished(project, day))
        return project->accept <= day ? "已验收" : "已完工";
    if (project->start != DAYNUM_NONE && project->start <= day)
        return is_stopped(project, day) ? "停工" : "施工中";
    if (!project->agreed || day < project->approved)
        return "前期";
    return day < project->tendered ? "立项" : "未开工";
}

static void write_place(struct sheet *sheet, const struct model *model,
                        const struct model_project *project, int compound, const char *district)
{
    const struct city_district *place = &model->city.districts[project->district];
    sheet_number(sheet, sheet->rows + 1);
    sheet_text(sheet, compound == 0 ? district : "");
    sheet_text(sheet, place->streets[project->street]);
    text_clear(&sheet->cell);
    city_committee(&sheet->cell, project->committee);
    sheet_text(sheet, sheet->cell.data);
    sheet_number(sheet, project->year);
    export_code(sheet, model, project);
    export_project_name(sheet, project);
    export_compound_name(sheet, project, compound);
    sheet_text(sheet, project->central ? "是" : "否");
}

static void write_works(struct sheet *sheet, const struct model *model,
                        const struct model_project *project)
{
    static const char *const classes[] = {"基础类", "基础类、完善类", "基础类、提升类",
                                          "基础类、完善类、提升类"};
    static const char *const works[] = {"雨污分流、供水管网、楼面防水、道路硬化、架空线整治",
                                        "雨污分流、供水管网、道路硬化、增设停车位、充电桩",
                                        "供水管网、楼面防水、社区服务设施",
                                        "雨污分流、道路硬化、增设停车位、充电桩、养老托育设施"};
    size_t set = project->works >> WORKS_IMPROVING & 3u;
    sheet_text(sheet, classes[set]);
    sheet_text(sheet, works[set]);
    sheet_text(sheet, model->city.districts[project->district].unit);
    text_clear(&sheet->cell);
    city_contractor(&sheet->cell, &model->city, project->contractor);
    sheet_text(sheet, project->refused ? "" : sheet->cell.data);
}

/* Preparation that has been done by `day`, and the dates of the works. */
static void write_dates(struct sheet *sheet, const struct model_project *project, daynum day)
{
    daynum prepared = project->agreed && day > project->survey_end ? day : DAYNUM_NONE;
    daynum planned = project->refused && day > project->survey_end ? DAYNUM_NONE : DAYNUM_MAX;
    daynum finished = is_finished(project, day) ? day : DAYNUM_NONE;
    sheet_day(sheet, project->survey_start, day);
    sheet_day(sheet, project->survey_end, prepared);
    sheet_day(sheet, project->disclosed, prepared);
    sheet_day(sheet, project->approved, prepared);
    sheet_day(sheet, project->funded, prepared);
    sheet_day(sheet, project->tendered, prepared);
    sheet_day(sheet, project->plan_start, planned);
    sheet_day(sheet, model_plan_finish(project, day), planned);
    sheet_day(sheet, project->start, day);
    sheet_day(sheet, project->finish, finished);
    sheet_day(sheet, project->accept, finished);
    sheet_text(sheet, finished != DAYNUM_NONE && project->accept <= day ? "合格" : "");
    sheet_text(sheet, status_on(project, day));
}

static void write_quality(struct sheet *sheet, const struct model_project *project, daynum day)
{
    double done = model_done(project, day);
    int64_t found = (int64_t)((double)project->issues * done);
    int64_t open = done >= 1 ? 0 : found / 3;
    if (done <= 0) {
        for (int i = 0; i < 6; i++)
            sheet_blank(sheet);
        return;
    }
    sheet_number(sheet, found);
    sheet_number(sheet, open);
    sheet_number(sheet, open / 2);
    sheet_number(sheet, done >= 1 ? project->lifts : 0);
    sheet_decimal(sheet, (int64_t)((double)project->pipe_water_m * done), 3);
    sheet_decimal(sheet, (int64_t)((double)project->pipe_drain_m * done), 3);
}

static void write_management(struct sheet *sheet, const struct model *model,
                             const struct model_project *project,
                             const struct model_compound *compound, daynum day)
{
    static const char *const words[MANAGEMENT_MODE_COUNT] = {[MANAGEMENT_PROFESSIONAL] =
                                                                 "专业化物业",
                                                             [MANAGEMENT_SELF] = "业主自治",
                                                             [MANAGEMENT_RED] = "红色物业",
                                                             [MANAGEMENT_COMMITTEE] = "社区代管",
                                                             [MANAGEMENT_UNIT] = "单位自管",
                                                             [MANAGEMENT_NONE] = "无物业"};
    bool is_settled = model_is_built(project) && project->year < MODEL_YEAR &&
                      (is_finished(project, day) || day == model_horizon());
    bool is_professional = is_settled && compound->mode == MANAGEMENT_PROFESSIONAL;
    sheet_text(sheet, is_settled ? words[compound->mode] : "");
    text_clear(&sheet->cell);
    if (is_professional)
        city_property_company(&sheet->cell, &model->city, compound->company);
    sheet_text(sheet, sheet->cell.data);
    if (is_professional) {
        sheet_number(sheet, compound->households);
        sheet_number(sheet, compound->area_m2);
    } else {
        sheet_blank(sheet);
        sheet_blank(sheet);
    }
    if (is_settled && (is_professional || compound->mode == MANAGEMENT_SELF)) {
        sheet_number(sheet, is_professional ? 20 + 5 * (int64_t)(compound->name % 7) : 50);
        sheet_number(sheet, 30);
    } else {
        sheet_blank(sheet);
        sheet_blank(sheet);
    }
}

/* Two in five households are asked a month after acceptance. */
static void write_satisfaction(struct sheet *sheet, const struct model_project *project, daynum day)
{
    if (!is_finished(project, day) || project->accept + 30 > day) {
        for (int i = 0; i < 3; i++)
            sheet_blank(sheet);
        return;
    }
    int64_t asked = model_households(project) * 2 / 5;
    int64_t satisfied = asked * project->satisfied_pct / 100;
    int64_t basically = asked * project->basically_pct / 100;
    sheet_number(sheet, satisfied);
    sheet_number(sheet, basically);
    sheet_number(sheet, asked - satisfied - basically);
}

static void write(struct sheet *sheet, const struct model *model,
                  const struct model_project *project, daynum day, const char *district)
{
    for (int i = 0; i < project->compound_count; i++) {
        const struct model_compound *compound = &project->compounds[i];
        write_place(sheet, model, project, i, district);
        sheet_number(sheet, 1);
        sheet_number(sheet, compound->buildings);
        sheet_number(sheet, compound->households);
        sheet_number(sheet, compound->area_m2);
        sheet_number(sheet, compound->built_year);
        write_works(sheet, model, project);
        write_dates(sheet, project, day);
        write_quality(sheet, project, day);
        write_management(sheet, model, project, compound, day);
        write_satisfaction(sheet, project, day);
        sheet_text(sheet, "");
        sheet_end_row(sheet);
    }
}

const struct export_form export_projects = {
    .prefix = "projects",
    .title = "城镇老旧小区改造项目情况表",
    .unit = "单位：个、栋、户、平方米",
    .form = {SHEET_GB18030, SHEET_DATE_CHINESE, true, 997},
    .columns = columns,
    .column_count = sizeof columns / sizeof *columns,
    .district_column = 1,
    .merged = true,
    .subtotals = true,
    .note = true,
    .lists = lists,
    .write = write,
};
