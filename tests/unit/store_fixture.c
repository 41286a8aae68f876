#include "tests/unit/store_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/text.h"

enum { FIELDS_MAX = 32 };

void place_make(struct place *place)
{
    snprintf(place->folder, sizeof place->folder, "/tmp/renostat-store-XXXXXX");
    assert_non_null(mkdtemp(place->folder));
    snprintf(place->path, sizeof place->path, "%s/test.db", place->folder);
}

void place_remove(struct place *place)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < 4; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s%s", place->path, endings[i]);
        unlink(path);
    }
    assert_int_equal(rmdir(place->folder), 0);
}

struct store *open_store(const struct place *place, enum store_mode mode)
{
    struct store *store;
    struct error error = {0};
    if (store_open(&store, place->path, mode, &error) != STATUS_OK)
        fail_msg("%s", error.message);
    return store;
}

/* --- a row source over the text of an export --- */

struct reader {
    const char *rest;
    int64_t line;
    int fields[FIELDS_MAX];
    size_t count;
    char *cells[FIELDS_MAX];
    char *buffer, *raw;
};

static size_t split(char *line, char **cells)
{
    size_t count = 0;
    for (char *at = line; at != NULL && count < FIELDS_MAX;)
        cells[count++] = strsep(&at, ",");
    return count;
}

static enum status next(void *self, bool *more, struct error *error)
{
    struct reader *reader = self;
    (void)error;
    *more = *reader->rest != '\0';
    if (!*more)
        return STATUS_OK;
    size_t length = strcspn(reader->rest, "\n");
    free(reader->buffer);
    free(reader->raw);
    reader->buffer = xstrndup(reader->rest, length);
    reader->raw = xstrndup(reader->rest, length);
    reader->rest += length + (reader->rest[length] == '\n');
    reader->line++;
    size_t count = split(reader->buffer, reader->cells);
    for (; count < FIELDS_MAX; count++)
        reader->cells[count] = NULL;
    return STATUS_OK;
}

static const char *cell_text(void *self, int field)
{
    const struct reader *reader = self;
    for (size_t i = 0; i < reader->count; i++)
        if (reader->fields[i] == field && reader->cells[i] != NULL && reader->cells[i][0] != '\0')
            return reader->cells[i];
    return NULL;
}

static bool cell(void *self, int field, int64_t *value)
{
    const char *text = cell_text(self, field);
    daynum date;
    if (text == NULL)
        return false;
    if (daynum_parse(text, &date))
        *value = date;
    else
        *value = strtoll(text, NULL, 10);
    return true;
}

static int64_t line(void *self)
{
    return ((struct reader *)self)->line;
}

static const char *raw(void *self)
{
    return ((struct reader *)self)->raw;
}

static void reader_init(struct reader *reader, const struct export *export)
{
    char *names[FIELDS_MAX];
    char *header = xstrdup(export->header);
    *reader = (struct reader){.rest = export->rows, .line = 1};
    reader->count = split(header, names);
    for (size_t i = 0; i < reader->count; i++) {
        reader->fields[i] = dictionary_find(names[i]);
        if (reader->fields[i] < 0)
            fail_msg("no field '%s'", names[i]);
    }
    free(header);
}

daynum day(const char *text)
{
    daynum value = DAYNUM_NONE;
    assert_true(daynum_parse(text, &value));
    return value;
}

void checksum_of(const struct export *export, char hex[DIGEST_HEX_MAX])
{
    struct digest *digest = digest_new(DIGEST_SHA256);
    digest_add(digest, export->rows, strlen(export->rows));
    digest_finish(digest, hex);
    digest_free(digest);
}

struct load_counts load_open_ended(struct store *store, const struct export *export)
{
    static const unsigned char salt[32] = "a salt of the tests, 32 bytes  ";
    struct reader reader;
    struct load_counts counts = {0};
    struct error error = {0};
    int64_t source_id;
    char sha256[DIGEST_HEX_MAX];
    checksum_of(export, sha256);
    reader_init(&reader, export);
    struct load_request request = {
        .file = "test.csv",
        .sha256 = sha256,
        .encoding = "UTF-8",
        .delimiter = ",",
        .kind = export->kind,
        .city = export->city != NULL ? export->city : "许昌市",
        .as_of = day(export->as_of),
        .known = export->known != NULL ? day(export->known) : DAYNUM_NONE,
        .today = day(export->today != NULL ? export->today : "2024-01-01"),
        .plan_year = export->plan_year,
        .header_line = 1,
        .fields = reader.fields,
        .field_count = reader.count,
    };
    if (store_load_begin(store, &request, &source_id, &error) != STATUS_OK)
        fail_msg("%s", error.message);
    store_load_salt(store, salt);
    struct row_source rows = {&reader, next, cell, cell_text, line};
    if (store_load_rows(store, rows, raw, &counts, &error) != STATUS_OK)
        fail_msg("%s", error.message);
    free(reader.buffer);
    free(reader.raw);
    return counts;
}

void commit_load(struct store *store, const struct load_counts *counts)
{
    struct error error = {0};
    const struct source_counts source = {.rows =
                                             counts->loaded + counts->unchanged + counts->rejected,
                                         .loaded = counts->loaded,
                                         .unchanged = counts->unchanged,
                                         .rejected = counts->rejected};
    if (store_load_commit(store, &source, &error) != STATUS_OK)
        fail_msg("%s", error.message);
}

