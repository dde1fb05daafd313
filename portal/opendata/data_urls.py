"""Addresses for programs: the same in every language, and kept stable."""

from django.urls import path, register_converter

from portal.opendata import data_views, embedding

app_name = "opendata"


class _OneOf:
    """One of a few words."""

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


class SchemaName(_OneOf):
    """One of the two schemas."""

    regex = "practice|library"


class OembedFormat(_OneOf):
    """How oEmbed answers when it is not told."""

    regex = "json|xml"


register_converter(SchemaName, "schema")
register_converter(OembedFormat, "oembed_format")

urlpatterns = [
    path("practices.json", data_views.library_json, name="library_json"),
    path("practices.csv", data_views.library_csv, name="library_csv"),
    path("practices/<uuid:key>.json", data_views.practice_json, name="practice"),
    path("schemas/<schema:name>.json", data_views.schema, name="schema"),
    path("oembed.<oembed_format:usual>", embedding.oembed, name="oembed"),
]
