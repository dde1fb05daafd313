"""Search. The site's own index lives in the database; Wagtail's serves the admin's boxes only."""

WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
