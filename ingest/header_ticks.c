#include "ingest/header_state.h"

#include <string.h>

#include "core/names.h"
#include "ingest/ticks.h"

/* The columns of a candidate that are named by answers, one each. */
struct ticked {
    struct header_column *columns[ANSWER_COUNT];
    int count;
    bool twice;
};

/* Whether the column is named by an answer to what the field asks, and not by that itself: 出资意愿
 * over 同意. Without a group 是 and 否 may be anything. */
static bool is_named_by_answer(const struct search *search, const struct header_column *column,
                               const char *group, int field)
{
    if (column->field >= 0 || column->ignored || column->why != COLUMN_UNKNOWN)
        return false;
    if (group != NULL)
        return header_field(search->index, group) == field;
    return field == dictionary_find("answer") && strlen(column->name) >= strlen("同意");
}

static void find_ticked(const struct search *search, struct header_candidate *candidate, int field,
                        struct ticked *ticked)
{
    *ticked = (struct ticked){0};
    for (size_t i = 0; i < candidate->count; i++) {
        struct header_column *column = &candidate->columns[i];
        int answer = column->name[0] == '\0' ? -1 : ticks_answer(column->name);
        if (answer < 0 || !is_named_by_answer(search, column, candidate->groups[i], field))
            continue;
        ticked->twice |= ticked->columns[answer] != NULL;
        ticked->columns[answer] = column;
        ticked->count++;
    }
}

static bool has_any(const struct header_candidate *candidate, const char *const *names,
                    size_t count)
{
    for (size_t i = 0; i < candidate->count; i++)
        for (size_t j = 0; j < count; j++)
            if (candidate->columns[i].field == dictionary_find(names[j]))
                return true;
    return false;
}

static void make(struct header_column *column, const char *field, bool tick)
{
    if (column == NULL)
        return;
    column->field = dictionary_find(field);
    column->why = COLUMN_BY_HEADER;
    column->tick = tick;
}

/* 满意, 基本满意 and 不满意 of a home are ticks, and no counts; what one household thinks is not
 * kept. 满意户数 counts. */
static void drop_satisfaction(struct header_candidate *candidate)
{
    static const char *const words[] = {"满意", "基本满意", "不满意"};
    for (size_t i = 0; i < candidate->count; i++) {
        struct header_column *column = &candidate->columns[i];
        const char *slash = strrchr(column->name, '/');
        for (size_t j = 0; j < sizeof words / sizeof *words; j++)
            if (strcmp(slash != NULL ? slash + 1 : column->name, words[j]) == 0 &&
                column->why == COLUMN_BY_HEADER) {
                column->field = dictionary_find("household_satisfaction");
                column->why = COLUMN_NOT_KEPT;
            }
    }
}

/* 是 and 否 under what a household is asked beside its consent. */
static void take_flags(const struct search *search, struct header_candidate *candidate)
{
    static const char *const flags[] = {"contribute", "demolish"};
    struct ticked ticked;
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        find_ticked(search, candidate, dictionary_find(flags[i]), &ticked);
        if (candidate->kind != KIND_HOUSEHOLDS || ticked.count < 2 || ticked.twice ||
            has_any(candidate, &flags[i], 1))
            continue;
        for (int j = ANSWER_AGREE; j < ANSWER_NONE; j++)
            make(ticked.columns[j], flags[i], true);
    }
}

void header_take_ticks(const struct search *search, struct header_candidate *candidate)
{
    static const char *const of_home[] = {"building", "unit", "door", "address"};
    static const char *const counts[] = {[ANSWER_AGREE] = "consent_agree",
                                         [ANSWER_DISAGREE] = "consent_disagree",
                                         [ANSWER_ABSTAIN] = "consent_abstain"};
    static const char *const counted[] = {"consent_total", "consent_agree", "consent_disagree",
                                          "consent_abstain", "consent_participating"};
    static const char *const answers[] = {"answer"};
    unsigned kinds = 1u << KIND_HOUSEHOLDS | 1u << KIND_PROJECTS;
    struct ticked ticked;
    if ((kinds >> candidate->kind & 1) == 0)
        return;
    if (candidate->kind == KIND_HOUSEHOLDS &&
        has_any(candidate, of_home, sizeof of_home / sizeof *of_home))
        drop_satisfaction(candidate);
    take_flags(search, candidate);
    find_ticked(search, candidate, dictionary_find("answer"), &ticked);
    /* 弃权 beside 同意户数 counts as these do. */
    if (ticked.count == 1 && !has_any(candidate, of_home, sizeof of_home / sizeof *of_home) &&
        has_any(candidate, counted, sizeof counted / sizeof *counted) &&
        !has_any(candidate, &counts[ANSWER_ABSTAIN], 1))
        make(ticked.columns[ANSWER_ABSTAIN], "consent_abstain", false);
    if (ticked.count < 2 || ticked.twice || has_any(candidate, answers, 1))
        return;
    bool home = has_any(candidate, of_home, sizeof of_home / sizeof *of_home) &&
                !has_any(candidate, counted, sizeof counted / sizeof *counted);
    for (int i = ANSWER_AGREE; i < ANSWER_NONE; i++)
        if (home && candidate->kind == KIND_HOUSEHOLDS)
            make(ticked.columns[i], "answer", true);
        else if (!home && !has_any(candidate, &counts[i], 1))
            make(ticked.columns[i], counts[i], false);
}
