"""Where an answer sends the one who asks, and what may be taken along."""

from dataclasses import replace
from urllib.parse import urldefrag, urljoin, urlsplit

from crawlers.harvest.status import REDIRECTS
from crawlers.harvest.transfer import Answer, Request
from crawlers.harvest.unanswered import faulty, refused

_KEEPS_METHOD = frozenset({307, 308})
_PERSONAL = frozenset({"authorization", "cookie", "proxy-authorization"})


def redirected(request: Request, answer: Answer) -> Request | None:
    """The request that a redirect asks for, or None when the answer is none; raises Unanswered when it leads nowhere.

    From https it may not lead to http. The method changes as in RFC 9110, 15.4.
    """
    if answer.status not in REDIRECTS:
        return None
    place = answer.headers.get("location", "").strip()
    if not place:
        raise faulty("a redirect that does not say where to", answer.status)
    try:
        url = urldefrag(urljoin(request.url, place)).url
        downgraded = urlsplit(request.url).scheme == "https" and urlsplit(url).scheme == "http"
    except ValueError as problem:
        raise refused(f"the redirect to {place[:200]!r} cannot be read: {problem}", answer.status) from problem
    if downgraded:
        raise refused(f"the redirect to {url[:200]} would leave https for http", answer.status)
    return _towards(request, url, keeps_method=answer.status in _KEEPS_METHOD or request.method == "HEAD")


def _towards(request: Request, url: str, *, keeps_method: bool) -> Request:
    headers = request.headers
    if urlsplit(url).netloc != urlsplit(request.url).netloc:
        headers = {name: value for name, value in headers.items() if name.lower() not in _PERSONAL}
    if keeps_method:
        return replace(request, url=url, headers=headers)
    headers = {name: value for name, value in headers.items() if not name.lower().startswith("content-")}
    return replace(request, url=url, headers=headers, method="GET", body=b"")
