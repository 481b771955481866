// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One gRPC call by Node's own HTTP/2, for bodies that no gRPC library would send: {"url": …, "path": …, "body": base64, "headers": {…}} on
// standard input. Prints {"fields": headers and trailers together, "body": base64}; a server may end the call before the body was sent.

import fs from 'node:fs';
import http2 from 'node:http2';

const asked = JSON.parse(fs.readFileSync(0, 'utf8'));
const session = http2.connect(asked.url);
const stream = session.request({
  ':method': 'POST', ':path': asked.path, 'content-type': 'application/grpc', te: 'trailers', ...(asked.headers ?? {}),
});
const result = { fields: {} };
const chunks = [];
const keep = (fields) => Object.assign(result.fields, fields);

function fail(error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

stream.on('response', keep);
stream.on('trailers', keep);
stream.on('data', (chunk) => chunks.push(chunk));
stream.on('error', fail);
session.on('error', fail);
stream.on('close', () => {
  result.body = Buffer.concat(chunks).toString('base64');
  session.close();
  console.log(JSON.stringify(result));
});
stream.end(Buffer.from(asked.body, 'base64'));
