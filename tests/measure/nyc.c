/*
 * nyc: phases of New York's school building works, forecast from one snapshot for the next.
 *
 * Cohort: phases in progress on 2024-06-28 whose start and planned end are dates and whose key
 * (building, description, phase, DSF numbers) is unique. Outcome: complete by 2024-09-30 as the
 * later snapshot says, entered late or not; phases that have vanished from it are left out, and
 * then counted as done and as not done. Trained on the June snapshot alone.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>

#include "analysis/assessment.h"
#include "analysis/portfolio.h"
#include "analysis/reference.h"
#include "measure/table_file.h"

enum { BINS = 10 };

/* One phase as one snapshot has it. */
struct phase {
    char *key;
    daynum start, planned, finish;
    bool complete, in_progress, unique;
    unsigned works_class;
};

struct snapshot {
    struct phase *items;
    size_t count;
};

static daynum american_date(const char *text)
{
    int month, day, year;
    char more;
    if (sscanf(text, "%d/%d/%d%c", &month, &day, &year, &more) != 3)
        return DAYNUM_NONE;
    return daynum_from_civil(year, month, day);
}

static int by_key(const void *a, const void *b)
{
    return strcmp(((const struct phase *)a)->key, ((const struct phase *)b)->key);
}

static unsigned class_of(const char *phase)
{
    static const char *const names[] = {"Scope", "Design", "Construction",
                                        "CM",    "F&E",    "Purch & Install"};
    for (unsigned i = 0; i < 6; i++)
        if (strncmp(phase, names[i], strlen(names[i])) == 0)
            return i + 1;
    return 0;
}

static void read_snapshot(struct snapshot *snapshot, const struct table_file *table)
{
    static const char *const headers[] = {"Project Building Identifier",
                                          "Project Description",
                                          "Project Phase Name",
                                          "DSF Number(s)",
                                          "Project Status Name",
                                          "Project Phase Actual Start Date",
                                          "Project Phase Planned End Date",
                                          "Project Phase Actual End Date"};
    int column[8];
    for (size_t i = 0; i < 8; i++)
        column[i] = table_file_column(table, headers[i]);
    snapshot->items = xcalloc(table->count, sizeof *snapshot->items);
    for (size_t r = 1; r < table->count; r++) {
        struct phase *phase = &snapshot->items[snapshot->count++];
        char key[2048];
        (void)snprintf(key, sizeof key, "%s|%s|%s|%s", table_file_cell(table, r, column[0]),
                       table_file_cell(table, r, column[1]), table_file_cell(table, r, column[2]),
                       table_file_cell(table, r, column[3]));
        phase->key = xstrdup(key);
        phase->complete = strcmp(table_file_cell(table, r, column[4]), "Complete") == 0;
        phase->in_progress = strcmp(table_file_cell(table, r, column[4]), "In-Progress") == 0;
        phase->start = american_date(table_file_cell(table, r, column[5]));
        phase->planned = american_date(table_file_cell(table, r, column[6]));
        phase->finish = american_date(table_file_cell(table, r, column[7]));
        phase->works_class = class_of(table_file_cell(table, r, column[2]));
    }
    qsort(snapshot->items, snapshot->count, sizeof *snapshot->items, by_key);
    for (size_t i = 0; i < snapshot->count; i++)
        snapshot->items[i].unique =
            (i == 0 || by_key(&snapshot->items[i], &snapshot->items[i - 1]) != 0) &&
            (i + 1 == snapshot->count || by_key(&snapshot->items[i], &snapshot->items[i + 1]) != 0);
}

static void snapshot_release(struct snapshot *snapshot)
{
    for (size_t i = 0; i < snapshot->count; i++)
        free(snapshot->items[i].key);
    free(snapshot->items);
}

/* The June snapshot as a dataset of projects with dates alone. */
static void to_dataset(struct dataset *data, const struct snapshot *snapshot, daynum as_of)
{
    *data = (struct dataset){.vantage = {.as_of = as_of, .known = as_of}};
    data->projects.items = xcalloc(snapshot->count + 1, sizeof *data->projects.items);
    for (size_t i = 0; i < snapshot->count; i++) {
        const struct phase *phase = &snapshot->items[i];
        if ((!phase->complete && !phase->in_progress) || phase->start == DAYNUM_NONE)
            continue;
        data->projects.items[data->projects.count++] =
            (struct project){.project_id = (int64_t)i,
                             .code = phase->key,
                             .name = "",
                             .city = "",
                             .district = "",
                             .works = phase->works_class,
                             .status = phase->complete ? PROJECT_COMPLETED : PROJECT_UNDER_WAY,
                             .plan_start = DAYNUM_NONE,
                             .plan_finish = phase->planned,
                             .actual_start = phase->start,
                             .actual_finish = phase->complete ? phase->finish : DAYNUM_NONE,
                             .accept_date = DAYNUM_NONE,
                             .as_of = as_of,
                             .first_as_of = as_of,
                             .full_progress_date = DAYNUM_NONE};
    }
}

struct tally {
    double brier, base, plan;
    size_t n, done, bin_n[BINS], bin_done[BINS];
    double bin_p[BINS];
};

