# What runs where: `make demo` to try it, `make test` and `make check` before a change is shared, `make bench` for figures.
PYTHON ?= python3
PORT ?= 8000
SHELL := /bin/bash
PY := .venv/bin/python
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export NODE_USE_SYSTEM_CA := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
DJANGO := $(PY) manage.py

.PHONY: help demo setup test check format bench lock browser

help:
	@grep -hE '^## ' $(MAKEFILE_LIST) | sed 's/^## //'

## make demo    everything on this machine; PORT=8000
demo: setup
	@exec $(DJANGO) demo --port $(PORT)

## make setup   .venv and node_modules from the lock files
setup: .venv/installed node_modules/installed

.venv/installed: requirements-dev.lock
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 以上が必要です。PYTHON=python3.11 make … のように指定してください。")'
	test -x $(PY) || $(PYTHON) -m venv .venv
	$(PY) -m pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

node_modules/installed: package-lock.json .npmrc | .venv/installed
	@command -v npm >/dev/null || $(PY) -m pip install --quiet --require-hashes -r requirements-node.lock
	npm ci --silent
	@touch $@

## make test    every test, browser journeys included (ARGS="tests/counters -k desk" for some)
test: setup browser
	$(PY) -m pytest -n 2 $(ARGS)

# Chromium and pdftotext: from the machine, else by apt where that is allowed; without them their tests fail and say what to install.
browser:
	@if ! { command -v chromium chromium-browser google-chrome && command -v pdftotext; } >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk poppler-utils >/dev/null; fi

## make check   linters, types, import floors, migrations, lock files, templates
check: setup
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	git ls-files -z '*.html' | xargs -0 -r .venv/bin/djade --check --target-version 5.2
	.venv/bin/lint-imports
	.venv/bin/mypy apps kawagoe_mynumber
	$(DJANGO) with_services -- $(DJANGO) makemigrations --check --dry-run
	$(DJANGO) check --fail-level WARNING
	@echo "make check: 0 findings"

## make format  the formatters, in place
format: setup
	.venv/bin/ruff check --fix . ; .venv/bin/ruff format .
	git ls-files -z '*.html' | xargs -0 -r .venv/bin/djade --target-version 5.2

## make bench   benchmarks: a table, and var/bench.json (ARGS="call_report call_hours" for some of its parts)
bench: setup
	DJANGO_SETTINGS_MODULE=kawagoe_mynumber.settings.test $(DJANGO) with_services -- $(PY) -m tests.bench $(ARGS)

## make lock    writes the lock files anew (hashes, no host)
UV := .venv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet
lock:
	$(UV) pyproject.toml -o requirements.lock
	$(UV) pyproject.toml --group dev --group embedded -o requirements-dev.lock
	$(UV) --group node -o requirements-node.lock
	npm install --package-lock-only --silent
