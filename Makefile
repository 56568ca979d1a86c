# `make run` and `make test` do everything; `make` lists the rest. Needs Debian 12 (or the like), Python 3.11, git and make.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
YEAR := examples/stockholm/2023
# `make run` thins the general ledger to this part, so that it keeps within a minute; the counts stay the same.
SCALE := 0.01

# .venv is set up when its stamp is missing. A stamp is named by what it was set up from, and where.
stamp = .venv/.$(1)-$(shell (pwd; cat .ci/set-up requirements/$(1).txt; sed '/^\[tool/,$$d' pyproject.toml) | sha256sum | head -c 16)
RUN := $(call stamp,run)
DEV := $(call stamp,dev)

.PHONY: help run test prove lint golden bench pins setup clean

help: ## list what make can do
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

run: $(RUN) ## set up, and price the example from transactions
	@echo "Writing a year of synthetic transactions to out/sample (1 of 3; ledger at scale $(SCALE))"
	@$(BIN)/atcost sample $(YEAR) -o out/sample --scale $(SCALE)
	@echo "Counting them into out/volumes.csv (2 of 3)"
	@$(BIN)/atcost count $(YEAR) $(foreach name,agresso lois ber,--source $(name)=out/sample/$(name)) -o out/volumes.csv
	@echo "Pricing $(YEAR) on them (3 of 3)"
	@$(BIN)/atcost price $(YEAR) --volumes out/volumes.csv
	@echo
	@echo "One of its prices explained:"
	@$(BIN)/atcost explain $(YEAR) --customer traffic --area payable --volumes out/volumes.csv
	@echo
	@echo "Why that customer's prices changed from the year before:"
	@$(BIN)/atcost compare $(dir $(YEAR))2022 $(YEAR) --customer traffic
	@echo
	@echo "The model and budget are in $(YEAR), the transactions and volumes in out. Three commands to try next:"
	@echo "  $(BIN)/atcost price $(YEAR) --customer education"
	@echo "  $(BIN)/atcost check examples/small"
	@echo "  $(BIN)/atcost export $(YEAR) csv -o out/price-list.csv"

test: lint ## set up, and run every check and test
	@echo "Running the tests"
	@$(BIN)/pytest

prove: lint ## run the same tests at full size, and the benchmarks
	@echo "Running the tests at full size"
	@ATCOST_PROVE=1 $(BIN)/pytest
	@for each in benchmarks/[!_]*.py; do $(BIN)/python $$each --quick; done

lint: $(DEV) ## check style, formatting, imports and types
	@echo "Checking style, formatting, imports and types"
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/lint-imports --no-cache --no-logo
	@$(BIN)/mypy

golden: $(DEV) ## rewrite the golden files from what atcost says now; read the difference before you commit it
	@ATCOST_GOLDEN=1 $(BIN)/pytest --quiet -k golden

bench: $(DEV) ## measure; benchmarks/README.md says what against
	@for each in benchmarks/[!_]*.py; do $(BIN)/python $$each; done

pins: $(RUN) ## pin the newest packages that pyproject.toml allows
	@.ci/pin

setup: $(RUN) ## set up .venv with atcost in it
	@echo "atcost is in $(BIN)/atcost"

$(RUN):
	@.ci/set-up run $@

$(DEV): $(RUN)
	@.ci/set-up dev $@

clean: ## remove everything that make made
	rm -rf .venv .hypothesis .*_cache out src/*.egg-info
	find . -name __pycache__ -prune -exec rm -rf {} +
