"""Form-encoded parameters with nested keys, read the way Stripe reads them.

Every handler takes what it knows from a :class:`Params`; whatever is left over is refused by name,
so that a call the simulator does not cover fails loudly instead of being half understood.
"""

import re
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from tests.stripe_simulator import errors

_KEY = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)$")
_PART = re.compile(r"\[([^\[\]]*)\]")
_MAX_DEPTH = 8
_TRUE_AND_FALSE = {"true": True, "false": False}
_MAX_INTEGER = 2**53


def decode(text: str) -> dict[str, Any]:
    """``a[b][0]=1`` to ``{"a": {"b": {"0": "1"}}}``; ``a[]=1`` counts up from nought."""
    tree: dict[str, Any] = {}
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=1000)
    except ValueError as error:
        raise errors.ApiError(f"Invalid request body: {error}") from None
    for key, value in pairs:
        match = _KEY.match(key)
        path = [match[1], *_PART.findall(match[2])] if match else []
        if not path or len(path) > _MAX_DEPTH:
            raise errors.unknown(key)
        _plant(tree, path, value, key)
    return tree


def _plant(tree: dict[str, Any], path: list[str], value: str, key: str) -> None:
    for part in path[:-1]:
        tree = tree.setdefault(part or str(len(tree)), {})
        if not isinstance(tree, dict):
            raise errors.invalid(f"Invalid object: {key}", key)
    last = path[-1] or str(len(tree))
    if isinstance(tree.get(last), dict):
        raise errors.invalid(f"Invalid string: {key}", key)
    tree[last] = value


class Params:
    """One level of parameters, with the full name of each for the message of a refusal."""

    def __init__(self, values: dict[str, Any], prefix: str = "") -> None:
        self._values = dict(values)
        self._prefix = prefix
        self._children: list[Params] = []

    def name(self, key: str) -> str:
        return f"{self._prefix}[{key}]" if self._prefix else key

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def text(self, key: str, *, required: bool = False, longest: int = 5000) -> str | None:
        value = self._values.pop(key, None)
        if value is None:
            if required:
                raise errors.missing(self.name(key))
            return None
        if isinstance(value, dict):
            raise errors.invalid(f"Invalid string: {value}", self.name(key))
        if value == "" and required:
            raise errors.invalid(
                f"You passed an empty string for '{self.name(key)}'. We assume empty values are an "
                "attempt to unset a parameter; however it cannot be unset.",
                self.name(key),
                "parameter_invalid_empty",
            )
        if len(value) > longest:
            raise errors.invalid(
                f"Invalid string: {value[:20]}…; must be at most {longest} characters",
                self.name(key),
            )
        return value or None

    def needed(self, key: str, *, longest: int = 5000) -> str:
        value = self.text(key, required=True, longest=longest)
        assert value is not None
        return value

    def integer(self, key: str, *, least: int | None = None, most: int | None = None) -> int | None:
        value = self.text(key)
        if value is None:
            return None
        if not re.fullmatch(r"-?\d{1,16}", value) or abs(int(value)) > _MAX_INTEGER:
            raise errors.invalid(
                f"Invalid integer: {value[:40]}", self.name(key), "parameter_invalid_integer"
            )
        number = int(value)
        if least is not None and number < least:
            raise errors.invalid(
                f"This value must be greater than or equal to {least}.",
                self.name(key),
                "parameter_invalid_integer",
            )
        if most is not None and number > most:
            raise errors.invalid(
                f"This value must be less than or equal to {most}.", self.name(key)
            )
        return number

    def boolean(self, key: str) -> bool | None:
        value = self.text(key)
        if value is None:
            return None
        if value not in _TRUE_AND_FALSE:
            raise errors.invalid(f"Invalid boolean: {value[:40]}", self.name(key))
        return _TRUE_AND_FALSE[value]

    def choice(self, key: str, allowed: tuple[str, ...], *, required: bool = False) -> str | None:
        value = self.text(key, required=required)
        if value is not None and value not in allowed:
            listed = ", ".join(allowed)
            raise errors.invalid(
                f"Invalid {self.name(key)}: must be one of {listed}", self.name(key)
            )
        return value

    def address(self, key: str, *, required: bool = False) -> str | None:
        """An absolute web address."""
        value = self.text(key, required=required)
        if value is not None:
            parts = urlsplit(value)
            if parts.scheme not in ("http", "https") or not parts.netloc:
                raise errors.invalid("Not a valid URL", self.name(key), "url_invalid")
        return value

    def metadata(self, known: dict[str, str] | None = None) -> dict[str, str]:
        """Keys are merged into what is known; an empty value takes a key away."""
        merged = dict(known or {})
        given = self._values.pop("metadata", {})
        name = self.name("metadata")
        if given == "":
            return {}
        if not isinstance(given, dict) or any(isinstance(value, dict) for value in given.values()):
            raise errors.invalid("Invalid object: metadata", name)
        for key, value in given.items():
            if len(key) > 40 or len(value) > 500:
                raise errors.invalid(
                    "Metadata keys take up to 40 characters and values up to 500.", name
                )
            if value:
                merged[key] = value
            else:
                merged.pop(key, None)
        if len(merged) > 50:
            raise errors.invalid("Metadata can have at most 50 keys.", name)
        return merged

    def section(self, key: str) -> Self:
        """A nested object; an absent one reads as empty."""
        return self._child(key, self._values.pop(key, {}))

    def items(self, key: str) -> list[Self]:
        """A list of nested objects."""
        return [
            self._child(f"{key}[{index}]", value, whole=True) for index, value in self._listed(key)
        ]

    def texts(self, key: str) -> list[str]:
        """A list of plain values."""
        values = [value for _, value in self._listed(key)]
        if any(isinstance(value, dict) for value in values):
            raise errors.invalid("Invalid array", self.name(key))
        return values

    def _listed(self, key: str) -> list[tuple[str, Any]]:
        value = self._values.pop(key, {})
        if value == "":
            return []
        if not isinstance(value, dict) or not all(index.isdecimal() for index in value):
            raise errors.invalid("Invalid array", self.name(key))
        return sorted(value.items(), key=lambda item: int(item[0]))

    def _child(self, key: str, value: Any, *, whole: bool = False) -> Self:
        name = key if whole and not self._prefix else self.name(key)
        if not isinstance(value, dict):
            raise errors.invalid("Invalid object", name)
        child = type(self)(value, name)
        self._children.append(child)
        return child

    def finish(self) -> None:
        """Refuse what no handler asked for."""
        for key in self._values:
            raise errors.unknown(self.name(key))
        for child in self._children:
            child.finish()
