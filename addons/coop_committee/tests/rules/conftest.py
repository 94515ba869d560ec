"""Loads the rules from their folder, without Odoo, as the package ``coop_committee_rules``."""

import importlib.util
import sys
from pathlib import Path

from hypothesis import settings

RULES = Path(__file__).resolve().parents[2] / "rules"


def _load():
    name = "coop_committee_rules"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(
            name, RULES / "__init__.py", submodule_search_locations=[str(RULES)]
        )
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)


_load()
settings.register_profile("rules", deadline=None)  # a busy machine is not a defect
settings.load_profile("rules")
