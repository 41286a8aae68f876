/* Encodings: named on all of the file, undecodable lines marked, mixed files read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/charset.h"

/* Two surveys that met behind a line feed must say what one says. */
static void check_halves(const char *bytes, size_t length, const struct charset_choice *whole)
{
    for (size_t at = 1; at < length; at++) {
        struct charset_survey first, rest;
        struct charset_choice choice;
        if (bytes[at - 1] != '\n')
            continue;
        charset_survey_init(&first, 0);
        charset_survey_init(&rest, (int64_t)at);
        charset_survey_add(&first, bytes, at);
        charset_survey_add(&rest, bytes + at, length - at);
        charset_survey_end(&first);
        charset_survey_end(&rest);
        charset_survey_join(&first, &rest);
        charset_decide(&first, &choice);
        assert_string_equal(choice.name, whole->name);
        assert_int_equal(choice.bom, whole->bom);
        assert_true(choice.mixed == whole->mixed && choice.clean == whole->clean &&
                    choice.nuls == whole->nuls);
        charset_survey_release(&first);
        charset_survey_release(&rest);
    }
}

static struct charset_choice decide(const char *bytes, size_t length)
{
    struct charset_survey survey;
    struct charset_choice choice;
    charset_survey_init(&survey, 0);
    /* In two pieces, so that lines cross a block's end. */
    charset_survey_add(&survey, bytes, length / 2);
    charset_survey_add(&survey, bytes + length / 2, length - length / 2);
    charset_survey_end(&survey);
    charset_decide(&survey, &choice);
    charset_survey_release(&survey);
    check_halves(bytes, length, &choice);
    return choice;
}

#define DECIDE(bytes) decide(bytes, sizeof bytes - 1)

static void test_names(void **state)
{
    (void)state;
    assert_string_equal(DECIDE("a,b\n1,2\n").name, "UTF-8");
    assert_string_equal(DECIDE("\xef\xbb\xbf"
                               "a,b\n")
                            .name,
                        "UTF-8");
    assert_int_equal(DECIDE("\xef\xbb\xbf"
                            "a,b\n")
                         .bom,
                     3);
    assert_string_equal(DECIDE("项目编号,户数\n").name, "UTF-8");
    /* 项目,是 and 县区,否 in GBK */
    assert_string_equal(DECIDE("\xcf\xee\xc4\xbf,\xca\xc7\n\xcf\xd8\xc7\xf8,\xb7\xf1\n").name,
                        "GB18030");
    assert_string_equal(DECIDE("\xff\xfe"
                               "a\0,\0b\0\n\0")
                            .name,
                        "UTF-16LE");
    assert_string_equal(DECIDE("a\0,\0b\0\n\0").name, "UTF-16LE");
    assert_string_equal(DECIDE("\0a\0,\0b\0\n").name, "UTF-16BE");
    /* a,开工: 开 has its NUL on the other side. */
    assert_string_equal(DECIDE("\0a\0,\x5f\0\x5d\xe5\0\r\0\n").name, "UTF-16BE");
    assert_string_equal(DECIDE("\x7f"
                               "ELF\2\1\1")
                            .name,
                        "binary");
}

static const char *name_in(const char *encoding, const char *text)
{
    char out[8192], *to = out, *from = (char *)text;
    size_t left = strlen(text), room = sizeof out;
    iconv_t converter = iconv_open(encoding, "UTF-8");
    assert_true(converter != (iconv_t)-1);
    assert_int_equal(iconv(converter, &from, &left, &to, &room), 0);
    iconv_close(converter);
    return decide(out, sizeof out - room).name;
}

/* Characters with NULs of their own (一, 开), with bytes of line feeds (上), and hardly any ASCII.
 */
static void test_utf16_without_a_mark(void **state)
{
    struct text text = TEXT_INIT;
    (void)state;
    text_add(&text, "项目编号,项目名称,县区,项目状态,一季度开工\n");
    for (int i = 1; i < 20; i++)
        text_addf(&text, "%d,建设路一号院改造项目一,魏都区,已开工,是\n", i);
    assert_string_equal(name_in("UTF-16LE", text.data), "UTF-16LE");
    assert_string_equal(name_in("UTF-16BE", text.data), "UTF-16BE");
    text_clear(&text);
    for (int i = 0; i < 9; i++)
        text_add(&text,
                 "上街区上一路上的老旧小区改造项目还要把管线和屋面一并更新并且增设停车位和充电桩方"
                 "便居民,"
                 "上街区开发路一号院和上一路二号院等小区的居民一致同意把楼道和屋面一并改造\r\n");
    assert_string_equal(name_in("UTF-16LE", text.data), "UTF-16LE");
    assert_string_equal(name_in("UTF-16BE", text.data), "UTF-16BE");
    text_release(&text);
    /* Stray NULs make none. */
    assert_string_equal(DECIDE("a,\0b\n1,2\n3,\0"
                               "4\n5,6\n7,8\n9,9\n1,1\n1,1\n1,1\n1,1\n")
                            .name,
                        "UTF-8");
}

