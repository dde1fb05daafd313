"""How large a file is, in the language of the page."""

import pytest
from django.utils.translation import override

from portal.core.templatetags.core_tags import file_size


@pytest.mark.parametrize(
    ("size", "shown"),
    [(48_200, "47\u00a0КБ"), (2_516_582, "2,4\u00a0МБ"), (512, "0,5\u00a0КБ"), (0, ""), (None, "")],
)
@pytest.mark.parametrize("language", ["ky", "ru"])
def test_a_size_is_a_number_and_a_unit_that_stay_together(language, size, shown):
    with override(language):
        assert file_size(size) == shown
