# Everything the project does, by one word. Needs Python 3.11 or later and make; the rest is set up by `env`.
# Paths are relative throughout: make cannot hold a space in a target's name, but the folder may have one.

RUN := .venv/bin/python
TESTS ?=
export PORT ?= 8000

.PHONY: demo test journeys screens drill fuzz check bench mutate lock env clean

demo: env  ## run the product on this machine (PORT=8000)
	@$(RUN) -m fayuan.project.cli run --demo --tied

test: env  ## run the tests (TESTS="tests/law -k deadline" for some of them)
	@$(RUN) -m pytest -n 2 $(TESTS)

journeys: env  ## walk through the product in a real browser
	@$(RUN) -m pytest -n 2 -m journey $(TESTS)

screens: env  ## take a picture of every page of the portal at 390 pixels, into docs/screens/portal
	@PORTAL_PICTURES=docs/screens/portal $(RUN) -m pytest -m journey tests/journeys/test_pictures_of_portal.py

drill: env  ## races and kills on real connections (FAYUAN_ROUNDS=N of each race, 200 unless told)
	@$(RUN) -m pytest -m drill $(TESTS)

fuzz: env  ## ten thousand random posts to pages, ten thousand requests to the interface (FAYUAN_FUZZ=N, FAYUAN_FUZZ_SEED=N)
	@FAYUAN_FUZZ=$${FAYUAN_FUZZ:-10000} $(RUN) -m pytest tests/fuzz

check: env  ## everything that can be checked without running the product
	@$(RUN) -m ruff format --check .
	@$(RUN) -m ruff check .
	@$(RUN) -m mypy
	@$(RUN) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'
	@set -e; for script in tools/check_*.py; do $(RUN) "$$script"; done
	@$(RUN) -m fayuan.project.cli manage makemigrations --check --dry-run

bench: env  ## measure what must be fast
	@set -e; for script in bench/*.py; do $(RUN) "$$script"; done

mutate: env  ## change the law's code a little at a time and see whether its tests notice (takes minutes)
	@$(RUN) tests/law/mutation.py $(TESTS)

lock: env  ## write requirements.lock anew from pyproject.toml
	@sh tools/env lock

env:  ## set up .venv by the lock; a moment when nothing changed
	@sh tools/env

clean:  ## stop and delete the demonstration's database, the environment and every cache
	@sh tools/env clean
