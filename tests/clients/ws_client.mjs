// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One conversation over npm's ws. The standard input is {url, steps, protocols, origin, headers, insecure, answerPings}; the steps, in order:
//   {send: text} {sendHex: hex} {fragments: [text, …]} {fragmentsHex: […]} {ping: text} {close: [code, reason]} {terminate: true}
//   {messages: n} {pongs: n} {pings: n} {closed: true} wait until so many have come in all.
// Prints {protocol, status, messages: [{text} or {hex}], pings, pongs, close: {code, reason}}.

import { readFileSync } from "node:fs";
import WebSocket from "ws";

const plan = JSON.parse(readFileSync(0, "utf8"));
const seen = { protocol: null, status: 101, messages: [], pings: 0, pongs: [], close: null };
const deadline = setTimeout(() => {
    console.log(JSON.stringify(seen));
    console.error("the conversation did not go on");
    process.exit(1);
}, plan.deadline ?? 15000);

let wake = () => {};
const until = async (condition) => {
    while (!condition()) await new Promise((resolve) => { wake = resolve; });
};
const finish = () => {
    clearTimeout(deadline);
    process.stdout.write(JSON.stringify(seen), () => process.exit(0));
};

const socket = new WebSocket(plan.url, plan.protocols ?? [], {
    origin: plan.origin, headers: plan.headers, rejectUnauthorized: !plan.insecure, autoPong: plan.answerPings ?? true,
});
socket.on("message", (data, isBinary) => {
    seen.messages.push(isBinary ? { hex: data.toString("hex") } : { text: data.toString() });
    wake();
});
socket.on("ping", () => { seen.pings += 1; wake(); });
socket.on("pong", (data) => { seen.pongs.push(data.toString()); wake(); });
socket.on("close", (code, reason) => { seen.close = { code, reason: reason.toString() }; wake(); });
socket.on("error", (error) => { seen.error = error.message; wake(); });
socket.on("unexpected-response", (_, reply) => { seen.status = reply.statusCode; seen.headers = reply.headers; finish(); });

const fragments = (parts) => parts.forEach((part, i) => socket.send(part, { fin: i === parts.length - 1 }));
await new Promise((resolve) => {
    socket.on("open", resolve);
    socket.on("error", () => { seen.status = 0; finish(); });
});
seen.protocol = socket.protocol;
for (const step of plan.steps) {
    if ("send" in step) socket.send(step.send);
    if ("sendHex" in step) socket.send(Buffer.from(step.sendHex, "hex"));
    if ("fragments" in step) fragments(step.fragments);
    if ("fragmentsHex" in step) fragments(step.fragmentsHex.map((part) => Buffer.from(part, "hex")));
    if ("ping" in step) socket.ping(step.ping);
    if ("close" in step) socket.close(...step.close);
    if ("terminate" in step) socket.terminate();
    if ("messages" in step) await until(() => seen.messages.length >= step.messages);
    if ("pongs" in step) await until(() => seen.pongs.length >= step.pongs);
    if ("pings" in step) await until(() => seen.pings >= step.pings);
    if ("closed" in step) await until(() => seen.close !== null);
}
finish();
