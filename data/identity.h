/*
 * identity: which project and compound a row speaks of.
 *
 * 1. A project with a code is its code within the city. A row with a code never matches by name;
 *    its name and district become an alias of the project.
 * 2. A row without a code is the project of that normalised name in its district (a district
 *    that either side does not say agrees with any). Among several the one with a code
 *    counts; several of those, or none of them in just this district, are ambiguous.
 * 3. A row with neither is the project of the one compound of that name in the district.
 *    A code without its city is the project of that code in the one city that has it.
 * 4. What matches nothing makes a project of its own. identity_link() joins it, at the end of a
 *    load, to the one project that turned out to be meant. A name or compound that is still
 *    waiting is met by the same words alone: what it means is not known yet.
 */
#ifndef DATA_IDENTITY_H
#define DATA_IDENTITY_H

#include <stdbool.h>
#include <stdint.h>

#include "core/text.h"
#include "data/term.h"
#include "data/withdrawal.h"

struct identity;

/* What a row says; "" where it says nothing. */
struct identity_words {
    const char *city, *district, *code, *name, *compound;
    bool decided; /* a person has looked: the code may come with another name and district */
};

struct identity_match {
    int64_t project_id; /* 0: none, see `candidates` */
    int64_t compound_id;
    bool whole;  /* compound_id is the project as a whole */
    bool listed; /* a list of projects has named the project */
    bool in_use; /* the code is that of `candidates`, by another name in another district */
    /* How the row said which project it means, where that was not its code in its city. */
    enum identity_means { MEANS_CODE, BY_NAME, BY_COMPOUND, BY_CODE_ALONE } means;
    int64_t region_id, word;
};

/* What is made is there after a failure as well, and is to be freed. */
enum status identity_new(struct identity **identity, sqlite3 *db, struct terms *terms,
                         struct error *error);
void identity_free(struct identity *identity);

/*
 * Finds or makes the project and its compound. Where the name is ambiguous, project_id is 0 and
 * `candidates` names them ("2022-001 幸福小区, …"), and so where the code is another project's;
 * where the words say nothing at all, both are empty.
 */
enum status identity_find(struct identity *identity, const struct identity_words *words,
                          struct identity_match *match, struct text *candidates,
                          struct error *error);

/* The compound '' of a project: the project as a whole. */
enum status identity_whole(struct identity *identity, int64_t project_id, int64_t *compound_id,
                           struct error *error);

/* A list of projects has named it. */
enum status identity_list(struct identity *identity, int64_t project_id, struct error *error);

/*
 * Asks again which project a name means: *ambiguous where several may be meant by now, and then
 * `candidates` names them.
 */
enum status identity_doubt(struct identity *identity, enum identity_means means, int64_t region_id,
                           int64_t word, bool *ambiguous, struct text *candidates,
                           struct error *error);

/* Joins projects known by name or compound alone to those that they turned out to be. */
enum status identity_link(struct identity *identity, struct withdrawal *withdrawal,
                          struct error *error);

/* Whether names, compounds or projects came since the last link: else no word means anything
 * else than it did. */
bool identity_has_changed(const struct identity *identity);

/* The form in which names are compared: text_normalise(), brackets of one kind, 3号楼 as 3#楼, and
 * without the number of a list in front (1.甲, (1)甲). */
void identity_name_key(struct text *out, const char *name);

#endif
