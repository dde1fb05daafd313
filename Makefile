# The portal's commands. `make` alone lists them.

HOST ?= 127.0.0.1
PORT ?= 8000
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# Listening everywhere is not an address that a browser can open.
SHOWN_HOST := $(if $(filter 0.0.0.0,$(HOST)),127.0.0.1,$(HOST))
WINGS := portal search membership magazine feedback

.DEFAULT_GOAL := help
.PHONY: help run test check rules types format messages texts superuser bench tools

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(VENV)/run.stamp ## start the portal with sample content at http://127.0.0.1:8000
	@PATH="$(abspath $(BIN)):$$PATH" SITE_URL="$${SITE_URL:-http://$(SHOWN_HOST):$(PORT)}" \
	 ALLOWED_HOSTS="$${ALLOWED_HOSTS:-127.0.0.1,localhost,[::1],$(HOST)}" \
	 SIMULATOR_PORT="$${SIMULATOR_PORT:-$$(($(PORT) + 1))}" \
	 $(BIN)/python manage.py start --host $(HOST) --port $(PORT)

test: $(VENV)/dev.stamp tools messages ## run all tests
	@$(BIN)/python -m tests.journeys.prepared & # the stories begin in it
	$(BIN)/pytest -n 2 --dist loadfile -m "not journey"
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder --randomly-dont-reorganize -m journey

check: $(VENV)/dev.stamp tools messages ## format, lint, types, import contracts, relations, translations, migrations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	@$(MAKE) --no-print-directory -j2 types rules

types:
	$(BIN)/mypy $(WINGS)

rules:
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run --settings portal.settings.test
	$(BIN)/python -m tests.translations
	$(BIN)/pytest --randomly-dont-reorganize tests/architecture
	SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))')" \
	 ALLOWED_HOSTS=portal.example.kg SITE_URL=https://portal.example.kg \
	 $(BIN)/python manage.py check --deploy --fail-level WARNING --settings portal.settings.production

format: $(VENV)/dev.stamp ## put the code into shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

messages: $(VENV)/run.stamp ## compile the catalogues of texts
	@$(BIN)/python -m portal.core.catalogues

texts: $(VENV)/run.stamp ## gather new texts into the catalogues (needs gettext)
	@for wing in $(WINGS); do (cd $$wing && mkdir -p locale && PYTHONPATH=.. \
	 DJANGO_SETTINGS_MODULE=portal.settings.test $(abspath $(BIN))/python ../manage.py makemessages \
	 -l ky -l ru --no-location --no-wrap --no-obsolete -v 0); done
	@sed -i '/^"POT-Creation-Date/d' */locale/*/LC_MESSAGES/django.po

superuser: $(VENV)/run.stamp ## make an account with every right
	$(BIN)/python manage.py createsuperuser

bench: $(VENV)/dev.stamp ## measure against stated limits
	$(BIN)/python -m tests.bench

tools: ## what the tests need beside Python: a browser, gettext and Java
	@sh .ci/tools

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
