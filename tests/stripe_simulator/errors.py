"""Refusals in the words and with the codes of Stripe's API."""

from typing import Any


class ApiError(Exception):
    """An answer other than 200.

    ``saved`` tells whether an idempotency key keeps this answer: Stripe keeps what happened once a
    request was carried out, not what was refused before that.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        saved: bool = False,
        **details: Any,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.saved = saved
        self.body: dict[str, Any] = {"message": message, "type": kind}
        if code:
            self.body["code"] = code
            self.body["doc_url"] = f"https://stripe.com/docs/error-codes/{code.replace('_', '-')}"
        if param:
            self.body["param"] = param
        self.body.update(details)


def missing(param: str) -> ApiError:
    return ApiError(f"Missing required param: {param}.", code="parameter_missing", param=param)


def unknown(param: str) -> ApiError:
    """Also the answer for what Stripe knows and the simulator does not: it never guesses."""
    return ApiError(f"Received unknown parameter: {param}", code="parameter_unknown", param=param)


def invalid(message: str, param: str, code: str | None = None) -> ApiError:
    return ApiError(message, code=code, param=param)


def no_such(kind: str, object_id: str, param: str = "id", status: int = 404) -> ApiError:
    name = kind.rpartition(".")[2]
    return ApiError(
        f"No such {name}: '{object_id}'", status=status, code="resource_missing", param=param
    )


def conflict(message: str, code: str | None = None, param: str | None = None) -> ApiError:
    """The request is well formed, and the state of the object forbids it."""
    return ApiError(message, code=code, param=param, saved=True)


def idempotency(message: str) -> ApiError:
    return ApiError(message, kind="idempotency_error")


def unauthorised(message: str) -> ApiError:
    return ApiError(message, status=401)


def unrecognised(method: str, path: str) -> ApiError:
    return ApiError(
        f"Unrecognized request URL ({method}: {path}). Please see https://stripe.com/docs or we "
        "can help at https://support.stripe.com/.",
        status=404,
    )
