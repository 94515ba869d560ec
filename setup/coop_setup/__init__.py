"""From a fresh machine to a running co-op: the code behind setup/run, setup/test and the others.

Until the virtual environment exists only the standard library is there, so nothing here imports
anything else, except pytest_kinds.py and bench_worker.py, which run inside the environment.
"""
