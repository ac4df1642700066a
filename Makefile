# make chat   ask questions in the browser; make test, lint, eval, bench; all set up what they need.
#
#   ARTICLES=DIR      chat and eval: this folder of articles instead of the sample
#   PORT=7860         chat: the port of the page
#   FACTS=PATH        eval: this file or folder of facts
#   CHECK=1           eval: exit with an error when a number is worse than the baseline
#   TESTS=PATH        test: only these tests
#   PYTHON=python3    set-up: the Python to use, 3.11 or newer
#   TORCH_INDEX=URL   set-up: the package index to take PyTorch from

SHELL := /bin/sh
PYTHON ?= python3
PORT ?= 7860
ARTICLES ?=
FACTS ?=
CHECK ?=
TESTS ?=
TORCH_INDEX ?=

VENV := .venv
BIN := $(VENV)/bin
CLIPPINGS := $(BIN)/clippings
READY := $(VENV)/.ready

# Material that tests and benchmarks may use lies beside the repository, where there is any.
ifndef CLIPPINGS_SHARED
  SHARED := $(shell cd ../shared 2>/dev/null && pwd)
  ifneq ($(SHARED),)
    export CLIPPINGS_SHARED := $(SHARED)
  endif
endif

.DEFAULT_GOAL := chat
.PHONY: chat test lint eval bench setup

chat: $(READY)
	@set -eu; \
	if [ -z "$(ARTICLES)" ]; then \
	    folder=corpus/articles; home=.home/sample; \
	else \
	    folder=$$(cd "$(ARTICLES)" 2>/dev/null && pwd) || { \
	        echo "make chat: ARTICLES='$(ARTICLES)' is not a folder. Name one that holds articles." >&2; \
	        exit 1; }; \
	    home=.home/$$(basename "$$folder" | tr -c 'A-Za-z0-9._\n-' '_')-$$(printf %s "$$folder" | cksum | cut -d' ' -f1); \
	fi; \
	mkdir -p .home; \
	echo "Reading $$folder into $$home"; \
	$(CLIPPINGS) add "$$folder" --home "$$home" || test $$? -eq 3; \
	exec $(CLIPPINGS) serve --home "$$home" --port "$(PORT)"

test: $(READY)
	$(BIN)/python -m pytest $(TESTS)

lint: $(READY)
	@failed=0; \
	for check in "ruff check" "ruff format --check" mypy "lint-imports --no-logo"; do \
	    echo "$$check"; $(BIN)/$$check || failed=1; \
	done; exit $$failed

eval: $(READY)
	$(CLIPPINGS) eval --systems --report reports/eval $(if $(FACTS),--facts "$(FACTS)") \
	    $(if $(ARTICLES),--articles "$(ARTICLES)") $(if $(CHECK),--check)

bench: $(READY)
	$(BIN)/python -m evals.speed.bench

setup: $(READY)

$(READY): pyproject.toml constraints.txt
	@command -v "$(PYTHON)" >/dev/null || { \
	    echo "Set-up: there is no '$(PYTHON)'. Install Python 3.11 or newer, or name one: make PYTHON=python3.12" >&2; \
	    exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "Set-up: '$(PYTHON)' is $$("$(PYTHON)" --version 2>&1); Clippings needs 3.11 or newer. Name one: make PYTHON=python3.12" >&2; \
	    exit 1; }
	@"$(PYTHON)" -c 'import venv, ensurepip' 2>/dev/null || { \
	    echo "Set-up: '$(PYTHON)' comes without venv. On Debian and Ubuntu: sudo apt-get install python3-venv" >&2; \
	    exit 1; }
	@echo "[1/4] virtual environment in $(VENV)"
	@if "$(BIN)/python" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then :; \
	    else "$(PYTHON)" -m venv --clear "$(VENV)"; fi
	@echo "[2/4] PyTorch$(if $(TORCH_INDEX), from $(TORCH_INDEX))"
	@if [ -z "$(TORCH_INDEX)" ] && [ "$$(uname -s)" = Linux ] && ! command -v nvidia-smi >/dev/null; then \
	    echo "      No NVIDIA GPU seen. The CPU build is a far smaller download:"; \
	    echo "      make chat TORCH_INDEX=https://download.pytorch.org/whl/cpu"; fi
	@"$(BIN)/python" -m pip install --disable-pip-version-check -c constraints.txt \
	    $(if $(TORCH_INDEX),--index-url "$(TORCH_INDEX)" --no-deps) torch
	@echo "[3/4] Clippings and the libraries it uses: some minutes the first time"
	@"$(BIN)/python" -m pip install --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@echo "[4/4] the embedding model's network, exported once"
	@"$(BIN)/python" -m index.model_files
	@touch "$@"
	@echo "Set-up is done."
