"""A corpus in PostgreSQL holds what one in SQLite holds, is written by one at a time, and says what is wrong."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.harvest.reparse import reparse
from crawlers.harvest.run import Order, harvest
from crawlers.sample import import_sample
from index.build import build_index
from index.records import SearchRequest
from index.search import open_searcher
from law.corpus import Corpus, CorpusUnavailable
from law.corpus_content import content_sha256
from law.corpus_writing import CorpusBusy, writing
from tests.postgresql_server import Server, running_postgresql

AT = datetime(2026, 1, 2, tzinfo=UTC)
FIXTURES = Path(__file__).parents[1] / "fixtures"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_postgresql() as started:
        yield started


@pytest.fixture
def address(server: Server) -> str:
    return server.make(f"lexgap{uuid.uuid4().hex[:8]}")


def held(corpus: Corpus) -> str:
    with corpus.engine.connect() as db:
        return content_sha256(db)


def test_the_same_texts_are_held_in_the_same_order_as_in_sqlite(address: str, tmp_path: Path) -> None:
    with Corpus.open(address) as corpus, Corpus.open(tmp_path / "beside") as beside:
        for each in (corpus, beside):
            import_sample(each, at=AT)
        assert held(corpus) == held(beside)
        assert [law.id for law in corpus.instruments()] == [law.id for law in beside.instruments()] != []
        for one, other in zip(corpus.instruments(), beside.instruments(), strict=True):
            assert [v.key for v in one.versions] == [v.key for v in other.versions]
            assert [v.retrieved_at for v in one.versions] == [v.retrieved_at for v in other.versions]
        import_sample(corpus, at=AT)
        assert corpus.revision() == beside.revision() == 1


def test_texts_in_postgresql_are_indexed_and_found(address: str, tmp_path: Path) -> None:
    with Corpus.open(address) as corpus:
        import_sample(corpus, at=AT)
        build_index(corpus, tmp_path)
        assert open_searcher(corpus, tmp_path).search(SearchRequest(query="个人信息")).total > 0


def test_a_harvest_is_kept_and_read_again_as_in_sqlite(address: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    with Corpus.open(address) as corpus, Corpus.open(tmp_path / "beside") as beside:
        order = Order(replay=FIXTURES / "jp_egov")
        report = harvest("jp_egov", corpus, home=home, order=order, clock=lambda: AT)
        assert report.counts["new"] > 0
        before = held(corpus)
        assert not reparse(corpus, home=home, clock=lambda: AT).changed
        assert reparse(beside, home=home, clock=lambda: AT).changed
        assert held(corpus) == held(beside) == before


def test_only_one_writes_to_a_database_at_a_time(address: str) -> None:
    with Corpus.open(address) as corpus, Corpus.open(address) as elsewhere:
        with writing(corpus, source="one", at=AT):
            with pytest.raises(CorpusBusy, match="on another machine"), writing(elsewhere, source="two", at=AT):
                pass
            assert elsewhere.revision() == 0
        with writing(elsewhere, source="two", at=AT):
            pass


def test_a_database_that_comes_back_is_read_again(server: Server, address: str) -> None:
    with Corpus.open(address) as corpus:
        import_sample(corpus, at=AT)
        server.stop()
        with pytest.raises(CorpusUnavailable, match="Start PostgreSQL"):
            Corpus.open(address)
        server.start()
        assert corpus.revision() == 1


def test_a_password_in_the_address_is_not_shown() -> None:
    with pytest.raises(CorpusUnavailable) as refused:
        Corpus.open("postgres://lexgap:s3cret@127.0.0.1:1/lexgap")
    assert "s3cret" not in str(refused.value)
