/*
 * charset: which encoding a file is in, decided on all of it, and its lines as UTF-8.
 *
 * A byte order mark decides; else delimiters and line ends of two bytes show UTF-16; else every
 * line is tried as strict UTF-8 and as GB18030, and the majority names the file. Big5 looks like
 * GB18030 to any validator: uchardet and the share of trail bytes below 0x80 have a veto.
 */
#ifndef INGEST_CHARSET_H
#define INGEST_CHARSET_H

#include <iconv.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/error.h"
#include "core/text.h"

enum charset {
    CHARSET_UTF8,
    CHARSET_GB18030,
    CHARSET_BIG5,
    CHARSET_UTF16LE,
    CHARSET_UTF16BE,
    CHARSET_NAMED,  /* one that the user named and iconv knows */
    CHARSET_BINARY, /* no text at all */
};

/* What was seen of a file so far. */
struct charset_survey {
    int64_t bytes; /* of the file, up to where it was seen */
    int64_t nuls;
    int64_t signs_le, signs_be; /* delimiters and line ends as UTF-16 has them, by byte order */
    int last_byte;              /* of the block before; -1: none */
    int64_t lines_utf8, lines_gb, lines_neither; /* of the lines beyond ASCII */
    int64_t lines_utf8_sure; /* UTF-8 with a character of three bytes: hardly by accident */
    int64_t bare_cr, lf;
    int64_t pairs, low_trails; /* two-byte characters; those whose second byte is under 0x80 */
    unsigned char head[8];
    struct text carry;  /* the beginning of a line that the next block goes on with */
    struct text sample; /* lines beyond ASCII that are no UTF-8, for uchardet */
};

/* Of what begins at byte `from` of the file, with a line where that is not 0. */
void charset_survey_init(struct charset_survey *survey, int64_t from);
void charset_survey_release(struct charset_survey *survey);
void charset_survey_add(struct charset_survey *survey, const char *bytes, size_t length);
/* The last line may have no end: call it once when all bytes are in. */
void charset_survey_end(struct charset_survey *survey);
/* Adds what was seen of the rest of the file: of the bytes behind those of `survey`. Both have
 * ended. */
void charset_survey_join(struct charset_survey *survey, const struct charset_survey *rest);

/* How the file is to be read. */
struct charset_choice {
    enum charset charset;
    const char *name; /* "UTF-8", "GB18030", …: as the report says it */
    size_t bom;       /* bytes of the byte order mark */
    bool mixed;       /* single lines are in the other of UTF-8 and GB18030 */
    bool clean;       /* all of it is well-formed UTF-8: no line needs a look */
    bool nuls;        /* there are NUL bytes */
};

void charset_decide(const struct charset_survey *survey, struct charset_choice *choice);
/* The choice that a file of the same bytes led to before, by its name; false where the name is
 * one that needs another survey. `head` is how the file begins, behind which NULs stand. */
bool charset_recall(const char *name, const unsigned char head[4], struct charset_choice *choice);
/*
 * Reads the user's name for an encoding, `choice` being what was decided without it; STATUS_USAGE
 * where neither we nor iconv know it, or lines of it cannot be told apart. Of UTF-16 without an
 * order the file's mark or its delimiters say which it is.
 */
enum status charset_named(const char *name, struct charset_choice *choice, struct error *error);
/* Fills in one of ours with its name. */
void charset_choose(struct charset_choice *choice, enum charset charset, bool mixed, size_t bom);

bool charset_is_ascii(const char *bytes, size_t length);
/*
 * Whether a line is well-formed GB18030, and not UTF-8 that lost a byte, which often is so by
 * accident and would be read as nonsense: most of it could not be UTF-8.
 */
bool charset_is_gb_rather(const char *bytes, size_t length);

/* Decodes physical lines; one at a time. */
struct decoder {
    struct charset_choice choice;
    iconv_t converter, gb; /* (iconv_t)-1 where not needed */
    struct text out;
};

enum status decoder_init(struct decoder *decoder, const struct charset_choice *choice,
                         struct error *error);
void decoder_release(struct decoder *decoder);

/*
 * The line as UTF-8: in place where it is that already, else in the decoder's own buffer until
 * the next call, followed by a line feed. What cannot be decoded becomes U+FFFD, and the result
 * is false.
 */
bool decoder_line(struct decoder *decoder, const char *bytes, size_t length, const char **out,
                  size_t *out_length);

#endif
