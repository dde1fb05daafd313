"""Who may in search."""

ADMIN = {
    "search_report": "clients content",
    "wagtailsnippetchoosers_search_*": "staff",
    "wagtailsnippetchoosers_search_*:create": "content",
    "wagtailsnippets_search_*": "content",
}
SITE = {"*": "everyone"}
