#include <string.h>

#include "data/identity.h"

/* What is written in several ways in names of places, after text_normalise(). */
static const struct spelling {
    const char *from, *to;
    bool after_digit;
} spellings[] = {
    {"号", "#", true},  {"【", "(", false}, {"】", ")", false}, {"〔", "(", false},
    {"〕", ")", false}, {"[", "(", false},  {"]", ")", false},  {"「", "(", false},
    {"」", ")", false}, {"〈", "(", false}, {"〉", ")", false},
};

static const struct spelling *spelling_at(const char *at, bool after_digit)
{
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        const struct spelling *spelling = &spellings[i];
        if (strncmp(at, spelling->from, strlen(spelling->from)) == 0 &&
            (after_digit || !spelling->after_digit))
            return spelling;
    }
    return NULL;
}

void identity_name_key(struct text *out, const char *name)
{
    struct text plain = TEXT_INIT;
    text_normalise(&plain, name, strlen(name));
    bool after_digit = false;
    for (const char *at = plain.data; *at != '\0';) {
        const struct spelling *spelling = spelling_at(at, after_digit);
        after_digit = *at >= '0' && *at <= '9';
        if (spelling != NULL) {
            text_add(out, spelling->to);
            at += strlen(spelling->from);
        } else {
            text_add_char(out, *at++);
        }
    }
    text_release(&plain);
}
