/* building_name: what buildings and stairwells are called by, and nothing else. */
#ifndef INGEST_BUILDING_NAME_H
#define INGEST_BUILDING_NAME_H

#include <stdbool.h>

/*
 * Whether the text can be read as a building or a stairwell down to its last word: numbers, single
 * letters, words that tell of buildings (3号楼东单元, 附楼, 甲), and names that end in one (光华小区,
 * 纺织厂家属楼). What is left over may be somebody's name: 3-1-101张伟.
 */
bool building_name_is_whole(const char *text);

#endif
