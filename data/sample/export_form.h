/*
 * export_form: the exports of the sample as data: what a kind of file looks like, which projects it
 * lists on a day, and how a project's rows are written.
 */
#ifndef DATA_SAMPLE_EXPORT_FORM_H
#define DATA_SAMPLE_EXPORT_FORM_H

#include "data/sample/model.h"
#include "data/sample/sheet.h"

struct export_form {
    const char *prefix;       /* of the file name: prefix-2022-08.csv */
    const char *title, *unit; /* NULL: there is no such line; the title gets city and day */
    struct sheet_form form;
    const struct sheet_column *columns;
    size_t column_count;
    size_t district_column; /* merged cells; subtotals carry their label in it */
    bool merged, subtotals, note;
    bool (*lists)(const struct model *model, const struct model_project *project, daynum day);
    /* One row or several; `district` is its name, or "" in a merged cell. */
    void (*write)(struct sheet *sheet, const struct model *model,
                  const struct model_project *project, daynum day, const char *district);
};

extern const struct export_form export_projects, export_progress, export_plan, export_budgets,
    export_parking, export_chargers, export_surveys, export_doors, export_bare_doors;

/* Writes the export of `day`; no file where there is nothing to list. */
enum status export_write(const struct export_form *form, const struct model *model, daynum day,
                         const char *folder, struct sample_summary *summary, struct error *error);

/* Cells that several kinds of export share. */
void export_code(struct sheet *sheet, const struct model *model,
                 const struct model_project *project);
void export_project_name(struct sheet *sheet, const struct model_project *project);
void export_compound_name(struct sheet *sheet, const struct model_project *project, int compound);
void export_money(struct sheet *sheet, int64_t units);
/* Whether the exports of `day` follow the project's plan year at all. */
bool export_follows_year(const struct model_project *project, daynum day);

#endif
