# Maillage. `make demo` for a stranger, `make test` for everyone; `make help` lists the rest.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

$(VENV)/.base: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Maillage demande Python 3.11 ou plus récent."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "Impossible de créer $(VENV) : installez le paquet python3-venv."; exit 1; }
	@echo "Installation des bibliothèques verrouillées…"
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.base
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

.PHONY: install
install: $(VENV)/.base ## install the product from the lock; leaves the command at .venv/bin/maillage

.PHONY: demo
demo: install ## create the embedded database, load the demonstration region, serve on PORT (8000)
	$(BIN)/maillage demo --port $(PORT)

.PHONY: test
test: $(VENV)/.dev ## run every test, on SQLite, on PostgreSQL and in a browser where they are present
	scripts/essais

.PHONY: check
check: $(VENV)/.dev ## format, lint, types, import contracts, migrations, locks
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy maillage
	$(BIN)/lint-imports --no-cache
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python -m pytest tests/architecture -p no:randomly

.PHONY: format
format: $(VENV)/.dev ## put the code in the house's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: bench
bench: $(VENV)/.dev ## measure, as ratios in one run
	$(BIN)/python -m bench.compter
	$(BIN)/python -m bench.echelle --dispositifs 1 15
	$(BIN)/python -m bench.pages

.PHONY: lock
lock: ## rewrite the hashed locks from pyproject.toml (needs uv); they hold no address
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url pyproject.toml -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --extra dev --extra echelle -c requirements.txt pyproject.toml -o requirements-dev.txt
