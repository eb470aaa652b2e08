PYTHON ?= .venv/bin/python
BIN := $(dir $(PYTHON))

.PHONY: check faults

# Fastest first; stops at the first failure.
check:
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(BIN)lint-imports
	$(PYTHON) -m mypy
	$(PYTHON) -m mypy tests
	$(PYTHON) -m pytest -q --ignore=tests/architecture/test_house.py \
		--cov=minqing_core --cov=minqing_cli --cov=minqing_http --cov-report=term-missing:skip-covered
	$(PYTHON) -m pytest -q tests/architecture/test_house.py

# The long versions of the fault tests.
faults:
	CI=1 $(PYTHON) -m pytest -q tests/faults
