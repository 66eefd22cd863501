"""Which methods an address answers to: of several routes with one path, the router's refusal names those of one."""

from functools import cache
from re import Pattern

from fastapi.routing import iter_route_contexts
from starlette.requests import Request
from starlette.routing import compile_path


def allowed_at(request: Request) -> str:
    """The value of the header Allow for the request's address; HEAD is answered wherever GET is."""
    routes = [(context.path, context.methods) for context in iter_route_contexts(request.app.routes)]
    path = request.url.path
    found = {method for at, methods in routes if methods and at and _pattern(at).match(path) for method in methods}
    return ", ".join(sorted({*found, "HEAD"} if "GET" in found else found))


@cache
def _pattern(path: str) -> Pattern[str]:
    return compile_path(path)[0]
