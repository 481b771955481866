// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Learns a schema from server reflection alone and calls a unary method with it:
// node grpc_reflection.mjs ADDRESS VERSION SERVICE METHOD. Prints services, methods and the reply as a JSON object.

import grpc from '@grpc/grpc-js';
import { GrpcReflection } from 'grpc-js-reflection-client';

const [address, version, serviceName, methodName] = process.argv.slice(2);
const credentials = grpc.credentials.createInsecure();
const reflection = new GrpcReflection(address, credentials, {}, version);
const services = await reflection.listServices();
const methods = (await reflection.listMethods(serviceName)).map(({ name }) => name);
const descriptor = await reflection.getDescriptorBySymbol(serviceName);
const loaded = descriptor.getPackageObject({ keepCase: true, enums: String, longs: String, defaults: true });
const Service = serviceName.split('.').reduce((scope, name) => scope[name], loaded);
const client = new Service(address, credentials);
client[methodName]({}, (error, reply) => {
  console.log(JSON.stringify({ services, methods, reply, error: error?.message }));
  process.exit(0);
});
