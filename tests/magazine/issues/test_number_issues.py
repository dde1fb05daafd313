"""Numbers of issues."""

import pytest
from django.core.exceptions import ValidationError

from magazine.issues import numbering
from tests.factories.magazine import issue


@pytest.mark.parametrize(
    ("year", "month", "through"),
    [
        (2019, 6, 92),
        (2020, 2, 100),
        (2020, 10, 108),
        (2021, 1, 111),
        (2024, 2, 148),
        (2025, 5, 163),
    ],
)
def test_the_rule_fits_the_numbers_of_the_archive(year, month, through):
    assert numbering.through_number(year, month) == through


def test_the_first_number_is_november_2011():
    assert numbering.through_number(2011, 11) == 1


@pytest.mark.django_db
class TestIssues:
    @pytest.fixture(autouse=True)
    def _magazine(self, magazine):
        pass

    def test_the_through_number_follows_from_the_month(self):
        assert issue(year=2026, first_month=10).label == "10 (180)"

    def test_a_double_issue_takes_two_numbers(self):
        assert issue(year=2026, first_month=7, last_month=8).label == "7-8 (177-178)"

    def test_a_new_issue_must_fit_the_rule(self):
        with pytest.raises(ValidationError, match="180"):
            issue(first_month=10, first_through=179)

    def test_a_double_issue_must_have_as_many_numbers_as_months(self):
        with pytest.raises(ValidationError):
            issue(first_month=7, last_month=8, first_through=177, last_through=177)

    def test_no_two_issues_of_a_language_have_the_same_number(self):
        issue(first_month=7, last_month=8)

        with pytest.raises(ValidationError):
            issue(first_month=8, slug="again")

    def test_both_faces_of_an_issue_have_the_same_number(self):
        kyrgyz = issue()

        russian = issue("ru", twin=kyrgyz)

        assert russian.label == kyrgyz.label
        assert russian.translation_key == kyrgyz.translation_key
