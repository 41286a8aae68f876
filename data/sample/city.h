/* city: districts, sub-districts and names of the sample; the compounds and firms are invented. */
#ifndef DATA_SAMPLE_CITY_H
#define DATA_SAMPLE_CITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/text.h"

enum { CITY_DISTRICTS = 9 };

struct city_district {
    const char *name;
    const char *code;           /* administrative code, or an invented one for a zone */
    const char *unit;           /* responsible unit (责任单位) */
    const char *const *streets; /* NULL-terminated */
    double share;               /* of the city's projects */
    double central;             /* share of its projects within the central urban area */
    double consent;             /* mean share of households that agree in the end */
    double pace;                /* speed of its sites against plan */
    double funding;             /* share of the money issued that arrives in time */
};

struct city {
    const char *name;
    const struct city_district *districts; /* CITY_DISTRICTS of them */
    int jianan; /* the district whose compounds of 2018 share one company */
};

/* The sample city for NULL or its own name; else a city of this name with made-up districts. */
void city_choose(struct city *city, const char *name);

size_t city_street_count(const struct city_district *district);

/* Adds the name of an invented compound; different numbers have different names. */
void city_compound_name(struct text *out, uint64_t number);
/* Adds the name of an invented contractor or property company; `number` is reduced. */
void city_contractor(struct text *out, const struct city *city, unsigned number);
void city_property_company(struct text *out, const struct city *city, unsigned number);
/* Adds the name of an invented residents' committee. */
void city_committee(struct text *out, unsigned number);
/* Adds an invented person's name. */
void city_person(struct text *out, uint64_t number);

#endif
