#include "data/sample/city.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const weidu_streets[] = {"西大街街道", "东大街街道", "西关街道", "南关街道",
                                            "北大街道",   "五一路街道", "文峰街道", "新兴街道",
                                            "七里店街道", "丁庄街道",   NULL};
static const char *const jianan_streets[] = {"许由街道", "新元街道", "昌盛街道",
                                             "将官池镇", "五女店镇", NULL};
static const char *const yuzhou_streets[] = {"夏都街道", "韩城街道", "颍川街道",
                                             "钧台街道", "神垕镇",   NULL};
static const char *const changge_streets[] = {"建设路街道", "长兴路街道", "长社路街道",
                                              "金桥路街道", NULL};
static const char *const yanling_streets[] = {"安陵镇", "马栏镇", "柏梁镇", NULL};
static const char *const xiangcheng_streets[] = {"城关镇", "颍桥回族镇", "紫云镇", NULL};
static const char *const model_streets[] = {"许都街道", "尚集镇", "忠武路街道", NULL};
static const char *const develop_streets[] = {"长村张街道", "龙湖街道", "魏庄街道", NULL};
static const char *const east_streets[] = {"天宝路街道", "邓庄街道", NULL};

static const struct city_district xuchang[CITY_DISTRICTS] = {
    {"魏都区", "411002", "魏都区住房和城乡建设局", weidu_streets, .23, 1, .80, 1.04, .95},
    {"建安区", "411003", "建安区住房和城乡建设局", jianan_streets, .13, .5, .82, 1.10, .93},
    {"禹州市", "411081", "禹州市住房和城乡建设局", yuzhou_streets, .15, 0, .76, .84, .80},
    {"长葛市", "411082", "长葛市住房和城乡建设局", changge_streets, .13, 0, .80, 1.12, .92},
    {"鄢陵县", "411024", "鄢陵县住房和城乡建设局", yanling_streets, .10, 0, .83, 1.00, .90},
    {"襄城县", "411025", "襄城县住房和城乡建设局", xiangcheng_streets, .10, 0, .73, .90, .78},
    {"城乡一体化示范区", "411071", "示范区管理委员会", model_streets, .05, 1, .85, 1.15, .96},
    {"经济技术开发区", "411072", "开发区管理委员会", develop_streets, .06, 1, .79, 1.05, .94},
    {"东城区", "411073", "东城区管理委员会", east_streets, .05, 1, .81, 1.00, .95},
};

static const char *const any_streets[] = {"中山街道", "人民路街道", "解放路街道", "建设街道",
                                          "和平街道", "城南镇",     NULL};

static const struct city_district anywhere[CITY_DISTRICTS] = {
    {"城中区", "990101", "城中区住房和城乡建设局", any_streets, .23, 1, .80, 1.04, .95},
    {"城东区", "990102", "城东区住房和城乡建设局", any_streets, .13, .5, .82, 1.10, .93},
    {"城西区", "990103", "城西区住房和城乡建设局", any_streets, .15, 0, .76, .84, .80},
    {"城南区", "990104", "城南区住房和城乡建设局", any_streets, .13, 0, .80, 1.12, .92},
    {"城北区", "990105", "城北区住房和城乡建设局", any_streets, .10, 0, .83, 1.00, .90},
    {"临江县", "990121", "临江县住房和城乡建设局", any_streets, .10, 0, .73, .90, .78},
    {"新区", "990171", "新区管理委员会", any_streets, .05, 1, .85, 1.15, .96},
    {"高新技术开发区", "990172", "高新区管理委员会", any_streets, .06, 1, .79, 1.05, .94},
    {"滨河区", "990173", "滨河区管理委员会", any_streets, .05, 1, .81, 1.00, .95},
};

void city_choose(struct city *city, const char *name)
{
    static const char own[] = "许昌市";
    bool is_own = name == NULL || name[0] == '\0' || strcmp(name, own) == 0;
    city->name = is_own ? own : name;
    city->districts = is_own ? xuchang : anywhere;
    city->jianan = 1;
}

size_t city_street_count(const struct city_district *district)
{
    size_t count = 0;
    while (district->streets[count] != NULL)
        count++;
    return count;
}

void city_compound_name(struct text *out, uint64_t number)
{
    static const char *const first[] = {
        "丽景",   "金桂",   "春晖",   "惠民",     "康乐",     "锦绣",     "和谐",     "福星",
        "玉兰",   "枫林",   "祥和",   "文苑",     "永安",     "光明",     "东风",     "红旗",
        "幸福",   "建业",   "新华",   "向阳",     "育才",     "工农",     "胜利",     "民生",
        "棉纺厂", "电机厂", "印刷厂", "卷烟厂",   "面粉厂",   "农机厂",   "百货公司", "粮食局",
        "供销社", "邮电局", "水利局", "师范学校", "人民医院", "运输公司", "建筑公司", "化肥厂",
        "轴承厂", "食品厂", "木材厂", "物资局",   "商业局",   "教育局",   "税务局",   "地质队",
        "梅园",   "翠竹",   "明珠",   "吉祥",     "团结",     "友谊",     "前进",     "振兴",
        "南关",   "北关",   "老城",   "青年",     "劳动",     "文化局",   "烟草局",   "机械厂",
    };
    static const char *const second[] = {"小区", "家属院", "花园", "新村", "苑",   "社区大院",
                                         "公寓", "东院",   "西院", "南院", "北院", "3#楼",
                                         "老院", "生活区", "宿舍", "5号院"};
    enum { COMBINATIONS = COUNT(first) * COUNT(second), STEP = 331 }; /* coprime */
    uint64_t round = number / COMBINATIONS;
    size_t at = (size_t)(number % COMBINATIONS * STEP % COMBINATIONS);
    text_add(out, first[at % COUNT(first)]);
    text_add(out, second[at / COUNT(first)]);
    if (round > 0)
        text_addf(out, "（%llu期）", (unsigned long long)round + 1);
}

static const char *const firm_words[] = {"宏达", "中原", "鑫源", "恒泰", "天瑞", "华建", "金城",
                                         "永固", "豫中", "长兴", "大成", "众信", "安泰", "广厦"};

void city_contractor(struct text *out, const struct city *city, unsigned number)
{
    text_addf(out, "%s%s建设工程有限公司", city->name, firm_words[number % COUNT(firm_words)]);
}

void city_property_company(struct text *out, const struct city *city, unsigned number)
{
    static const char *const words[] = {"惠民", "安居", "和美", "万家", "诚信", "美邻"};
    text_addf(out, "%s%s物业服务有限公司", city->name, words[number % COUNT(words)]);
}

void city_committee(struct text *out, unsigned number)
{
    static const char *const words[] = {"文庙", "许扶", "春秋", "灞陵", "清虚", "塔湾", "健康",
                                        "兴业", "毓秀", "莲城", "护城", "颍北", "南湖", "学院"};
    text_addf(out, "%s社区", words[number % COUNT(words)]);
}

void city_person(struct text *out, uint64_t number)
{
    static const char *const family[] = {"王", "李", "张", "刘", "陈", "杨", "赵", "黄",
                                         "周", "吴", "徐", "孙", "胡", "朱", "高", "林"};
    static const char *const given[] = {"建国", "秀英", "伟", "芳", "丽",   "军", "敏", "志强",
                                        "桂兰", "洋",   "艳", "勇", "玉梅", "红", "涛"};
    text_add(out, family[number % COUNT(family)]);
    text_add(out, given[number / COUNT(family) % COUNT(given)]);
}
