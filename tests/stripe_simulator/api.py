"""From a request to an answer: key, route, parameters, idempotency, expansion."""

import base64
import binascii
import json
import re
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.stripe_simulator import API_VERSION, errors
from tests.stripe_simulator.expansion import expand
from tests.stripe_simulator.params import Params, decode
from tests.stripe_simulator.store import Resource
from tests.stripe_simulator.world import Origin, World

_ANSWERS_KEPT_FOR_SECONDS = 24 * 3600
_LONGEST_KEY = 255


@dataclass
class Call:
    """What a handler gets: the world as this request sees it, and the parameters."""

    world: World
    params: Params
    path: str


@dataclass
class Answer:
    status: int
    body: str
    headers: dict[str, str] = field(default_factory=dict)


Handler = Callable[..., Resource]
_ROUTES: list[tuple[str, re.Pattern[str], Handler]] = []


def route(method: str, template: str) -> Callable[[Handler], Handler]:
    """Answer ``method`` on a path such as ``/v1/customers/{customer_id}``."""
    pattern = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template))

    def register(handler: Handler) -> Handler:
        _ROUTES.append((method, pattern, handler))
        return handler

    return register


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    query: str
    body: str
    headers: Mapping[str, str]

    @property
    def parameters(self) -> str:
        return self.body if self.method == "POST" else self.query

    @property
    def key(self) -> str | None:
        """The idempotency key; only a POST has one."""
        return self.headers.get("Idempotency-Key") if self.method == "POST" else None


def answer(world: World, request: Request) -> Answer:
    """Carry out one request; whatever it refuses leaves no trace."""
    request_id = "req_" + secrets.token_hex(7)
    headers = {
        "Content-Type": "application/json",
        "Request-Id": request_id,
        "Stripe-Version": API_VERSION,
    }
    if request.key:
        headers["Idempotency-Key"] = request.key
    try:
        authenticate(world, request.headers)
        _check_version(request.headers)
        status, body, extra = _carry_out(world, request, request_id)
    except errors.ApiError as error:
        status, body, extra = error.status, json.dumps({"error": error.body}), {}
    return Answer(status, body, headers | extra)


def authenticate(world: World, headers: Mapping[str, str]) -> None:
    given = headers.get("Authorization", "")
    scheme, _, key = given.partition(" ")
    if scheme.lower() == "basic":
        try:
            key = base64.b64decode(key, validate=True).decode().partition(":")[0]
        except (binascii.Error, UnicodeDecodeError):
            key = ""
    if not key:
        raise errors.unauthorised(
            "You did not provide an API key. You need to provide your API key in the Authorization "
            "header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY')."
        )
    if not secrets.compare_digest(key.encode(), world.api_key.encode()):
        raise errors.unauthorised(f"Invalid API Key provided: {key[:8]}{'*' * 12}{key[-4:]}")


def _check_version(headers: Mapping[str, str]) -> None:
    wanted = headers.get("Stripe-Version", API_VERSION)
    if wanted != API_VERSION:
        raise errors.ApiError(
            f"Invalid Stripe API version: {wanted[:40]}. This simulator speaks {API_VERSION} only."
        )


def _carry_out(world: World, request: Request, request_id: str) -> tuple[int, str, dict[str, str]]:
    with world.store.transaction():
        if request.key and (known := _known_answer(world, request)):
            return known
        call = Call(
            world.on_behalf_of(Origin(request_id, request.key)),
            Params(decode(request.parameters)),
            request.path,
        )
        try:
            status, body = 200, json.dumps(_resource(call, request.method))
        except errors.ApiError as error:
            if not error.saved:
                raise
            status, body = error.status, json.dumps({"error": error.body})
        if request.key:
            _keep_answer(world, request, status, body, request_id)
    return status, body, {}


def _resource(call: Call, method: str) -> Resource:
    for wanted, pattern, handler in _ROUTES:
        if wanted == method and (match := pattern.fullmatch(call.path)):
            paths = call.params.texts("expand")
            resource = handler(call, **match.groupdict())
            call.params.finish()
            return expand(call.world, resource, paths)
    raise errors.unrecognised(method, call.path)


def _known_answer(world: World, request: Request) -> tuple[int, str, dict[str, str]] | None:
    """The first answer to this key, as long as the request is the same."""
    key = request.key or ""
    if len(key) > _LONGEST_KEY:
        raise errors.ApiError(f"Idempotency keys take up to {_LONGEST_KEY} characters.")
    world.store.run(
        "DELETE FROM answers WHERE made_at < ?", time.time() - _ANSWERS_KEPT_FOR_SECONDS
    )
    rows = world.store.run(
        "SELECT endpoint, parameters, status, body, request_id FROM answers WHERE key = ?", key
    )
    if not rows:
        return None
    endpoint, parameters, status, body, first_request = rows[0]
    if endpoint != request.path:
        raise errors.idempotency(
            "Keys for idempotent requests can only be used for the same endpoint they were first "
            f"used for ('{endpoint}' vs '{request.path}'). Try using a key other than '{key}' if "
            "you meant to execute a different request."
        )
    if parameters != _fingerprint(request):
        raise errors.idempotency(
            "Keys for idempotent requests can only be used with the same parameters they were "
            f"first used with. Try using a key other than '{key}' if you meant to execute a "
            "different request."
        )
    return status, body, {"Idempotent-Replayed": "true", "Original-Request": first_request}


def _keep_answer(world: World, request: Request, status: int, body: str, request_id: str) -> None:
    world.store.run(
        "INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?)",
        request.key,
        request.path,
        _fingerprint(request),
        status,
        body,
        request_id,
        time.time(),
    )


def _fingerprint(request: Request) -> str:
    """Parameters in one order, so that only another request counts as another."""
    return json.dumps(decode(request.parameters), sort_keys=True)
