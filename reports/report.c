#include "reports/report.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/folder.h"
#include "core/i18n.h"
#include "reports/html.h"
#include "reports/pdf.h"
#include "reports/picture.h"
#include "reports/xlsx.h"

struct report *report_new(void)
{
    struct report *report = xcalloc(1, sizeof *report);
    report->title = report->subtitle = report->file_stem = report->footer = report->city = "";
    report->made_on = DAYNUM_NONE;
    report->language = i18n_language();
    listing_init(&report->tables);
    return report;
}

void report_free(struct report *report)
{
    if (report == NULL)
        return;
    listing_release(&report->tables);
    arena_release(&report->strings);
    free(report->blocks);
    free(report);
}

static struct block *add_block(struct report *report, enum block_kind kind, const char *text)
{
    ARRAY_GROW(report->blocks, report->count + 1, report->capacity);
    struct block *block = &report->blocks[report->count++];
    *block = (struct block){.kind = kind, .anchor = "", .text = ""};
    block->text = arena_strdup(&report->strings, text);
    return block;
}

void report_heading(struct report *report, int level, const char *anchor, const char *text)
{
    struct block *block = add_block(report, BLOCK_HEADING, text);
    block->level = level;
    block->anchor = arena_strdup(&report->strings, anchor);
}

void report_message(struct report *report, const char *text)
{
    add_block(report, BLOCK_MESSAGE, text);
}

void report_paragraph(struct report *report, const char *text)
{
    add_block(report, BLOCK_PARAGRAPH, text);
}

void report_note(struct report *report, const char *text)
{
    add_block(report, BLOCK_NOTE, text);
}

void report_figure(struct report *report, const struct figure_type *type, const void *data,
                   const char *title, const char *note)
{
    struct text alt = TEXT_INIT;
    struct figure *figure = arena_alloc(&report->strings, sizeof *figure);
    type->describe(data, &report->strings, &alt);
    *figure = (struct figure){
        .type = type,
        .data = data,
        .title = arena_strdup(&report->strings, title),
        .note = arena_strdup(&report->strings, note),
        .alt = arena_strdup(&report->strings, alt.data),
        .table = type->tabulate(data, &report->tables),
    };
    text_release(&alt);
    add_block(report, BLOCK_FIGURE, "")->figure = figure;
}

struct table *report_table(struct report *report, const char *name, const char *caption,
                           const struct table_column *columns, size_t column_count)
{
    struct table *table = listing_table(
        &report->tables, name, arena_strdup(&report->strings, caption), columns, column_count);
    add_block(report, BLOCK_TABLE, "")->table = table;
    return table;
}

struct table *report_table_total(struct report *report)
{
    struct block *block = &report->blocks[report->count - 1];
    const struct table *table = block->table;
    block->total = listing_table(&report->tables, table->name, table->caption, table->columns,
                                 table->column_count);
    block->total->total = true;
    return block->total;
}

void report_key_figures(struct report *report, const char *caption)
{
    const struct table_column columns[KEY_COLUMNS] = {
        [KEY_LABEL] = {.key = "label", .label = _("figure"), .measure = MEASURE_TEXT},
        [KEY_VALUE] = {.key = "value", .label = _("value"), .measure = MEASURE_TEXT},
        [KEY_REMARK] = {.key = "remark", .label = _("remark"), .measure = MEASURE_TEXT},
    };
    report_table(report, "key_figures", caption, columns, KEY_COLUMNS);
    report->blocks[report->count - 1].kind = BLOCK_KEY_FIGURES;
}

void report_key_figure(struct report *report, const char *label, const char *value,
                       const char *remark)
{
    for (size_t i = report->count; i-- > 0;) {
        if (report->blocks[i].kind != BLOCK_KEY_FIGURES)
            continue;
        struct table *table = report->blocks[i].table;
        table_row(table);
        table_set_text(table, "label", label);
        table_set_text(table, "value", value);
        table_set_text(table, "remark", remark);
        return;
    }
}

static const struct report_driver drivers[] = {
    {"html", "html", html_write},
    {"pdf", "pdf", pdf_write},
    {"svg", "svg", picture_write},
    {"xlsx", "xlsx", xlsx_write},
};

const struct report_driver *report_driver_find(const char *name)
{
    for (size_t i = 0; i < sizeof drivers / sizeof *drivers; i++)
        if (strcmp(drivers[i].name, name) == 0)
            return &drivers[i];
    return NULL;
}

/* A full disk shows itself in fsync or fclose as often as in fwrite. */
static int write_bytes(const char *path, const struct text *bytes)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        return errno;
    int failure = 0;
    if (fwrite(bytes->data, 1, bytes->length, file) != bytes->length || fflush(file) != 0)
        failure = errno;
    if (failure == 0 && fsync(fileno(file)) != 0 && errno != EINVAL && errno != EROFS)
        failure = errno;
    if (fclose(file) != 0 && failure == 0)
        failure = errno;
    return failure;
}

enum status report_write(const struct report *report, const struct report_driver *driver,
                         const char *folder, struct text *path, struct error *error)
{
    struct text bytes = TEXT_INIT, beside = TEXT_INIT;
    enum status status = driver->write(&bytes, report, error);
    if (status != STATUS_OK)
        goto out;
    status = folder_make(*folder == '\0' ? "." : folder, error);
    if (status != STATUS_OK)
        goto out;
    text_clear(path);
    text_addf(path, "%s/%s.%s", *folder == '\0' ? "." : folder, report->file_stem,
              driver->extension);
    text_addf(&beside, "%s.%ld.part", path->data, (long)getpid());
    int failure = write_bytes(beside.data, &bytes);
    if (failure == 0 && rename(beside.data, path->data) != 0)
        failure = errno;
    if (failure != 0) {
        unlink(beside.data);
        status = error_set_errno(error, failure, _("cannot write '%s'"), path->data);
    }
out:
    text_release(&bytes);
    text_release(&beside);
    return status;
}
