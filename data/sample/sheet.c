#include "data/sample/sheet.h"

#include <errno.h>
#include <string.h>

#include "core/i18n.h"
#include "core/memory.h"

enum { BUFFER_BYTES = 1 << 16 };

static void fail(struct sheet *sheet)
{
    if (sheet->failure.status == STATUS_OK)
        error_set_errno(&sheet->failure, errno, _("cannot write '%s'"), sheet->path.data);
}

void sheet_open(struct sheet *sheet, const char *folder, const char *name,
                const struct sheet_form *form, const struct sheet_column *columns, size_t count)
{
    *sheet = (struct sheet){.form = *form, .columns = columns, .column_count = count};
    text_init(&sheet->path);
    text_init(&sheet->buffer);
    text_init(&sheet->cell);
    for (size_t i = 0; i < SHEET_COLUMNS; i++)
        sheet->decimals[i] = -1;
    text_addf(&sheet->path, "%s/%s", folder, name);
    if (form->encoding == SHEET_GB18030)
        encoder_init(&sheet->encoder, &sheet->failure);
    sheet->file = fopen(sheet->path.data, "w");
    if (sheet->file == NULL)
        fail(sheet);
    if (form->encoding == SHEET_UTF8_BOM)
        text_add(&sheet->buffer, "\xef\xbb\xbf");
}

static void put_bytes(struct sheet *sheet, const char *bytes, size_t length)
{
    if (sheet->failure.status == STATUS_OK && fwrite(bytes, 1, length, sheet->file) != length)
        fail(sheet);
    sheet->bytes += (int64_t)length;
}

static void flush(struct sheet *sheet)
{
    const struct text *buffer = &sheet->buffer;
    struct encoder *encoder = &sheet->encoder;
    if (sheet->form.encoding != SHEET_GB18030)
        put_bytes(sheet, buffer->data, buffer->length);
    else if (sheet->failure.status == STATUS_OK &&
             encoder_run(encoder, buffer->data, buffer->length, &sheet->failure) == STATUS_OK)
        put_bytes(sheet, encoder->bytes, encoder->length);
    text_clear(&sheet->buffer);
}

static void put_field(struct sheet *sheet, const char *text)
{
    if (strpbrk(text, ",\"\r\n") == NULL) {
        text_add(&sheet->buffer, text);
        return;
    }
    text_add_char(&sheet->buffer, '"');
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '"')
            text_add_char(&sheet->buffer, '"');
        text_add_char(&sheet->buffer, *at);
    }
    text_add_char(&sheet->buffer, '"');
}

static void end_line(struct sheet *sheet)
{
    text_add(&sheet->buffer, sheet->form.crlf ? "\r\n" : "\n");
    sheet->at = 0;
    if (sheet->buffer.length >= BUFFER_BYTES)
        flush(sheet);
}

static void next_cell(struct sheet *sheet)
{
    if (sheet->at++ > 0)
        text_add_char(&sheet->buffer, ',');
}

void sheet_line(struct sheet *sheet, const char *text)
{
    put_field(sheet, text);
    for (size_t i = 1; i < sheet->column_count; i++)
        text_add_char(&sheet->buffer, ',');
    end_line(sheet);
}

void sheet_header(struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->column_count; i++) {
        next_cell(sheet);
        put_field(sheet, sheet->columns[i].header);
    }
    end_line(sheet);
}

void sheet_blank(struct sheet *sheet)
{
    next_cell(sheet);
}

void sheet_text(struct sheet *sheet, const char *text)
{
    next_cell(sheet);
    put_field(sheet, text);
}

/* Digits before the point at least one; no locale, and faster than printf. */
static void put_digits(struct text *out, int64_t value, int decimals)
{
    char digits[32], *at = digits + sizeof digits;
    uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    for (int place = 0; left > 0 || place <= decimals; place++) {
        if (place == decimals && decimals > 0)
            *--at = '.';
        *--at = (char)('0' + left % 10);
        left /= 10;
    }
    if (value < 0)
        *--at = '-';
    text_add_bytes(out, at, (size_t)(digits + sizeof digits - at));
}

/* As typed with a Chinese input method. */
static void widen(struct text *out, const char *narrow)
{
    for (; *narrow != '\0'; narrow++) {
        unsigned code = 0xff00u + (unsigned)(unsigned char)*narrow - 0x20u;
        const char wide[] = {(char)(0xe0 | (code >> 12)), (char)(0x80 | ((code >> 6) & 0x3f)),
                             (char)(0x80 | (code & 0x3f)), '\0'};
        text_add(out, wide);
    }
}

