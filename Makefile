# make        set up what is missing and build plan_source/ into build/
# make quick  style, types and the quick tests: after every change
# make test   set up what tests need, run every check and test: eight to eleven minutes on two cores
# make soak   the same over every plan, audience, language and page, with ten times the made-up plans
# make strength  killed, spoiled and starved by chance: hours; PARTS=, MINUTES= for less
# make gallery  a picture of every kind of sheet, in build-gallery/
# make pictures  what the README shows of the plan on paper, drawn anew into docs/pictures/
# make bench  builds of the tests' clinic measured beside what WeasyPrint takes for its sheets
# make wheel  the program as one file in dist/, to install it elsewhere
# make sbom   what a release is made of (CycloneDX) and all licences, in dist/
# make airgap all that a machine without network needs, as one file in dist/
.DEFAULT_GOAL := build
.PHONY: build test quick soak lint unit gallery pictures bench strength sbom wheel airgap lock clean help

PYTHON := .venv/bin/python
PYTEST := .venv/bin/pytest -q -n auto --maxprocesses 8 --dist worksteal
# Each worker, and each program that tests start, would else compile every module anew
unexport PYTHONDONTWRITEBYTECODE

build: ## set up what is missing and build plan_source/ into build/
	@.ci/setup build
	@.venv/bin/wardbook build
	@.ci/next

test: ## set up what tests need, run every check and test: eight to eleven minutes on two cores
	@echo "== every check and test: eight to eleven minutes on two cores"
	@.ci/setup test
	@$(MAKE) --no-print-directory lint unit
	@echo "All checks and tests passed. The plan's own output: run make, then open build/site/index.html"

quick: ## style, types, and the tests that lay out no page, start no program, issue no second edition, read no large plan
	@.ci/setup test
	@$(MAKE) --no-print-directory lint
	@echo "== quick tests (pytest)"
	@$(PYTEST) -m "not slow" --ignore tests/pdf --ignore tests/site --hypothesis-profile quick

soak: ## every plan, audience, language and page, and ten times as many made-up plans: hours
	@.ci/setup test
	@$(MAKE) --no-print-directory lint
	@echo "== every test over everything (pytest)"
	@$(PYTEST) --soak --hypothesis-profile thorough

lint:
	@echo "== style (ruff)"
	@.venv/bin/ruff check generator tests theme/fonts
	@.venv/bin/ruff format --check --quiet generator tests theme/fonts
	@echo "== imports (import-linter)"
	@.venv/bin/lint-imports --no-logo
	@echo "== types (mypy)"
	@.venv/bin/mypy

unit:
	@echo "== tests (pytest)"
	@$(PYTEST)

gallery: ## a picture of every kind of sheet, in build-gallery/
	@.ci/setup test
	@.venv/bin/python -m tests.gallery

pictures: ## draw anew what the README shows of the plan on paper, into docs/pictures/
	@.ci/setup test
	@.venv/bin/python -m tests.readme_pictures

bench: ## builds measured beside what WeasyPrint takes for the same sheets; PROJECT=folder for another plan
	@.ci/setup test
	@.venv/bin/python tests/benchmarks/builds.py $(PROJECT)

strength: ## long runs that try to break the program, a table of counts; PARTS="builds plans" MINUTES=5 for less
	@.ci/setup test
	@.venv/bin/python -m tests.benchmarks.strength $(PARTS) $(if $(MINUTES),--minutes $(MINUTES))

wheel: ## the program as one file in dist/, to install it elsewhere
	@.ci/setup build
	@.venv/bin/python -m hatchling build --target wheel

sbom: ## what a release is made of (CycloneDX) and all licences, in dist/
	@.ci/setup build
	@.venv/bin/python .ci/bill_of_materials.py dist

airgap: ## all that a machine without network needs, as one file in dist/
	@.ci/setup build
	@bash generator/wardbook/starters/common/airgap.sh requirements.lock dist/wardbook-airgap.tar.gz

LOCK := uv pip compile $(UPGRADE) --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" --group build

lock: ## renew the lock files (needs uv on the PATH; UPGRADE=--upgrade takes the newest releases)
	@$(LOCK) pyproject.toml -o requirements.lock
	@$(LOCK) --group test -c requirements.lock pyproject.toml -o requirements-test.lock

clean: ## remove everything that was made
	@rm -rf build build-gallery .cache .venv

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile
