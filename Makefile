# Everything works on a fresh machine: each target makes the environment it needs.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: demo test coverage check bench lint js corpus catalogues reader wheel clean

$(VENV)/.run: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install -q -c constraints.txt torch
	$(PIP) install -q -c constraints.txt -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	$(PIP) install -q -c constraints.txt -e '.[test,dev]'
	@touch $@

demo: $(VENV)/.run  ## run the main job on the example study and say where the report is
	$(BIN)/cjm demo --out reports/demo

test: $(VENV)/.dev  ## the whole suite
	@# the browser works beside the rest: there are two cores
	$(BIN)/python -m pytest -q tests/browser & browser=$$!; \
	$(BIN)/python -m pytest -q --ignore=tests/browser; rest=$$?; \
	wait $$browser && exit $$rest

coverage: $(VENV)/.dev  ## branch coverage of all but the browser; it takes twice the time
	$(BIN)/python -m pytest -q --ignore=tests/browser --cov --cov-report=term:skip-covered

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

node_modules/.made: package.json
	npm install --no-audit --no-fund --no-package-lock --loglevel=error
	@touch $@

js: node_modules/.made  ## the page's script: types and tests
	npx --no-install tsc -p .
	node --test tests/js/*.test.mjs

catalogues: $(VENV)/.dev  ## compile the messages after an edit of pipeline/locale/*/LC_MESSAGES/cjm.po
	$(BIN)/pybabel compile -D cjm -d pipeline/locale

reader: $(VENV)/.dev  ## train the reader anew from data/corpus
	$(BIN)/python tools/train_reader.py
	$(BIN)/python tools/weigh_reader.py

corpus: $(VENV)/.dev  ## check the coded interviews
	$(BIN)/python tools/check_corpus.py
	$(BIN)/python tools/corpus_agreement.py

wheel: $(VENV)/.dev  ## build the wheel and look inside it
	rm -rf dist build
	$(BIN)/python -m build --wheel --no-isolation --outdir dist .
	$(BIN)/check-wheel-contents --toplevel pipeline dist/*.whl
	$(BIN)/twine check --strict dist/*.whl

check: lint js corpus test wheel  ## what .ci/run runs

$(VENV)/.bench: $(VENV)/.dev
	$(PIP) install -q -c constraints.txt -e '.[bench]'
	@touch $@

bench: $(VENV)/.bench  ## speed and quality, side by side with peers
	$(BIN)/python bench/run.py

clean:
	rm -rf $(VENV) node_modules build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache
