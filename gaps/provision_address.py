"""Where a quoted provision can be read: its lasting address, under the service that made the report if there is one."""

from urllib.parse import quote

from gaps.records import Evidence


def provision_address(item: Evidence, site: str = "") -> str:
    """The address of the provision in the text that is quoted, as people read it (RFC 3987); without ``site`` its path.

    Law exists in several languages under one day, so the address names that of the quote.
    """
    path = f"{item.instrument}@{item.version}/~{item.provision_id}"
    return f"{site.rstrip('/')}{path}?language={item.language}" if site else path


def link_target(address: str) -> str:
    """The same address as office programs need it: in ASCII (RFC 3986)."""
    return quote(address, safe=":/?#[]@!$&()*+,;=~%")
