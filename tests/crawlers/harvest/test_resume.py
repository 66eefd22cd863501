"""A harvest that is killed at any moment goes on: nothing is lost, and only what was under way is asked again."""

import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawlers.harvest.small_source import Harvests, Site, serving

ROOT = Path(__file__).parents[3]
IN_HAND = 3
NAMES = [f"a{number:02}" for number in range(30)]
RUN = """
import sys
from pathlib import Path
from tests.crawlers.harvest.small_source import Harvests, Site
Harvests(Site(base=sys.argv[1]), Path(sys.argv[2])).run(in_hand=int(sys.argv[3]), resume=True)
"""


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        running.put(*NAMES)
        running.wait = 0.02
        yield running


def start(site: Site, home: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", RUN, site.base, str(home), str(IN_HAND)], cwd=ROOT)


def kill_after(requests: int, site: Site, home: Path) -> None:
    process = start(site, home)
    until = time.monotonic() + 60
    while len(site.log) < requests and process.poll() is None and time.monotonic() < until:
        time.sleep(0.001)
    assert process.poll() is None, "the harvest ended before it was to be killed"
    process.send_signal(signal.SIGKILL)
    process.wait()


def test_after_kills_only_what_was_under_way_is_asked_again(site: Site, tmp_path: Path) -> None:
    kills = (1, 12, 25)
    for requests in kills:
        kill_after(requests, site, tmp_path)
    assert start(site, tmp_path).wait(60) == 0
    asked = Counter(site.log)
    assert set(asked) == {"/list", *(f"/doc/{name}" for name in NAMES)}
    assert sum(asked.values()) - len(asked) <= IN_HAND * len(kills)
    harvests = Harvests(site, tmp_path)
    assert [len(harvests.texts(name)) for name in NAMES] == [1] * len(NAMES)
    again = harvests.run()
    assert again.counts["unchanged"] == len(NAMES)


def test_a_killed_harvest_holds_no_lock(site: Site, tmp_path: Path) -> None:
    kill_after(5, site, tmp_path)
    assert Harvests(site, tmp_path).run(resume=True).counts["new"] == len(NAMES)


def test_without_resume_a_new_harvest_begins(site: Site, tmp_path: Path) -> None:
    kill_after(10, site, tmp_path)
    site.log.clear()
    assert Harvests(site, tmp_path).run().counts["new"] == len(NAMES)
    assert {"/list", *(f"/doc/{name}" for name in NAMES)} <= set(site.log)
