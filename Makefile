PYTHON ?= .venv/bin/python
BIN := $(dir $(PYTHON))

.PHONY: check coverage faults postgres

# Fastest first; stops at the first failure.
check:
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(BIN)lint-imports
	$(PYTHON) -m mypy
	$(PYTHON) -m mypy tests
	$(MAKE) coverage PYTHON=$(PYTHON)
	$(PYTHON) -m pytest -q tests/architecture/test_house.py

# Every test but those of the house itself; fails below 100 % of the branches of the pure core.
coverage:
	$(PYTHON) -m pytest -q -n auto --no-loadscope-reorder --ignore=tests/architecture/test_house.py \
		--cov --cov-report=term-missing:skip-covered

# The faults of docs/reliability.md, as often as it says; prints one table and keeps the histories.
faults:
	$(PYTHON) -m tests.faults --long --kept faults-$(shell date +%Y%m%d-%H%M%S)

# Every test whose store may be any, over PostgreSQL.
postgres:
	MINQING_TEST_STORE=postgres $(PYTHON) -m pytest -q -n auto --no-loadscope-reorder
