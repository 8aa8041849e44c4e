"""The first lines of a process that draws. Run from its text, as a file of its own:

it loads what loads the rest, and for that doesn't trust compiled files either.
"""

import importlib
import os
import pickle
import sys

given = globals()["given"]  # by who starts the process

sys.dont_write_bytecode = True
usual, sys.pycache_prefix = sys.pycache_prefix, os.devnull
sys.path.insert(0, given["root"])
loading = importlib.import_module("rendering.recording.loading")
store = importlib.import_module("rendering.provenance.store")
sys.pycache_prefix = usual
trace = loading.install(store.Store(given["store"]), given["expected"])
if "call" in given:
    module, _, function = given["call"].partition(":")
    getattr(importlib.import_module(module), function)(trace, given["pipe"], *pickle.loads(given["arguments"]))
