// Microsoft's Kusto language service in Node.js: parsing and binding of KQL, without a cluster.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { runInThisContext } from "node:vm";

// The package is made for script tags of a page: its files expect one global scope.
const folder = dirname(createRequire(import.meta.url).resolve("@kusto/language-service-next/package.json"));
for (const file of ["bridge.min.js", "Kusto.Language.Bridge.min.js"]) {
  runInThisContext(readFileSync(join(folder, file), "utf8"), { filename: file });
}
const { GlobalState, KustoCode, Symbols, Syntax } = globalThis.Kusto.Language;

function toArray(list) {
  return Array.from({ length: list.Count }, (unused, index) => list.getItem(index));
}

/**
 * What is known in a workspace.
 *
 * @param tables [{name, schema}], the schema as "(TimeGenerated:datetime, Actor:string)"
 * @param functions [{name, parameters, body}], the parameters as "(starttime:datetime, lookback:timespan=time(800d))"
 */
export function workspace(tables, functions) {
  const members = [
    ...tables.map(({ name, schema }) => new Symbols.TableSymbol.$ctor7(name, schema, null)),
    ...functions.map(({ name, parameters, body }) => new Symbols.FunctionSymbol.$ctor16(name, parameters, `{\n${body}\n}`, null)),
  ];
  return GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor("workspace", members));
}

function problem(text, diagnostic) {
  const before = text.slice(0, diagnostic.Start).split("\n");
  return {
    code: diagnostic.Code,
    severity: diagnostic.Severity,
    message: diagnostic.Message,
    line: before.length,
    column: before.at(-1).length + 1,
  };
}

/** Parses and binds a text. The columns are those of its last statement. */
export function analyze(text, globals) {
  const code = KustoCode.ParseAndAnalyze(text, globals);
  const type = code.ResultType;
  return {
    kind: code.Kind,
    problems: toArray(code.GetDiagnostics()).map((diagnostic) => problem(text, diagnostic)),
    statements: toArray(code.Syntax.Statements ?? { Count: 0 }).map((element) => element.Element),
    columns: type?.Columns ? toArray(type.Columns).map((column) => ({ name: column.Name, type: column.Type.Name })) : [],
    literals: literals(code.Syntax),
  };
}

/** Parses a text without asking what its names mean. */
export function parse(text) {
  const code = KustoCode.Parse(text);
  return {
    kind: code.Kind,
    problems: toArray(code.GetDiagnostics()).map((diagnostic) => problem(text, diagnostic)),
    statements: toArray(code.Syntax.Statements ?? { Count: 0 }).map((element) => element.Element),
    literals: literals(code.Syntax),
  };
}

/** The values of all string literals, in the order of the text. */
function literals(root) {
  const found = [];
  const visit = (node) => {
    if (node instanceof Syntax.LiteralExpression && typeof node.LiteralValue === "string") {
      found.push(node.LiteralValue);
    }
    for (let i = 0; i < (node.ChildCount ?? 0); i++) {
      const child = node.GetChild(i);
      if (child) {
        visit(child);
      }
    }
  };
  visit(root);
  return found;
}
