"""How much there is on each topic: rooms above say it, the list of topics shows it."""

from collections.abc import Callable

from portal.core.registry import Registry

#: Takes a language code; answers with the number of published things by slug of the topic.
counts: Registry[Callable[[str], dict[str, int]]] = Registry("count by topic")


def by_topic(language: str) -> dict[str, int]:
    """Published things of all rooms together, by slug of the topic."""
    total: dict[str, int] = {}
    for _name, count in counts:
        for slug, number in count(language).items():
            total[slug] = total.get(slug, 0) + number
    return total
