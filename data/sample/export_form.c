#include "data/sample/export_form.h"

void export_code(struct sheet *sheet, const struct model *model,
                 const struct model_project *project)
{
    text_clear(&sheet->cell);
    text_addf(&sheet->cell, "%s-%d-%03d", model->city.districts[project->district].code,
              project->year, project->number);
    sheet_text(sheet, sheet->cell.data);
}

void export_project_name(struct sheet *sheet, const struct model_project *project)
{
    text_clear(&sheet->cell);
    city_compound_name(&sheet->cell, project->compounds[0].name);
    if (project->compound_count > 1)
        text_addf(&sheet->cell, "等%d个小区", project->compound_count);
    text_add(&sheet->cell, "改造项目");
    sheet_text(sheet, sheet->cell.data);
}

void export_compound_name(struct sheet *sheet, const struct model_project *project, int compound)
{
    text_clear(&sheet->cell);
    city_compound_name(&sheet->cell, project->compounds[compound].name);
    sheet_text(sheet, sheet->cell.data);
}

void export_money(struct sheet *sheet, int64_t units)
{
    sheet_decimal(sheet, units, 2);
}

/* From March of its year to April of the next, and once more at the end. */
bool export_follows_year(const struct model_project *project, daynum day)
{
    if (project->withdrawn != DAYNUM_NONE && day >= project->withdrawn)
        return false;
    if (day == model_horizon())
        return true;
    return day >= daynum_from_civil(project->year, 1, 31) &&
           day <= daynum_from_civil(project->year + 1, 4, 30);
}

static void write_title(struct sheet *sheet, const struct export_form *form,
                        const struct model *model, daynum day)
{
    struct text line = TEXT_INIT;
    int year, month, dom;
    daynum_to_civil(day, &year, &month, &dom);
    text_addf(&line, "%s%s（截至%d年%d月%d日）", model->city.name, form->title, year, month, dom);
    sheet_line(sheet, line.data);
    if (form->unit != NULL)
        sheet_line(sheet, form->unit);
    text_release(&line);
}

/* The projects of one district, its name in the first row only where cells are merged. */
static bool write_district(struct sheet *sheet, const struct export_form *form,
                           const struct model *model, daynum day, int district)
{
    bool is_first = true;
    for (int year = 0; year < MODEL_YEARS; year++) {
        for (size_t i = model->year_start[year]; i < model->year_start[year + 1]; i++) {
            const struct model_project *project = &model->projects[i];
            if (project->district != district || !form->lists(model, project, day))
                continue;
            const char *name = model->city.districts[district].name;
            form->write(sheet, model, project, day, is_first || !form->merged ? name : "");
            is_first = false;
        }
    }
    return !is_first;
}

static bool lists_any(const struct export_form *form, const struct model *model, daynum day)
{
    for (size_t i = 0; i < model->count; i++)
        if (form->lists(model, &model->projects[i], day))
            return true;
    return false;
}

enum status export_write(const struct export_form *form, const struct model *model, daynum day,
                         const char *folder, struct sample_summary *summary, struct error *error)
{
    struct sheet sheet;
    struct text name = TEXT_INIT;
    if (!lists_any(form, model, day))
        return STATUS_OK;
    text_addf(&name, "%s-%d-%02d.csv", form->prefix, daynum_year(day), daynum_month(day));
    sheet_open(&sheet, folder, name.data, &form->form, form->columns, form->column_count);
    if (form->title != NULL)
        write_title(&sheet, form, model, day);
    sheet_header(&sheet);
    for (int district = 0; district < CITY_DISTRICTS; district++)
        if (write_district(&sheet, form, model, day, district) && form->subtotals)
            sheet_subtotal(&sheet, "小计", form->district_column);
    if (form->subtotals)
        sheet_total(&sheet, "合计", form->district_column);
    if (form->note)
        sheet_line(&sheet,
                   "注：本表为程序生成的虚构数据，仅供演示，不对应任何真实的小区、单位和个人。");
    text_release(&name);
    return sheet_close(&sheet, summary, error);
}
