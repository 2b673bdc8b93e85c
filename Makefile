# Needs Python 3.11 or newer, git and make. Everything else is installed into .tools/ and .venv/ of this folder.

unexport PYTHONDONTWRITEBYTECODE # it would keep pytest from storing what it compiled
PY ?= python3
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
RUN := .venv/bin
PORT ?= 8000
DEMO_ENV := DEMO=1 EASE_SECOND_FACTOR=$(or $(EASE_SECOND_FACTOR),1) COLLECTED_STATIC=1

.PHONY: help install demo demo-data test test-all lint format types imports migrations messages settings-table check hostile mutants bench bench-clearances clean

help:  ## what can be typed
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 18

install: .venv/installed  ## everything that is needed, from the lock file

.venv/installed: uv.lock pyproject.toml $(if $(filter .tools/%,$(UV)),$(UV))
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PY=python3.11 …"; exit 1; }
	UV_PYTHON=$(shell command -v $(PY)) $(UV) sync --frozen --quiet --compile-bytecode
	@touch $@

.tools/bin/uv:
	@$(PY) -m venv .tools 2>/dev/null || { echo "Python's venv module is missing: sudo apt install python3-venv"; exit 1; }
	.tools/bin/pip install --quiet --disable-pip-version-check uv

demo: install  ## the whole site with a believable world, at http://localhost:8000; Ctrl-C stops it
	@$(DEMO_ENV) $(RUN)/python manage.py demo --port $(PORT)

demo-data: install  ## fill the database without serving
	@$(DEMO_ENV) $(RUN)/python manage.py demo --fill-only

PYTEST := $(RUN)/pytest -n auto --dist worksteal --durations=20 --durations-min=1

ONE_MORE := -n $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)  # for tests that wait a quarter of their time or more

test: install compiled  ## what a change should pass, on the embedded defaults: all but slow tests and browsers
	$(PYTEST) -m "not slow and not browser" --hypothesis-profile=quick --cpu-budget

test-all: test test-slow test-services  ## everything on both databases

.PHONY: test-slow test-once test-services coverage
test-slow: install compiled  ## what `make test` leaves out, on the embedded defaults
	$(PYTEST) -m "slow or browser"

test-once: install compiled  ## slow tests and browsers that `make test-services` leaves out, as they ask no database
	$(PYTEST) $(ONE_MORE) -m "slow or browser" --left-out-on-services $(addprefix --ignore=,$(MINUTES_LONG))

MINUTES_LONG := tests/kpmarket/foundation/outbox/test_killing.py tests/bench/test_filling.py tests/tools/test_removals.py  # these run in `make test-slow` alone

test-services: install compiled  ## what asks a database or Redis, on PostgreSQL and Redis; browser tests required
	REQUIRE_BROWSER=1 $(RUN)/python -m tests.services $(PYTEST) $(ONE_MORE)

LEDGERS := audits/compliance/*,audits/desk/log.py,kpmarket/foundation/append_only.py,kpmarket/foundation/transitions.py

coverage: install compiled  ## how much of the code the tests run on both databases; takes half as long again
	$(PYTEST) --cov --cov-report=
	$(RUN)/python -m tests.services $(PYTEST) --cov --cov-append --cov-report=
	$(RUN)/coverage report --fail-under=95
	$(RUN)/coverage report --fail-under=100 --include="$(LEDGERS)"

check: lock lint spelling words secrets types imports migrations messages settings-table security-table deployment  ## everything that needs no running program

lint: install
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	git ls-files -z 'templates/*.html' | xargs -0 $(RUN)/djade --target-version 5.2 --check

format: install  ## let the tools decide commas
	$(RUN)/ruff check --fix .
	$(RUN)/ruff format .
	git ls-files -z 'templates/*.html' | xargs -0 $(RUN)/djade --target-version 5.2

types: install
	$(RUN)/mypy

.PHONY: lock spelling words secrets audit sbom deployment
lock: install  ## the lock file fits pyproject.toml, and what is installed fits together
	$(UV) lock --check --offline --quiet
	$(UV) pip check --quiet

spelling: install
	@git ls-files -z | xargs -0 $(RUN)/codespell

words: install  ## words that tools/words.txt replaces, in prose, code and file names
	@git ls-files ':!tests/suppliers/documents/real_layouts' | $(RUN)/codespell --toml tools/words.toml -
	@git ls-files -z | xargs -0 $(RUN)/codespell --toml tools/words.toml

secrets: install  ## nothing in the repository looks like a secret
	@git ls-files -z ':!*.po' ':!audits/rulebook' ':!tests/suppliers/documents/real_layouts/*/*.json' ':!uv.lock' ':!*.webp' ':!*.gz' ':!*.svg' \
		| xargs -0 -P 2 -n 400 $(RUN)/detect-secrets-hook --baseline .secrets.baseline --no-verify

audit: install  ## known vulnerabilities of what is installed; asks the database of PyPI
	@$(RUN)/pip-audit --strict --progress-spinner off || { \
		echo "Not audited, or not clean: a line above names either a vulnerability, or why the database could not be asked."; exit 1; }

sbom: install  ## what an installation consists of, as CycloneDX, into sbom.json
	$(UV) export --frozen --no-dev --quiet --format cyclonedx1.5 --output-file sbom.json >/dev/null

deployment: install  ## Django's own checks with settings as in production
	@SITE_URL=https://shop.example ALLOWED_HOSTS=shop.example TRUSTED_PROXY_COUNT=1 \
		SECRET_KEY=$$($(RUN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') \
		MFA_KEYS=$$($(RUN)/python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())') \
		$(RUN)/python manage.py check --deploy --fail-level WARNING

imports: install
	$(RUN)/lint-imports

migrations: install
	$(RUN)/python manage.py makemigrations --check --dry-run

.PHONY: compiled
compiled: install
	@$(RUN)/python manage.py catalogues

messages: install  ## both catalogues are complete
	$(RUN)/python manage.py catalogues --check

settings-table: install  ## docs/settings.md is as settings.py says
	$(RUN)/python manage.py settings_table --check

.PHONY: security-table removals
security-table: install  ## docs/security.md is as docs/asvs.yaml says, and what it names exists
	$(RUN)/python manage.py security_table --check

removals: install  ## permission checks taken out one at a time: does a test notice? (takes the better part of an hour)
	$(RUN)/python -m tools.removals

hostile: install  ## every broken and hostile file is read: how each ended, what broke a promise; WORDS="png loop" for some
	$(RUN)/python -m tests.hostile $(WORDS)

mutants: install  ## small faults put into the rules and the terms of trade one at a time: does a test notice? (takes an hour or more)
	$(RUN)/python -m tools.mutants
	$(RUN)/python -m tools.mutants terms

bench: install  ## the catalogue at 10k and 100k products on PostgreSQL
	$(RUN)/python -m tests.services $(RUN)/python -m tests.bench.catalogue

bench-clearances: install  ## judging 10k, 100k and 1M products on PostgreSQL; SIZES="10000" for some of it
	$(RUN)/python -m tests.services $(RUN)/python -m tests.bench.clearances

clean:  ## forget the database, the queue and every file
	rm -rf var
