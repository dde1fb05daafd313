"""Relations point down: a string foreign key escapes the linter of imports."""

from django.apps import apps
from django.conf import settings

WINGS = ["portal", "search", "membership", "magazine", "feedback"]


def test_no_relation_points_to_a_higher_wing() -> None:
    floor = {name: level for level, name in enumerate(WINGS)}
    upward = []
    for model in apps.get_models():
        wing = model.__module__.split(".")[0]
        if wing not in floor:
            continue
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if target is None or not getattr(field, "concrete", False):
                continue
            other = target.__module__.split(".")[0]
            is_user = target._meta.label == settings.AUTH_USER_MODEL
            if other in floor and floor[other] > floor[wing] and not is_user:
                upward.append(f"{model._meta.label}.{field.name} -> {target._meta.label}")

    assert upward == []
