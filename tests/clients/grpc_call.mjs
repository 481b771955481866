// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One gRPC call by @grpc/grpc-js, told as JSON, in an argument or on standard input: {"address": …, "proto": …, "method": "pkg.Service/Name", …}.
// Prints a JSON object: what was received, how it ended, and when. Lines "message N" on stderr tell of messages as they come.

import fs from 'node:fs';
import path from 'node:path';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';

const asked = JSON.parse(process.argv[2] ?? fs.readFileSync(0, 'utf8'));
const [serviceName, methodName] = asked.method.split('/');

function serviceClass() {
  const definition = loader.loadSync(path.basename(asked.proto), {
    includeDirs: [path.dirname(asked.proto)], keepCase: true, longs: String, enums: String, defaults: true, oneofs: true,
  });
  return serviceName.split('.').reduce((scope, name) => scope[name], grpc.loadPackageDefinition(definition));
}

function credentials() {
  if (!asked.tls) return grpc.credentials.createInsecure();
  const read = (file) => (file ? fs.readFileSync(file) : null);
  return grpc.credentials.createSsl(read(asked.tls.ca), read(asked.tls.key), read(asked.tls.cert));
}

function metadata() {
  const sent = new grpc.Metadata();
  for (const [name, value] of Object.entries(asked.metadata ?? {}))
    sent.set(name, name.endsWith('-bin') ? Buffer.from(value, 'base64') : value);
  return sent;
}

const plain = (received) => Object.fromEntries(Object.entries(received?.getMap() ?? {}).map(
  ([name, value]) => [name, Buffer.isBuffer(value) ? value.toString('base64') : value]));

const options = { ...(asked.options ?? {}) };
if (asked.gzip) options['grpc.default_compression_algorithm'] = grpc.compressionAlgorithms.gzip;
const client = new (serviceClass())(asked.address, credentials(), options);
const method = client[methodName];
const callOptions = asked.deadlineMs ? { deadline: Date.now() + asked.deadlineMs } : {};
const result = { messages: [], times: [] };
const begun = Date.now();

function finish(status) {
  result.code = status.code;
  result.details = status.details;
  result.trailers = plain(status.metadata);
  result.elapsedMs = Date.now() - begun;
  client.close();
  console.log(JSON.stringify(result));
}

function received(message) {
  result.messages.push(message);
  result.times.push(Date.now() - begun);
  process.stderr.write(`message ${result.messages.length}\n`);
}

const requests = asked.messages ?? [{}];
let call;
if (method.requestStream && method.responseStream) call = method.call(client, metadata(), callOptions);
else if (method.requestStream) call = method.call(client, metadata(), callOptions, (error, reply) => reply && received(reply));
else if (method.responseStream) call = method.call(client, requests[0], metadata(), callOptions);
else call = method.call(client, requests[0], metadata(), callOptions, (error, reply) => reply && received(reply));

call.on('metadata', (initial) => { result.initial = plain(initial); result.peer = call.getPeer(); });
call.on('error', () => {});
call.on('status', (status) => setImmediate(() => finish(status)));
if (method.responseStream) {
  call.on('data', (message) => {
    received(message);
    if (asked.cancelAfter && result.messages.length >= asked.cancelAfter) call.cancel();
    // A conversation: the next message when the last one has been answered.
    if (method.requestStream && asked.pingPong) {
      if (result.messages.length < requests.length) call.write(requests[result.messages.length]);
      else call.end();
    }
  });
}
if (method.requestStream) {
  if (asked.pingPong) {
    call.write(requests[0]);
  } else {
    for (const request of requests) call.write(request);
    if (!asked.keepOpen) call.end();
  }
}
if (asked.cancelAfterMs) setTimeout(() => call.cancel(), asked.cancelAfterMs);
if (asked.vanishAfterMs) setTimeout(() => process.kill(process.pid, 'SIGKILL'), asked.vanishAfterMs);
