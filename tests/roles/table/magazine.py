"""Who may in the magazine."""

ADMIN = {
    "wagtailsnippetchoosers_issues_*": "staff",
    "wagtailsnippetchoosers_issues_*:create": "content",
    "wagtailsnippets_issues_*": "content",
    "wagtailsnippets_issues_*:delete": "nobody",
}
SITE = {"*": "everyone"}
