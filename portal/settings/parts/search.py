"""Search. The site's own index lives in the database; Wagtail's serves the admin's boxes only."""

from portal.settings.env import env

#: Empty: the index in the database answers. It is always kept, and answers when a server is named
#: but does not.
ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", "")
#: Name of the alias; the indexes behind it carry a date.
ELASTICSEARCH_INDEX = env.str("ELASTICSEARCH_INDEX", "portal")

WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.admin_boxes"}}
