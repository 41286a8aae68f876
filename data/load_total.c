#include "core/i18n.h"
#include "data/load_state.h"

/* The finest region that the row names. */
static const char *region_of(const struct load *load)
{
    const int fields[] = {load->field.district, load->field.city, load->field.province};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const char *name = load_text(load, fields[i]);
        if (name[0] != '\0')
            return name;
    }
    return load->city;
}

/* The key of the row (region and year) and its values. */
static enum status read_total(struct load *load, const char *region, int64_t keys[2],
                              struct fact *fact, struct error *error)
{
    const struct fact_writer *writer = &load->writers[SUBJECT_TOTAL];
    int64_t year = load_cell(load, load->field.plan_year);
    int at = 0;
    *fact = (struct fact){
        .keys = keys, .as_of = load_row_date(load), .line = load->rows.line(load->rows.self)};
    keys[1] = value_is_known(year) ? year : load->plan_year;
    if (keys[1] == 0)
        keys[1] = daynum_year(fact->as_of);
    for (int i = 0; i < writer->table->field_count; i++)
        if (writer->mask >> i & 1)
            fact->values[at++] = load_cell(load, writer->table->fields[i]);
    return term_of(load->terms, region, &keys[0], error);
}

/* The line that had the key before in this file; 0 where none had. */
static enum status line_before(struct load *load, const struct fact *fact, int64_t *line,
                               struct error *error)
{
    bool row = false;
    db_bind(load->seen_at, 4, (int64_t[]){fact->keys[0], fact->keys[1], 0, fact->as_of});
    enum status status = db_step(load->seen_at, &row, error);
    *line = row ? sqlite3_column_int64(load->seen_at, 0) : 0;
    sqlite3_reset(load->seen_at);
    return status;
}

static enum status refuse_double(struct load *load, const char *region, int64_t first,
                                 struct error *error)
{
    struct text message = TEXT_INIT;
    text_addf(&message, _("line %lld has the same key with other values"), (long long)first);
    enum status status = load_refuse(load, REJECT_PRIMARY_KEY, -1, region, message.data, error);
    text_release(&message);
    return status;
}

static enum status count_total(struct load *load, const struct fact *fact, bool loaded,
                               struct error *error)
{
    const struct row_key key = {.as_of = fact->as_of, .listed = true};
    db_bind(load->see, 5, (int64_t[]){fact->keys[0], fact->keys[1], 0, fact->as_of, fact->line});
    enum status status = db_run(load->see, error);
    return status == STATUS_OK
               ? load_count(load, &key, loaded ? RECORD_LOADED : RECORD_UNCHANGED, error)
               : status;
}

static enum status write_total(struct load *load, const char *region, struct fact *fact,
                               struct error *error)
{
    enum fact_fate fate = FACT_SAME;
    int64_t first;
    enum status status = line_before(load, fact, &first, error);
    fact->compare_only = first != 0;
    if (status == STATUS_OK)
        status = fact_write(&load->writers[SUBJECT_TOTAL], fact, &fate, error);
    if (status != STATUS_OK)
        return status;
    if (fate == FACT_REFUSED)
        return load_refuse(load, REJECT_CONSTRAINT, -1, "", _("a value is out of its range"),
                           error);
    if (first != 0 && fate == FACT_CORRECTS)
        return refuse_double(load, region, first, error);
    load->corrects |= first == 0 && fate == FACT_CORRECTS;
    return count_total(load, fact, first == 0 && fate != FACT_SAME, error);
}

enum status load_total(struct load *load, struct error *error)
{
    const char *region = region_of(load);
    int64_t keys[2];
    struct fact fact;
    if (region[0] == '\0')
        return load_refuse(load, REJECT_MISSING, load->field.district, "",
                           _("the row names no region"), error);
    if (load->writers[SUBJECT_TOTAL].table == NULL)
        return load_refuse(load, REJECT_MISSING, -1, "", _("the row has no totals"), error);
    enum status status = read_total(load, region, keys, &fact, error);
    return status == STATUS_OK ? write_total(load, region, &fact, error) : status;
}
