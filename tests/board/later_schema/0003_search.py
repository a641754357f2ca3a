"""The present third migration."""

import importlib

Migration = importlib.import_module("migrations.0003_search").Migration
