#include "ingest/person_name.h"

#include <string.h>

enum { CHARACTER = 3, NAME_CHARACTERS_MAX = 3 }; /* each of three bytes */

static const char surnames[] =
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡蒋余于杜叶程苏魏"
    "吕丁任沈姚卢姜崔钟谭陆汪范廖石金韦贾夏付方白邹孟熊秦邱侯江尹薛闫段雷龙黎史陶贺顾毛郝龚邵万钱"
    "严武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚"
    "符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆"
    "司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞师仇栾隋商刁沙"
    "荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝";

static bool has(const char *characters, const char *character)
{
    for (; *characters != '\0'; characters += CHARACTER)
        if (memcmp(characters, character, CHARACTER) == 0)
            return true;
    return false;
}

static bool is_chinese(const char *text, size_t length)
{
    if (length % CHARACTER != 0)
        return false;
    for (size_t i = 0; i < length; i += CHARACTER)
        if (((unsigned char)text[i] & 0xf0) != 0xe0)
            return false;
    return true;
}

bool person_name_is_likely(const char *text, size_t length)
{
    static const char *const doubles[] = {"欧阳", "司马", "诸葛", "上官", "慕容"};
    size_t most = NAME_CHARACTERS_MAX * CHARACTER;
    if (length < CHARACTER || !is_chinese(text, length))
        return false;
    size_t surname = has(surnames, text) ? CHARACTER : 0;
    for (size_t i = 0; i < sizeof doubles / sizeof *doubles; i++)
        if (length >= 2 * CHARACTER && memcmp(text, doubles[i], 2 * CHARACTER) == 0) {
            surname = 2 * CHARACTER;
            most += CHARACTER;
        }
    return surname > 0 && length > surname && length <= most;
}

bool person_name_is_surname(const char *character)
{
    return has(surnames, character);
}
