"""Effects of this room; importing registers their handlers."""

from membership.cabinet import copies as copies
from membership.cabinet import erasure as erasure
