# Each target does all the set-up that it needs: the only requirements are Python 3.11 or later,
# make, and (for the first run) access to a package index.

PYTHON ?= python3
VENV ?= .venv

BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
EXTRAS := $(VENV)/.installed-ocr $(VENV)/.installed-cluster $(VENV)/.installed-parquet

.DEFAULT_GOAL := help
.PHONY: help site test full quick lint check bundle ocr parquet cluster browser office sshd benchmark search-benchmark fuzz lock clean

help: ## show this help
	@echo "make TARGET [VENV=folder] [PYTHON=interpreter]"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-16s %s\n", $$1, $$2 }' Makefile

site: $(STAMP) ## turn raw/ into pages, data and the site in site/
	$(BIN)/gazette build

bundle: $(STAMP) ## the site as an offline zip in dist/
	$(BIN)/gazette bundle

test: lint node_modules/.installed browser office sshd $(EXTRAS) ## lint, run all tests, check the ledger and the committed pages
	$(BIN)/pytest -n auto
	$(BIN)/gazette check --new

full: $(STAMP) node_modules/.installed browser office sshd $(EXTRAS) ## all tests, also those of which `make test` takes a sample
	GAZETTE_FULL=1 $(BIN)/pytest -n auto

quick: lint office sshd $(EXTRAS) ## lint, and all tests that need neither a browser nor a built site: within a minute
	$(BIN)/pytest -n auto --ignore=tests/site

# What no line of build_tools calls is dead, also where a test calls it.
lint: $(STAMP) ## style, format, types, order of imports, dead code
	$(BIN)/ruff check
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/vulture build_tools
	$(BIN)/vulture build_tools tests

check: $(STAMP) ## the report: ledger, stale pages, doubts that were not there at the last publishing
	$(BIN)/gazette check --new

# What is compared with is a group of its own: it comes from the index, not from the lock.
GROUP := import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["benchmark"])

benchmark: $(STAMP) ## what builds cost at about DOCUMENTS (59 1000), beside other generators; converter speed
	-$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps $$($(BIN)/python -c '$(GROUP)')
	PYTHONPATH=tests $(BIN)/python -m benchmarks.builds $(DOCUMENTS:%=--documents %)
	PYTHONPATH=tests $(BIN)/python -m benchmarks.convert

fuzz: $(STAMP) ## random and damaged sources, for MINUTES (10) from SEED (1), then BUILDS (5) sites; what fails is kept in build/fuzz/
	PYTHONPATH=tests $(BIN)/python -m support.fuzz --minutes $(or $(MINUTES),10) --seed $(or $(SEED),1) --builds $(or $(BUILDS),5)

search-benchmark: $(STAMP) browser ## our search beside Material + jieba and Pagefind, in a real browser
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps $$($(BIN)/python -c '$(GROUP)')
	PYTHONPATH=tests $(BIN)/python -m benchmarks.search

# The browser tests drive the system's Chromium and Firefox (and a Chromium 109 that npm brings), the HTML
# checker needs Java. Where apt-get may be used they are installed; elsewhere the tests fail and say what is missing.
browser:
	@if ! command -v chromium >/dev/null || ! command -v firefox-esr >/dev/null || ! command -v java >/dev/null; then \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -q && apt-get install -qy chromium firefox-esr fonts-noto-cjk default-jre-headless; \
		fi; \
	fi

# The tests of doc and odt write and read them with LibreOffice, as `gazette add` does.
office:
	@if ! command -v soffice >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -q && apt-get install -qy --no-install-recommends libreoffice-writer; \
	fi

ocr: $(VENV)/.installed-ocr ## also install what reads scans
parquet: $(VENV)/.installed-parquet ## also install what writes Parquet files
cluster: $(VENV)/.installed-cluster ## also install what shares the work among machines

# The extras, each in a lock of its own: scans, a scheduler, Parquet.
$(EXTRAS): $(VENV)/.installed-%: requirements-%.lock $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

# The test of publishing over ssh runs an sshd of its own.
sshd:
	@if ! { test -x /usr/sbin/sshd && command -v rsync >/dev/null; } && [ "$$(id -u)" = 0 ] \
		&& command -v apt-get >/dev/null; then \
		apt-get update -q && apt-get install -qy --no-install-recommends openssh-server rsync; \
	fi

node_modules/.installed: package.json package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# uv.lock names the host of a package index and stays out of the repository.
lock: ## pin all dependencies anew in requirements.lock (needs uv)
	uv lock --upgrade
	uv export --quiet --format requirements-txt --no-emit-project --group dev --no-header --output-file requirements.lock
	for extra in ocr cluster parquet; do uv export --quiet --format requirements-txt --no-emit-project --no-dev \
		--extra $$extra --no-header --output-file requirements-$$extra.lock || exit; done

clean: ## remove what was built (docs/ is committed and stays)
	rm -rf build site dist node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find build_tools tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamp is newer than the lock when the environment holds what the lock says. The project is
# installed last and without the index: its build back end is in the lock.
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "This project needs Python 3.11 or later; '$(PYTHON)' is older or missing." >&2; \
		echo "Install one and name it: make PYTHON=python3.12 $(or $(MAKECMDGOALS),site)" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
		echo "'$(PYTHON) -m venv' failed; some systems package it apart (Debian: python3-venv)." >&2; exit 1; }
	@echo "Installing the locked dependencies into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