/* 縣區,項目名稱,戶數 / 魏都區,幸福小區一期改造工程 / 建安區,陽光小區二期整治工程, in Big5. */
static void test_big5_is_not_gb18030(void **state)
{
    static const char big5[] =
        "\xbf\xa4\xb0\xcf,\xb6\xb5\xa5\xd8\xa6\x57\xba\xd9,\xa4\xe1\xbc\xc6\n"
        "\xc3\x51\xb3\xa3\xb0\xcf,\xa9\xaf\xba\xd6\xa4\x70\xb0\xcf\xa4\x40\xb4\xc1\xa7\xef\xb3\x79"
        "\xa4\x75\xb5\x7b\n";
    (void)state;
    assert_string_equal(DECIDE(big5).name, "Big5");
}

static void test_mixed_lines(void **state)
{
    static const char text[] = "项目编号,项目名称\n1,幸福小区\n2,阳光小区\n3,\xd0\xd2\xb8\xa3\n";
    struct charset_choice choice = DECIDE(text);
    struct decoder decoder;
    const char *out;
    size_t length;
    (void)state;
    assert_true(choice.mixed);
    assert_int_equal(decoder_init(&decoder, &choice, NULL), STATUS_OK);
    assert_true(decoder_line(&decoder, "3,\xd0\xd2\xb8\xa3", 6, &out, &length));
    assert_memory_equal(out, "3,幸福\n", length + 1);
    assert_true(decoder_line(&decoder, "1,幸", 5, &out, &length));
    assert_memory_equal(out, "1,幸", length);
    /* 元 and 万元 in GBK: the first is well-formed UTF-8 by accident; ² is UTF-8. */
    assert_true(decoder_line(&decoder, "3,\xd4\xaa", 4, &out, &length));
    assert_memory_equal(out, "3,元\n", length + 1);
    assert_true(decoder_line(&decoder, "3\xcd\xf2\xd4\xaa,5\xd4\xaa", 9, &out, &length));
    assert_memory_equal(out, "3万元,5元\n", length + 1);
    assert_true(decoder_line(&decoder, "3m²", 4, &out, &length));
    assert_memory_equal(out, "3m²", length);
    /* UTF-8 that lost a byte is not read as GB18030. */
    assert_false(decoder_line(&decoder, "幸福\xe5\xb0小区", 14, &out, &length));
    assert_non_null(strstr(out, "\xef\xbf\xbd"));
    decoder_release(&decoder);
}

static void test_gbk_euro_and_bad_bytes(void **state)
{
    struct charset_choice choice = {0};
    struct decoder decoder;
    const char *out;
    size_t length;
    (void)state;
    assert_int_equal(charset_named("gbk", &choice, NULL), STATUS_OK);
    assert_int_equal(decoder_init(&decoder, &choice, NULL), STATUS_OK);
    assert_true(decoder_line(&decoder, "\x80\xd0\xd2", 3, &out, &length));
    assert_memory_equal(out, "€幸\n", length + 1);
    assert_false(decoder_line(&decoder, "\xd0\xd2\xff", 3, &out, &length));
    assert_memory_equal(out, "幸\xef\xbf\xbd\n", length + 1);
    decoder_release(&decoder);
    assert_int_equal(charset_named("klingon", &choice, NULL), STATUS_USAGE);
}

static enum charset named(const char *name, enum charset found)
{
    struct charset_choice choice = {.charset = found, .bom = 2};
    struct error error = {0};
    if (charset_named(name, &choice, &error) != STATUS_OK)
        fail_msg("%s", error.message);
    return choice.charset;
}

static void test_names_that_users_have(void **state)
{
    static const char *const others[] = {"UTF-32", "UCS-4", "UTF-16//IGNORE", "IBM037"};
    struct charset_choice choice = {.charset = CHARSET_UTF16BE, .bom = 2};
    (void)state;
    assert_int_equal(named("UTF_8", CHARSET_GB18030), CHARSET_UTF8);
    assert_int_equal(named("GB-18030", CHARSET_UTF8), CHARSET_GB18030);
    assert_int_equal(named("UTF-16", CHARSET_UTF16LE), CHARSET_UTF16LE);
    assert_int_equal(named("utf16", CHARSET_UTF16BE), CHARSET_UTF16BE);
    assert_int_equal(named("UCS-2", CHARSET_BINARY), CHARSET_UTF16LE);
    assert_int_equal(named("utf-16be", CHARSET_UTF16LE), CHARSET_UTF16BE);
    assert_int_equal(named("EUC-KR", CHARSET_UTF8), CHARSET_NAMED);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_int_equal(charset_named(others[i], &choice, NULL), STATUS_USAGE);
    assert_int_equal(charset_named("UTF-16", &choice, NULL), STATUS_OK);
    assert_string_equal(choice.name, "UTF-16BE");
    assert_int_equal(choice.bom, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_utf16_without_a_mark),
        cmocka_unit_test(test_big5_is_not_gb18030),
        cmocka_unit_test(test_mixed_lines),
        cmocka_unit_test(test_gbk_euro_and_bad_bytes),
        cmocka_unit_test(test_names_that_users_have),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
