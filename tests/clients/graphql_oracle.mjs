// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Makes documents for a schema, valid and not; has graphql-js and our own program answer them with the same made-up
// data, and compares errors by place and path, and data as a whole.
// node oracle.mjs PROGRAM SCHEMA.graphql COUNT [HAND-MADE.txt]

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as g from 'graphql';

const [program, schemaFile, count, handFile] = process.argv.slice(2);
const sdl = readFileSync(schemaFile, 'utf8');
const schema = g.buildSchema(sdl);

// A generator of our own, so that every run makes the same documents.
let state = 20261124;
const random = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 4294967296;
};
const pick = list => list[Math.floor(random() * list.length)];
const chance = share => random() < share;

function literal(type, depth, vars, hostile) {
  if (hostile && chance(0.12)) return pick(['1', '"text"', 'WORD', '{a: 1}', '[1]', 'null', '1.5', 'true', '99999999999', '$nowhere']);
  if (vars && chance(0.2)) {
    const name = `v${vars.length}`;
    const shown = hostile && chance(0.2) ? pick(['Int', 'String!', '[ID]', 'Nothing', ...Object.keys(schema.getTypeMap())]) : `${type}`;
    vars.push({ name, type: shown, value: g.isNonNullType(type) || chance(0.7) ? jsonValue(type, 0) : undefined,
                fallback: !g.isNonNullType(type) && chance(0.3) ? literal(type, 2, null, false) : null });
    return `$${name}`;
  }
  if (g.isNonNullType(type)) return literal(type.ofType, depth, vars, hostile);
  if (chance(0.06)) return 'null';
  if (g.isListType(type)) {
    if (chance(0.2)) return literal(type.ofType, depth, vars, hostile);
    return `[${Array.from({ length: Math.floor(random() * 3) }, () => literal(type.ofType, depth + 1, vars, hostile)).join(', ')}]`;
  }
  if (g.isEnumType(type)) return pick(type.getValues()).name;
  if (g.isInputObjectType(type)) {
    const fields = [];
    const all = Object.values(type.getFields());
    const chosen = type.isOneOf ? [pick(all)] : all;
    for (const field of chosen) {
      const needed = g.isRequiredInputField(field) || type.isOneOf;
      if ((needed && !(hostile && chance(0.1))) || (!needed && depth < 2 && chance(0.4)))
        fields.push(`${field.name}: ${type.isOneOf ? literal(field.type, depth + 1, null, hostile).replace(/^null$/, '1') : literal(field.type, depth + 1, vars, hostile)}`);
    }
    if (hostile && chance(0.05)) fields.push('unknownField: 1');
    if (hostile && fields.length && chance(0.05)) fields.push(fields[0]);
    return `{${fields.join(', ')}}`;
  }
  switch (type.name) {
    case 'Int': return pick(['1', '0', '-7', '2147483647']);
    case 'Float': return pick(['1', '2.5', '-0.25']);
    case 'Boolean': return pick(['true', 'false']);
    case 'ID': return pick(['"id1"', '7']);
    case 'String': return pick(['"text"', '"""block"""', '"a\\nb\\u00e9"']);
    default: return pick(['"free"', '12', 'true']);
  }
}

function jsonValue(type, depth) {
  if (g.isNonNullType(type)) return jsonValue(type.ofType, depth);
  if (g.isListType(type)) return chance(0.2) ? jsonValue(type.ofType, depth) : [jsonValue(type.ofType, depth + 1)];
  if (g.isEnumType(type)) return pick(type.getValues()).name;
  if (g.isInputObjectType(type)) {
    const object = {};
    const all = Object.values(type.getFields());
    for (const field of type.isOneOf ? [all[0]] : all)
      if (g.isRequiredInputField(field) || type.isOneOf || (depth < 2 && chance(0.4))) object[field.name] = jsonValue(field.type, depth + 1);
    return object;
  }
  switch (type.name) {
    case 'Int': return 5;
    case 'Float': return pick([2, 2.5]);
    case 'Boolean': return chance(0.5);
    case 'ID': return pick(['x', 3]);
    case 'String': return 'text';
    default: return 'free';
  }
}

function args(list, vars, hostile) {
  const given = [];
  for (const arg of list) {
    const needed = g.isRequiredArgument(arg);
    if ((needed && !(hostile && chance(0.1))) || (!needed && chance(0.3))) given.push(`${arg.name}: ${literal(arg.type, 0, vars, hostile)}`);
  }
  if (hostile && chance(0.03)) given.push('unknownArgument: 1');
  if (hostile && given.length && chance(0.03)) given.push(given[0]);
  return given.length ? `(${given.join(', ')})` : '';
}

function directives(vars, hostile) {
  let text = '';
  if (chance(0.06)) text += ` @${pick(['skip', 'include'])}(if: ${vars && chance(0.5) ? literal(new g.GraphQLNonNull(g.GraphQLBoolean), 0, vars, false) : pick(['true', 'false'])})`;
  if (hostile && chance(0.02)) text += pick([' @nothing', ' @skip', ' @deprecated', ' @skip(if: true) @skip(if: false)']);
  return text;
}

