# `make` says what there is. Everything is installed into .venv, at the versions and hashes of the
# lock files; a lock file or pyproject.toml that changed is noticed and installed again.

PYTHONS := python3.14 python3.13 python3.12 python3.11 python3 python
VENV    := .venv
BIN     := $(VENV)/bin
PIP     := $(BIN)/python -m pip --disable-pip-version-check
INSTALL := $(PIP) install -qq --no-input
LOCK    := uv pip compile pyproject.toml --group build --universal --python-version 3.11 \
           --generate-hashes --no-emit-index-url --no-emit-find-links --quiet \
           --custom-compile-command "make lock"

# What was compiled is kept, also where somebody's environment forbids it: a test run starts Andon often.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test check fuzz format bench docs lock vendor clean

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/run.stamp ## set up, migrate, serve        ARGS="--port 8080"
	@exec $(BIN)/andon serve $(ARGS)

test: $(VENV)/dev.stamp ## set up, run every test        ARGS="tests/board -k move"
	@$(BIN)/python -m tests.provision
	@$(BIN)/python -m pytest --numprocesses auto --dist worksteal $(ARGS)

check: $(VENV)/dev.stamp ## formatting, lint, types
	@$(BIN)/ruff format --check --quiet --diff . || { echo 'Run "make format".' >&2; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy

fuzz: $(VENV)/dev.stamp ## let programs loose on the API        ARGS="--seconds 30 --seed 7"
	@$(BIN)/python -m tests.fuzz $(ARGS)

format: $(VENV)/dev.stamp ## format, and fix what lint can fix
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format .

bench: $(VENV)/dev.stamp ## measure, and write docs/bench.md        ARGS=--quick
	@$(BIN)/python -m tests.provision
	@$(BIN)/python -m tests.bench $(ARGS)

docs: $(VENV)/run.stamp ## write the reference in docs/ from the code
	@$(BIN)/python -m server.reference

lock: $(VENV)/made.stamp ## rewrite the lock files        ARGS="--upgrade"
	@PATH="$(CURDIR)/$(BIN):$$PATH"; \
	command -v uv >/dev/null || $(INSTALL) uv; \
	$(LOCK) --output-file requirements.lock $(ARGS) && \
	$(LOCK) --extra dev --constraints requirements.lock --output-file requirements-dev.lock $(ARGS)

vendor: $(VENV)/run.stamp ## fetch front-end files again  ARGS="htmx.org@4.0.1"
	@$(BIN)/python -m server.vendor update $(ARGS)

clean: ## remove what make installed and what the checks cached
	@rm -rf $(VENV) *.egg-info .hypothesis .mypy_cache .pytest_cache .ruff_cache test-artifacts

define install
@echo 'Installing $(1) (the first time, a minute or two)'
@$(INSTALL) --require-hashes --requirement $(1) && \
 $(INSTALL) --no-deps --no-build-isolation --editable . || { \
  echo 'The installation failed; the lines above say why. "make clean" starts afresh.' >&2; exit 1; }
@touch $@
endef

$(VENV)/made.stamp:
	@for python in $(PYTHONS); do \
	  "$$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  echo "Making $(VENV) with $$("$$python" --version)"; \
	  "$$python" -m venv --clear $(VENV) && touch $@; \
	  exit; \
	done; \
	echo 'Andon needs Python 3.11 or newer with its venv module, and found none.' >&2; \
	echo 'Install it (on Debian and Ubuntu: apt install python3-venv), then run make again.' >&2; \
	exit 1

$(VENV)/run.stamp: requirements.lock pyproject.toml $(VENV)/made.stamp
	$(call install,requirements.lock)

$(VENV)/dev.stamp: requirements-dev.lock pyproject.toml $(VENV)/made.stamp
	$(call install,requirements-dev.lock)
