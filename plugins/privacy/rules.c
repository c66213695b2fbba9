#include "privacy.h"

#define LAW                                                                    \
    GJ_WORDS("《政府信息公开条例》第十五条；《个人信息保护法》第二十五条",     \
             "Regulations on Open Government Information (条例), art. 15; "  \
             "Personal Information Protection Law, art. 25")

#define SENSITIVE                                                                                            \
    GJ_WORDS("《政府信息公开条例》第十五条；《个人信息保护法》第二十五条、第" \
             "二十八条",                                                                                     \
             "Regulations on Open Government Information (条例), art. 15; "                                \
             "Personal Information Protection Law, arts. 25 and 28")

/* --------------------------------------------------------- identity card */

static const gj_message identity_found = {
    sizeof(gj_message), 0, GJ_TEXT("found"),
    GJ_WORDS("这里有一个居民身份证号码（{shown}），公布前应当删去或者遮盖。",
             "here is the number of an identity card ({shown}); take it out or "
             "mask it before the report is published.")};
static const gj_message *const identity_messages[] = {&identity_found, NULL};

static const gj_rule identity_number = {
    .size = sizeof(gj_rule),
    .severity = GJ_ERROR,
    .id = GJ_TEXT("identity-number"),
    .title = GJ_WORDS("文字里没有居民身份证号码",
                      "no number of an identity card in the text"),
    .basis = SENSITIVE,
    .about = GJ_WORDS(
        "年度报告向社会公布，不应带有个人的身份证号码。18 "
        "位号码要地区、出生日期"
        "和校验码都成立才算，15 "
        "位旧号码要地区和出生日期成立；统一社会信用代码、"
        "案件编号等代码不在此列。输出里的号码一律遮盖。",
        "The report is published, and no identity number of a person belongs "
        "in it. 18 digits count where region, date of birth and check digit "
        "are valid, the old 15 where region and date are; unified social "
        "credit codes and codes of cases are not meant. No output shows the "
        "number."),
    .example = GJ_WORDS(
        "正文写“申请人张某，身份证号码”，后面是完整的 18 位号码。",
        "The text names an applicant and gives the 18 digits in full."),
    .remedy = GJ_WORDS("删去号码；确需提到本人的，用“申请人”或者“张某”。",
                       "Take the number out; where somebody must be spoken of, "
                       "write “the applicant”."),
    .messages = identity_messages};

/* ---------------------------------------------------------------- mobile */

static const gj_message mobile_found = {
    sizeof(gj_message), 0, GJ_TEXT("found"),
    GJ_WORDS("这里有一个手机号码（{shown}）；是个人号码的，公布前应当删去。",
             "here is a mobile number ({shown}); if it is somebody's own, take "
             "it out before the report is published.")};
static const gj_message *const mobile_messages[] = {&mobile_found, NULL};

static const gj_rule mobile_number = {
    .size = sizeof(gj_rule),
    .severity = GJ_WARNING,
    .id = GJ_TEXT("mobile-number"),
    .title = GJ_WORDS("文字里没有手机号码", "no mobile number in the text"),
    .basis = LAW,
    .about = GJ_WORDS(
        "年度报告里的联系电话应当是单位的办公电话。连写的 11 位、按 3-4-4 分写"
        "的、前面加 +86 的手机号码都算；金额、编号、办公电话和 12345 等热线不在"
        "此列。输出里的号码一律遮盖。",
        "The telephone number in a report should be the office's. Mobile "
        "numbers count as 11 digits, in groups of 3-4-4, and with +86; "
        "amounts, "
        "codes, landlines and hotlines such as 12345 are not meant. No output "
        "shows the number."),
    .example = GJ_WORDS("正文写“联系人李某”，后面是完整的手机号码。",
                        "The text gives a contact's mobile number in full."),
    .remedy = GJ_WORDS("改用办公电话，或者删去。",
                       "Give the office's telephone number instead, or none."),
    .messages = mobile_messages};

/* ------------------------------------------------------------- bank card */

static const gj_message card_found = {
    sizeof(gj_message), 0, GJ_TEXT("found"),
    GJ_WORDS("这里有一个银行卡号（{shown}），公布前应当删去。",
             "here is the number of a bank card ({shown}); take it out before "
             "the report is published.")};
static const gj_message *const card_messages[] = {&card_found, NULL};

