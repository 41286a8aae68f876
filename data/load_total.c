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

enum status load_total(struct load *load, struct error *error)
{
    struct fact_writer *writer = &load->writers[SUBJECT_TOTAL];
    const char *region = region_of(load);
    int64_t keys[2], line = load->rows.line(load->rows.self);
    enum fact_fate fate = FACT_SAME;
    bool row = false;
    if (region[0] == '\0')
        return load_refuse(load, REJECT_MISSING, load->field.district, "",
                           _("the row names no region"), error);
    struct fact fact = {.keys = keys, .as_of = load_row_date(load), .line = line};
    enum status status = term_of(load->terms, region, &keys[0], error);
    int64_t year = load_cell(load, load->field.plan_year);
    keys[1] = value_is_known(year) ? year : load->plan_year;
    if (keys[1] == 0)
        keys[1] = daynum_year(fact.as_of);
    if (writer->table == NULL)
        return load_refuse(load, REJECT_MISSING, -1, "", _("the row has no totals"), error);
    int at = 0;
    for (int i = 0; i < writer->table->field_count; i++)
        if (writer->mask >> i & 1)
            fact.values[at++] = load_cell(load, writer->table->fields[i]);

    const int64_t seen[4] = {keys[0], keys[1], 0, fact.as_of};
    db_bind(load->seen_at, 4, seen);
    if (status == STATUS_OK)
        status = db_step(load->seen_at, &row, error);
    int64_t first = row ? sqlite3_column_int64(load->seen_at, 0) : 0;
    sqlite3_reset(load->seen_at);
    fact.compare_only = first != 0;
    if (status == STATUS_OK)
        status = fact_write(writer, &fact, &fate, error);
    if (status != STATUS_OK)
        return status;
    if (fate == FACT_REFUSED)
        return load_refuse(load, REJECT_CONSTRAINT, -1, "", _("a value is out of its range"),
                           error);
    if (first != 0 && fate == FACT_CORRECTS) {
        struct text message = TEXT_INIT;
        text_addf(&message, _("line %lld has the same key with other values"), (long long)first);
        status = load_refuse(load, REJECT_PRIMARY_KEY, -1, region, message.data, error);
        text_release(&message);
        return status;
    }
    db_bind(load->see, 5, (int64_t[]){seen[0], seen[1], seen[2], seen[3], line});
    status = db_run(load->see, error);
    load->corrects |= first == 0 && fate == FACT_CORRECTS;
    const struct row_key key = {.as_of = fact.as_of, .listed = true};
    if (status != STATUS_OK)
        return status;
    return load_count(load, &key,
                      first == 0 && fate != FACT_SAME ? RECORD_LOADED : RECORD_UNCHANGED, error);
}
