# Set-up and checks. `make demo` shows the program at work; `make test` runs every check.
# The requirements files decide what is installed: exact versions, hashes, wheels only.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
RUN := $(VENV)/bin/python -m

# -qq: silent but for errors. Wheels only: a source archive would fetch its build tools unpinned.
# No dependencies: the files are complete, and pip 23 takes the newest `coverage[toml]` for an
# extra whose package is pinned without it, then refuses it for having no hash.
PIP_INSTALL := PIP_DISABLE_PIP_VERSION_CHECK=1 $(RUN) pip install -qq --no-deps
PIP_PINNED := $(PIP_INSTALL) --require-hashes --only-binary :all:

UV := .venv-uv/bin/uv
UV_VERSION := 0.13.9
UPGRADE :=
COMPILE := $(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url \
	--python-version 3.11 --custom-compile-command "make requirements" $(UPGRADE)

.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help demo test lint types tests format bench crash requirements clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 14

demo: $(VENV)/project ## set up, then show how far the shipped programme reaches
	@$(VENV)/bin/seminars coverage --data data

test: lint types tests ## set up, then run every check

lint: $(VENV)/test ## formatting and lint
	@$(RUN) ruff format --check --quiet .
	@$(RUN) ruff check --quiet .

types: $(VENV)/test ## types, strict
	@$(RUN) mypy --no-error-summary

tests: $(VENV)/test ## tests, with branch coverage; pytest's summary comes last
	@$(RUN) pytest --quiet --numprocesses 2 --cov=seminars

format: $(VENV)/test ## put the sources into shape
	@$(RUN) ruff check --fix --quiet . ; $(RUN) ruff format --quiet .

bench: $(VENV)/bench ## what is measured, against whom, in one run
	@$(RUN) benchmarks

crash: $(VENV)/test ## what writing must survive, at full load: kills, bad disks, editors
	@$(RUN) tests.crash

requirements: $(UV) ## pin again after a change to pyproject.toml; UPGRADE=--upgrade for newer releases
	@$(COMPILE) --output-file requirements/run.txt pyproject.toml > /dev/null
	@$(COMPILE) --output-file requirements/test.txt --constraint requirements/run.txt \
		--group test --extra plan pyproject.toml > /dev/null
	@$(COMPILE) --output-file requirements/bench.txt --constraint requirements/test.txt \
		--group bench --extra plan --extra docx pyproject.toml > /dev/null
	@$(COMPILE) --output-file requirements/build.txt --group pyproject.toml:build > /dev/null

clean: ## remove what `make` and the checks made
	rm -rf $(VENV) .venv-uv build dist .coverage .coverage.* .hypothesis \
		.mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +


# Stamps: each is a file in the environment, newer than what it was made from.

$(VENV)/created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "seminars needs Python 3.11 or newer: make PYTHON=python3.11 …")'
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/run: $(VENV)/created requirements/run.txt requirements/build.txt
	@$(PIP_PINNED) -r requirements/run.txt -r requirements/build.txt
	@touch $@

$(VENV)/project: $(VENV)/run pyproject.toml
	@$(PIP_INSTALL) --no-build-isolation --editable .
	@touch $@

$(VENV)/test: $(VENV)/project $(VENV)/debian $(VENV)/browser requirements/test.txt
	@$(PIP_PINNED) -r requirements/test.txt
	@$(RUN) pip check > $@.problems || { cat $@.problems; exit 1; }
	@touch $@

$(VENV)/bench: $(VENV)/project requirements/bench.txt
	@$(PIP_PINNED) -r requirements/bench.txt
	@touch $@

# Debian packages that the tests need; nothing is asked of apt while the list is empty.
$(VENV)/debian: $(VENV)/created requirements/debian.txt
	@missing=; sudo=; packages=$$(sed 's/#.*//' requirements/debian.txt); \
	for package in $$packages; do \
		dpkg-query --show --showformat='$${db:Status-Abbrev}' $$package 2> /dev/null \
			| grep -q '^ii' || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
		[ "$$(id -u)" = 0 ] || sudo=sudo; \
		$$sudo apt-get -qq update && \
		DEBIAN_FRONTEND=noninteractive $$sudo apt-get -qq install --no-install-recommends $$missing; \
	fi
	@touch $@

# axe-core, pinned with its hash, for the tests of the page; Debian's npm where there is none.
$(VENV)/browser: $(VENV)/debian tests/browser/package-lock.json
	@command -v npm > /dev/null || { [ "$$(id -u)" = 0 ] || sudo=sudo; \
		$$sudo apt-get -qq update && DEBIAN_FRONTEND=noninteractive \
		$$sudo apt-get -qq install --no-install-recommends npm; }
	@npm ci --prefix tests/browser --ignore-scripts --no-audit --no-fund --silent
	@touch $@

$(UV):
	@$(PYTHON) -m venv --clear .venv-uv
	@PIP_DISABLE_PIP_VERSION_CHECK=1 .venv-uv/bin/python -m pip install -qq uv==$(UV_VERSION)
