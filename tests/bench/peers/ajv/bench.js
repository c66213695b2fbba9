// Reports a second that ajv parses and validates, and then those of which the
// equations and texts are checked as well: bench.js SCHEMA FOLDER RULES.
// Files are read before the clock starts, as in the other programs.
"use strict";
const fs = require("fs");
const path = require("path");
const Ajv = require("ajv/dist/2020").default;

const ROUNDS = 3;
const [schemaFile, folder, rulesFile] = process.argv.slice(2);
const read = (file) => JSON.parse(fs.readFileSync(file, "utf8"));
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
const validate = ajv.compile(read(schemaFile));

const rules = read(rulesFile);
const split = (name) => name.split("/");
const at = (value, keys) => keys.reduce((inner, key) => inner[key], value);
const outcomes = rules.outcomes.map(split);
const rows = [["new"], ["carried_over"], ["carried_forward"], ["handled", "total"]]
  .concat(outcomes.map((keys) => ["handled", ...keys]));
const expressions = rules.expressions.map(([pattern, cell]) => [
  new RegExp(pattern, "gu"),
  split(cell),
]);

// How much does not tie up; what a sentence about something else says is
// counted too, as nobody looks at what it is about.
function check(report) {
  const { requests, challenges, proactive_disclosure: disclosed } = report;
  let bad = 0;
  for (const row of rows) {
    let sum = 0;
    for (const kind of rules.applicants) sum += at(requests[kind], row);
    bad += sum !== at(requests.total, row);
  }
  for (const column of Object.values(requests)) {
    const { handled } = column;
    let sum = 0;
    for (const outcome of outcomes) sum += at(handled, outcome);
    bad += sum !== handled.total;
    bad +=
      column.new + column.carried_over !==
      handled.total + column.carried_forward;
  }
  for (const group of Object.values(challenges)) {
    const parts = group.upheld + group.corrected + group.other + group.pending;
    bad += parts !== group.total;
  }
  for (const kind of [disclosed.regulations, disclosed.normative_documents])
    bad += kind.in_force < kind.issued - kind.repealed;
  bad += disclosed.fees.amount_10k_yuan < 0;
  for (const text of Object.values(report.overview))
    for (const [expression, cell] of expressions)
      for (const found of (text || "").matchAll(expression))
        bad += Number(found[1]) !== at(report, cell);
  return bad;
}

function round(whole) {
  const start = process.hrtime.bigint();
  for (const bytes of reports) {
    const report = JSON.parse(bytes.toString("utf8"));
    if (!validate(report)) throw new Error("a report is not valid");
    if (whole) check(report);
  }
  return reports.length / (Number(process.hrtime.bigint() - start) / 1e9);
}

function show(name, whole) {
  round(whole); // until the code is optimised
  const speeds = Array.from({ length: ROUNDS }, () => round(whole));
  speeds.sort((a, b) => a - b);
  console.log(`${name} ${Math.round(speeds[ROUNDS >> 1])} reports/s`);
}

show("ajv     ", false);
if (rulesFile) show("ajv+eq  ", true);
