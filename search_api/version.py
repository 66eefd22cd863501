"""The version of the program, as installed."""

from importlib.metadata import PackageNotFoundError, version


def _installed() -> str:
    try:
        return version("lexgap")
    except PackageNotFoundError:  # run from a folder that was never installed
        return "0+source"


VERSION = _installed()
