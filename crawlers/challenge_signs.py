"""How the pages look that firewalls put before a site: a check of the browser, a captcha, a refusal.

None of it is worked around: the page is set aside, and the harvest says that the source refuses at the moment. What
the pages say is in the words of each product, and what they do is the same in all of them: hardly a word, and a script
that sets a cookie and loads the page again, or that is written so that no one can read it.
"""

import re
from collections.abc import Mapping
from typing import Final

from crawlers.page_words import PageWords, letters

_CERTAIN: Final = {
    "Cloudflare": r"_cf_chl_opt|__cf_chl_|cf-chl-|cf-browser-verification|Just a moment\.\.\.|cf-error-details",
    "AWS WAF": r"awsWafCookieDomainList|AwsWafIntegration|gokuProps|token\.awswaf\.com|captcha\.awswaf\.com",
    "Akamai": r"errors\.edgesuite\.net|sec-if-cpt-container|/_sec/cp_challenge|akam-sw",
    "Imperva": r"Incapsula incident ID|_Incapsula_Resource\?CWUDNSAI",
    "Sucuri": r"sucuri_cloudproxy_js|Sucuri Website Firewall",
    "DDoS-Guard": r"ddos-guard/js-challenge|DDoS protection by",
    "DataDome": r"captcha-delivery\.com",
    "PerimeterX": r"px-captcha|_pxAppId",
    "F5": r"The requested URL was rejected\. Please consult|bobcmn|TSPD_101",
    "Fortinet": r"FortiWeb|Attack ID: ?[0-9]|\.fgd_icon",
    "Alibaba Cloud WAF (阿里云)": r"acw_sc__v[23]|aliyun_waf|_waf_bd8ce2ce37|errors\.aliyun\.com|"
    r"x5secdata|/_____tmd_____/punish",
    "Tencent Cloud WAF (腾讯云)": r"__tst_status|EO_Bot_Ssid|waf\.tencent|TencentCaptcha\(|T-Sec-Waf",
    "Huawei Cloud WAF (华为云)": r"HWWAFSES|CloudWAF|华为云WAF",
    "Baidu (百度云加速)": r"yunjiasu-?nginx|wappass\.baidu|百度云加速",
    "Knownsec (知道创宇 创宇盾 加速乐)": r"__jsl_clearance|__jsluid|jiasule|创宇盾|知道创宇|knownsec|365cyd",
    "Ruishu (瑞数)": r"\$_ts\s{0,3}=\s{0,3}window|\$_ts\.(?:nsd|cd|jf|l__)|FSSBBI[lI1]|window\[[\"']\$_ts[\"']\]",
    "Yunsuo (云锁)": r"yunsuo_session|security_session_(?:mid_)?verify|security_verify_data",
    "Safedog (安全狗)": r"safedog|安全狗|WebShield(?:DR)?SessionVerify",
    "360 (网站卫士)": r"wangzhan\.360\.|wzws|WZWS_CONFIRM|qh_jsl|webscan\.360",
    "SafeLine (长亭雷池)": r"safeline|chaitin|雷池",
    "DAS (安恒 玄武盾)": r"玄武盾|dbappsecurity|明御",
    "NSFOCUS (绿盟)": r"NSFOCUS|绿盟科技",
    "Sangfor (深信服)": r"sangfor|深信服",
    "QiAnXin (奇安信)": r"qianxin\.com|奇安信",
    "D-Shield (D盾)": r"D盾_?拦截|dshield",
    "a web firewall": r"(?:网站|Web应用|WEB应用)防火墙|waf_captcha|waf[-_]block|wafblock|Web Application Firewall",
}
_CERTAIN_SIGNS: Final = {name: re.compile(printed, re.IGNORECASE) for name, printed in _CERTAIN.items()}
_WORDS: Final = re.compile(
    r"(?:访问|请求)[^。]{0,12}(?:被拦截|被阻断|被拒绝|被禁止|存在(?:安全)?(?:威胁|风险)|异常)|"
    r"(?:已被|疑似|恶意)[^。]{0,10}(?:拦截|攻击)|(?:浏览器)?安全(?:验证|校验)|浏览器(?:安全)?(?:检查|检测)|人机(?:验证|校验|识别)|"
    r"(?:请|需要)[^。]{0,8}(?:完成|输入|通过)[^。]{0,6}(?:验证|验证码)|(?:拖动|滑动)[^。]{0,8}(?:滑块|验证)|"
    r"checking (?:if the site connection|your browser)|verif(?:y|ying)(?: that)? you are (?:a )?human|are you a robot|"
    r"unusual traffic|access (?:to this page has been )?denied|request (?:was )?blocked|you have been blocked|"
    r"security (?:check to access|service to protect)|bot (?:detection|protection)",
    re.IGNORECASE,
)
_SCRIPT_WANTED: Final = re.compile(
    r"(?:启用|开启|打开|允许|支持)[^。]{0,10}(?:JavaScript|Cookie)|enable[^.]{0,20}(?:javascript|cookies)",
    re.IGNORECASE,
)
_HEADERS: Final = {
    "cf-mitigated": "Cloudflare", "x-amzn-waf-action": "AWS WAF", "x-waf-captcha": "a web firewall",
    "wzws-ray": "360 (网站卫士)", "x-safe-firewall": "a web firewall", "x-datadome-cid": "DataDome",
}  # fmt: skip
"""Response headers that come with a challenge and not with an ordinary page."""
_REFUSING: Final = frozenset({202, 403, 405, 406, 412, 418, 429, 503, 521})
_SETS_COOKIE: Final = re.compile(r"document\s{0,3}(?:\.\s{0,3}cookie|\[[\"']cookie[\"']\])\s{0,3}=(?!=)")
_LOADS_AGAIN: Final = re.compile(
    r"location\s{0,3}(?:\.\s{0,3}(?:href|reload|replace|assign)|=|\[)|\.submit\(\)|\.reload\("
)
_HIDDEN_CODE: Final = re.compile(
    r"_0x[0-9a-f]{4,8}|\\x[0-9a-f]{2}|\beval\s{0,3}\(|fromCharCode|\bunescape\s{0,3}\(|\batob\s{0,3}\(|"
    r"\[\s{0,3}\]\s{0,3}\+\s{0,3}\[|!\+\[\]|\$_[a-z]{2}\b",
    re.IGNORECASE,
)
_MUCH: Final = 1_200
_LITTLE: Final = 250
_OFTEN: Final = 3
_FEW_LINKS: Final = 8