void sheet_decimal(struct sheet *sheet, int64_t value, int decimals)
{
    size_t column = sheet->at;
    next_cell(sheet);
    sheet->group[column] += value;
    sheet->decimals[column] = decimals;
    sheet->numbers++;
    if (sheet->form.wide_every > 0 && sheet->numbers % sheet->form.wide_every == 0) {
        text_clear(&sheet->cell);
        put_digits(&sheet->cell, value, decimals);
        widen(&sheet->buffer, sheet->cell.data);
    } else {
        put_digits(&sheet->buffer, value, decimals);
    }
}

void sheet_number(struct sheet *sheet, int64_t value)
{
    sheet_decimal(sheet, value, 0);
}

static void put_two(struct text *out, int value)
{
    const char digits[] = {(char)('0' + value / 10), (char)('0' + value % 10)};
    text_add_bytes(out, digits, sizeof digits);
}

void sheet_day(struct sheet *sheet, daynum day, daynum until)
{
    int year, month, dom;
    next_cell(sheet);
    if (day == DAYNUM_NONE || day > until)
        return;
    struct text *out = &sheet->buffer;
    daynum_to_civil(day, &year, &month, &dom);
    put_digits(out, year, 0);
    if (sheet->form.dates == SHEET_DATE_ISO) {
        text_add_char(out, '-');
        put_two(out, month);
        text_add_char(out, '-');
        put_two(out, dom);
        return;
    }
    static const char *const marks[][3] = {
        [SHEET_DATE_CHINESE] = {"年", "月", "日"},
        [SHEET_DATE_DOTS] = {".", ".", ""},
        [SHEET_DATE_SLASHES] = {"/", "/", ""},
    };
    const char *const *mark = marks[sheet->form.dates];
    text_add(out, mark[0]);
    put_digits(out, month, 0);
    text_add(out, mark[1]);
    put_digits(out, dom, 0);
    text_add(out, mark[2]);
}

void sheet_end_row(struct sheet *sheet)
{
    sheet->rows++;
    end_line(sheet);
}

/* A sum with a comma between thousands, as spreadsheets show them. */
static void put_grouped(struct sheet *sheet, int64_t value, int decimals)
{
    struct text plain = TEXT_INIT;
    put_digits(&plain, value, decimals);
    size_t whole = plain.length - (decimals > 0 ? (size_t)decimals + 1 : 0);
    text_clear(&sheet->cell);
    for (size_t i = 0; i < plain.length; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0)
            text_add_char(&sheet->cell, ',');
        text_add_char(&sheet->cell, plain.data[i]);
    }
    put_field(sheet, sheet->cell.data);
    text_release(&plain);
}

static void put_sums(struct sheet *sheet, const char *label, size_t at, const int64_t *sums)
{
    for (size_t i = 0; i < sheet->column_count; i++) {
        next_cell(sheet);
        if (i == at)
            put_field(sheet, label);
        else if (sheet->columns[i].summed && sheet->decimals[i] >= 0)
            put_grouped(sheet, sums[i], sheet->decimals[i]);
    }
    sheet_end_row(sheet);
}

void sheet_subtotal(struct sheet *sheet, const char *label, size_t at)
{
    put_sums(sheet, label, at, sheet->group);
    for (size_t i = 0; i < sheet->column_count; i++) {
        sheet->all[i] += sheet->group[i];
        sheet->group[i] = 0;
    }
}

void sheet_total(struct sheet *sheet, const char *label, size_t at)
{
    put_sums(sheet, label, at, sheet->all);
}

enum status sheet_close(struct sheet *sheet, struct sample_summary *summary, struct error *error)
{
    flush(sheet);
    if (sheet->file != NULL && fclose(sheet->file) != 0)
        fail(sheet);
    enum status status = sheet->failure.status;
    if (status != STATUS_OK)
        error_set(error, status, "%s", sheet->failure.message);
    summary->files++;
    summary->rows += sheet->rows;
    summary->bytes += sheet->bytes;
    text_release(&sheet->path);
    text_release(&sheet->buffer);
    text_release(&sheet->cell);
    if (sheet->form.encoding == SHEET_GB18030)
        encoder_release(&sheet->encoder);
    return status;
}
