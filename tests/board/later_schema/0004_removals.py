"""The present fourth migration."""

import importlib

Migration = importlib.import_module("migrations.0004_removals").Migration