function selections(type, depth, doc, hostile) {
  const parts = [];
  const fields = g.isUnionType(type) ? [] : Object.values(type.getFields());
  const wanted = 1 + Math.floor(random() * 4);
  for (let i = 0; i < wanted && fields.length; ++i) {
    const field = pick(fields);
    const named = g.getNamedType(field.type);
    if (g.isCompositeType(named) && depth >= 4) continue;
    const alias = chance(0.25) ? `${hostile && chance(0.2) ? pick(fields).name : `a${Math.floor(random() * 5)}_${depth}_${doc.aliases++}`}: ` : '';
    const signature = args(field.args, doc.vars, hostile);
    // Without an alias the same field may come twice with other arguments: only in documents that may be wrong.
    const key = alias || (signature && !hostile ? `b${doc.aliases++}: ` : '');
    let body = g.isCompositeType(named) ? ` {${selections(named, depth + 1, doc, hostile)}}` : '';
    if (hostile && chance(0.03)) body = body ? '' : ' {x}';
    parts.push(`${key}${hostile && chance(0.03) ? 'noSuchField' : field.name}${signature}${directives(doc.vars, hostile)}${body}`);
  }
  if (chance(0.3) || parts.length === 0) parts.push('__typename');
  if (g.isAbstractType(type) || chance(0.12)) {
    const on = g.isAbstractType(type) ? pick(schema.getPossibleTypes(type)) ?? type : hostile && chance(0.3) ? pick(Object.values(schema.getTypeMap())) : type;
    if (depth < 4 && g.isCompositeType(on)) parts.push(`... on ${on.name}${directives(doc.vars, hostile)} {${selections(on, depth + 1, doc, hostile)}}`);
    else if (hostile) parts.push(`... on ${on.name} {x}`);
  }
  if (depth < 3 && chance(0.15)) {
    const name = `F${doc.fragments.length}`;
    doc.fragments.push(null);
    const on = hostile && chance(0.1) ? pick(Object.values(schema.getTypeMap())).name : type.name;
    // Variables in fragments belong to every operation that spreads them: kept out of the fragments here.
    const vars = doc.vars;
    doc.vars = null;
    doc.fragments[Number(name.slice(1))] = `fragment ${name} on ${on} {${selections(type, depth + 1, doc, hostile)}${hostile && chance(0.05) ? ` ...${name}` : ''}}`;
    doc.vars = vars;
    parts.push(`...${hostile && chance(0.05) ? 'NoSuchFragment' : name}`);
  }
  return parts.join(pick([' ', '\n  ', ', ']));
}

function document(hostile) {
  const doc = { vars: [], fragments: [], aliases: 0 };
  const kind = chance(0.75) ? 'query' : 'mutation';
  const root = (kind === 'query' ? schema.getQueryType() : schema.getMutationType()) ?? schema.getQueryType();
  const body = selections(root, 0, doc, hostile);
  const variables = {};
  const definitions = doc.vars.map(v => {
    if (v.value !== undefined) variables[v.name] = v.value;
    return `$${v.name}: ${v.type}${v.fallback !== null ? ` = ${v.fallback}` : ''}`;
  });
  if (hostile && chance(0.05)) definitions.push('$unused: Int');
  if (hostile && definitions.length && chance(0.05)) definitions.push(definitions[0]);
  let query = `${root === schema.getQueryType() ? 'query' : kind} Op${definitions.length ? `(${definitions.join(', ')})` : ''} {\n  ${body}\n}\n${doc.fragments.join('\n')}`;
  if (hostile && chance(0.04)) query += '\nquery Op { __typename }';
  if (hostile && chance(0.03)) query += '\n{ __typename }';
  if (hostile && chance(0.02)) query += '\ntype Extra { a: Int }';
  if (hostile && chance(0.08)) {
    const at = Math.floor(random() * query.length);
    query = query.slice(0, at) + pick(['{', '}', '(', ')', '"', '$', '!', '@', '...', '\u00e9', '0x', '']) + query.slice(at + 1);
  }
  return { query, variables };
}

const cases = [];
if (handFile) {
  for (const block of readFileSync(handFile, 'utf8').split(/^---.*\n/m)) {
    const [query, variables] = block.split(/^variables: /m);
    if (query.trim()) cases.push({ query, variables: variables ? JSON.parse(variables) : {} });
  }
}
for (let i = 0; i < Number(count); ++i) cases.push(document(i % 2 === 1));

const hashOf = text => {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
};
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