static void add(struct tally *tally, double p, double base, double plan, bool done)
{
    size_t b = (size_t)(p * BINS);
    tally->brier += (p - done) * (p - done);
    tally->base += (base - done) * (base - done);
    tally->plan += (plan - done) * (plan - done);
    tally->n++;
    tally->done += done;
    tally->bin_n[b]++;
    tally->bin_done[b] += done;
    tally->bin_p[b] += p;
}

/* Whether a bin's count lies in the 99 % binomial band of its mean chance. */
static bool in_band(size_t done, size_t n, double p)
{
    unsigned k = (unsigned)done, all = (unsigned)n;
    double low = gsl_cdf_binomial_P(k, p, all);
    double high = k == 0 ? 1 : gsl_cdf_binomial_Q(k - 1, p, all);
    return low > 0.005 && high > 0.005;
}

static void print_tally(const struct tally *tally, const char *title)
{
    double n = (double)tally->n;
    printf(
        "%s: %zu phases, %.1f %% done; Brier: renostat %.4f, base rate %.4f, planned date %.4f\n",
        title, tally->n, 100 * (double)tally->done / n, tally->brier / n, tally->base / n,
        tally->plan / n);
    for (size_t b = 0; b < BINS; b++)
        if (tally->bin_n[b] > 0)
            printf("  %.1f-%.1f  n %5zu  mean p %.3f  done %.3f  %s\n", (double)b / BINS,
                   (double)(b + 1) / BINS, tally->bin_n[b],
                   tally->bin_p[b] / (double)tally->bin_n[b],
                   (double)tally->bin_done[b] / (double)tally->bin_n[b],
                   in_band(tally->bin_done[b], tally->bin_n[b],
                           tally->bin_p[b] / (double)tally->bin_n[b])
                       ? "in its band"
                       : "OUTSIDE");
}

/* The base rate as June knows it: of phases open three months before, how many ended since. */
static double base_rate(const struct snapshot *june, daynum as_of, daynum horizon)
{
    size_t open = 0, ended = 0;
    daynum before = as_of - horizon;
    for (size_t i = 0; i < june->count; i++) {
        const struct phase *phase = &june->items[i];
        if (!phase->unique || phase->start == DAYNUM_NONE || phase->planned == DAYNUM_NONE ||
            phase->start > before)
            continue;
        bool ended_since =
            phase->complete && phase->finish != DAYNUM_NONE && phase->finish > before;
        open += phase->in_progress || ended_since;
        ended += ended_since;
    }
    return (double)ended / (double)open;
}

static void measure(const struct snapshot *june, const struct snapshot *september, daynum as_of,
                    daynum until)
{
    static const char *const titles[3] = {"vanished left out", "vanished as done",
                                          "vanished as not done"};
    struct tally tallies[3] = {0};
    struct dataset data;
    struct progress_index index;
    struct reference reference;
    struct assessment assessment = {0};
    struct deadlines none = {NULL, NULL, 0};
    double base = base_rate(june, as_of, until - as_of);
    to_dataset(&data, june, as_of);
    progress_index_init(&index, &data);
    reference_learn(&reference, &data, &index, SIZE_MAX, false);
    struct schedule_defaults defaults = reference_defaults(&reference, as_of);
    printf("median duration over plan %.2f, shape %.2f, from %zu finished and %zu unfinished\n",
           exp(reference.survival.log_scale), reference.survival.shape, reference.finished,
           reference.unfinished);
    for (size_t i = 0; i < data.projects.count; i++) {
        const struct project *project = &data.projects.items[i];
        const struct phase *phase = &june->items[project->project_id];
        if (!phase->in_progress || !phase->unique || phase->planned == DAYNUM_NONE)
            continue;
        struct outlook outlook;
        assessment_fill(&assessment, &reference, project, NULL, 0, &defaults, &none, NULL);
        outlook_blur(&outlook, &assessment.finish, calendar_variance, &reference.calendar);
        double p = portfolio_honest(outlook_p(&outlook, until - as_of));
        const struct phase *later =
            bsearch(phase, september->items, september->count, sizeof *phase, by_key);
        double plan = phase->planned <= until;
        if (later && later->unique)
            add(&tallies[0], p, base, plan, later->complete);
        bool known = later && later->unique;
        add(&tallies[1], p, base, plan, known ? later->complete : true);
        add(&tallies[2], p, base, plan, known ? later->complete : false);
    }
    for (size_t t = 0; t < 3; t++)
        print_tally(&tallies[t], titles[t]);
    assessment_release(&assessment);
    progress_index_release(&index);
    free(data.projects.items);
}

int main(void)
{
    struct table_file *first = table_file_read("nyc-sca-2024-06-28.csv");
    struct table_file *second = table_file_read("nyc-sca-2024-09-30.csv");
    struct snapshot june = {0}, september = {0};
    gsl_set_error_handler_off();
    if (first && second) {
        read_snapshot(&june, first);
        read_snapshot(&september, second);
        measure(&june, &september, daynum_from_civil(2024, 6, 28), daynum_from_civil(2024, 9, 30));
    }
    snapshot_release(&june);
    snapshot_release(&september);
    table_file_free(first);
    table_file_free(second);
    return 0;
}
