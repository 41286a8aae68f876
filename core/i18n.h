/* i18n: the program speaks the language of the locale, or the one it is told. */
#ifndef CORE_I18N_H
#define CORE_I18N_H

#include <libintl.h>

/* Texts carry "renostat" as their domain, so that any caller's domain stays its own. */
#define _(text) dgettext("renostat", text)
#define N_(text) text
#define ngettext_(one, many, n) dngettext("renostat", one, many, (unsigned long)(n))
/* The same English word may need two translations; `context` tells them apart. */
#define C_(context, text) i18n_context(context "\004" text, text)
const char *i18n_context(const char *key, const char *text) __attribute__((format_arg(2)));

/*
 * Once at the start of a program: language "zh", "en", or NULL for the locale's.
 * Numbers keep the C locale's form, so that no output depends on the machine.
 * Returns 0 where the language is none that renostat speaks.
 */
int i18n_start(const char *language);

/* "zh" or "en": what i18n_start() chose; goes into lang="…" and file names. */
const char *i18n_language(void);

#endif