struct load_counts load_export(struct store *store, const struct export *export)
{
    struct load_counts counts = load_open_ended(store, export);
    commit_load(store, &counts);
    return counts;
}

void read_at(struct store *store, const char *as_of, bool corrected, struct dataset *dataset)
{
    struct error error = {0};
    struct vantage vantage = {day(as_of), corrected ? DAYNUM_MAX : day(as_of)};
    if (store_read(store, vantage, 0, READ_EVERYTHING | READ_STAIRWELLS, dataset, &error) !=
        STATUS_OK)
        fail_msg("%s", error.message);
}

const struct project *project_of(const struct dataset *dataset, const char *code)
{
    for (size_t i = 0; i < dataset->projects.count; i++) {
        const struct project *project = &dataset->projects.items[i];
        if (strcmp(project->code[0] != '\0' ? project->code : project->name, code) == 0)
            return project;
    }
    return NULL;
}

/* --- a dataset as text --- */

static void add_number(struct text *out, int64_t value)
{
    if (value_is_known(value))
        text_addf(out, " %lld", (long long)value);
    else
        text_add(out, " -");
}

static void add_day(struct text *out, daynum value)
{
    char buffer[DATE_TEXT_MAX];
    text_addf(out, " %s", value == DAYNUM_NONE ? "-" : daynum_format(value, buffer));
}

static void add_project(struct text *out, const struct project *project)
{
    const daynum days[] = {project->plan_start,
                           project->plan_finish,
                           project->actual_start,
                           project->actual_finish,
                           project->as_of,
                           project->first_as_of,
                           project->progress_date,
                           project->full_progress_date,
                           project->original_plan_finish};
    const int64_t numbers[] = {project->communities,   project->buildings,
                               project->households,    project->floor_area_cm2,
                               project->progress_mpct, project->issues_open};
    text_addf(out, "project %s %s %s %s %d %d%s", project->city, project->district, project->code,
              project->name, project->plan_year, (int)project->status,
              project->gone ? " gone" : "");
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        add_day(out, days[i]);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        add_number(out, numbers[i]);
    text_add(out, "\n");
}

static void add_consent(struct text *out, const struct consent_set *set)
{
    for (size_t i = 0; i < set->tally_count; i++) {
        const struct consent_tally *tally = &set->tallies[i];
        const int64_t numbers[] = {tally->total,    tally->agree,          tally->disagree,
                                   tally->abstain,  tally->area_total_cm2, tally->contribute,
                                   tally->demolish, tally->area_agree_cm2};
        text_addf(out, "tally %zu %s%s", tally->project, tally->compound,
                  tally->closed ? " closed" : "");
        for (size_t j = 0; j < sizeof numbers / sizeof *numbers; j++)
            add_number(out, numbers[j]);
        text_add(out, "\n");
    }
    for (size_t i = 0; i < set->step_count; i++) {
        const struct consent_step *step = &set->steps[i];
        text_addf(out, "step %zu", step->project);
        add_day(out, step->month_end);
        add_number(out, step->agree);
        add_number(out, step->disagree);
        text_add(out, "\n");
    }
    for (size_t i = 0; i < set->stairwell_count; i++) {
        const struct consent_stairwell *stairwell = &set->stairwells[i];
        text_addf(out, "stairwell %zu %s %s", stairwell->tally, stairwell->building,
                  stairwell->unit);
        add_number(out, stairwell->total);
        add_number(out, stairwell->agree);
        add_number(out, stairwell->disagree);
        add_number(out, stairwell->contribute);
        text_add(out, "\n");
    }
}

static void add_money(struct text *out, const struct dataset *dataset)
{
    for (size_t i = 0; i < dataset->budget_count; i++) {
        const struct budget *budget = &dataset->budgets[i];
        text_addf(out, "budget %zu", budget->project);
        add_number(out, budget->planned_fen);
        add_number(out, budget->issued_fen);
        add_number(out, budget->paid_fen);
        text_add(out, "\n");
    }
    for (size_t i = 0; i < dataset->facilities_count; i++) {
        const struct facilities *facilities = &dataset->facilities[i];
        text_addf(out, "facilities %zu", facilities->project);
        add_number(out, facilities->parking_added);
        add_number(out, facilities->parking_planned);
        add_number(out, facilities->charger_posts_added);
        text_add(out, "\n");
    }
}

char *describe(const struct dataset *dataset)
{
    struct text out = TEXT_INIT;
    for (size_t i = 0; i < dataset->projects.count; i++)
        add_project(&out, &dataset->projects.items[i]);
    for (size_t i = 0; i < dataset->compound_count; i++) {
        const struct compound *compound = &dataset->compounds[i];
        text_addf(&out, "compound %zu %s", compound->project, compound->name);
        add_number(&out, compound->households);
        text_add(&out, "\n");
    }
    for (size_t i = 0; i < dataset->progress.count; i++) {
        const struct progress_point *point = &dataset->progress.items[i];
        text_addf(&out, "progress %zu", point->project);
        add_day(&out, point->date);
        add_number(&out, point->actual_mpct);
        add_number(&out, point->planned_mpct);
        text_add(&out, "\n");
    }
    add_consent(&out, &dataset->consent);
    add_money(&out, dataset);
    return text_detach(&out);
}
