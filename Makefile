# Needs Python 3.11 or newer, git and make. Everything else is installed into .venv, from the hashed locks.
.DEFAULT_GOAL := help
.PHONY: help demo test bench bench-json check format lock

BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Wheels only: a source archive would build with tools that no lock names.
INSTALL := $(BIN)/python -m pip install --quiet --require-hashes --only-binary :all:
LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --universal --generate-hashes --no-build \
	--no-emit-index-url --custom-compile-command 'make lock'
WORKERS ?= auto

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s%s\n", $$1, $$2}' Makefile

demo: .venv/.ledger ## the main job, on a school year of its own
	@$(BIN)/ledger demo

test: .venv/.tools ## all tests (WORKERS=n processes, one per core by default)
	@$(BIN)/python -m pytest -q -n $(WORKERS)

bench: .venv/.tools ## the project, its peers and the floor, side by side
	@$(BIN)/python -m benchmarks

bench-json: .venv/.tools ## the same, as JSON for programs
	@$(BIN)/python -m benchmarks --json

check: .venv/.tools ## lint, format, types, floors
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: .venv/.tools ## put the code in shape
	@$(BIN)/ruff check --quiet --fix-only
	@$(BIN)/ruff format

lock: .venv/.tools ## resolve the dependencies again
	@$(LOCK) --group build --output-file requirements/runtime.txt
	@$(LOCK) --group dev --constraints requirements/runtime.txt --output-file requirements/dev.txt

# Each stamp is younger than what it was made from; a second run has nothing to do.
.venv/.tools: requirements/dev.txt .venv/.ledger
	@echo 'Installing the tools (once) …' >&2
	@$(INSTALL) --requirement requirements/dev.txt
	@touch $@

.venv/.ledger: pyproject.toml .venv/.libraries
	@$(BIN)/python -m pip install --quiet --no-index --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.libraries: requirements/runtime.txt | .venv/bin/pip
	@echo 'Installing the libraries (once) …' >&2
	@$(INSTALL) --requirement requirements/runtime.txt
	@touch $@

.venv/bin/pip:
	@sh .ci/venv
