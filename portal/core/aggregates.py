"""What both databases can gather of a group, each in its own words."""

from typing import Any

from django.db.models import Aggregate, JSONField


class Listed(Aggregate):
    """The values of a group as one list, in no order; None for an empty group."""

    name = "Listed"
    function = "JSONB_AGG"
    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **context)
