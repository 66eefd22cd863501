"""What one size of corpus gave, and the tables made of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.timing import Latency


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One corpus. Seconds, milliseconds, MB. ``hybrid`` is None where there is no embedder."""

    name: str
    provisions: int
    passages: int
    import_s: float
    second_import_s: float
    build_s: float
    second_build_s: float
    cold_start_s: float
    embedded_per_s: float | None
    lexical: Latency
    hybrid: Latency | None
    lexical_http: Latency
    hybrid_http: Latency | None
    server_peak_mb: float
    vectors: str


_Row = tuple[str, Callable[[Figures], str]]


def _latency(latency: Latency | None) -> str:
    return f"{latency.p50:.1f} / {latency.p95:.1f}" if latency else "no embedder"


_ABSOLUTE: Sequence[_Row] = (
    ("provisions", lambda f: f"{f.provisions:,}"),
    ("passages", lambda f: f"{f.passages:,}"),
    ("import, provisions/s", lambda f: f"{f.provisions / f.import_s:,.0f}"),
    ("import, s", lambda f: f"{f.import_s:.1f}"),
    ("index build, provisions/s", lambda f: f"{f.provisions / f.build_s:,.0f}"),
    ("index build, s", lambda f: f"{f.build_s:.1f}"),
    ("cold start of the command line to a first answer, s", lambda f: f"{f.cold_start_s:.2f}"),
    ("embedding, passages/s", lambda f: f"{f.embedded_per_s:.0f}" if f.embedded_per_s else "no embedder"),
    ("lexical in process, p50 / p95 ms", lambda f: _latency(f.lexical)),
    ("hybrid in process, p50 / p95 ms", lambda f: _latency(f.hybrid)),
    ("lexical through HTTP, p50 / p95 ms", lambda f: _latency(f.lexical_http)),
    ("hybrid through HTTP, p50 / p95 ms", lambda f: _latency(f.hybrid_http)),
    ("server's peak memory, MB", lambda f: f"{f.server_peak_mb:.0f}"),
    ("vectors", lambda f: f.vectors),
)


def absolute(sizes: Sequence[Figures]) -> list[str]:
    """The figures as measured on this machine."""
    rows = [f"| {label} | " + " | ".join(show(f) for f in sizes) + " |" for label, show in _ABSOLUTE]
    return ["| | " + " | ".join(f.name for f in sizes) + " |", "|---|" + "---|" * len(sizes), *rows]


def ratios(sizes: Sequence[Figures]) -> list[str]:
    """Figures of this run against each other, which another machine can be compared with."""
    rows = [row for figures in sizes for row in _within(figures)]
    if len(sizes) > 1:
        rows += _across(sizes[0], sizes[-1])
    return ["| ratio | |", "|---|---|", *rows]


def _within(f: Figures) -> list[str]:
    rows = [
        _row(f"{f.name}: second import : first", f.second_import_s, f.import_s),
        _row(f"{f.name}: second index build : first", f.second_build_s, f.build_s),
        _row(f"{f.name}: lexical p95 through HTTP : in process", f.lexical_http.p95, f.lexical.p95),
    ]
    if f.hybrid and f.hybrid_http:
        rows.append(_row(f"{f.name}: hybrid p95 : lexical p95, in process", f.hybrid.p95, f.lexical.p95))
        rows.append(_row(f"{f.name}: hybrid p95 through HTTP : in process", f.hybrid_http.p95, f.hybrid.p95))
    return rows


def _across(small: Figures, large: Figures) -> list[str]:
    return [
        _row("provisions, large : small", large.provisions, small.provisions),
        _row("lexical p95 through HTTP, large : small", large.lexical_http.p95, small.lexical_http.p95),
        _row("server's peak memory, large : small", large.server_peak_mb, small.server_peak_mb),
    ]


def _row(label: str, one: float, other: float) -> str:
    return f"| {label} | {one / other:.2f} |"
