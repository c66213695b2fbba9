"""Checks a JSON file with a schema: validate.py SCHEMA FILE. Numbers are exact,
so that 0.1 is a multiple of 0.01."""
import decimal
import json
import sys

import jsonschema

schema, instance = (json.load(open(path, encoding="utf-8"),
                              parse_float=decimal.Decimal)
                    for path in sys.argv[1:])
validator = jsonschema.Draft202012Validator(schema)
errors = list(validator.iter_errors(instance))
for error in errors[:5]:
    print(error.json_path, error.message[:200])
sys.exit(bool(errors))
