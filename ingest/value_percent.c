#include "ingest/value_percent.h"

#include <string.h>

#include "core/value.h"

bool percent_word(enum field_type type, const char *plain, int64_t *value)
{
    static const char *const all[] = {"全部完工", "全部完成", "已完工", "完工",
                                      "已竣工",   "竣工",     "已完成", "完成"};
    static const char *const nothing[] = {"未开工", "未启动", "未动工", "尚未开工"};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(plain, all[i]) == 0) {
            *value = 100 * MPCT_PER_PERCENT;
            return true;
        }
    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
        if (strcmp(plain, nothing[i]) == 0) {
            *value = 0;
            return true;
        }
    /* Of a rate of starts; no project is finished by it. */
    *value = 100 * MPCT_PER_PERCENT;
    return type == FIELD_RATE && strcmp(plain, "全部开工") == 0;
}

/* Steps over one of the words, the list's order being that of trial; false where none is there. */
static bool skip_word(const char **at, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strncmp(*at, words[i], strlen(words[i])) == 0) {
            *at += strlen(words[i]);
            return true;
        }
    return false;
}

/* Whether all that stands before the number says that so much is done: not what is left, what is
 * planned, or how much it grew by. In front may stand that it has begun: 已开工,完成60%. */
static bool is_front(const char *at, const char *end)
{
    static const char *const states[] = {"已经开工", "已开工",   "已动工",   "开工",  "在建",
                                         "正在施工", "正在改造", "正在建设", "施工中"};
    static const char *const stops[] = {",", ";", "。"};
    const char *clause = at;
    static const char *const words[] = {
        "截至目前", "总工程量", "工程量", "总体", "整体", "目前", "当前", "现已", "已经",
        "已",       "累计",     "工程",   "形象", "进度", "完成", "完工", "施工", "项目",
        "改造",     "建设",     "任务",   "达到", "达",   "约",   "为",   "总",   "的",
        "了",       "率",       "至",     "到",   "现",   ":",    ",",    " "};
    if (skip_word(&clause, states, sizeof states / sizeof *states) &&
        skip_word(&clause, stops, sizeof stops / sizeof *stops))
        at = clause;
    while (at < end)
        if (!skip_word(&at, words, sizeof words / sizeof *words))
            return false;
    return at == end;
}

/* Behind the number another clause may follow. */
static bool is_back(const char *at)
{
    static const char *const words[] = {"左右", "总工程量", "工程量", "工程", "形象", "进度",
                                        "任务", "施工",     "改造",   "建设", "的",   " "};
    static const char *const ends[] = {"。", ",", ";", "(", "!"};
    while (skip_word(&at, words, sizeof words / sizeof *words))
        ;
    return *at == '\0' || skip_word(&at, ends, sizeof ends / sizeof *ends);
}

const char *percent_number(const char *plain)
{
    const char *sign = strchr(plain, '%'), *begin = sign;
    if (sign == NULL || strchr(sign + 1, '%') != NULL)
        return NULL;
    while (begin > plain && ((begin[-1] >= '0' && begin[-1] <= '9') || begin[-1] == '.'))
        begin--;
    return begin < sign && is_front(plain, begin) && is_back(sign + 1) ? begin : NULL;
}
