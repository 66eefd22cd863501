"""Middleware for the API and the pages alike: security headers on every answer, limits on every request."""

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search_api.problems import answer_error, problem_of, problem_response

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    # What people look up is their own affair: no other site is told.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Frame-Options": "DENY",
}
MOST_BODY_BYTES = 64 * 1024
MOST_QUERY_BYTES = 16 * 1024
_DIGITS = 10


class SecurityHeaders:
    """Adds the headers to every response; what nothing else caught is answered here, so that it has them too."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self.app(scope, receive, send_with_headers)
        except Exception as error:  # noqa: BLE001  (the service's edge: logged and answered without a trace)
            response = await answer_error(Request(scope), error)
            await response(scope, receive, send_with_headers)


class RequestLimits:
    """Refuses long addresses (414) and large bodies (413), declared or streamed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refused = _refused(scope)
        if refused is not None:
            response = problem_response(problem_of(HTTPException(refused)), scope["path"])
            await response(scope, receive, send)
            return
        received = 0

        async def receive_within_limit() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > MOST_BODY_BYTES:
                raise HTTPException(413)
            return message

        await self.app(scope, receive_within_limit, send)


def _refused(scope: Scope) -> int | None:
    """The status with which a request is refused from its head alone."""
    if len(scope["query_string"]) > MOST_QUERY_BYTES or len(scope.get("raw_path") or b"") > MOST_QUERY_BYTES:
        return 414
    declared = dict(scope["headers"]).get(b"content-length", b"0")
    return None if declared.isdigit() and len(declared) < _DIGITS and int(declared) <= MOST_BODY_BYTES else 413
