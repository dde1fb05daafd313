"""The links to all topics in the foot of every page."""

from portal.core import navigation
from portal.topics import selectors

navigation.topics.add("topics", selectors.menu)
