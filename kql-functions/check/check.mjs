// Checks KQL with Microsoft's language service; see README.md.
//
//   node check.mjs                       the functions of this project, and that the check itself finds what is wrong
//   node check.mjs --queries FOLDER [N]  each .kql of a folder: a query of exactly N statements (1), without syntax errors

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { analyze, parse, workspace } from "./kusto.mjs";
import { tables } from "./tables.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const functionFolder = join(here, "..");
/** What a fuzzy union may say of a table that a workspace does not have. */
const MISSING_FUZZY_TABLE = "KS205";
const RANGE = "datetime(2026-01-01), datetime(2026-01-08)";

let failures = 0;

function expect(condition, what) {
  if (!condition) {
    failures++;
    console.error(`WRONG  ${what}`);
  }
}

function counts({ severity }) {
  return severity === "Error" || severity === "Warning";
}

function show({ code, severity, message, line, column }) {
  return `${severity} ${code} at ${line}:${column}: ${message}`;
}

/** The name, the parameters and the body of a function's file; its first line is the signature. */
function readFunction(file) {
  const body = readFileSync(join(functionFolder, file), "utf8");
  const signature = /^\/\/ (\w+)(\(.*\))\n/.exec(body);
  if (!signature || `${signature[1]}.kql` !== file) {
    throw new Error(`${file}: the first line must be // ${file.replace(/\.kql$/, "")}(parameter:type, ...)`);
  }
  return { name: signature[1], parameters: signature[2], body };
}

function checkBody({ name, parameters, body }, present, functions) {
  const globals = workspace(present, functions);
  const where = `${name}.kql with ${present.map((table) => table.name).join(", ")}`;
  // As a function of the query, so that its body is looked at as well.
  const text = `let ${name}_here = ${parameters} {\n${body}};\n${name}_here(${RANGE})`;
  const result = analyze(text, globals);
  expect(result.kind === "Query" && result.statements.length === 2, `${where}: not one function`);
  const isMissingTable = ({ code }) => name === "fGHAuditEvents" && code === MISSING_FUZZY_TABLE;
  for (const found of result.problems.filter((each) => counts(each) && !isMissingTable(each))) {
    expect(false, `${where}: ${show({ ...found, line: found.line - 1 })}`);
  }
  const missing = result.problems.filter(isMissingTable).length;
  const expected = name === "fGHAuditEvents" ? tables.length - present.length : 0;
  expect(missing === expected, `${where}: ${missing} tables are missing, not ${expected}`);
  return result.columns;
}

function checkBodies(functions) {
  for (const each of functions) {
    const columns = checkBody(each, tables, functions);
    const called = analyze(`${each.name}(${RANGE})`, workspace(tables, functions));
    expect(called.problems.length === 0, `${each.name} called: ${called.problems.map(show)}`);
    expect(
      JSON.stringify(called.columns) === JSON.stringify(columns) && columns.length > 0,
      `${each.name}: other columns when it is called`,
    );
    each.columns = columns;
  }
  // A workspace has one or two of the tables; only one function names them.
  const events = functions.find(({ name }) => name === "fGHAuditEvents");
  for (const table of tables) {
    const columns = checkBody(events, [table], functions);
    // The type of what is made of a missing table's columns is not known to the language service.
    const same = columns.every(
      (column, i) => column.name === events.columns[i]?.name && [events.columns[i].type, "unknown"].includes(column.type),
    );
    expect(same && columns.length === events.columns.length, `${events.name}: other columns with ${table.name} alone`);
    for (const { name, body } of functions.filter((each) => each !== events)) {
      expect(!body.includes(table.name), `${name}: names the table ${table.name}`);
    }
  }
}

