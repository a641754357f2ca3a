"""The present second migration."""

import importlib

Migration = importlib.import_module("migrations.0002_whole_board").Migration
