// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Has graphql-js and our own program judge the same schemas: each error of the one is an error of the other, at the same place.
// graphql-js gives several places for an error, ours the one that the user has to change: it is one of those.
// Where ours is stricter, or graphql-js stops early, the file says so:
//   only ours: LINE:COLUMN …     what graphql-js does not report
// node graphql_schema_oracle.mjs PROGRAM SCHEMAS.txt

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as g from 'graphql';
import { validateSDL } from 'graphql/validation/validate.js';

const [program, file] = process.argv.slice(2);
const cases = readFileSync(file, 'utf8').split(/^---/m).slice(1).map(block => {
  const [title, ...lines] = block.split('\n');
  const only = lines.filter(l => l.startsWith('only ours: ')).flatMap(l => l.slice(11).trim().split(' '));
  return { title: title.trim(), sdl: lines.filter(l => !l.startsWith('only ours: ')).join('\n').trimEnd(), only };
});

/// The places of a node at which one may look for it: where it begins, its name, its type.
function placesOf(error) {
  const places = new Set();
  const add = loc => loc && places.add(`${loc.startToken.line}:${loc.startToken.column}`);
  for (const node of error.nodes ?? []) [node.loc, node.name?.loc, node.type?.loc].forEach(add);
  for (const { line, column } of error.nodes ? [] : error.locations ?? []) places.add(`${line}:${column}`);
  if (places.size === 0) places.add('1:1');
  return { message: error.message, places };
}

function judge(sdl) {
  let document;
  try { document = g.parse(sdl); } catch (error) { return [placesOf(error)]; }
  const errors = validateSDL(document);
  try { errors.push(...g.validateSchema(g.buildASTSchema(document, { assumeValidSDL: true }))); } catch { /* what is known is enough */ }
  return errors.map(placesOf);
}

const folder = mkdtempSync(join(tmpdir(), 'oracle-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const asked = join(folder, 'schemas.json');
writeFileSync(asked, JSON.stringify(cases.map(c => c.sdl)));
const answers = JSON.parse(execFileSync(program, ['--schemas', asked], { maxBuffer: 1 << 28 }).toString());

let differing = 0;
let good = 0;
cases.forEach(({ title, sdl, only }, i) => {
  const theirs = judge(sdl);
  const ours = answers[i].map(([line, column, message]) => ({ place: `${line}:${column}`, message }));
  good += theirs.length === 0 && ours.length === 0;
  const missed = theirs.filter(t => !ours.some(o => t.places.has(o.place))).map(t => `graphql-js alone: ${[...t.places].join(' ')} ${t.message}`);
  const extra = ours.filter(o => !theirs.some(t => t.places.has(o.place)) && !only.includes(o.place)).map(o => `ours alone: ${o.place} ${o.message}`);
  const stale = only.filter(place => !ours.some(o => o.place === place)).map(place => `told of by none: ${place}`);
  if (ours.length - only.length < theirs.length && missed.length === 0) missed.push(`${theirs.length} errors of graphql-js, ${ours.length} of ours`);
  const differences = [...missed, ...extra, ...stale];
  if (differences.length && ++differing) console.log(`--- ${title}\n${sdl}\n${differences.join('\n')}`);
});
console.log(`${cases.length} schemas, ${good} of them good: ${differing} differ`);
process.exit(differing ? 1 : 0);
