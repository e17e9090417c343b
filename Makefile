# Tallymark: everything a person or a build server runs. `make help` lists the targets.

PYTHON ?= python3
# Where to take PyTorch from, e.g. TORCH_FLAGS="--index-url https://download.pytorch.org/whl/cpu" (see CONTRIBUTING.md).
TORCH_FLAGS ?=
# Tests run in as many processes; each holds about 700 MB, and one that waits leaves the processor to another.
TEST_PROCESSES ?= 3
# `make lock LOCK_FLAGS=--upgrade` moves every pin to its newest release; without it only what has to move does.
LOCK_FLAGS ?=

VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip --disable-pip-version-check --no-input install --quiet --progress-bar off
# Nothing is fetched that no lock names, the build backends of source distributions included.
INSTALL_LOCKED := $(INSTALL) --require-hashes --no-build-isolation

.DEFAULT_GOAL := help
.PHONY: help demo serve test test-train check format lint types imports gallery lock clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "%-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/serve.stamp  ## set up for serving and analyse the example account
	$(BIN)/tallymark check examples/reflective-account.docx

serve: $(VENV)/serve.stamp  ## set up, make the demonstration centre where there is none, and serve it
	$(BIN)/tallymark demo
	$(BIN)/tallymark serve

test: $(VENV)/dev.stamp  ## set up for development and run the tests
	$(BIN)/python -m pytest --numprocesses $(TEST_PROCESSES) --dist worksteal

test-train: $(VENV)/train.stamp  ## set up for training (PyTorch) and run the tests that train
	$(BIN)/python -m pytest -m training $$(grep -rlE --include='test_*.py' 'mark\.training' tests)

check: lint types imports test  ## formatting, lint, types, direction of imports, tests

lint: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/dev.stamp
	$(BIN)/mypy

imports: $(VENV)/dev.stamp
	$(BIN)/lint-imports --no-logo

gallery: $(VENV)/dev.stamp  ## draw docs/feedback again (needs Chromium and LibreOffice Writer)
	$(BIN)/python docs/feedback/make_gallery.py

format: $(VENV)/dev.stamp  ## format the code and apply the safe fixes
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# One environment in three layers. The locks are solved together, so that a later layer only adds to an earlier one.

$(VENV)/python.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
	  || { echo 'Tallymark needs Python 3.11, 3.12 or 3.13: run make PYTHON=/path/to/python3.11' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/serve.stamp: $(VENV)/python.stamp requirements/build.lock requirements/serve.lock pyproject.toml
	$(INSTALL_LOCKED) -r requirements/build.lock -r requirements/serve.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/serve.stamp requirements/dev.lock
	$(INSTALL_LOCKED) -r requirements/dev.lock
	@touch $@

$(VENV)/train.stamp: $(VENV)/dev.stamp requirements/torch.txt requirements/train.lock
	$(INSTALL_LOCKED) --no-deps -r requirements/train.lock
	$(INSTALL) $(TORCH_FLAGS) -r requirements/torch.txt
	@touch $@

# Locks: the largest is solved first and bounds the others, each package in one version for every Python (so that results
# and checks come out the same) where there is one. uv comes from PyPI into a folder of its own.

UV := build/uv/bin/uv
COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
  --custom-compile-command 'make lock' $(LOCK_FLAGS)
DEV_EXTRAS := --extra dev --extra notebooks --extra benchmarks --extra s3 --extra cluster --group build
# PyTorch and what its CUDA build brings: see requirements/torch.txt.
TORCH_PACKAGES := torch triton cuda-bindings cuda-pathfinder cuda-toolkit nvidia-cublas nvidia-cuda-cupti \
  nvidia-cuda-nvrtc nvidia-cuda-runtime nvidia-cudnn-cu13 nvidia-cufft nvidia-cufile nvidia-curand nvidia-cusolver \
  nvidia-cusparse nvidia-cusparselt-cu13 nvidia-nccl-cu13 nvidia-nvjitlink nvidia-nvshmem-cu13 nvidia-nvtx

lock: $(UV)  ## solve the dependencies anew and write requirements/*.lock
	$(COMPILE) pyproject.toml $(DEV_EXTRAS) --extra train $(addprefix --no-emit-package ,$(TORCH_PACKAGES)) \
	  --output-file requirements/train.lock
	$(COMPILE) pyproject.toml $(DEV_EXTRAS) --constraints requirements/train.lock --output-file requirements/dev.lock
	$(COMPILE) pyproject.toml --constraints requirements/dev.lock --output-file requirements/serve.lock
	$(COMPILE) pyproject.toml --extra s3 --constraints requirements/dev.lock --output-file requirements/container.lock
	$(COMPILE) --group build --constraints requirements/dev.lock --output-file requirements/build.lock

$(UV):
	$(PYTHON) -m venv build/uv
	build/uv/bin/python -m pip --disable-pip-version-check install --quiet 'uv>=0.9,<1'

clean:  ## remove the environment and everything made by the tools
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
