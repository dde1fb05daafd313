# The portal's commands. `make` alone lists them.

HOST ?= 127.0.0.1
PORT ?= 8000
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help run test check bench messages format

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

messages: ## gather texts into the catalogues and compile them
	@for wing in portal search membership magazine feedback; do mkdir -p $$wing/locale; \
	(cd $$wing && PYTHONPATH=.. DJANGO_SETTINGS_MODULE=portal.settings.test $(abspath $(BIN))/python ../manage.py makemessages -l ky -l ru --no-location --no-wrap --no-obsolete -v0); done
	$(BIN)/python manage.py compilemessages -v0 --settings portal.settings.test --ignore $(VENV)
