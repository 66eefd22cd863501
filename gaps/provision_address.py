"""Where a quoted provision can be read: its lasting address, under the service that made the report if there is one."""

from urllib.parse import quote

from gaps.records import Evidence


def provision_address(item: Evidence, site: str = "") -> str:
    """The address of the provision in the text that is quoted; without ``site`` the path alone, as people read it.

    Law exists in several languages under one day, so the address names that of the quote.
    """
    path = f"{item.instrument}@{item.version}/~{item.provision_id}"
    return f"{site.rstrip('/')}{quote(path, safe='/@~')}?language={quote(item.language)}" if site else path
