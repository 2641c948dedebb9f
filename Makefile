# Everything sets itself up in .venv; only python3 (3.11 or newer) with venv, and make, must be there.
.DEFAULT_GOAL := help
PY := .venv/bin/python
FIRST := data/samples/first-look.jsonl
CONVERSATIONS := $(filter-out $(FIRST),$(wildcard data/samples/*.jsonl))

.PHONY: help setup run test check format serve bench learn lock clean

help:  ## Say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/.ready: requirements-dev.lock pyproject.toml
	python3 -m venv .venv
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

setup: .venv/.ready  ## Install into .venv

run: .venv/.ready  ## Check some utterances, review the bundled conversations, and write report.html
	.venv/bin/phrase-coach check $(FIRST)
	.venv/bin/phrase-coach review $(CONVERSATIONS) --out report.html

test: check  ## Run every check
	$(PY) -m pytest --cov --cov-report=term -q

check: .venv/.ready
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

format: .venv/.ready  ## Format and mend what can be mended
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

serve: .venv/.ready  ## Start the service on 127.0.0.1:8000
	.venv/bin/phrase-coach serve

bench: .venv/.ready  ## Measure speed and print the table
	.venv/bin/phrase-coach bench

learn: .venv/.ready  ## Learn the weights of the learned detector anew
	.venv/bin/phrase-coach learn

# uv only resolves here; it is installed apart and nothing of it stays in the lock.
lock:  ## Resolve the dependencies anew (after a change in pyproject.toml)
	python3 -m venv .tools && .tools/bin/pip install --quiet uv==0.13.9
	.tools/bin/uv pip compile -q --universal --no-annotate --no-header --generate-hashes --python-version 3.11 pyproject.toml -o requirements.lock
	.tools/bin/uv pip compile -q --universal --no-annotate --no-header --generate-hashes --python-version 3.11 --group dev pyproject.toml -o requirements-dev.lock

clean:  ## Remove what set-up and tests leave
	rm -rf .venv .tools .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage dist
