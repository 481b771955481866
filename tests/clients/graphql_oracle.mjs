// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Has graphql-js and our own program answer the same documents with the same made-up data, and compares errors by
// place and path, and data as a whole, the order of their keys too. Then graphql-js rebuilds the schema from our introspection.
// node graphql_oracle.mjs PROGRAM SCHEMA.graphql COUNT [HAND-MADE.txt]      SEED=n ORACLE_SHOW=n

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as g from 'graphql';
import { DocumentMaker } from './graphql_documents.mjs';

const [program, schemaFile, count, handFile] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'oracle-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

// GitHub's schema defines two fields twice, which neither of the two takes: the first one is kept.
function withoutRepetitions(text) {
  const first = fields => fields && [...new Map(fields.map(f => [f.name.value, f]).reverse()).values()].reverse();
  const document = g.parse(text);
  return g.print({ ...document, definitions: document.definitions.map(d => ({ ...d, ...(d.fields && { fields: first(d.fields) }) })) });
}

let sdl = readFileSync(schemaFile, 'utf8');
let ourSchema = schemaFile;
if (g.validateSchema(g.buildSchema(sdl, { assumeValidSDL: true })).length === 0) {
  try { g.buildSchema(sdl); } catch {
    sdl = withoutRepetitions(sdl);
    ourSchema = join(folder, 'schema.graphql');
    writeFileSync(ourSchema, sdl);
  }
}
const schema = g.buildSchema(sdl);

