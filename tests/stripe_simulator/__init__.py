"""A small stateful stand-in for Stripe's HTTP API, for the demo and for the tests.

It speaks Stripe's documented protocol to the unmodified ``stripe`` library: no card is charged and
no money moves. It is a program of its own (``python -m tests.stripe_simulator``) and knows nothing
of the portal. ``README.md`` beside this file says what it covers.
"""

API_VERSION = "2026-10-28.endive"
