"""The present first migration."""

import importlib

Migration = importlib.import_module("migrations.0001_initial").Migration