function handMade(file) {
  const cases = [];
  for (const block of readFileSync(file, 'utf8').split(/^---.*\n/m)) {
    const [query, ...settings] = block.split(/^(?=variables: |operation: )/m);
    const setting = name => settings.find(s => s.startsWith(`${name}: `))?.slice(name.length + 2).trim();
    if (query.replace(/^#.*$/gm, '').trim())
      cases.push({ query: query.replace(/\n$/, ''), variables: JSON.parse(setting('variables') ?? '{}'), operationName: setting('operation') });
  }
  return cases;
}

const cases = handFile ? handMade(handFile) : [];
const maker = new DocumentMaker(schema, Number(process.env.SEED ?? 20261124));
for (let i = 0; i < Number(count); ++i) cases.push(maker.make(i % 2 === 1));

const hashOf = text => {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
};
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

// The data are a function of the path, the arguments and the type; graphql_oracle.cpp has the same one.
function value(type, seed) {
  const hash = hashOf(seed);
  if (hash % 17 === 0) return new Error('boom');
  if (hash % 13 === 0) return null;
  const plain = g.getNullableType(type);
  if (g.isListType(plain)) return Array.from({ length: hash % 3 }, (_, i) => value(plain.ofType, `${seed}#${i}`));
  if (g.isEnumType(plain)) return plain.getValues().map(v => v.name).sort(compare)[hash % plain.getValues().length];
  if (g.isScalarType(plain)) {
    switch (plain.name) {
      case 'Int': return hash % 29 === 0 ? 4294967296 : hash % 1000;
      case 'Float': return (hash % 1000) / 4;
      case 'Boolean': return hash % 2 === 0;
      default: return `s${hash}`;
    }
  }
  const objects = (g.isObjectType(plain) ? [plain] : [...schema.getPossibleTypes(plain)]).sort((a, b) => compare(a.name, b.name));
  if (objects.length === 0) return null;
  // Now and then an object of a type that does not belong here.
  if (g.isAbstractType(plain) && hash % 23 === 0) return { __typename: schema.getQueryType().name };
  return { __typename: objects[hash % objects.length].name };
}

function fieldResolver(_source, values, _context, info) {
  const path = g.responsePathAsArray(info.path).map(step => `.${step}`).join('');
  const result = value(info.returnType, path + JSON.stringify(values));
  if (result instanceof Error) throw result;
  return result;
}

const errorsOf = errors => errors.map(e => ({ message: e.message, locations: (e.locations ?? []).map(l => [l.line, l.column]) }));
function answer({ query, variables, operationName }) {
  let ast;
  try { ast = g.parse(query); } catch (error) { return { stage: 'parse', errors: errorsOf([error]) }; }
  let errors;
  // Validation throws where a condition on a subscription's root hangs on a variable.
  try { errors = g.validate(schema, ast); } catch { return { stage: 'thrown' }; }
  if (errors.length) return { stage: 'validate', errors: errorsOf(errors) };
  const result = g.executeSync({ schema, document: ast, variableValues: variables, fieldResolver, typeResolver: v => v.__typename, operationName });
  // A missing root is an error of the request (section 6.2): no data, where graphql-js says null.
  if (result.errors?.[0].message.startsWith('Schema is not configured')) delete result.data;
  return { stage: 'execute', result: JSON.parse(JSON.stringify(result)) };
}

function ask(list) {
  const file = join(folder, 'cases.json');
  writeFileSync(file, JSON.stringify(list));
  return JSON.parse(execFileSync(program, [ourSchema, file], { maxBuffer: 1 << 30 }).toString());
}

const places = errors => errors.map(e => JSON.stringify(e.locations)).sort(compare);
const outcomes = errors => (errors ?? []).map(e => JSON.stringify([e.path ?? null, e.locations ?? []])).sort(compare);
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

function differenceOf(theirs, mine) {
  if (theirs.stage !== mine.stage) return 'stage';
  if (theirs.stage !== 'execute') return same(places(theirs.errors), places(mine.errors)) ? '' : 'places';
  if (!same(outcomes(theirs.result.errors), outcomes(mine.result.errors))) return 'errors';
  if ('data' in theirs.result !== 'data' in mine.result) return 'presence of data';
  return same(theirs.result.data, mine.result.data) ? '' : 'data';
}

const oneLine = v => JSON.stringify(v).slice(0, 2500);
function show(i, test, difference, theirs, mine) {
  console.log(`--- case ${i} differs: ${difference}\n${test.query.slice(0, 2500)}\nvariables: ${JSON.stringify(test.variables)}`);
  if (theirs.errors && mine.errors) {
    const only = (a, b) => a.errors.filter(e => !b.errors.some(o => same(o.locations, e.locations)));
    const [left, right] = [only(theirs, mine), only(mine, theirs)];
    console.log(left.length + right.length ? `only graphql-js: ${oneLine(left)}\nonly ours: ${oneLine(right)}` : `graphql-js: ${oneLine(theirs)}\nours: ${oneLine(mine)}`);
  } else {
    const [left, right] = [JSON.stringify(theirs), JSON.stringify(mine)];
    const at = Math.max(0, [...left].findIndex((c, k) => c !== right[k]) - 200);
    console.log(`graphql-js: …${left.slice(at, at + 600)}\nours: …${right.slice(at, at + 600)}`);
  }
}

const ours = ask(cases);
const stages = {};
let differing = 0;
let ruined = 0;
cases.forEach((test, i) => {
  const theirs = answer(test);
  stages[theirs.stage] = (stages[theirs.stage] ?? 0) + 1;
  ruined += i >= cases.length - Number(count) && (i - cases.length + Number(count)) % 2 === 0 && theirs.stage !== 'execute';
  if (theirs.stage === 'thrown') return;
  const difference = differenceOf(theirs, ours[i]);
  if (difference && ++differing <= Number(process.env.ORACLE_SHOW ?? 3)) show(i, test, difference, theirs, ours[i]);
});
if (process.env.ORACLE_SHOW) console.log(`${ruined} documents that should be valid are not`);

// What graphql-js makes of our introspection prints the same schema.
const [told] = ask([{ query: g.getIntrospectionQuery({ specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true, oneOf: true }), variables: {} }]);
if (told.stage !== 'execute' || told.result.errors) {
  console.log('introspection:', oneLine(told));
  process.exit(1);
}
const rebuilt = g.printSchema(g.lexicographicSortSchema(g.buildClientSchema(told.result.data))).split('\n');
const original = g.printSchema(g.lexicographicSortSchema(schema)).split('\n');
if (!same(rebuilt, original)) {
  const line = rebuilt.findIndex((text, i) => text !== original[i]);
  console.log(`introspection differs from line ${line + 1}: ours '${rebuilt[line]}', graphql-js '${original[line]}'`);
  ++differing;
}
console.log(`${schemaFile.split('/').pop()}: ${cases.length} documents (${JSON.stringify(stages)}), ${differing} differ`);
process.exit(differing ? 1 : 0);
