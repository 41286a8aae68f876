/* region_name: a region's name without what lists and merged cells put around and into it. */
#ifndef INGEST_REGION_NAME_H
#define INGEST_REGION_NAME_H

#include "core/text.h"

/* Under NFKC: "其中:1.历下区", "(五)历城区", "*8.长清区" and "魏 都 区" lose all but the name. */
void region_name_clean(struct text *name);

/* Whether the cell begins a list of parts: "其中：1.历下区". */
bool region_name_begins_parts(const char *cell);
/* The number in front of the name, 2 of "2.芦淞区" and of "二、芦淞区"; 0: there is none. */
int region_name_number(const char *cell);

/* How much of the country a name is of, by its last word; what has none is a district. */
enum region_rank { RANK_DISTRICT, RANK_CITY, RANK_PROVINCE };
enum region_rank region_name_rank(const char *name); /* cleaned */

/* Whether a count stands behind the name, as it does where the region is summed up: 魏都区(2个). */
bool region_name_is_counted(const char *name);

/* Whether the text names a region and hardly a compound: 历下区, and neither 幸福小区 nor 南三区.
 */
bool region_name_is_region(const char *name, size_t length);

#endif
