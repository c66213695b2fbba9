#!/usr/bin/env python3
"""Validates JSON files against a JSON Schema: validate.py SCHEMA FILE…

Ends with 77 where there is no validator (Debian: python3-jsonschema).
"""

import json
import sys
from pathlib import Path

try:
    from jsonschema import Draft202012Validator
except ImportError:
    sys.exit(77)


def main():
    schema = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    faults = 0
    for name in sys.argv[2:]:
        text = Path(name).read_text(encoding="utf-8")
        for error in validator.iter_errors(json.loads(text)):
            print(f"{name}: {error.json_path}: {error.message}")
            faults += 1
    return faults > 0


if __name__ == "__main__":
    sys.exit(main())
