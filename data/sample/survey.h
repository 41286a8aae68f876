/*
 * survey: how the households of a compound answer, one after the other.
 *
 * Owners of one compound are not independent: agreement is a Pólya urn, so that the number who
 * agree in the end is beta-binomial. Those who agree answer early, the others late or never.
 */
#ifndef DATA_SAMPLE_SURVEY_H
#define DATA_SAMPLE_SURVEY_H

#include "data/sample/dice.h"
#include "data/sample/model.h"

struct survey {
    struct dice dice;
    const struct model_project *project;
    const struct model_compound *compound;
    int64_t asked, agreed;
    double prior_agree, prior_all;
    double contribute, demolish; /* chances that one who agrees also does this */
};

/* What one household does in the end; the exports see it from `day` on. */
struct survey_reply {
    enum answer answer; /* ANSWER_NONE: never answers */
    daynum day;         /* DAYNUM_NONE: never answers */
    bool contribute, demolish;
    int building, unit, door;
    int64_t area_cm2;
};

void survey_start(struct survey *survey, const struct model *model,
                  const struct model_project *project, int compound);
/* False after the last household. */
bool survey_next(struct survey *survey, struct survey_reply *reply);

struct survey_tally {
    int64_t total, agree, disagree, abstain, contribute, demolish;
    int64_t area_total_cm2, area_agree_cm2, area_disagree_cm2;
};

/* The answers of a compound that are in on `day`. */
void survey_count(struct survey_tally *tally, const struct model *model,
                  const struct model_project *project, int compound, daynum day);
/* Whether each compound of the project reaches two thirds of all its households. */
bool survey_is_met(const struct model *model, const struct model_project *project, daynum day);

#endif
