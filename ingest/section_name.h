/* section_name: which texts head a section of a table: 一、续建项目（2个）, 基础类, 新开工. */
#ifndef INGEST_SECTION_NAME_H
#define INGEST_SECTION_NAME_H

#include <stdbool.h>
#include <stddef.h>

enum section_name {
    SECTION_NAME_NONE,
    SECTION_NAME_NUMBERED, /* 一、老城片: by its number in Chinese alone; projects have them, too */
    SECTION_NAME_WEAK,   /* 新建小区: in words of sections, of which a compound's name is one */
    SECTION_NAME_BARE,   /* 新建: a compound may be called so beside a district */
    SECTION_NAME_COUNT,  /* 2个项目 */
    SECTION_NAME_STRONG, /* 一、新建, 续建项目, 基础类（3个） */
};

/* Of a name or a region; 一、魏都区 is a region and heads none. */
enum section_name section_name_find(const char *cell, size_t length);

/* Whether a row's number is one of a section: 一, （二）. */
bool section_name_is_number(const char *cell, size_t length);

#endif
