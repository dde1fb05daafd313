"""Parts of addresses that rooms share."""


class RowId:
    """The id of a row, ``<row:…>``: as many digits as any database takes for one."""

    regex = "[0-9]{1,9}"

    def to_python(self, value: str) -> int:
        """The number itself."""
        return int(value)

    def to_url(self, value: int) -> str:
        """As digits."""
        return str(value)
