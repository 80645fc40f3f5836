# Two commands do all the set-up on a machine that has Python 3.11 or newer, make and git:
#   make demo    make a sample school's desk in demo/, arrange and publish this month, open it
#   make test    run the tests
# `make check` runs what must be green before a commit: format, lint, types, import contracts.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# One more test process than there are cores, as tests of screens wait for a good part of their time.
WORKERS = $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 1)')
LOCKED := --require-hashes --disable-pip-version-check --quiet

.PHONY: demo test check format types contracts docs soak clean help readers audit migration lock catalogue reliability

help: ## Say what there is to make
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

$(VENV)/.runtime: requirements/runtime.lock requirements/build.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "DutyDesk needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install $(LOCKED) -r requirements/build.lock
	$(BIN)/python -m pip install $(LOCKED) -r requirements/runtime.lock
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements/dev.lock
	$(BIN)/python -m pip install $(LOCKED) -r requirements/dev.lock
	@touch $@

demo: $(VENV)/.runtime ## Make the sample desk, arrange and publish this month, open it
	@$(BIN)/python tools/demo.py

# Whatever the shell asks for, a module is compiled once for all test processes and all that they start.
test soak: export PYTHONDONTWRITEBYTECODE =

# Each test process has a stretch of the tests, so that what a module or a folder makes once is made once.
test: $(VENV)/.dev ## Run the tests
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -q

check: $(VENV)/.dev ## Format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python docs/make_hooks.py --check
	$(BIN)/python docs/make_cookbook.py --check
	$(BIN)/python docs/make_commands.py --check
	$(BIN)/python docs/make_tasks.py --check
	$(BIN)/python tools/catalogue.py --check

format: $(VENV)/.dev ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(VENV)/.dev ## Make the pages and pictures that are made from the code
	$(BIN)/python docs/make_hooks.py
	$(BIN)/python docs/make_cookbook.py
	$(BIN)/python docs/make_commands.py
	$(BIN)/python docs/make_tasks.py
	$(BIN)/python docs/make_pictures.py

catalogue: $(VENV)/.dev ## Compile the translations
	$(BIN)/python tools/catalogue.py

readers: .readers/.done ## Install the calendar programs that the feed tests read with
.readers/.done: requirements/readers.lock tests/feeds/readers/package-lock.json
	@test -x .readers/bin/python || $(PYTHON) -m venv .readers
	.readers/bin/python -m pip install $(LOCKED) -r requirements/readers.lock
	cd tests/feeds/readers && npm ci --silent --no-audit --no-fund
	@touch $@

audit: .audit/.done ## Ask a public list whether a package of the locks has a known vulnerability
	.audit/bin/python tools/audit.py

.audit/.done: requirements/audit.lock
	@test -x .audit/bin/python || $(PYTHON) -m venv .audit
	.audit/bin/python -m pip install $(LOCKED) -r requirements/audit.lock
	@touch $@

soak: $(VENV)/.dev ## Run the long counts
	DUTYDESK_SOAK=10 $(BIN)/python -m pytest -n auto -q -m soak

reliability: $(VENV)/.dev ## Count every fault in full, and write docs/reliability.md
	$(BIN)/python -m benchmarks.faults --share 1 --report docs/reliability.md

migration: $(VENV)/.dev ## Draft a migration: make migration OWNER=roster MESSAGE="..."
	$(BIN)/python tools/draft_migration.py "$(OWNER)" "$(MESSAGE)"

lock: ## Write the locks anew (needs uv)
	for name in runtime dev; do \
	  uv pip compile pyproject.toml $$( [ $$name = dev ] && echo "--group dev -c requirements/runtime.lock" ) --universal \
	    --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
	    --quiet --output-file requirements/$$name.lock || exit 1; done
	for name in build readers audit; do \
	  uv pip compile requirements/$$name.in --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	    --no-emit-find-links --no-header --no-annotate --quiet --output-file requirements/$$name.lock || exit 1; done

clean: ## Remove what was made
	rm -rf $(VENV) .readers .audit demo
