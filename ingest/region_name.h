/* region_name: a region's name without what lists and merged cells put around and into it. */
#ifndef INGEST_REGION_NAME_H
#define INGEST_REGION_NAME_H

#include "core/text.h"

/* Under NFKC: "其中:1.历下区", "(五)历城区", "*8.长清区" and "魏 都 区" lose all but the name. */
void region_name_clean(struct text *name);

#endif
