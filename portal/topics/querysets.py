"""Named questions to topics."""

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from portal.topics.models import Topic


class TopicQuerySet(models.QuerySet["Topic"]):
    """The fifteen topics."""

    def in_order(self) -> Self:
        """Put the topics into the order people know."""
        return self.order_by("position")
