# On a fresh machine: Python 3.11 or newer, git, make. Nothing else.
.DEFAULT_GOAL := help
.PHONY: help demo test bench bench-json check format lock

BIN := .venv/bin
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all:
WORKERS ?= auto

help: ## what can be made
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 12

demo: .venv/.runtime ## the main job on a school year of its own
	@$(BIN)/ledger demo

test: .venv/.dev ## all tests
	@$(BIN)/python -m pytest -q -n $(WORKERS)

bench: .venv/.dev ## this project, its peers and the floor, side by side
	@$(BIN)/python -m benchmarks

bench-json: .venv/.dev ## the same for programs
	@$(BIN)/python -m benchmarks --json

check: .venv/.dev ## lint, format, types, floors
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: .venv/.dev ## put the code in shape
	@$(BIN)/ruff check --fix --quiet
	@$(BIN)/ruff format

# The locks name packages, versions and hashes, and no host: every index and mirror serves them.
lock: .venv/.dev ## resolve the dependencies again
	@set -e; compile() { $(BIN)/uv pip compile pyproject.toml --quiet --universal --generate-hashes --no-build \
	    --no-emit-index-url --custom-compile-command 'make lock' "$$@"; }; \
	compile --group build --output-file requirements/runtime.txt; \
	compile --group dev --constraints requirements/runtime.txt --output-file requirements/dev.txt

.venv/.runtime: requirements/runtime.txt pyproject.toml | .venv/bin/python
	@echo 'Installing the libraries (once) …' >&2
	@$(INSTALL) --requirement requirements/runtime.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.runtime
	@$(INSTALL) --requirement requirements/dev.txt
	@touch $@

.venv/bin/python:
	@sh .ci/venv
