# make        set up what is missing and build plan_source/ into build/
# make test   set up what tests need, run every check and test
.DEFAULT_GOAL := build
.PHONY: build test lint unit lock clean help

PYTHON := .venv/bin/python

build: ## set up what is missing and build plan_source/ into build/
	@.ci/setup build
	@.venv/bin/wardbook build

test: ## set up what tests need, run every check and test
	@.ci/setup test
	@$(MAKE) --no-print-directory lint unit
	@echo "All checks and tests passed. The plan's own output: run make, then open build/site/index.html"

lint:
	@echo "== style (ruff)"
	@.venv/bin/ruff check generator tests theme/fonts
	@.venv/bin/ruff format --check --quiet generator tests theme/fonts
	@echo "== types (mypy)"
	@.venv/bin/mypy
	@echo "== imports (import-linter)"
	@.venv/bin/lint-imports

unit:
	@echo "== tests (pytest)"
	@.venv/bin/pytest -q -n 2

lock: ## renew the lock files (needs uv)
	@uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-annotate --custom-compile-command "make lock" --group build pyproject.toml -o requirements.lock
	@uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-annotate --custom-compile-command "make lock" --group build --group test -c requirements.lock \
	  pyproject.toml -o requirements-test.lock

clean: ## remove everything that was made
	@rm -rf build .cache .venv

help: ## this list
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*## /\t/'
