/* The budgets export: money planned by source, issued, received and paid, in 万元. */
#include "data/sample/export_form.h"

static const struct sheet_column columns[] = {
    {"序号", false},        {"县区", false},      {"项目编号", false},    {"项目名称", false},
    {"计划年度", false},    {"计划投资额", true}, {"中央补助资金", true}, {"省级补助", true},
    {"市级配套", true},     {"县级配套", true},   {"地方政府债券", true}, {"居民出资", true},
    {"管线单位出资", true}, {"社会资本", true},   {"下达资金", true},     {"到位资金", true},
    {"拨付资金", true},     {"支付资金", true},   {"合同金额", true},     {"结算价", true},
    {"累计完成投资", true},
};

static bool lists(const struct model *model, const struct model_project *project, daynum day)
{
    (void)model;
    return model_is_built(project) && export_follows_year(project, day);
}

/* The share of the public money that has been issued `months` after the year began. */
static double issued_share(int months)
{
    static const double shares[] = {0, .1, .3, .3, .55, .7, .75, .85, .9, .9, .95, .95, 1};
    int last = (int)(sizeof shares / sizeof *shares) - 1;
    return months < 0 ? 0 : shares[months < last ? months : last];
}

static int64_t part_of(int64_t money, double share)
{
    return (int64_t)((double)money * (share < 1 ? share : 1));
}

/* Months between the issue of money and its arrival: where funds are short, up to half a year. */
static int months_late(const struct model_project *project, const struct city_district *district)
{
    double prompt = district->funding * project->money_pace;
    return prompt < 1.05 ? 1 + (int)(10 * (1.05 - prompt)) : 1;
}

/* All amounts are cumulative and never fall. */
static void write_flows(struct sheet *sheet, const struct model *model,
                        const struct model_project *project, daynum day)
{
    const struct city_district *district = &model->city.districts[project->district];
    int month = model_month(project, day);
    int64_t issued = part_of(project->planned_money, issued_share(month));
    int late = months_late(project, district);
    int64_t received = part_of(project->planned_money, issued_share(month - late));
    int64_t disbursed = part_of(received, .96);
    double done = model_done(project, day);
    bool is_over = project->accept != DAYNUM_NONE && project->accept + 90 <= day;
    int64_t due = is_over ? part_of(project->settled_money, .97)
                          : part_of(project->contract_money, done > 0 ? .1 + .75 * done : 0);
    export_money(sheet, issued);
    export_money(sheet, received);
    export_money(sheet, disbursed);
    export_money(sheet, due < disbursed ? due : disbursed);
}

static void write_contract(struct sheet *sheet, const struct model_project *project, daynum day)
{
    if (project->start != DAYNUM_NONE && project->tendered <= day)
        export_money(sheet, project->contract_money);
    else
        sheet_blank(sheet);
    if (project->accept != DAYNUM_NONE && project->accept + 120 <= day)
        export_money(sheet, project->settled_money);
    else
        sheet_blank(sheet);
    export_money(sheet, part_of(project->contract_money, model_done(project, day)));
}

static void write(struct sheet *sheet, const struct model *model,
                  const struct model_project *project, daynum day, const char *district)
{
    sheet_number(sheet, sheet->rows + 1);
    sheet_text(sheet, district);
    export_code(sheet, model, project);
    export_project_name(sheet, project);
    sheet_number(sheet, project->year);
    export_money(sheet, project->planned_money);
    for (int source = FUND_CENTRAL; source <= FUND_SOCIAL; source++)
        export_money(sheet, project->money_by_source[source]);
    write_flows(sheet, model, project, day);
    write_contract(sheet, project, day);
    sheet_end_row(sheet);
}

const struct export_form export_budgets = {
    .prefix = "budgets",
    .title = "城镇老旧小区改造资金情况表",
    .unit = "单位：万元",
    .form = {SHEET_GB18030, SHEET_DATE_DOTS, true, 1499},
    .columns = columns,
    .column_count = sizeof columns / sizeof *columns,
    .district_column = 1,
    .merged = true,
    .subtotals = true,
    .note = true,
    .lists = lists,
    .write = write,
};
