"""Why the desk refuses."""


class AlreadyAnswered(Exception):
    """The inquiry has an answer; a second one is a new letter, not a change of the first."""


class AlreadyPublished(Exception):
    """The answer stands on the site already."""
