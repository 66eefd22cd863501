"""What servers write into headers and bodies is read or refused, whatever it is."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.harvest.guard import why_refused
from crawlers.harvest.politeness import retry_after
from crawlers.harvest.redirects import redirected
from crawlers.harvest.status import refuse_status
from crawlers.harvest.transfer import Answer, Request, whole_body
from crawlers.harvest.unanswered import Unanswered
from tests.crawlers.harvest.test_fetch_politeness import NOON

MB = 1 << 20
ANYTHING = st.text(st.characters(codec="utf-8"))


def packed(body: bytes, encoding: str = "gzip") -> Answer:
    return Answer(url="https://law.example/", status=200, headers={"content-encoding": encoding}, body=body)


@given(ANYTHING)
def test_any_retry_after_is_a_time_or_nothing(said: str) -> None:
    seconds = retry_after(said, NOON)
    assert seconds is None or seconds >= 0


@given(ANYTHING, st.sampled_from(["http", "https"]))
def test_any_redirect_leads_somewhere_checkable_or_is_refused(place: str, scheme: str) -> None:
    request = Request(url=f"{scheme}://law.example/a")
    try:
        onward = redirected(request, Answer(url="", status=302, headers={"location": place}, body=b""))
    except Unanswered:
        return
    assert onward is not None
    refused = why_refused(onward.url, hosts=("law.example",))
    assert refused or onward.url.lower().startswith((f"{scheme}://law.example", "https://law.example"))


def test_a_redirect_to_another_host_takes_no_credentials_along() -> None:
    request = Request(url="https://a.example/", headers={"Authorization": "x", "Cookie": "y", "Accept": "z"})
    answer = Answer(url="", status=302, headers={"location": "https://b.example/"}, body=b"")
    onward = redirected(request, answer)
    assert onward is not None
    assert onward.headers == {"Accept": "z"}


@given(st.integers(100, 999))
def test_only_a_page_a_redirect_and_not_modified_are_taken(status: int) -> None:
    answer = Answer(url="", status=status, headers={}, body=b"")
    taken = {200, 203, 301, 302, 303, 304, 307, 308}
    if status in taken:
        refuse_status(answer, NOON, {"If-None-Match": "x"})
        return
    with pytest.raises(Unanswered) as raised:
        refuse_status(answer, NOON, {"If-None-Match": "x"})
    assert raised.value.failure.status == status


@given(st.binary(max_size=5000), st.integers(1, 9))
def test_what_was_packed_whole_is_unpacked_whole(body: bytes, level: int) -> None:
    answer = packed(gzip.compress(body, level))
    assert whole_body(answer, largest=MB, ratio=100) == body


@given(st.binary(max_size=3000), st.data())
def test_what_was_cut_anywhere_is_never_taken_for_a_page(body: bytes, data: st.DataObject) -> None:
    whole = gzip.compress(body)
    cut = data.draw(st.integers(1, len(whole) - 1))
    with pytest.raises(Unanswered, match="cut off"):
        whole_body(packed(whole[:-cut]), largest=MB, ratio=100)


@given(st.binary(min_size=1, max_size=3000))
def test_anything_that_is_no_gzip_is_never_taken_for_a_page(body: bytes) -> None:
    with pytest.raises(Unanswered):
        whole_body(packed(b"<" + body), largest=MB, ratio=100)


def test_a_page_as_large_as_accepted_is_taken_and_one_byte_more_is_not() -> None:
    assert len(whole_body(packed(gzip.compress(b"x" * MB)), largest=MB, ratio=100)) == MB
    with pytest.raises(Unanswered, match="more than is accepted"):
        whole_body(packed(gzip.compress(b"x" * (MB + 1))), largest=MB, ratio=100)


def test_a_ratio_above_the_limit_is_a_bomb_even_below_the_size_limit() -> None:
    body = gzip.compress(b"x" * (20 * MB))
    assert len(body) * 100 < 20 * MB < 50 * MB
    with pytest.raises(Unanswered, match="bomb"):
        whole_body(packed(body), largest=50 * MB, ratio=100)


def test_a_thousand_small_members_share_one_limit() -> None:
    member = gzip.compress(b"x" * 100_000)
    with pytest.raises(Unanswered, match="more than is accepted"):
        whole_body(packed(member * 1000), largest=MB, ratio=1000)


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "gzip, gzip", "compress", "identity, gzip"])
def test_an_encoding_that_was_not_asked_for_is_refused(encoding: str) -> None:
    with pytest.raises(Unanswered, match="not asked for"):
        whole_body(packed(zlib.compress(b"law"), encoding), largest=MB, ratio=100)
