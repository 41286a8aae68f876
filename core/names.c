#include "core/names.h"

#include <string.h>

#include "core/i18n.h"

#define ROWS(table) table, sizeof table / sizeof *table

static const struct name_row kind_rows[] = {
    [KIND_PROJECTS] = {"projects", N_("projects"), "项目"},
    [KIND_HOUSEHOLDS] = {"households", N_("households"), "户|居民"},
    [KIND_PARKING] = {"parking", N_("parking"), "停车"},
    [KIND_CHARGERS] = {"chargers", N_("chargers"), "充电"},
    [KIND_BUDGETS] = {"budgets", N_("budgets"), "资金"},
    [KIND_PROGRESS] = {"progress", N_("progress"), "进度"},
    [KIND_TOTALS] = {"totals", N_("totals"), "汇总"},
};

static const struct name_row status_rows[] = {
    [PROJECT_NOT_STARTED] = {"not-started", N_("not started"),
                             "未开工|未动工|待开工|尚未开工|未启动|尚未启动|未实施|尚未实施|"
                             "全部未开工|拟开工|计划|notstarted|planned|"
                             "not-started|pns"},
    [PROJECT_PREPARING] =
        {"preparing", N_("in preparation"),
         "前期|前期工作|前期准备|前期手续|筹备|征询|摸底|立项|招标|招投标|设计|招标中|正在招标|"
         "招标阶段|招投标中|招投标阶段|设计中|正在设计|设计阶段|立项中|"
         "征询中|摸底中|前期阶段|前期工作中|"
         "preparation|preparing|inpreparation|design"},
    [PROJECT_UNDER_WAY] = {"under-way", N_("under way"),
                           "在建|已开工|开工|施工|施工中|正在施工|改造中|建设中|进行中|全部开工|"
                           "已全部开工|正在实施|实施中|正在建设|正在改造|在施|正常推进|"
                           "inprogress|in-progress|underway|under-way|started|construction"},
    [PROJECT_SUSPENDED] = {"suspended", N_("suspended"), "停工|暂停|缓建|停建|suspended|stopped"},
    [PROJECT_COMPLETED] = {"completed", N_("completed"),
                           "已完工|完工|竣工|全部完工|已全部完工|全部竣工|全部完成|已竣工|基本完工|"
                           "完成|已完成|complete|completed|finished|"
                           "done"},
    [PROJECT_ACCEPTED] = {"accepted", N_("accepted"),
                          "已验收|验收|已竣工验收|竣工验收合格|通过竣工验收|通过验收|验收完成|"
                          "已完成验收|全部验收|验收合格|竣工验收|已通过验收|联合验收|accepted"},
    [PROJECT_CANCELLED] = {"cancelled", N_("cancelled"),
                           "取消|已取消|撤销|退出|调出|终止|未列入|cancelled|canceled|rejected"},
};

static const struct name_row works_rows[] = {
    [WORKS_BASIC] = {"basic", N_("basic"), "基础类|基础|basic"},
    [WORKS_IMPROVING] = {"improving", N_("improving"), "完善类|完善|improving"},
    [WORKS_UPGRADING] = {"upgrading", N_("upgrading"), "提升类|提升|upgrading"},
};

static const struct name_row answer_rows[] = {
    [ANSWER_AGREE] =
        {"agree", N_("agree"),
         "同意|赞成|赞同|愿意|是|√|✓|✔|☑|对|有|1|y|t|yes|true|agree|agreed|支持|同意改造|"
         "愿意改造|支持改造|已同意|可以"},
    [ANSWER_DISAGREE] =
        {"disagree", N_("disagree"),
         "不同意|不赞成|不赞同|不愿意|不愿|不支持|反对|否|不是|×|✗|✘|☒|错|0|x|n|f|no|"
         "false|disagree|disagreed|拒绝|不同意改造|不愿意改造|不支持改造"},
    [ANSWER_ABSTAIN] =
        {"abstain", N_("abstain"),
         "弃权|弃权票|放弃|放弃表决|无意见|无所谓|中立|随大多数|随大流|从多数|abstain|abstained"},
    /* Who was not met, or did not say: no vote at all. */
    [ANSWER_NONE] =
        {"no-reply", N_("no reply"),
         "未联系上|联系不上|无法联系|未联系|失联|未答复|未回复|未作答|未表态|不表态|暂未表态|"
         "暂不表态|未反馈|未表决|未参与|未参加|未投票|未签字|未填|未入户|未见面|拒访|未征询|"
         "考虑中|观望|不在家|不确定|未确定|空户|空置|空置房|空房|空关|无人|无人居住|无人在家|"
         "家中无人|"
         "长期无人|外出|noreply|no-reply|noanswer|none"},
};

static const struct name_row management_rows[] = {
    [MANAGEMENT_PROFESSIONAL] = {"professional", N_("professional company"),
                                 "专业化物业|专业物业|专业化|物业公司|专业化管理|专业化物业管理|"
                                 "物业企业|市场化物业|professional"},
    [MANAGEMENT_SELF] = {"self", N_("self-management"),
                         "业主自治|自治|自我管理|居民自治|自管|业主自管|self"},
    [MANAGEMENT_RED] = {"red", N_("'red property'"), "红色物业|red"},
    [MANAGEMENT_COMMITTEE] = {"committee", N_("residents' committee"),
                              "社区代管|社区托管|社区管理|街道代管|准物业|committee"},
    [MANAGEMENT_UNIT] = {"unit", N_("work unit"), "单位自管|单位管理|原单位管理|产权单位|unit"},
    [MANAGEMENT_NONE] = {"none", N_("none"), "无|无物业|无管理|未实施|none"},
};

