"""Somebody who is not signed in, before the kept pages and the site behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http.response import HttpResponseBase
from django.test.client import ClientHandler, RequestFactory

from portal.core.pagecache import KeptPages


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")


class AnonymousReader:
    """Asks for pages; ``made`` counts how often the site had to make one."""

    def __init__(self) -> None:
        self._site = ClientHandler(enforce_csrf_checks=True)
        self._pages = KeptPages(self._application)
        self.made = 0

    def _application(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.made += 1
        response: HttpResponseBase = self._site(environ)
        cookies = [("Set-Cookie", one.OutputString()) for one in response.cookies.values()]
        start_response(f"{response.status_code} -", [*response.items(), *cookies])
        # The response itself would end the request twice, and with it the connection of the test.
        return list(response)  # type: ignore[call-overload,no-any-return]

    def get(self, address: str, **headers: str) -> Answer:
        """A page; ``headers`` are WSGI's: ``HTTP_COOKIE="…"``."""
        started: list[Any] = []
        environ = RequestFactory().get(address, **headers).environ
        parts = self._pages(environ, lambda *arguments: started.extend(arguments))
        body = b"".join(parts)
        return Answer(int(started[0].split()[0]), dict(started[1]), body)

    def finds_kept(self, address: str, **headers: str) -> bool:
        """Whether the page comes without being made."""
        before = self.made
        assert self.get(address, **headers).status in {200, 304}
        return self.made == before
