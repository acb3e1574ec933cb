# Everything a developer says to this project. `make demo` and `make test` set up what they need by themselves.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
OUT ?= out
STORE := $(OUT)/store
PIP := $(BIN)/python -m pip --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help demo test lint fix notebooks docs assets bench quality picture lock clean

help: ## what can be made
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed; say which: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)

# What the package runs on, pinned, and the package itself as it stands here.
$(VENV)/.ready-run: $(VENV)/bin/python requirements/run.txt pyproject.toml
	$(PIP) install --quiet --requirement requirements/run.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# And what its tests need.
$(VENV)/.ready-test: $(VENV)/.ready-run requirements/test.txt
	$(PIP) install --quiet --requirement requirements/test.txt
	@touch $@

demo: $(VENV)/.ready-run ## build from corpus/, answer three questions, write a page
	@OUT=$(OUT) STORE=$(STORE) KG=$(BIN)/kg bash tools/demo.sh

test: lint ## lint, then all tests that this machine can run (it says which it cannot)
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

lint: $(VENV)/.ready-test ## ruff, mypy strict, import contracts
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

fix: $(VENV)/.ready-test ## let ruff repair what it can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

notebooks: $(VENV)/.ready-test ## run the notebooks to their end and keep them without outputs
	$(BIN)/python tools/notebooks.py

docs: $(VENV)/.ready-test ## write the generated pages again
	$(BIN)/python tools/cli_page.py
	$(BIN)/python tools/ontology_page.py
	$(BIN)/python tools/queries_page.py

assets: $(VENV)/bin/python ## fetch by npm what pages carry (sigma.js, YASQE, Oxigraph) and what tests use (axe-core)
	npm ci --prefix assets --ignore-scripts --no-audit --no-fund
	$(BIN)/python assets/bring.py

bench: $(VENV)/.ready-test ## time commands, build, store and queries beside jieba and rdflib (BENCH=… for more)
	$(BIN)/python benchmarks/run.py $(BENCH)

quality: $(VENV)/.ready-test ## measure the answers and write the figures into the README
	$(BIN)/python tools/quality_table.py

picture: $(VENV)/.ready-test ## take the picture of the README again (needs Chromium)
	$(BIN)/python tools/picture.py

lock: $(VENV)/bin/python ## pin the newest versions that fit, in requirements/
	$(PIP) install --quiet 'pip>=25.1'
	$(BIN)/python tools/lock.py

clean: ## remove what was made, the environment too
	rm -rf $(OUT) $(VENV) dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