static const struct name_row parking_rows[] = {
    [PARKING_CAR] =
        {"car", N_("car spaces"),
         "汽车停车位|机动车停车位|机动车|汽车|地面停车位|地面|地上|地上停车位|普通|car"},
    [PARKING_STACKED] = {"stacked", N_("stacked spaces"),
                         "立体停车|立体停车位|机械停车位|机械车位|立体车库|stacked"},
    [PARKING_GARAGE] = {"garage", N_("garage spaces"),
                        "车库|地下车库|地下|地下停车位|停车楼|garage"},
    [PARKING_BICYCLE] = {"bicycle", N_("bicycle and e-bike spaces"),
                         "非机动车车棚|非机动车|非机动车停车位|自行车|电动自行车|车棚|bicycle"},
};

static const struct name_row fund_rows[] = {
    [FUND_CENTRAL] = {"central", N_("central government"), "中央"},
    [FUND_PROVINCE] = {"province", N_("province"), "省级"},
    [FUND_CITY] = {"city", N_("city"), "市级"},
    [FUND_COUNTY] = {"county", N_("county or district"), "区级|县级|区县级"},
    [FUND_BOND] = {"bond", N_("government bonds"), "债券"},
    [FUND_RESIDENT] = {"resident", N_("residents"), "居民"},
    [FUND_UTILITY] = {"utility", N_("utility companies"), "管线单位|专营单位"},
    [FUND_SOCIAL] = {"social", N_("social capital"), "社会资本"},
    [FUND_MAINTENANCE] = {"maintenance", N_("maintenance fund"), "维修资金"},
    [FUND_HOUSING_SALE] = {"housing-sale", N_("housing-reform sale proceeds"), "售房款"},
    [FUND_OTHER] = {"other", N_("other sources"), "其他"},
};

/* Words that are yes or no to one question only. */
static const struct name_row in_plan_rows[] = {
    {"no", N_("no"), "计划外|计划外项目|未列入|未列入计划|非计划内"},
    {"yes", N_("yes"), "计划内|计划内项目|列入|已列入|列入计划|已列入计划"},
};

static const struct name_row outside_plan_rows[] = {
    {"no", N_("no"), "计划内|计划内项目|非计划外"},
    {"yes", N_("yes"), "计划外|计划外项目"},
};

static const struct name_row central_area_rows[] = {
    {"no", N_("no"), "非中心城区"},
    {"yes", N_("yes"), "中心城区"},
};

static const struct name_row contribute_rows[] = {
    {"no", N_("no"), "不同意出资|不愿意出资|不愿出资|不出资"},
    {"yes", N_("yes"), "同意出资|愿意出资"},
};

static const struct name_row demolish_rows[] = {
    {"no", N_("no"), "不同意拆除|不同意拆违|不愿意拆除|不配合|不配合拆除"},
    {"yes", N_("yes"), "同意拆除|同意拆违|愿意拆除|配合|配合拆除"},
};

const struct name_table export_kind_names = {"export_kind", ROWS(kind_rows)};
const struct name_table project_status_names = {"project_status", ROWS(status_rows)};
const struct name_table works_class_names = {"works_class", ROWS(works_rows)};
const struct name_table answer_names = {"answer", ROWS(answer_rows)};
const struct name_table management_mode_names = {"management_mode", ROWS(management_rows)};
const struct name_table parking_kind_names = {"parking_kind", ROWS(parking_rows)};
const struct name_table fund_source_names = {"fund_source", ROWS(fund_rows)};

static const struct name_table in_plan_names = {"in_plan", ROWS(in_plan_rows)};
static const struct name_table outside_plan_names = {"outside_plan", ROWS(outside_plan_rows)};
static const struct name_table central_area_names = {"central_area", ROWS(central_area_rows)};
static const struct name_table contribute_names = {"contribute", ROWS(contribute_rows)};
static const struct name_table demolish_names = {"demolish", ROWS(demolish_rows)};

const struct name_table *name_table_find(const char *title)
{
    static const struct name_table *const tables[] = {
        &export_kind_names,     &project_status_names, &works_class_names, &answer_names,
        &management_mode_names, &parking_kind_names,   &fund_source_names, &in_plan_names,
        &outside_plan_names,    &central_area_names,   &contribute_names,  &demolish_names,
    };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (strcmp(tables[i]->title, title) == 0)
            return tables[i];
    return NULL;
}

static const struct name_row *row_of(const struct name_table *table, int value)
{
    static const struct name_row none = {"", "", ""};
    if (value < 0 || (size_t)value >= table->count || table->rows[value].name == NULL)
        return &none;
    return &table->rows[value];
}

const char *name_of(const struct name_table *table, int value)
{
    return row_of(table, value)->name;
}

const char *label_of(const struct name_table *table, int value)
{
    const char *label = row_of(table, value)->label;
    return label[0] == '\0' ? "" : _(label);
}

int name_value(const struct name_table *table, const char *name)
{
    for (size_t i = 0; i < table->count; i++)
        if (table->rows[i].name != NULL && strcmp(table->rows[i].name, name) == 0)
            return (int)i;
    return -1;
}

/* Whether `word` is one of the '|'-separated `words`. */
static int is_among(const char *words, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = words; *at != '\0';) {
        size_t span = strcspn(at, "|");
        if (span == length && memcmp(at, word, length) == 0)
            return 1;
        at += span + (at[span] == '|');
    }
    return 0;
}

int name_value_of_word(const struct name_table *table, const char *normalised_word)
{
    for (size_t i = 0; i < table->count; i++)
        if (table->rows[i].name != NULL && is_among(table->rows[i].words, normalised_word))
            return (int)i;
    return -1;
}
