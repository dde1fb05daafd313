"""What every room's app config does at start."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import module_has_submodule

#: Modules that register something elsewhere when they are imported.
FURNITURE = (
    "signal_handlers",
    "mail",
    "gates",
    "checks",
    "sections",
    "waiting_queues",
    "jobs",
    "health",
    "effects",
    "activity",
    "brought",
    "conditions",
    "citations",
    "client_troubles",
    "client_facts",
    "finding",
    "keeping",
    "readers",
    "touched_territories",
    "personal_data",
)


class Room(AppConfig):
    """An app of one wing. Loads the parts of the room that register themselves."""

    def ready(self) -> None:
        if self.module is None:
            return
        for part in FURNITURE:
            if module_has_submodule(self.module, part):
                import_module(f"{self.name}.{part}")
