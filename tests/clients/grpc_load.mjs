// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Calls of every kind by @grpc/grpc-js until the time is over, some of them given up: {"address": …, "proto": …, "seconds": …, "width": …} on
// standard input. Prints {"calls": n, "codes": {code: n}}. Methods are those of shop.Shop.

import fs from 'node:fs';
import path from 'node:path';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';

const asked = JSON.parse(fs.readFileSync(0, 'utf8'));
const definition = loader.loadSync(path.basename(asked.proto), { includeDirs: [path.dirname(asked.proto)], keepCase: true, defaults: true });
const Shop = grpc.loadPackageDefinition(definition).shop.Shop;
const end = Date.now() + asked.seconds * 1000;
const result = { calls: 0, codes: {} };
let chance = 12345;

function random(most) {
  chance = (chance * 1103515245 + 12345) % 2147483648;
  return Math.floor((chance / 2147483648) * most);
}

function start(client) {
  const metadata = new grpc.Metadata();
  const options = { deadline: Date.now() + 100 + random(400) };
  const item = { id: String(random(1000)) };
  const ignore = () => {};
  switch (random(4)) {
    case 0: return client.Get(item, metadata, options, ignore);
    case 1: return client.List(item, metadata, options);
    case 2: {
      const call = client.Add(metadata, options, ignore);
      for (let i = random(6); i >= 0; --i) call.write(item);
      call.end();
      return call;
    }
    default: {
      const call = client.Chat(metadata, options);
      for (let i = random(6); i >= 0; --i) call.write(item);
      if (random(3) > 0) call.end();
      return call;
    }
  }
}

function one(client) {
  return new Promise((resolve) => {
    const call = start(client);
    call.on('data', () => {});
    call.on('error', () => {});
    call.on('status', (status) => {
      result.calls += 1;
      result.codes[status.code] = (result.codes[status.code] ?? 0) + 1;
      setImmediate(resolve);
    });
    if (random(10) === 0) setTimeout(() => call.cancel(), random(50));
  });
}

async function client() {
  while (Date.now() < end) {
    const channel = new Shop(asked.address, grpc.credentials.createInsecure(), { 'grpc.use_local_subchannel_pool': 1 });
    for (let i = 20; i > 0 && Date.now() < end; --i) await one(channel);
    channel.close();
  }
}

await Promise.all(Array.from({ length: asked.width }, client));
console.log(JSON.stringify(result));
process.exit(0);
