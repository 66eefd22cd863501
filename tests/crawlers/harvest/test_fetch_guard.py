"""Only the source's own public hosts can be asked, however an address is written and whatever a name stands for."""

import socket
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.harvest.desk import FailureKind
from crawlers.harvest.guard import checked_lookup, is_public, literal_address, why_refused
from crawlers.harvest.policy import Found
from tests.crawlers.harvest.fetching_child import Plan, fetched, quick
from tests.crawlers.harvest.hostile_server import answer, hostile, redirect

_INSIDE = """
    127.0.0.1 127.0.0.2 127.255.255.254 127.1 127.0.1 0 0.0.0.0 0.0.0.1 2130706433 017700000001 0x7f000001 0x7f.1
    0177.0.0.1 0177.0.0.01 0x7f.0x0.0x0.0x1 127.0.0x0.1 10.0.0.1 10.255.255.255 012.0.0.1 167772161 172.16.0.1
    172.31.255.255 192.168.0.1 192.168.1.254 3232235521 0xc0a80001 169.254.169.254 2852039166 0xa9fea9fe
    0251.0376.0251.0376 100.64.0.1 100.127.255.255 198.18.0.1 192.0.0.1 192.0.2.1 198.51.100.1 203.0.113.1
    192.88.99.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 [::1] [::] [0:0:0:0:0:0:0:1]
    [::ffff:127.0.0.1] [::ffff:7f00:1] [::ffff:10.0.0.1] [::ffff:169.254.169.254] [::127.0.0.1] [::7f00:1] [fe80::1]
    [fc00::1] [fd00:ec2::254] [fec0::1] [ff02::1] [2002:7f00:1::] [2002:a00:1::] [64:ff9b::7f00:1]
    [64:ff9b::169.254.169.254] [64:ff9b:1::1] [2001:db8::1] [2001:0:4136:e378:8000:63bf:80ff:fffe] [100::1] [5f00::1]
"""
INSIDE = tuple(_INSIDE.split())
WRITTEN_TO_DECEIVE = (
    "http://law.example@127.0.0.1/",
    "http://law.example:80@127.0.0.1/",
    "http://127.0.0.1#@law.example/",
    "http://127.0.0.1\\@law.example/",
    "http://law.example\\.evil.example/",
    "http://law.example.evil.example/",
    "http://evil.example/law.example",
    "http://evil.example?law.example",
    "http://law.example%00.evil.example/",
    "http://law.example%2eevil.example/",
    "http://law.example\r\nHost: 127.0.0.1/",
    "http://law.example\t.evil.example/",
    "http://law.example /",
    "http://law.example./",
    "http://law.example:9200/",
    "http://law.example:443/",
    "http://law.example:99999/",
    "http://law.example:-1/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/",
    "http://ⓛⓐⓦ.example/",
    "http://[law.example]/",
    "http://[fe80::1%25eth0]/",
    "http:///law.example",
    "http:law.example",
    "//law.example/",
    "law.example",
    "file:///etc/passwd",
    "file://law.example/etc/passwd",
    "ftp://law.example/",
    "gopher://law.example:70/_x",
    "dict://law.example:11211/",
    "data:text/html,law",
    "javascript:alert(1)",
    "s3://law.example/x",
    "",
)


@pytest.mark.parametrize("host", INSIDE)
def test_an_address_inside_the_network_is_refused_even_when_a_source_lists_it(host: str) -> None:
    assert why_refused(f"http://{host}/", hosts=(host, host.strip("[]"))) is not None


@pytest.mark.parametrize("url", WRITTEN_TO_DECEIVE)
def test_an_address_written_to_deceive_is_refused(url: str) -> None:
    assert why_refused(url, hosts=("law.example",), allow_private=True) is not None


@pytest.mark.parametrize("url", ["http://law.example/", "https://law.example:443/a?b=c d", "HTTPS://LAW.example/法"])
def test_an_address_of_the_source_may_be_asked(url: str) -> None:
    assert why_refused(url, hosts=("law.example",)) is None


def test_another_port_must_be_named() -> None:
    assert why_refused("http://law.example:8080/", hosts=("law.example:8080",)) is None
    assert why_refused("http://law.example/", hosts=("law.example:8080",)) is not None


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "2400:3200::1", "64:ff9b::808:808"])
def test_a_public_address_is_public(address: str) -> None:
    assert is_public(ip_address(address))


@given(st.ip_addresses(v=4))
def test_every_way_to_write_a_number_is_the_same_address(address: object) -> None:
    number = int(ip_address(str(address)))
    assert literal_address(str(number)) == literal_address(hex(number)) == literal_address(str(address)) == address


def found(*addresses: str) -> Found:
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in addresses]


def test_a_name_with_one_address_inside_the_network_is_not_connected_to() -> None:
    refused: dict[str, str] = {}
    look_up = checked_lookup(lambda *_: found("93.184.216.34", "127.0.0.1"), refused=refused)
    with pytest.raises(socket.gaierror):
        look_up("law.example", 80)
    assert "127.0.0.1" in refused["law.example"]


def test_what_was_checked_is_what_is_connected_to() -> None:
    answers = [found("93.184.216.34"), found("10.0.0.1")]
    look_up = checked_lookup(lambda *_: answers.pop(0), refused={})
    assert look_up("law.example", 80) == found("93.184.216.34")
    with pytest.raises(socket.gaierror):
        look_up("law.example", 80)


def rebound(*_: object) -> Found:
    return found("127.0.0.1")


def test_a_name_that_stands_for_this_machine_is_refused_and_never_connected_to() -> None:
    with hostile({}, otherwise=answer()) as server:
        port = server.at.partition(":")[2]
        urls = [f"http://law.example:{port}/a", f"http://localhost:{port}/", f"http://127.0.0.1:{port}/"]
        policy = quick(allow_private_addresses=False, lookup=rebound, delay=0.0)
        hosts = tuple(f"{name}:{port}" for name in ("law.example", "localhost", "127.0.0.1"))
        outcome = fetched(urls, Plan(hosts=hosts), policy)
    assert {outcome.kind(url) for url in urls} == {FailureKind.REFUSED}
    assert "not a public address" in outcome.failures[urls[0]].reason
    assert server.received == []


def test_every_hop_of_a_redirect_is_checked() -> None:
    places = ("http://10.0.0.1/", "file:///etc/passwd", "http://169.254.169.254/latest/", "//evil.example/", "ftp://x/")
    with hostile({f"/{number}": redirect(place) for number, place in enumerate(places)}) as server:
        urls = [server.url(f"/{number}") for number in range(len(places))]
        outcome = fetched(urls, Plan(hosts=(server.at,)), quick())
    assert {outcome.kind(url) for url in urls} == {FailureKind.REFUSED}
    assert outcome.pages == {}
