"""The official sources, one module each: ``SOURCE`` (rights), a pure ``parse``, and ``CRAWL`` where it is harvested."""
