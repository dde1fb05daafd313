"""How much there is on each topic: rooms above say it, the list of topics shows it."""

from collections.abc import Callable

from portal.core.registry import Registry

#: Takes a language code; answers with the number of published things by topic id.
counts: Registry[Callable[[str], dict[int, int]]] = Registry("count by topic")


def by_topic(language: str) -> dict[int, int]:
    """Published things of all rooms together, by topic id."""
    total: dict[int, int] = {}
    for _name, count in counts:
        for topic_id, number in count(language).items():
            total[topic_id] = total.get(topic_id, 0) + number
    return total
