#include "core/settings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* Reads `text` as a settings file over the defaults. */
static enum status read_text(struct settings *settings, const char *text, struct error *error)
{
    char path[] = "/tmp/renostat-settings-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, text, strlen(text)), (ssize_t)strlen(text));
    close(file);
    enum status status = settings_read(settings, path, error);
    unlink(path);
    return status;
}

static void test_defaults(void **state)
{
    (void)state;
    struct settings settings;
    settings_init(&settings);
    assert_int_equal(settings.deadline_count, 3);
    const struct deadline *works = settings_deadline(&settings, "main-works");
    assert_int_equal(works->progress_mpct, 80000);
    assert_false(works->completion);
    assert_true(works->target_share.strict);
    assert_int_equal(deadline_day(works, 2022), daynum_from_civil(2022, 10, 31));
    const struct deadline *completion = settings_deadline(&settings, "completion");
    assert_true(completion->completion);
    assert_int_equal(completion->target_share.numerator * 100,
                     completion->target_share.denominator * 95);
    assert_string_equal(settings.rules[settings.rule].name, "xuchang");
    assert_int_equal(settings.rules[settings.rule].heads.numerator, 2);
    assert_int_equal(settings.rules[settings.rule].heads.denominator, 3);
    assert_false(settings.rules[settings.rule].heads.strict);
    assert_true(settings_rule(&settings, "civil-code-278")->heads.strict);
    assert_null(settings_rule(&settings, "none"));
    settings_release(&settings);
}

static void test_file_over_defaults(void **state)
{
    (void)state;
    struct settings settings;
    struct error error = {0};
    settings_init(&settings);
    assert_int_equal(read_text(&settings,
                               "city = \"许昌市\"\n"
                               "consent_rule = \"mine\"\n"
                               "deadline completion { date = \"2022-11-20\" }\n"
                               "deadline opening { date = \"06-30\" progress = 10.5 }\n"
                               "rule mine { households = \">66.7%\" count = owners }\n",
                               &error),
                     STATUS_OK);
    assert_string_equal(settings.city, "许昌市");
    const struct deadline *completion = settings_deadline(&settings, "completion");
    assert_int_equal(deadline_day(completion, 2019), daynum_from_civil(2022, 11, 20));
    assert_int_equal(completion->target_share.numerator, 95000);
    assert_int_equal(settings_deadline(&settings, "opening")->progress_mpct, 10500);
    assert_false(settings_deadline(&settings, "opening")->completion);
    const struct consent_rule *rule = &settings.rules[settings.rule];
    assert_string_equal(rule->name, "mine");
    assert_true(rule->heads.strict);
    assert_int_equal(rule->heads.numerator, 66700);
    assert_int_equal(rule->heads.denominator, 100000);
    settings_release(&settings);
}

static void test_origins_name_file_and_line(void **state)
{
    (void)state;
    struct settings settings;
    settings_init(&settings);
    assert_int_equal(
        read_text(&settings, "# one '\n/* two\n three */ bands { # \"\n  pass = 60\n}\n", NULL),
        STATUS_OK);
    assert_true(settings.band_pass == 60);
    for (size_t i = 0; i < settings.origin_count; i++) {
        const struct setting_origin *origin = &settings.origins[i];
        if (strcmp(origin->key, "bands.pass") == 0) {
            assert_int_equal(origin->line, 4);
            assert_non_null(strstr(origin->file, "renostat-settings-"));
        } else {
            assert_null(origin->file);
        }
    }
    settings_release(&settings);
}

static void test_bad_files_change_nothing(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"colour = \"red\"\n", ":1: no such option 'colour'"},
        {"\ndeadline completion { date = \"02-30\" }\n", ":2: cannot understand '02-30'"},
        {"rule mine { households = \">=3/2\" }\n", ":1: cannot understand '>=3/2'"},
        {"rule mine { households = \"0.6667\" }\n", ":1: cannot understand '0.6667'"},
        {"rule mine { count = owners }\n", "asks for neither"},
        {"consent_rule = \"nobody\"\n", ":1: cannot understand 'nobody'"},
        {"suppress_below = 4\n", ":1: cannot understand '4'"},
        {"bands { pass = 99 }\n", "bands overlap"},
        {"deadline a.b { date = \"01-01\" }\n", ":1: bad name 'a.b'"},
        {"city = \"x\n", ""},
        {"deadline completion { date =", ""},
        {"\001\002\377", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct settings settings;
        struct error error = {0};
        settings_init(&settings);
        if (read_text(&settings, cases[i].text, &error) == STATUS_OK)
            fail_msg("'%s' was understood", cases[i].text);
        if (strstr(error.message, cases[i].message) == NULL)
            fail_msg("'%s' lacks '%s'", error.message, cases[i].message);
        assert_int_equal(settings.deadline_count, 3);
        assert_int_equal(settings.suppress_below, 10);
        settings_release(&settings);
    }
}

static void test_set_by_key(void **state)
{
    (void)state;
    struct settings settings;
    struct error error = {0};
    settings_init(&settings);
    assert_int_equal(settings_set(&settings, "deadline.own.date", "2022-09-15", &error), STATUS_OK);
    assert_true(settings_deadline(&settings, "own")->completion);
    static const char *const bad[] = {"deadline.date",
                                      "deadline..date",
                                      "deadline.a.b.date",
                                      "bands.x.pass",
                                      "bands",
                                      "city.name",
                                      "",
                                      "."};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(settings_set(&settings, bad[i], "01-01", &error), STATUS_USAGE);
    assert_int_equal(settings_set(&settings, "deadline.own.date", "soon", &error), STATUS_USAGE);
    assert_int_equal(settings.deadline_count, 4);
    settings_release(&settings);
}

static void test_not_a_file(void **state)
{
    (void)state;
    struct settings settings;
    struct error error = {0};
    settings_init(&settings);
    assert_int_equal(settings_read(&settings, "/tmp", &error), STATUS_IO);
    assert_int_equal(settings_read(&settings, "/nowhere/renostat.conf", &error), STATUS_IO);
    assert_non_null(strstr(error.message, "'/nowhere/renostat.conf'"));
    settings_release(&settings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_file_over_defaults),
        cmocka_unit_test(test_origins_name_file_and_line),
        cmocka_unit_test(test_bad_files_change_nothing),
        cmocka_unit_test(test_set_by_key),
        cmocka_unit_test(test_not_a_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
