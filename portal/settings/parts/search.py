"""Search. The embedded index is always kept; Elasticsearch joins when it has an address."""

from portal.settings.env import env

ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", "")
#: Wagtail's own index serves the admin's boxes only.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
