#!/usr/bin/env python
"""Django's command line for this project."""

import gc
import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.demo")
    # Commands make many objects that stay, migrations above all: looking for cycles as often as
    # Python usually does takes a quarter of their time.
    gc.set_threshold(100_000, 50, 100)
    execute_from_command_line(sys.argv)
