# make run    set everything up and open the application (without a display: the same job offscreen)
# make test   set everything up and run all tests
# make lint   format, lint, types, floors        make bench   ratios        make clean
# make faults    kills, power cuts, full and failing disks, damage; with MANY=1 as often as at night
# make clauses   each clause of the guide: how it is carried out, and the tests that prove it

PYTHON ?= python3
QT_QPA_PLATFORM ?= offscreen
DEMO := build/demo
BIN := .venv/bin

ifeq ($(shell uname -s),Linux)
DISPLAY_FOUND := $(DISPLAY)$(WAYLAND_DISPLAY)
else
DISPLAY_FOUND := native
endif

.PHONY: run test bench faults clauses lint clean

ifneq ($(DISPLAY_FOUND),)
run: .venv/ready-window
	@$(BIN)/python -m desktop
else
run: .venv/ready
	@echo "No display (DISPLAY and WAYLAND_DISPLAY are not set): doing the same job without a window."
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m desktop demo $(DEMO)
endif

# Ratios and kills that need the machine to themselves are benches; tests share its cores.
test: .venv/ready
	@QT_QPA_PLATFORM=$(QT_QPA_PLATFORM) $(BIN)/python -m pytest --numprocesses auto --dist worksteal

bench: .venv/ready
	@QT_QPA_PLATFORM=$(QT_QPA_PLATFORM) $(BIN)/python -m pytest -q -s tests/benchmarks

faults: .venv/ready
	@MANY=$(MANY) QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -q --numprocesses 2 \
		--dist worksteal tests/faults

clauses: .venv/ready
	@QT_QPA_PLATFORM=$(QT_QPA_PLATFORM) $(BIN)/python -m tests.clause_report

lint: .venv/ready
	@$(BIN)/python -m ruff check --quiet .
	@$(BIN)/python -m ruff format --quiet --check .
	@$(BIN)/python -m mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/ready: pyproject.toml constraints.txt .ci/setup.py
	@$(PYTHON) .ci/setup.py
	@touch $@

.venv/ready-window: .venv/ready
	@$(PYTHON) .ci/setup.py --window
	@touch $@
