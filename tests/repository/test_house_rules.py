"""Rules of the house that no linter knows."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("law", "crawlers", "index", "gaps", "search_api", "ui")
LONGEST_FILE = 200


def tracked() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        pytest.skip("this is no git checkout, so what belongs to the project cannot be listed")
    return [ROOT / name for name in done.stdout.split("\0") if name]


def test_no_module_is_called_after_what_it_is_not() -> None:
    vague = {"utils.py", "util.py", "helpers.py", "helper.py", "common.py", "misc.py"}
    assert [p for p in tracked() if p.name in vague] == []


def test_source_files_stay_short() -> None:
    sources = [p for p in tracked() if p.suffix == ".py" and p.relative_to(ROOT).parts[0] in PACKAGES and p.exists()]
    long = {
        str(p.relative_to(ROOT)): n for p in sources if (n := len(p.read_text("utf-8").splitlines())) > LONGEST_FILE
    }
    assert long == {}


def test_no_text_names_a_package_registrys_host() -> None:
    hosts = [f"{name}.{top}" for name, top in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"))]
    for path in tracked():
        if path.suffix in {".png", ".gz", ".docx"} or not path.exists():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        assert not [host for host in hosts if host in text], path


def test_the_tests_have_no_package_files() -> None:
    assert [p for p in tracked() if p.name == "__init__.py" and "tests" in p.relative_to(ROOT).parts] == []
