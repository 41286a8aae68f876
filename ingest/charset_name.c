#include <ctype.h>
#include <string.h>

#include "core/i18n.h"
#include "ingest/charset.h"

/* All that we read by ourselves. Words are as plain_name() makes them; those of UTF-16 without an
 * order stand apart. */
static const struct {
    enum charset charset;
    bool mixed;
    const char *name, *words;
} rows[] = {
    {CHARSET_UTF8, false, "UTF-8", "utf8"},
    {CHARSET_UTF8, true, "UTF-8+GB18030", "utf8+gb18030"},
    {CHARSET_GB18030, false, "GB18030", "gb18030|gbk|gb2312|cp936"},
    {CHARSET_GB18030, true, "GB18030+UTF-8", "gb18030+utf8"},
    {CHARSET_BIG5, false, "Big5", "big5"},
    {CHARSET_UTF16LE, false, "UTF-16LE", "utf16le|ucs2le"},
    {CHARSET_UTF16BE, false, "UTF-16BE", "utf16be|ucs2be"},
    {CHARSET_BINARY, false, "binary", ""},
};

static const char utf16_words[] = "utf16|ucs2|unicode|iso10646ucs2";

enum { ROWS = sizeof rows / sizeof *rows };

void charset_choose(struct charset_choice *choice, enum charset charset, bool mixed, size_t bom)
{
    choice->charset = charset;
    choice->mixed = mixed;
    choice->bom = bom;
    for (size_t i = 0; i < ROWS; i++)
        if (rows[i].charset == charset && rows[i].mixed == mixed)
            choice->name = rows[i].name;
}

bool charset_recall(const char *name, const unsigned char head[4], struct charset_choice *choice)
{
    bool bom = memcmp(head, "\xef\xbb\xbf", 3) == 0;
    for (size_t i = 0; i < ROWS; i++)
        if (strcmp(rows[i].name, name) == 0 && rows[i].charset <= CHARSET_BIG5) {
            *choice = (struct charset_choice){.nuls = true};
            charset_choose(choice, rows[i].charset, rows[i].mixed, bom ? 3 : 0);
            return true;
        }
    return false;
}

/* Utf_16 and UTF-16 are one. */
static void add_plain(struct text *plain, const char *name)
{
    for (; *name != '\0'; name++)
        if (strchr("-_ ", *name) == NULL)
            text_add_char(plain, (char)tolower((unsigned char)*name));
}

static bool has_word(const char *words, const struct text *word)
{
    const char *at = words;
    for (; *at != '\0'; at += strspn(at, "|")) {
        size_t length = strcspn(at, "|");
        if (length == word->length && memcmp(at, word->data, length) == 0)
            return true;
        at += length;
    }
    return false;
}

/* Which of our own the plain name means; -1: none. UTF-16 without an order has that of the file's
 * mark, else that of its delimiters, else the one of Windows. */
static int find_row(const struct text *plain, enum charset found)
{
    bool utf16 = has_word(utf16_words, plain);
    enum charset order = found == CHARSET_UTF16BE ? found : CHARSET_UTF16LE;
    for (int i = 0; i < (int)ROWS; i++)
        if (utf16 ? rows[i].charset == order : has_word(rows[i].words, plain))
            return i;
    return -1;
}

/* A file is taken apart at its line feeds before it is converted. */
static bool has_line_feeds(iconv_t to)
{
    char line[] = "\n", out[16], *in = line, *at = out;
    size_t left = 1, room = sizeof out;
    return iconv(to, &in, &left, &at, &room) != (size_t)-1 && at == out + 1 && out[0] == '\n';
}

static enum status choose_of_iconv(const char *name, struct charset_choice *choice,
                                   struct error *error)
{
    iconv_t from = iconv_open("UTF-8", name), to = iconv_open(name, "UTF-8");
    bool known = from != (iconv_t)-1 && to != (iconv_t)-1, lines = known && has_line_feeds(to);
    if (from != (iconv_t)-1)
        iconv_close(from);
    if (to != (iconv_t)-1)
        iconv_close(to);
    if (!known)
        return error_set(error, STATUS_USAGE, _("unknown encoding '%s'"), name);
    if (!lines)
        return error_set(error, STATUS_USAGE,
                         _("cannot read files in '%s': its line feed is not the byte 0x0A"), name);
    *choice = (struct charset_choice){.charset = CHARSET_NAMED, .name = name, .nuls = choice->nuls};
    return STATUS_OK;
}

enum status charset_named(const char *name, struct charset_choice *choice, struct error *error)
{
    struct text plain = TEXT_INIT;
    add_plain(&plain, name);
    int row = find_row(&plain, choice->charset);
    text_release(&plain);
    if (row < 0)
        return choose_of_iconv(name, choice, error);
    charset_choose(choice, rows[row].charset, rows[row].mixed, choice->bom);
    return STATUS_OK;
}
