// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// gRPC calls on one connection by Node's own HTTP/2, told as JSON on standard input: {"url": …, "calls": [{"path": …, "body": base64,
// "headers": {…}, "stays": true}]}. A call begins when the one before it has ended; one that stays is begun, and ends its side when all others
// are done. Prints how each ended ("rst" is the stream's error code) and what the connection was told by GOAWAY.

import fs from 'node:fs';
import http2 from 'node:http2';

const asked = JSON.parse(fs.readFileSync(0, 'utf8'));
const session = http2.connect(asked.url);
const goaway = [];
session.on('goaway', (code, last, data) => goaway.push({ code, last, data: data ? Buffer.from(data).toString() : '' }));
session.on('error', () => {});

function begin(call) {
  const result = { bytes: 0 };
  const stream = session.request({
    ':method': 'POST', ':path': call.path, 'content-type': 'application/grpc', te: 'trailers', ...(call.headers ?? {}),
  });
  const body = Buffer.from(call.body, 'base64');
  result.begun = new Promise((begun) => stream.once('data', begun));
  result.stream = stream;
  stream.on('response', (fields) => { result.headers = { ...fields }; });
  stream.on('trailers', (fields) => { result.trailers = { ...fields }; });
  stream.on('data', (chunk) => { result.bytes += chunk.length; });
  stream.on('error', (error) => { result.error = error.code; });
  result.ended = new Promise((ended) => stream.on('close', () => { result.rst = stream.rstCode; ended(); }));
  if (call.stays) stream.write(body); else stream.end(body);
  return result;
}

const calls = [];
for (const call of asked.calls) {
  if (session.closed || session.destroyed) break;
  const running = begin(call);
  calls.push(running);
  await (call.stays ? running.begun : running.ended);
}
for (const running of calls) if (!running.stream.closed) { running.stream.end(); await running.ended; }
session.close();
console.log(JSON.stringify({ goaway, calls: calls.map(({ stream, begun, ended, ...told }) => told) }));
