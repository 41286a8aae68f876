/* near: numbers that are equal but for a stated distance. */
#ifndef TEST_NEAR_H
#define TEST_NEAR_H

#include <math.h>

static inline void assert_near_at(double actual, double expected, double distance, const char *file,
                                  int line)
{
    if (fabs(actual - expected) <= distance)
        return;
    print_error("%.12g is not within %g of %.12g\n", actual, distance, expected);
    _fail(file, line);
}

/* Fails where |actual - expected| > distance, or where either is not a number. */
#define assert_near(actual, expected, distance)                                                    \
    assert_near_at(actual, expected, distance, __FILE__, __LINE__)

#endif
