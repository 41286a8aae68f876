#include "core/i18n.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The catalogues stand beside the program: ../share/locale once installed, locale/ in a build. */
static void bind_catalogues(void)
{
    char path[4096];
    char folder[4096 + 32];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    if (length <= 0)
        return;
    path[length] = '\0';
    char *slash = strrchr(path, '/');
    if (slash == NULL)
        return;
    *slash = '\0';
    static const char *const places[] = {"../share/locale", "locale", "../locale"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct stat info;
        char catalogue[sizeof folder + 64];
        snprintf(folder, sizeof folder, "%s/%s", path, places[i]);
        snprintf(catalogue, sizeof catalogue, "%s/zh_CN/LC_MESSAGES/renostat.mo", folder);
        if (stat(catalogue, &info) == 0) {
            bindtextdomain("renostat", folder);
            return;
        }
    }
}

/* POSIX: LC_ALL, then LC_MESSAGES, then LANG; the first that is set and not empty. */
static const char *locale_language(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && value[0] != '\0')
            return strncmp(value, "zh", 2) == 0 ? "zh" : "en";
    }
    return "en";
}

int i18n_start(const char *language)
{
    if (language == NULL)
        language = locale_language();
    if (strcmp(language, "zh") != 0 && strcmp(language, "en") != 0)
        return 0;
    /* gettext looks at LANGUAGE only where the locale is not "C"; C.UTF-8 is on every
     * glibc system, while zh_CN.UTF-8 need not be. */
    setlocale(LC_CTYPE, "C.UTF-8");
    setlocale(LC_MESSAGES, "C.UTF-8");
    setenv("LANGUAGE", strcmp(language, "zh") == 0 ? "zh_CN" : "en", 1);
    bind_catalogues();
    bind_textdomain_codeset("renostat", "UTF-8");
    return 1;
}

const char *i18n_language(void)
{
    const char *language = getenv("LANGUAGE");
    return language != NULL && strncmp(language, "zh", 2) == 0 ? "zh" : "en";
}

const char *i18n_context(const char *key, const char *text)
{
    const char *translated = dgettext("renostat", key);
    return translated == key ? text : translated;
}