static const gj_rule bank_card = {
    .size = sizeof(gj_rule),
    .severity = GJ_ERROR,
    .id = GJ_TEXT("bank-card"),
    .title =
        GJ_WORDS("文字里没有银行卡号", "no number of a bank card in the text"),
    .basis = SENSITIVE,
    .about = GJ_WORDS(
        "缴费、退费的说明里不应留下个人的银行卡号。16 至 19 "
        "位、开头是银行卡的号"
        "段并且校验码成立的才算；订单号、流水号等编号不在此列。输出里的号码一律"
        "遮盖。",
        "Notes on fees paid and refunded must not keep somebody's bank card. "
        "16 to 19 digits count where they begin like a bank card and the check "
        "digit is valid; order and serial numbers are not meant. No output "
        "shows the number."),
    .example = GJ_WORDS("第六部分写“退回申请人银行卡”，后面是完整的卡号。",
                        "Part 6 tells of a refund and gives the card's number "
                        "in full."),
    .remedy = GJ_WORDS("删去卡号。", "Take the number out."),
    .messages = card_messages};

/* ------------------------------------------------------------------ mail */

static const gj_message mail_found = {
    sizeof(gj_message), 0, GJ_TEXT("found"),
    GJ_WORDS("这里的电子邮箱（{shown}）像是个人的；请改用单位邮箱。",
             "the mail address here ({shown}) looks like a person's; give the "
             "office's instead.")};
static const gj_message *const mail_messages[] = {&mail_found, NULL};

static const gj_rule personal_mail = {
    .size = sizeof(gj_rule),
    .severity = GJ_WARNING,
    .id = GJ_TEXT("personal-mail"),
    .title = GJ_WORDS("文字里没有个人电子邮箱",
                      "no personal mail address in the text"),
    .basis = LAW,
    .about = GJ_WORDS(
        "QQ、163 等公共邮箱的地址，用户名是一串数字或者像人名拼音的，看作个人邮"
        "箱。用户名是单位简称或者 xxgk 之类的，以及写明是受理邮箱、监督邮箱的，"
        "不在此列。输出里的地址一律遮盖。",
        "An address at a public provider such as QQ or 163 whose name is a row "
        "of digits or somebody's name in pinyin is taken for a person's. "
        "Initials of an office, names such as xxgk, and what is said to be the "
        "office's mailbox are not meant. No output shows the address."),
    .example = GJ_WORDS("正文写“请发邮件至”，后面是经办人的 QQ 邮箱。",
                        "The text asks to write to the QQ mail address of the "
                        "clerk in charge."),
    .remedy = GJ_WORDS("换成单位邮箱。", "Give the office's mail address."),
    .messages = mail_messages};

/* ----------------------------------------------------------------- plate */

static const gj_message plate_found = {
    sizeof(gj_message), 0, GJ_TEXT("found"),
    GJ_WORDS("这里有一个车牌号（{shown}）；是个人车辆的，公布前应当删去。",
             "here is a number plate ({shown}); if the vehicle is somebody's "
             "own, take it out before the report is published.")};
static const gj_message *const plate_messages[] = {&plate_found, NULL};

static const gj_rule number_plate = {
    .size = sizeof(gj_rule),
    .severity = GJ_WARNING,
    .id = GJ_TEXT("number-plate"),
    .title = GJ_WORDS("文字里没有机动车号牌", "no number plate in the text"),
    .basis = LAW,
    .about = GJ_WORDS(
        "从车牌号可以查到个人。普通号牌和新能源号牌都算；浙B2-"
        "20080224、京ICP备 "
        "之类的许可、备案号不在此列。输出里的号码一律遮盖。",
        "A number plate leads to a person. Ordinary and new-energy plates "
        "count; the numbers of licences and filings, such as 浙B2-20080224 and "
        "京ICP备, are not meant. No output shows the number."),
    .example = GJ_WORDS("正文举例说某车违停，写出了完整的车牌号。",
                        "The text tells of a vehicle that was parked wrongly, "
                        "with its plate in full."),
    .remedy = GJ_WORDS("删去车牌号。", "Take the number out."),
    .messages = plate_messages};

const gj_rule *const gj_privacy_rules[GJ_SECRET_KINDS] = {
    [GJ_SECRET_IDENTITY] = &identity_number,
    [GJ_SECRET_MOBILE] = &mobile_number,
    [GJ_SECRET_CARD] = &bank_card,
    [GJ_SECRET_MAIL] = &personal_mail,
    [GJ_SECRET_PLATE] = &number_plate,
};
