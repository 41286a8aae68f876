/* private_name: somebody's name beside a number of theirs: 王芳 13912345678, 经理刘强（139…）. */
#ifndef INGEST_PRIVATE_NAME_H
#define INGEST_PRIVATE_NAME_H

#include "core/text.h"

/* Takes a name off the end of a text, behind which a person's number stands; what is in front of
 * the byte `begin` stays. */
void private_name_cut(struct text *out, size_t begin);

/* The bytes of what parts a name from the number before it, and of the name; 0: none stands here.
 */
size_t private_name_length(const char *text, size_t left);

/* The bytes of brackets in which somebody is named by what they are: （书记张伟）, (张书记),
 * （联系人：王芳）; 0: none stand here. */
size_t private_role_length(const char *text, size_t left);

/* Whether the text has brackets with such a word in it. Cheap, for every cell. */
bool private_may_have_role(const char *text, size_t length);

#endif
