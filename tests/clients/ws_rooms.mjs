// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Many clients of npm's ws in one room. The standard input is {url, clients}: each connects and waits for the room's greeting, then each says
// "from N"; everyone must hear everyone. Prints {heard: [messages of each client], order: whether each heard a speaker's words in order}.

import { readFileSync } from "node:fs";
import WebSocket from "ws";

const { url, clients, words } = JSON.parse(readFileSync(0, "utf8"));
const deadline = setTimeout(() => { console.error("not everyone was heard"); process.exit(1); }, 15000);

const sockets = await Promise.all(Array.from({ length: clients }, (_, number) => new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    const member = { socket, heard: [] };
    socket.on("error", reject);
    socket.on("message", (data) => {
        const text = data.toString();
        if (text === "in") resolve(member);
        else { member.heard.push(text); member.wake?.(); }
    });
})));
for (let word = 0; word < words; word += 1) sockets.forEach(({ socket }, number) => socket.send(`${number} ${word}`));
await Promise.all(sockets.map((member) => new Promise((resolve) => {
    member.wake = () => { if (member.heard.length >= clients * words) resolve(); };
    member.wake();
})));
const inOrder = ({ heard }) => {
    const last = new Map();
    return heard.every((text) => {
        const [who, word] = text.split(" ").map(Number);
        const fits = word === (last.get(who) ?? -1) + 1;
        last.set(who, word);
        return fits;
    });
};
clearTimeout(deadline);
process.stdout.write(JSON.stringify({ heard: sockets.map(({ heard }) => heard.length), inOrder: sockets.every(inOrder) }),
    () => process.exit(0));
