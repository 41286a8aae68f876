/*
 * passage: when does a Wiener process with a random drift first reach a level.
 *
 * 1. Domain: level > 0 ahead of the start, sigma > 0, drift ~ N(mean, spread^2), spread >= 0,
 *    time >= 0. Outside it the functions return NaN.
 * 2. At time 0 the probability is 0. A drift below zero may never arrive, so that the
 *    probability at infinity can be less than 1.
 * 3. With W(t) = v t + sigma B(t), s^2 = spread^2, q = s^2 t^2 + sigma^2 t:
 *    F(t) = Phi((mean t - level) / sqrt q)
 *         + exp(2 mean level / sigma^2 + 2 s^2 level^2 / sigma^4)
 *           Phi(-(2 s^2 level t + sigma^2 (level + mean t)) / (sigma^2 sqrt q)),
 *    f(t) = level / sqrt(2 pi t^2 q) exp(-(level - mean t)^2 / (2 q)).
 *    With spread 0 this is the inverse Gaussian distribution.
 * 4. Source: Peng and Tseng, Mis-specification analysis of linear degradation models, IEEE
 *    Transactions on Reliability 58 (2009) 444-455; Chhikara and Folks (1989) for spread 0.
 */
#ifndef ANALYSIS_PASSAGE_H
#define ANALYSIS_PASSAGE_H

struct passage {
    double level;
    double mean, spread; /* of the drift */
    double sigma;
};

double passage_cdf(const struct passage *passage, double time);
double passage_log_pdf(const struct passage *passage, double time);

#endif
