"""What happens to topics."""

from django.dispatch import Signal

#: A topic was saved, and its pages carry its titles of now. Arguments: ``topic_id`` (int).
topic_changed = Signal()
