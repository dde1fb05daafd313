"""Who may with what clients tell us."""

ADMIN = {
    "inquiries:*": "clients content manager moderator",
    "submissions_review:*": "clients content reviewer",
    "submissions_review:accept": "content reviewer",
    "submissions_review:decline": "content reviewer",
    "submissions_review:return": "content reviewer",
}
SITE = {
    "desk:*": "everyone",
    "desk:inquiry": "members",
    "submissions:*": "members",
    "submissions:start": "everyone",
}
