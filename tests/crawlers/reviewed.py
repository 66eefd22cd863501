"""A parsed instrument as plain data, and its comparison with the reviewed JSON beside the fixture."""

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from law.instrument import Instrument

AT = datetime(2026, 1, 1, tzinfo=UTC)
FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"


def as_data(instrument: Instrument) -> Any:
    """Everything that was read, without hashes and the clock; empty fields left out."""
    data = asdict(instrument)
    for version in data["versions"]:
        for name in ("sha256", "retrieved_at", "source_ref", "held_as", "text_hash"):
            del version[name]
    return _plain(data)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items() if each not in (None, "", (), [], {})}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def assert_as_reviewed(instrument: Instrument, fixture: Path) -> None:
    """Fails where the reading differs from the reviewed one; without a reviewed one it writes it and fails."""
    reviewed = fixture.with_name(f"{fixture.name}.expected.json")
    read = as_data(instrument)
    if not reviewed.is_file():
        reviewed.write_text(json.dumps(read, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"{reviewed.name} was written: review it, then run the test again")
    assert read == json.loads(reviewed.read_text(encoding="utf-8"))
