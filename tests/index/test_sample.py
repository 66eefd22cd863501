"""The sample texts that ship with the project, from the files to the answer."""

from datetime import date

import pytest

from crawlers.sample import import_sample
from index.build import build_index, verify_index
from index.records import SearchRequest
from index.search import Searcher, open_searcher
from law.corpus import Corpus
from tests.index.small_corpus import AT


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    home = tmp_path_factory.mktemp("sample")
    corpus = Corpus.open(home)
    import_sample(corpus, at=AT)
    build_index(corpus, home)
    assert verify_index(corpus, home) == []
    return open_searcher(corpus, home, today=lambda: date(2025, 1, 1))


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("依申请公开 答复期限", "政府信息公开法"),
        ("依申請公開 答覆期限", "政府信息公开法"),
        ("敏感个人信息", "个人信息保护法"),
        ("right of access to information", ""),
    ],
)
def test_the_sample_answers_in_every_language(sample: Searcher, query: str, title: str) -> None:
    result = sample.search(SearchRequest(query=query, on=date(2025, 1, 1)))
    assert result.hits
    assert {h.jurisdiction.split("-")[0] for h in result.hits} == {"xs"}
    assert title in result.hits[0].title or any(title in h.title for h in result.hits[:3])


def test_a_sample_article_is_found_by_its_citation(sample: Searcher) -> None:
    result = sample.search(SearchRequest(query="《政府信息公开法》第三条", on=date(2025, 1, 1)))
    assert (result.direct, result.hits[0].provision_id, result.hits[0].version) == (True, "art_3", "2021-09-10")
