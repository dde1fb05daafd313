"""Pictures come in the sizes of their places; felt stands in for a missing one."""

import pytest
from wagtail.images.tests.utils import get_test_image_file

from portal.core import pictures
from portal.core.models import Picture

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.once,
    # Wagtail leaves the file it writes a rendition to for the garbage collector to close.
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile:ResourceWarning"),
]


def test_where_there_is_no_picture_there_is_felt():
    drawn = pictures.photo(None, "card", seed="suu")

    assert "<svg" in drawn
    assert 'aria-hidden="true"' in drawn
    assert drawn == pictures.photo(None, "card", seed="suu")


def test_a_lost_file_is_no_error():
    picture = Picture.objects.create(title="Жоголгон", file=get_test_image_file(size=(500, 400)))
    picture.file.storage.delete(picture.file.name)

    assert "<svg" in pictures.photo(Picture.objects.get(pk=picture.pk), "card")


def test_only_the_first_picture_is_not_lazy():
    picture = Picture.objects.create(title="Каптаж", file=get_test_image_file(size=(900, 700)))

    first, later = (pictures.photo(picture, "card", first=first) for first in (True, False))

    assert 'fetchpriority="high"' in first
    assert "loading" not in first
    assert 'loading="lazy"' in later


def test_a_frame_keeps_the_focal_point():
    picture = Picture.objects.create(
        title="Каптаж",
        file=get_test_image_file(size=(900, 300)),
        focal_point_x=850,
        focal_point_y=150,
        focal_point_width=60,
        focal_point_height=60,
    )

    pictures.photo(picture, "row")

    assert all(one.focal_point_key for one in picture.renditions.all())


def test_a_second_look_makes_no_new_files(django_assert_max_num_queries):
    picture = Picture.objects.create(title="Каптаж", file=get_test_image_file(size=(900, 700)))
    pictures.photo(picture, "card")
    again = Picture.objects.get(pk=picture.pk)

    with django_assert_max_num_queries(1):
        pictures.photo(again, "card")