function checkColumns(functions) {
  const features = readFileSync(join(here, "features.txt"), "utf8")
    .split("\n")
    .filter((line) => line && !line.startsWith("#"))
    .map((line) => line.split(" "));
  const name = "fGHAuditMLFeatures";
  const { columns, body } = functions.find((each) => each.name === name);
  const types = { actor: "string", day: "datetime" };
  const expected = features.map(([feature]) => `${feature}:${types[feature] ?? "long"}`);
  const found = columns.map((column) => `${column.name}:${column.type}`);
  const at = expected.findIndex((column, i) => column !== found[i]);
  expect(at < 0, `${name}: expected ${expected[at]} as column ${at + 1}, found ${found[at]}`);
  expect(found.length === expected.length, `${name}: expected ${expected.length} columns, found ${found.length}`);
  for (const [feature, ...actions] of features.filter((each) => each.length > 1)) {
    const test = actions.length === 1 ? `== '${actions[0]}'` : `in (${actions.map((action) => `'${action}'`).join(", ")})`;
    const line = body.split("\n").find((each) => each.startsWith(`    ${feature} = `)) ?? "";
    expect(/countif\((is_\w+ and )?action /.test(line) && line.includes(`action ${test})`), `${name}: ${feature} does not count ${actions}`);
  }
}

function checkReadme(functions) {
  const readme = readFileSync(join(functionFolder, "README.md"), "utf8");
  for (const { name, parameters, columns } of functions) {
    expect(readme.includes(`### ${name}\n`), `README.md: no section ${name}`);
    expect(readme.includes(`--func-alias ${name} --saved-query @${name}.kql`), `README.md: no command installs ${name}`);
    expect(readme.includes(`--func-param "${parameters.slice(1, -1)}"`), `README.md: other parameters of ${name}`);
    const from = readme.indexOf(`### ${name}\n`);
    const to = readme.indexOf("\n##", from + 1);
    const section = readme.slice(from, to < 0 ? undefined : to);
    if (name !== "fGHAuditMLFeatures") {
      for (const column of columns) {
        expect(section.includes(`| ${column.name} | ${column.type} |`), `README.md: ${name} returns ${column.name}:${column.type}`);
      }
    }
  }
}

/** A check that finds nothing must be able to find something. */
function checkItself(functions) {
  const globals = workspace(tables, functions);
  const wrong = [
    ["KS142", "GitHubAuditLogsV3_CL | where NoSuchColumn == 1"],
    ["KS142", `fGHAuditMLFeatures(${RANGE}) | project git_clones`],
    ["KS119", "fGHAuditEvents()"],
    ["KS119", `fGHAuditRepoUse(${RANGE}, 1d, true, 2d, 3)`],
    ["KS106", "GitHubAuditLogsV3_CL | where TimeGenerated > 'yesterday'"],
    ["KS106", `fGHAuditActorStats(${RANGE}) | where actor > 3`],
    ["KS005", "GitHubAuditLogsV3_CL GitHubAuditLogsV2_CL"],
    ["KS001", "GitHubAuditLogsV3_CL | where Actor == 'unclosed"],
  ];
  for (const [code, text] of wrong) {
    const { problems } = analyze(text, globals);
    expect(problems.some((each) => each.code === code && each.severity === "Error"), `the check does not find ${code} in ${text}`);
  }
  expect(analyze("print 1; print 2", globals).statements.length === 2, "the check does not see two statements");
  expect(checkQuery("print 'a'; print 'b'", 1, []).length > 0, "the check lets a second statement pass");
  expect(checkQuery("print 'a", 1, []).length > 0, "the check lets an open text pass");
  expect(checkQuery(".drop table T", 1, []).length > 0, "the check lets a command pass");
  expect(checkQuery("print 'a'", 1, ["b"]).length > 0, "the check does not miss a literal");
  expect(checkQuery("print 'it\\'s \\u00e9'", 1, ["it's \u00e9"]).length === 0, "the check does not read escapes");
}

/** What is wrong with a query of so many statements in which these texts must occur as literals. */
function checkQuery(text, statements, strings, globals) {
  const result = globals ? analyze(text, globals) : parse(text);
  const wrong = result.problems.filter(counts).map(show);
  if (result.kind !== "Query") {
    wrong.push(`a ${result.kind}, not a query`);
  }
  if (result.statements.length !== statements) {
    wrong.push(`${result.statements.length} statements instead of ${statements}`);
  }
  for (const string of strings.filter((each) => !result.literals.includes(each))) {
    wrong.push(`no literal has the value ${JSON.stringify(string.slice(0, 80))}`);
  }
  return wrong;
}

/**
 * Checks a folder of queries. Beside x.kql may lie x.json, a list of texts that must be values of literals in it, and
 * tables.json, [{name, schema}]; then names and types are checked as well, and the functions of this project are known.
 */
function checkFolder(folder, statements, functions) {
  const files = readdirSync(folder).filter((file) => file.endsWith(".kql")).sort();
  expect(files.length > 0, `${folder}: no .kql`);
  const read = (file, otherwise) =>
    existsSync(join(folder, file)) ? JSON.parse(readFileSync(join(folder, file), "utf8")) : otherwise;
  const known = read("tables.json", null);
  const globals = known && workspace([...tables, ...known], functions);
  for (const file of files) {
    const text = readFileSync(join(folder, file), "utf8");
    const wrong = checkQuery(text, statements, read(file.replace(/\.kql$/, ".json"), []), globals);
    expect(wrong.length === 0, `${file}: ${wrong.join("; ")}`);
  }
  console.log(`${files.length} queries of ${statements} statement(s) looked at in ${folder}`);
}

const [option, folder, statements = "1"] = process.argv.slice(2);
const files = readdirSync(functionFolder).filter((file) => file.endsWith(".kql")).sort();
const functions = files.map(readFunction);
if (option === undefined) {
  expect(functions.length === 5, `five functions are expected, found ${files}`);
  checkItself(functions);
  checkBodies(functions);
  checkColumns(functions);
  checkReadme(functions);
  console.log(`${functions.length} functions looked at`);
} else if (option === "--queries" && folder && /^[1-9][0-9]?$/.test(statements)) {
  checkFolder(folder, Number(statements), functions);
} else {
  console.error("usage: node check.mjs [--queries FOLDER [STATEMENTS]]");
  process.exit(2);
}
if (failures > 0) {
  console.error(`${failures} wrong`);
  process.exit(1);
}
