// Reports a second that ajv parses and validates: bench.js SCHEMA FOLDER.
// Files are read before the clock starts, as in the other program.
"use strict";
const fs = require("fs");
const path = require("path");
const Ajv = require("ajv/dist/2020").default;

const ROUNDS = 9;
const [schemaFile, folder] = process.argv.slice(2);
const reports = fs
  .readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => fs.readFileSync(path.join(folder, name)));
// In doubles 0.07 is no multiple of 0.000001 without multipleOfPrecision.
const ajv = new Ajv({
  validateFormats: false,
  strict: false,
  multipleOfPrecision: 6,
});
const validate = ajv.compile(JSON.parse(fs.readFileSync(schemaFile, "utf8")));

function round() {
  const start = process.hrtime.bigint();
  for (const bytes of reports) {
    if (!validate(JSON.parse(bytes.toString("utf8")))) {
      throw new Error("a report is not valid");
    }
  }
  return reports.length / (Number(process.hrtime.bigint() - start) / 1e9);
}

for (let i = 0; i < ROUNDS; i++) round(); // until the code is optimised
const speeds = Array.from({ length: ROUNDS }, round).sort((a, b) => a - b);
console.log(`ajv      ${Math.round(speeds[ROUNDS >> 1])} reports/s`);