def challenge_in_headers(headers: Mapping[str, str]) -> str | None:
    """Whose challenge it is, where the answer's headers say so."""
    return next((product for name, product in _HEADERS.items() if name in headers), None)


def challenge_in(page: str, words: PageWords, status: int) -> str | None:
    """Whose challenge the page is, or by what signs it is one; None for an ordinary page."""
    shown = words.letters + words.linked
    if words.articles > 1 or shown > _MUCH or words.links > _FEW_LINKS:
        return None
    named = next((name for name, sign in _CERTAIN_SIGNS.items() if sign.search(page)), None)
    if named and (words.substance < _LITTLE or status in _REFUSING):
        return named
    said = _WORDS.search(f"{words.title}\n{words.prose}\n{words.noscript}") if shown < 2 * _LITTLE else None
    if said:
        return f"an unnamed firewall ({said[0][:40]!r})"
    return _by_structure(words, shown) if shown < _LITTLE else None


def _by_structure(words: PageWords, shown: int) -> str | None:
    """Hardly a word, and what a challenge does instead of showing one."""
    hardly_any = shown < _LITTLE // 4
    if hardly_any and words.refreshes:
        return "an empty page that loads another"
    if hardly_any and not words.links and _SCRIPT_WANTED.search(f"{words.prose}\n{words.noscript}"):
        return "an unnamed firewall (a page that only asks for scripts or cookies to be switched on)"
    if _SETS_COOKIE.search(words.scripts) and _LOADS_AGAIN.search(words.scripts):
        return "an unnamed firewall (a script sets a cookie and loads the page again)"
    if len(_HIDDEN_CODE.findall(words.scripts)) >= _OFTEN and letters(words.scripts) > shown:
        return "an unnamed firewall (hardly a word, and a script that is written not to be read)"
    return None