function value(type, seed) {
  const hash = hashOf(seed);
  if (hash % 17 === 0) return new Error('boom');
  if (hash % 13 === 0) return null;
  const plain = g.getNullableType(type);
  if (g.isListType(plain)) return Array.from({ length: hash % 3 }, (_, i) => value(plain.ofType, `${seed}#${i}`));
  if (g.isEnumType(plain)) return plain.getValues().map(v => v.name).sort(compare)[hash % plain.getValues().length];
  if (g.isScalarType(plain)) {
    switch (plain.name) {
      case 'Int': return hash % 1000;
      case 'Float': return (hash % 1000) / 4;
      case 'Boolean': return hash % 2 === 0;
      default: return `s${hash}`;
    }
  }
  const objects = (g.isObjectType(plain) ? [plain] : [...schema.getPossibleTypes(plain)]).sort((a, b) => compare(a.name, b.name));
  return { __typename: objects[hash % objects.length].name };
}

function fieldResolver(_source, values, _context, info) {
  const path = g.responsePathAsArray(info.path).map(step => `.${step}`).join('');
  const result = value(info.returnType, path + JSON.stringify(values));
  if (result instanceof Error) throw result;
  return result;
}
// graphql-js has no resolver for literals of scalars without one; ours keeps their JSON.
function responsePath(path) { return path; }

const errorsOf = errors => errors.map(e => ({ message: e.message, locations: (e.locations ?? []).map(l => [l.line, l.column]) }));
function answer({ query, variables }) {
  let ast;
  try { ast = g.parse(query); } catch (error) { return { stage: 'parse', errors: errorsOf([error]) }; }
  let errors;
  try { errors = g.validate(schema, ast); } catch (error) { return { stage: 'skip', why: error.message }; }
  if (errors.length) return { stage: 'validate', errors: errorsOf(errors) };
  const result = g.executeSync({ schema, document: ast, variableValues: variables, fieldResolver,
                                 typeResolver: v => v.__typename, operationName: undefined });
  return { stage: 'execute', result: JSON.parse(JSON.stringify(result)) };
}

const folder = mkdtempSync(join(tmpdir(), 'oracle-'));
const casesFile = join(folder, 'cases.json');
writeFileSync(casesFile, JSON.stringify(cases));
const ours = JSON.parse(execFileSync(program, [schemaFile, casesFile], { maxBuffer: 1 << 30 }).toString());

const canonical = v => Array.isArray(v) ? v.map(canonical) : v && typeof v === 'object' ? Object.fromEntries(Object.keys(v).sort(compare).map(k => [k, canonical(v[k])])) : v;
const places = errors => errors.map(e => JSON.stringify(e.locations)).sort(compare);
const outcomes = errors => (errors ?? []).map(e => JSON.stringify([e.path ?? null, e.locations ?? []])).sort(compare);

const stages = {};
let differing = 0;
cases.forEach((test, i) => {
  const theirs = answer(test);
  if (theirs.stage === 'skip') return;
  stages[theirs.stage] = (stages[theirs.stage] ?? 0) + 1;
  const mine = ours[i];
  let difference = '';
  if (theirs.stage !== mine.stage) difference = 'stage';
  else if (theirs.stage !== 'execute') {
    if (JSON.stringify(places(theirs.errors)) !== JSON.stringify(places(mine.errors))) difference = 'places';
  } else {
    if (JSON.stringify(outcomes(theirs.result.errors)) !== JSON.stringify(outcomes(mine.result.errors))) difference = 'errors';
    if (JSON.stringify(canonical(theirs.result.data ?? null)) !== JSON.stringify(canonical(mine.result.data ?? null))) difference += ' data';
    // The order of the keys counts too.
    else if (JSON.stringify(theirs.result.data ?? null) !== JSON.stringify(mine.result.data ?? null)) difference += ' order';
  }
  if (!difference) return;
  if (++differing <= Number(process.env.ORACLE_SHOW ?? 3))
    console.log(`--- case ${i} differs: ${difference}\n${test.query}\nvariables: ${JSON.stringify(test.variables)}\ngraphql-js: ${JSON.stringify(theirs, null, 1).slice(0, 3000)}\nours: ${JSON.stringify(mine, null, 1).slice(0, 3000)}`);
});

// Introspection: what graphql-js makes of our answer prints the same schema.
const introspection = [{ query: g.getIntrospectionQuery({ specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true, oneOf: true }), variables: {} }];
writeFileSync(casesFile, JSON.stringify(introspection));
const [told] = JSON.parse(execFileSync(program, [schemaFile, casesFile], { maxBuffer: 1 << 30 }).toString());
if (told.stage !== 'execute' || told.result.errors) { console.log('introspection:', JSON.stringify(told).slice(0, 2000)); process.exit(1); }
const rebuilt = g.printSchema(g.lexicographicSortSchema(g.buildClientSchema(told.result.data)));
const original = g.printSchema(g.lexicographicSortSchema(schema));
if (rebuilt !== original) {
  const a = rebuilt.split('\n'), b = original.split('\n');
  const line = a.findIndex((text, i) => text !== b[i]);
  console.log(`introspection differs from line ${line + 1}: ours '${a[line]}', graphql-js '${b[line]}'`);
  differing++;
}
console.log(`${schemaFile.split('/').pop()}: ${cases.length} documents (${JSON.stringify(stages)}), ${differing} differ`);
process.exit(differing ? 1 : 0);
