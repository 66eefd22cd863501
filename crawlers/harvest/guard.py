"""Which addresses may be asked: the source's own hosts only, and never a machine inside the network.

An address passes twice: ``why_refused`` reads it as written, ``checked_lookup`` reads what its name stands for at the
moment of connecting. What the lookup returns is what is connected to, so that a name cannot change in between.
"""

import re
import socket
from collections.abc import Collection, MutableMapping
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from crawlers.harvest.policy import Found, Lookup

_CONTROL = re.compile(r"[\x00-\x1f\x7f\\]")
_PLACE = re.compile(r"([a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|\[[0-9a-f:.]+\])(:[0-9]{1,5})?")
_DEFAULT_PORT = {"http": 80, "https": 443}
# https://www.iana.org/assignments/ipv6-unicast-address-assignments: all that is in public use.
_IPV6_UNICAST = IPv6Network("2000::/3")
_IPV6_SPECIAL = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
_NAT64 = IPv6Network("64:ff9b::/96")
# What is_global of some Python versions lets through (RFC 6890, RFC 7526).
_IPV4_SPECIAL = tuple(map(IPv4Network, ("192.0.0.0/24", "192.88.99.0/24")))


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is one of the public internet: not loopback, private, link-local, shared, multicast."""
    if isinstance(address, IPv4Address):
        special = address.is_multicast or any(address in network for network in _IPV4_SPECIAL)
        return address.is_global and not special
    if address in _NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    return address in _IPV6_UNICAST and not any(address in network for network in _IPV6_SPECIAL)


def literal_address(host: str) -> IPv4Address | IPv6Address | None:
    """The address that a host is written as, in any form that a resolver takes: 127.1, 0177.0.0.1, 2130706433."""
    try:
        return ip_address(host.strip("[]"))
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host))
    except OSError:
        return None


def why_refused(url: str, *, hosts: Collection[str], longest: int = 2083, allow_private: bool = False) -> str | None:
    """Why an address may not be asked, or None. ``hosts`` entries are names, or ``name:port`` for other ports."""
    if len(url) > longest:
        return f"the address has {len(url)} characters, more than {longest}"
    if _CONTROL.search(url):
        return "the address holds control characters or backslashes"
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as problem:
        return f"the address cannot be read: {problem}"
    return _why_place_refused(parts, hosts=hosts, allow_private=allow_private)


def _why_place_refused(parts: SplitResult, *, hosts: Collection[str], allow_private: bool) -> str | None:
    if parts.scheme not in _DEFAULT_PORT:
        return f"the scheme {parts.scheme!r} is not http or https"
    if not _PLACE.fullmatch(parts.netloc.lower()):
        return f"{parts.netloc!r} is not a plain host name"
    host = parts.hostname or ""
    usual = parts.port in {None, _DEFAULT_PORT[parts.scheme]}
    if not (usual and host in hosts) and f"{host}:{parts.port}" not in hosts:
        return f"{parts.netloc} is not one of the source's hosts"
    literal = literal_address(host)
    if literal is not None and not allow_private and not is_public(literal):
        return f"{host} is not a public address"
    return None


def checked_lookup(lookup: Lookup, *, refused: MutableMapping[str, str]) -> Lookup:
    """``getaddrinfo`` that finds nothing where any address of a name is not public; ``refused`` then says why."""

    def look_up(host: str, *arguments: int) -> Found:
        found = lookup(host, *arguments)
        addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
        inside = [address for address in addresses if not is_public(ip_address(address))]
        if not inside:
            refused.pop(host, None)
            return found
        refused[host] = f"{host} stands for {inside[0]}, which is not a public address"
        raise socket.gaierror(socket.EAI_NONAME, refused[host])

    return look_up
