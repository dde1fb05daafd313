"""Who may know better than "there is no such page"."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from portal.core.registry import Registry

#: Asked in turn before the reader is told that nothing is there; None: I do not know either.
answers: Registry[Callable[[HttpRequest], HttpResponse | None]] = Registry("answer for the unfound")
