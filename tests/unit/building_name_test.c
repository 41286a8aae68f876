/* What buildings are called by, and what may be somebody's name beside it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ingest/building_name.h"

static void buildings_are_whole(void **state)
{
    static const char *const names[] = {
        "",
        "3",
        "３号楼",
        "3#",
        "3-1-101",
        "A座",
        "B1",
        "3号楼2单元301室",
        "12号楼东单元",
        "第三栋",
        "三号樓",
        "附楼",
        "甲",
        "高层",
        "东",
        "左单元",
        "西边户",
        "光华小区",
        "光华小区1号楼",
        "纺织厂家属楼",
        "紫荆花园5幢",
        "锦绣苑",
        "逸夫楼",
        "Block 3",
        "No.3",
        "tower A",
        "二十一",
        "3、4号楼",
        "Ⅲ",
        "3号楼（东）",
        "幸福路12号院3号楼",
        "局家属院",
        "人民公寓",
        "平房",
    };
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!building_name_is_whole(names[i]))
            fail_msg("no building: %s", names[i]);
}

static void names_of_people_are_not(void **state)
{
    static const char *const names[] = {
        "张伟",
        "张三丰",
        "欧阳修远",
        "3-1-101张伟",
        "3号楼1单元102（刘强）",
        "3号楼 张伟",
        "张伟、李秀英",
        "张伟(户主)",
        "户主张伟",
        "张 伟",
        "阿依古丽·买买提",
        "3-1-101/张伟",
        "张伟13812345678",
        "張偉",
        "李建中",
        "李园园",
        "张路",
        "张伟家",
        "张伟户",
        "Zhang Wei",
        "zhangwei",
        "3号楼Zhang",
        "ئالىم",
        "光华",
    };
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (building_name_is_whole(names[i]))
            fail_msg("a building: %s", names[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(buildings_are_whole),
        cmocka_unit_test(names_of_people_are_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
