"""Pages that say with status 200 that there is nothing to read: not found, busy, log in first."""

import re
from typing import Final
from urllib.parse import urlsplit

from crawlers.page_words import PageWords

_NOT_FOUND: Final = re.compile(
    r"^\W{0,5}(?:error|错误|http)?\W{0,5}40[34]\b(?!\s{0,2}[章条條])|页面(?:不存在|未找到|没有找到|找不到|已(?:被)?删除|丢失)|"
    r"(?:找不到|未找到|没有找到|无法找到)[^。]{0,14}(?:页面|网页|文件|文章|内容|信息|资源)|"
    r"(?:访问|查找|请求|浏览)的[^。]{0,14}(?:不存在|不见了|已(?:被)?(?:删除|移除|下线|下架|迁移)|暂时不可用)|"
    r"(?:文章|信息|稿件|栏目|网页|頁面|網頁|文件)(?:不存在|已(?:被)?(?:删除|刪除|撤稿|过期|下线))|"
    r"找不到(?:您|網頁|頁面)|查無(?:此|資料)|"
    r"(?:page|file|document|resource|content|url)[^.]{0,40}(?:not|no longer|cannot|could not|couldn.t)[^.]{0,14}"
    r"(?:found|exist|available|be found)|^\W{0,5}not found\W{0,5}$|no (?:such page|results? found|document found)",
    re.IGNORECASE | re.MULTILINE,
)
_BUSY: Final = re.compile(
    r"(?:系统|系統|服务器|伺服器|服务|网络|网站|網站)[^。]{0,8}(?:繁忙|忙碌|维护|維護|升级|升級|异常|不可用|暂停|故障|错误)|"
    r"(?:正在|例行|停机)(?:维护|維護|升级|检修)|(?:稍后|稍候|稍後)[^。]{0,4}(?:再试|重试|再訪|再试试|访问|再試)|"
    r"(?:访问|请求|操作)(?:量|人数)?(?:过于频繁|过多|过大|频率)|排队(?:中|等候)|"
    r"too many requests|rate limit|service (?:is )?(?:temporarily )?unavailable|"
    r"temporarily (?:unavailable|down|offline)|"
    r"(?:under|scheduled|down for) maintenance|be (?:right )?back (?:soon|shortly)|(?:try|come|check) (?:again|back) "
    r"(?:later|soon|in a few)|bad gateway|gateway time-?out|internal server error|^\W{0,5}50[0234]\b|server (?:is )?"
    r"(?:error|busy|too busy)|(?:fatal|runtime|server) error|stack trace|unhandled exception|"
    r"error establishing a database",
    re.IGNORECASE | re.MULTILINE,
)
_LOGIN: Final = re.compile(
    r"^\W{0,5}(?:用户|会员|系统|統一|统一)?(?:身份认证|单点登录|登录|登錄|登入)|(?:请|需要?)先?(?:登录|登錄|登入)|"
    r"(?:登录|会话|登錄)(?:已)?(?:超时|失效|过期)|未登录|"
    r"^\W{0,5}(?:sign|log) ?(?:in|on)\b|please (?:sign|log) ?in|session (?:has )?(?:expired|timed out)|"
    r"authentication required|single sign-on",
    re.IGNORECASE | re.MULTILINE,
)
_LOGIN_ADDRESS: Final = re.compile(
    r"/(?:login|signin|sign-in|cas|sso|passport|oauth2?|logon)(?:[/.?]|$)", re.IGNORECASE
)
_ERROR_ADDRESS: Final = re.compile(r"/(?:404|error|notfound|not-found|busy|maintenance)(?:[/.]|$)", re.IGNORECASE)
_LITTLE: Final = 400
_MUCH: Final = 1_200
"""Letters in sentences: an error has fewer than the first; a page with more than the second is none."""
_SHORT_LINE: Final = 80
_FEW_LINKS: Final = 8
_KINDS: Final = (
    (_NOT_FOUND, "a page of the kind 404 with status 200: the source has nothing there"),
    (_BUSY, "the source says that it is busy or under maintenance: ask again later"),
    (_LOGIN, "a login page: the source gives this to its users only, or the address is wrong"),
)


def error_said(words: PageWords, *, title_only: bool = False) -> str | None:
    """What the page says instead of a text, in words for the report; None for a page that says none of it.

    Errors are said in short lines. A page of law says such things only in its sentences, if at all.
    """
    if words.articles > 1 or words.substance > _MUCH:
        return None
    said = [words.title]
    if words.substance < _LITTLE:
        said += words.headings
    if words.substance < _LITTLE and not title_only:
        said += [line for line in (*words.lines, words.noscript) if len(line) <= _SHORT_LINE]
    return said_of_error("\n".join(said))


def said_of_error(text: str) -> str | None:
    """The same of a few words, such as the message of a reply in JSON."""
    for sign, what in _KINDS:
        if found := sign.search(text):
            return f"{what} ({found[0].strip()[:40]!r})"
    return None


def asks_for_login(words: PageWords, asked: str, answered: str) -> bool:
    """A field for a password on a page without a text, or an address of a login that was not asked for."""
    if words.articles > 1 and words.substance > _LITTLE:
        return False
    few_links = words.links <= _FEW_LINKS and words.substance < _LITTLE
    if words.passwords and (few_links or _LOGIN.search(words.title)):
        return True
    return _sent_to(_LOGIN_ADDRESS, asked, answered)


def sent_to_error_page(asked: str, answered: str) -> bool:
    """Whether a redirect led to an address that names itself one of errors."""
    return _sent_to(_ERROR_ADDRESS, asked, answered)


def _sent_to(sign: re.Pattern[str], asked: str, answered: str) -> bool:
    return bool(sign.search(urlsplit(answered).path)) and not sign.search(urlsplit(asked).path)
