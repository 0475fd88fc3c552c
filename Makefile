# Một Cửa: the commands of every day. `make` alone lists them.
# Everything is done by the standard-library package `bootstrap`, so that a fresh machine needs only Python 3.11.
PYTHON ?= python3
VENV := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run setup test check fix soak bench docs lock clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk 'BEGIN {FS = ":.*## "} {printf "  make %-8s %s\n", $$1, $$2}'

run: ## set everything up, load the starter data, serve (PORT=8000, DEMO=0 leaves the demo year out)
	@$(PYTHON) -m bootstrap run

setup: ## the same as run, without serving
	@$(PYTHON) -m bootstrap setup

test: ## set up what the tests need and run them all on SQLite and PostgreSQL
	@$(PYTHON) -m bootstrap test

check: ## the quick run: format, lint, types, import contracts, tests on SQLite without the browser
	@$(PYTHON) -m bootstrap check

fix: ## format and mend what ruff can mend
	@$(PYTHON) -m bootstrap fix

soak: ## the long random and crash runs
	@$(PYTHON) -m bootstrap soak

bench: ## measure: one line per measure, ours against a reference of the same run
	@$(PYTHON) -m bootstrap bench

docs: ## regenerate the reference pages and check every link and symbol the documentation names
	@$(PYTHON) -m bootstrap docs

lock: ## resolve the dependencies again into the hash-locked requirements files
	@$(PYTHON) -m bootstrap lock

clean: ## remove the virtual environment and caches; var/ (your data) stays
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info src/*.egg-info
