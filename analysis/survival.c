#include "analysis/survival.h"

#include <math.h>

#include "analysis/fit.h"

/* Works take a little longer than planned, one in ten half as long again. */
const struct survival_model survival_prior = {
    .log_scale = 0.1, .shape = 6, .squeeze = 0.3, .class_shape = {1, 1, 1, 1, 1, 1, 1, 1}};
const struct delay_model delay_prior = {.middle_days = 15, .scale_days = 15};

/* How firmly the priors are held, as spreads of log_scale and log shape, … */
static const double scale_spread = 0.2, shape_spread = 0.4, class_spread = 0.2;
static const double squeeze_spread = 0.3;
/* … and of the delay's middle and log scale. */
static const double middle_spread_days = 20, delay_scale_spread = 0.5;

/* log(1 + exp(x)) without overflow. */
static double softplus(double x)
{
    return x > 30 ? x : log1p(exp(x));
}

static double logistic(double x)
{
    return 1 / (1 + exp(-x));
}

double survival_size(double planned_days)
{
    return fmin(2.5, fmax(0.4, sqrt(planned_days / SURVIVAL_USUAL_DAYS)));
}

double survival_late(double days, double planned_days)
{
    return fmin(1, fmax(-0.3, days / planned_days));
}

static double scale_of(const struct survival_model *model, struct survival_kind kind)
{
    double shift = model->class_shift[kind.works_class % SURVIVAL_CLASSES];
    return (model->log_scale + shift) / kind.size - model->squeeze * kind.late;
}

static double shape_of(const struct survival_model *model, struct survival_kind kind)
{
    return model->shape * model->class_shape[kind.works_class % SURVIVAL_CLASSES] * kind.size;
}

static double standard(const struct survival_model *model, struct survival_kind kind, double ratio)
{
    return shape_of(model, kind) * (log(ratio) - scale_of(model, kind));
}

double survival_cdf(const struct survival_model *model, struct survival_kind kind, double ratio)
{
    return ratio > 0 ? logistic(standard(model, kind, ratio)) : 0;
}

/* z with S(z) = (1 - p) S(from) for the standard logistic's survivor function S. */
static double logistic_quantile_after(double from, double p)
{
    double log_survivor = log1p(-p) - softplus(from);
    return log(-expm1(log_survivor)) - log_survivor;
}

double survival_quantile_after(const struct survival_model *model, struct survival_kind kind,
                               double after, double p)
{
    double from = after > 0 ? standard(model, kind, after) : -INFINITY;
    return exp(scale_of(model, kind) + logistic_quantile_after(from, p) / shape_of(model, kind));
}

static double case_log_likelihood(const struct survival_model *model,
                                  const struct survival_case *item)
{
    if (!(item->ratio > 0) || item->ratio < item->entry)
        return 0;
    double z = standard(model, item->kind, item->ratio);
    double sum = item->finished
                     ? log(shape_of(model, item->kind) / item->ratio) + z - 2 * softplus(z)
                     : -softplus(z);
    if (item->entry > 0)
        sum += softplus(standard(model, item->kind, item->entry));
    return sum;
}

/* Bureaus copy the planned finish into the actual one: a history without any spread is taken for
 * one of so little, and not for one that cannot be learnt from. */
static const double log_shape_most = 4.5, log_scale_days_least = -0.7;

struct survival_data {
    const struct survival_case *cases;
    size_t count;
    struct survival_model model;
    unsigned works_class;
};

static double whole_objective(const double *at, void *context)
{
    struct survival_data *data = context;
    struct survival_model model = survival_prior;
    model.log_scale = at[0];
    model.shape = exp(fmin(at[1], log_shape_most));
    model.squeeze = at[2];
    double off_squeeze = (at[2] - survival_prior.squeeze) / squeeze_spread;
    double off_scale = (at[0] - survival_prior.log_scale) / scale_spread;
    double off_shape = (at[1] - log(survival_prior.shape)) / shape_spread;
    double sum = 0.5 * (off_scale * off_scale + off_shape * off_shape + off_squeeze * off_squeeze);
    for (size_t i = 0; i < data->count; i++)
        sum -= case_log_likelihood(&model, &data->cases[i]);
    return sum;
}

static double class_objective(const double *at, void *context)
{
    struct survival_data *data = context;
    double sum = 0.5 * (at[0] * at[0] + at[1] * at[1]) / (class_spread * class_spread);
    data->model.class_shift[data->works_class] = at[0];
    data->model.class_shape[data->works_class] = exp(at[1]);
    for (size_t i = 0; i < data->count; i++)
        if (data->cases[i].kind.works_class == data->works_class)
            sum -= case_log_likelihood(&data->model, &data->cases[i]);
    return sum;
}

static void fit_classes(struct survival_data *data)
{
    static const double class_step[2] = {0.1, 0.1};
    size_t finished[SURVIVAL_CLASSES] = {0};
    for (size_t i = 0; i < data->count; i++)
        if (data->cases[i].finished)
            finished[data->cases[i].kind.works_class % SURVIVAL_CLASSES]++;
    for (unsigned c = 1; c < SURVIVAL_CLASSES; c++) {
        double at[2] = {0, 0};
        data->works_class = c;
        bool fitted = finished[c] > 0 && fit_minimise(at, NULL, 2, class_step, 150, class_objective,
                                                      data, NULL) == STATUS_OK;
        fitted = fitted && fabs(at[0]) < 2 && fabs(at[1]) < 2;
        data->model.class_shift[c] = fitted ? at[0] : 0;
        data->model.class_shape[c] = fitted ? exp(at[1]) : 1;
    }
}

bool survival_fit(struct survival_model *model, const struct survival_case *cases, size_t count)
{
    static const double step[3] = {0.1, 0.2, 0.1};
    struct survival_data data = {.cases = cases, .count = count, .model = survival_prior};
    double at[3] = {survival_prior.log_scale, log(survival_prior.shape), survival_prior.squeeze};
    *model = survival_prior;
    for (size_t i = 0; i < count; i++)
        data.model.finished += cases[i].finished;
    if (count == 0 ||
        fit_minimise(at, NULL, 3, step, 300, whole_objective, &data, NULL) != STATUS_OK)
        return false;
    if (fabs(at[0]) > 2 || at[1] < -1 || fabs(at[2]) > 2)
        return false;
    data.model.log_scale = at[0];
    data.model.shape = exp(fmin(at[1], log_shape_most));
    data.model.squeeze = at[2];
    fit_classes(&data);
    *model = data.model;
    return true;
}

double delay_cdf(const struct delay_model *model, double days)
{
    return logistic((days - model->middle_days) / model->scale_days);
}

double delay_quantile_after(const struct delay_model *model, double after_days, double p)
{
    double from = (after_days - model->middle_days) / model->scale_days;
    double z = logistic_quantile_after(from, p);
    return fmax(after_days, model->middle_days + model->scale_days * z);
}

struct delay_data {
    const struct delay_case *cases;
    size_t count;
};

static double delay_objective(const double *at, void *context)
{
    const struct delay_data *data = context;
    double log_scale = fmax(at[1], log_scale_days_least), scale = exp(log_scale);
    double off_middle = (at[0] - delay_prior.middle_days) / middle_spread_days;
    double off_scale = (at[1] - log(delay_prior.scale_days)) / delay_scale_spread;
    double sum = 0.5 * (off_middle * off_middle + off_scale * off_scale);
    for (size_t i = 0; i < data->count; i++) {
        double z = (data->cases[i].days - at[0]) / scale;
        sum -= data->cases[i].started ? -log_scale + z - 2 * softplus(z) : -softplus(z);
    }
    return sum;
}

bool delay_fit(struct delay_model *model, const struct delay_case *cases, size_t count)
{
    static const double step[2] = {5, 0.3};
    struct delay_data data = {cases, count};
    double at[2] = {delay_prior.middle_days, log(delay_prior.scale_days)};
    *model = delay_prior;
    if (count == 0 ||
        fit_minimise(at, NULL, 2, step, 200, delay_objective, &data, NULL) != STATUS_OK)
        return false;
    if (fabs(at[0]) > 1000 || at[1] > 6)
        return false;
    *model = (struct delay_model){at[0], exp(fmax(at[1], log_scale_days_least))};
    return true;
}
