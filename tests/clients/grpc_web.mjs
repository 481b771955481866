// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A gRPC-Web call by fetch, as a browser makes it: node grpc_web.mjs URL TEXT(true|false) [CANCEL_AFTER]. Sends one empty message and
// prints the frames as they come, one JSON object a line, with the time.

const [url, text, cancelAfter] = process.argv.slice(2);
const asText = text === 'true';
const body = Buffer.alloc(5);
const begun = Date.now();
const controller = new AbortController();
const reply = await fetch(url, {
  method: 'POST',
  body: asText ? body.toString('base64') : body,
  headers: { 'content-type': asText ? 'application/grpc-web-text' : 'application/grpc-web+proto', 'x-grpc-web': '1' },
  signal: controller.signal,
});
console.log(JSON.stringify({ status: reply.status, grpcStatus: reply.headers.get('grpc-status') }));
let rest = Buffer.alloc(0);
let encoded = '';
let count = 0;
try {
  for await (const part of reply.body) {
    if (asText) {
      encoded += Buffer.from(part).toString('latin1');
      const whole = encoded.length - (encoded.length % 4);
      // Each frame is a run of base64 with padding of its own.
      for (const run of encoded.slice(0, whole).match(/[^=]+={0,2}/g) ?? [])
        rest = Buffer.concat([rest, Buffer.from(run, 'base64')]);
      encoded = encoded.slice(whole);
    } else {
      rest = Buffer.concat([rest, Buffer.from(part)]);
    }
    while (rest.length >= 5 && rest.length >= 5 + rest.readUInt32BE(1)) {
      const size = rest.readUInt32BE(1);
      const payload = rest.subarray(5, 5 + size);
      if (rest[0] & 0x80) console.log(JSON.stringify({ trailers: payload.toString() }));
      else console.log(JSON.stringify({ message: size, ms: Date.now() - begun }));
      rest = rest.subarray(5 + size);
      count += 1;
      if (cancelAfter && count >= Number(cancelAfter)) controller.abort();
    }
  }
} catch (error) {
  console.log(JSON.stringify({ aborted: error.name }));
}
