"""A real PostgreSQL for tests, in a folder of its own, as its own user where the tests run as root."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from law.postgresql import with_driver

_UNPRIVILEGED = "nobody"


class Server:
    """One server that can be stopped and started again."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs, self._folder = programs, folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])

    def address(self, database: str) -> str:
        """The URL of a database, without a driver."""
        return f"postgresql://lexgap@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        settings = f"-p {self.port} -k {self._folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        self.run("pg_ctl", "-D", "data", "-w", "-l", "log", "-o", settings, "start")

    def stop(self) -> None:
        self.run("pg_ctl", "-D", "data", "-m", "immediate", "-w", "stop")

    def make(self, database: str) -> str:
        """A new database that sorts texts as English readers expect, as most servers do; its address."""
        engine = sa.create_engine(with_driver(self.address("postgres")), isolation_level="AUTOCOMMIT")
        sorting = "TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en'"
        with engine.connect() as db:
            db.execute(sa.text(f"CREATE DATABASE {database} {sorting}"))
        engine.dispose()
        return self.address(database)

    def run(self, program: str, *arguments: str) -> None:
        before: Sequence[str] = ()
        if os.geteuid() == 0:
            before = ("setpriv", f"--reuid={_UNPRIVILEGED}", "--regid=nogroup", "--clear-groups")
        command = [*before, str(self._programs / program), *arguments]
        subprocess.run(command, cwd=self._folder, check=True, stdout=subprocess.DEVNULL, timeout=60)


@contextmanager
def running_postgresql() -> Iterator[Server]:
    """A server that was started for the tests; they are skipped where PostgreSQL is not installed."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    found = shutil.which("initdb")
    programs = Path(found).resolve().parent if found else folders[-1] if folders else None
    if programs is None:
        pytest.skip("PostgreSQL is not installed on this machine (Debian: apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="lexgap-postgresql-"))
    if os.geteuid() == 0:
        shutil.chown(folder, _UNPRIVILEGED)
    server = Server(programs, folder)
    try:
        server.run("initdb", "-D", "data", "-U", "lexgap", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        server.start()
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
