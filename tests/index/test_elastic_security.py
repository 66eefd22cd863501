"""A secured Elasticsearch: certificates are verified, keys and users keep to their rights, secrets are never told."""

import logging
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.build import build_index, verify_index
from index.cluster import Cluster
from index.elastic_client import ClusterUnavailable, connect
from index.engine import EngineName
from index.search import open_searcher
from tests.elastic_secure import PASSWORD, Secured, certificates, secured_elasticsearch
from tests.index.small_corpus import TODAY, corpus_of, found, small_corpus

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def secured(elasticsearch_url: str) -> Iterator[Secured]:
    assert elasticsearch_url, "its distribution is the one that is started here"
    with secured_elasticsearch() as started:
        yield started


@pytest.fixture
def cluster(secured: Secured) -> Cluster:
    return Cluster(urls=(secured.url,), ca_file=secured.ca_file, username="elastic", password=PASSWORD)


def refusal(cluster: Cluster) -> str:
    with pytest.raises(ClusterUnavailable) as refused:
        connect(cluster).searches([({"index": "*"}, {"size": 0})])
    for secret in (cluster.password, cluster.api_key):
        assert secret is None or secret not in str(refused.value)
    return str(refused.value)


def test_an_index_is_built_and_searched_over_tls_and_no_password_is_logged(
    home: Path, cluster: Cluster, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    corpus = corpus_of(home, small_corpus())
    build_index(corpus, home, engine=EngineName.ELASTICSEARCH, cluster=cluster)
    assert verify_index(corpus, home, cluster) == []
    searcher = open_searcher(corpus, home, today=lambda: TODAY, cluster=cluster)
    assert found(searcher, "敏感个人信息")[0] == "个人信息保护法#art_3"
    assert caplog.text
    assert PASSWORD not in caplog.text


def test_a_user_with_a_password_is_let_in(cluster: Cluster, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    assert connect(cluster).ask(lambda client: client.security.authenticate().body["username"]) == "elastic"
    assert caplog.text
    assert PASSWORD not in caplog.text


def test_the_fingerprint_of_its_certificate_is_enough(cluster: Cluster, secured: Secured) -> None:
    pinned = replace(cluster, ca_file=None, fingerprint=secured.fingerprint)
    assert connect(pinned).ask(lambda client: client.security.authenticate().body["username"]) == "elastic"


@pytest.mark.parametrize("changed", [{"ca_file": None}, {"ca_file": None, "fingerprint": "ab" * 32}])
def test_a_certificate_that_nothing_vouches_for_is_refused(cluster: Cluster, changed: dict[str, str | None]) -> None:
    began = time.monotonic()
    told = refusal(replace(cluster, **changed))  # type: ignore[arg-type]  # names of fields with their values
    assert time.monotonic() - began < 2, "asking again does not help"
    assert "LEXGAP_ELASTICSEARCH_CA_FILE or LEXGAP_ELASTICSEARCH_FINGERPRINT" in told


def test_a_certificate_of_another_authority_is_refused(cluster: Cluster, tmp_path: Path) -> None:
    certificates(tmp_path / "other")
    assert "certificate is not trusted" in refusal(replace(cluster, ca_file=tmp_path / "other" / "ca.pem"))


def test_an_authority_that_cannot_be_read_is_named(cluster: Cluster, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.pem"
    damaged.write_text("no certificate", encoding="utf-8")
    for file in (tmp_path / "absent.pem", damaged):
        assert str(file) in refusal(replace(cluster, ca_file=file))


def test_a_wrong_key_or_password_is_told_apart_from_a_server_that_is_down(cluster: Cluster) -> None:
    wrong_key = replace(cluster, username=None, password=None, api_key="b3RoZXI6a2V5")
    for each in (replace(cluster, password=PASSWORD[1:]), wrong_key):
        assert "does not accept the key or user" in refusal(each)


def test_an_address_without_tls_is_not_answered_by_a_server_that_has_it(cluster: Cluster, secured: Secured) -> None:
    plain = replace(cluster, urls=(secured.url.replace("https", "http"),), ca_file=None)
    assert "cannot be used" in refusal(plain)
