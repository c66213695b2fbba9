#!/usr/bin/env python3
"""Validates JSON files against a JSON Schema: validate.py SCHEMA FILE…

Numbers are exact, so that 0.1 is a multiple of 0.01. Ends with 77 where there
is no validator (Debian: python3-jsonschema).
"""

import decimal
import json
import sys
from pathlib import Path

try:
    from jsonschema import Draft202012Validator
except ImportError:
    sys.exit(77)


def read(name):
    return json.loads(Path(name).read_text(encoding="utf-8"),
                      parse_float=decimal.Decimal)


def main():
    schema = read(sys.argv[1])
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    faults = 0
    for name in sys.argv[2:]:
        for error in validator.iter_errors(read(name)):
            print(f"{name}: {error.json_path}: {error.message[:200]}")
            faults += 1
    return faults > 0


if __name__ == "__main__":
    sys.exit(main())
