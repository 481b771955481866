// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Uses the endpoint's page in a browser, through its DevTools: node graphql_page.mjs URL FOLDER prints what was seen.

import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import WebSocket from "ws";

const [url, folder] = process.argv.slice(2);
const browser = spawn("chromium", ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--remote-debugging-port=0", `--user-data-dir=${folder}`, "about:blank"],
    { stdio: "ignore", env: { ...process.env, HOME: folder } });
const pause = () => new Promise((resolve) => setTimeout(resolve, 20));
async function until(what, condition) {
    for (const end = Date.now() + 20000; Date.now() < end; await pause()) {
        const value = await condition();
        if (value) return value;
    }
    browser.kill();
    throw new Error(`this did not come true: ${what}`);
}

const portFile = `${folder}/DevToolsActivePort`;
const port = await until("DevTools", () => existsSync(portFile) && readFileSync(portFile, "utf8").split("\n")[1] && readFileSync(portFile, "utf8").split("\n")[0]);
const pages = await until("a page", async () => (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()).filter((page) => page.type === "page")[0]);
const socket = new WebSocket(pages.webSocketDebuggerUrl);
await new Promise((resolve) => socket.on("open", resolve));
const waiting = new Map(), problems = [];
let last = 0;
socket.on("message", (text) => {
    const message = JSON.parse(text);
    waiting.get(message.id)?.(message.result ?? message.error);
    if (message.method === "Runtime.exceptionThrown") problems.push(message.params.exceptionDetails.exception?.description ?? message.params.exceptionDetails.text);
    if (message.method === "Log.entryAdded" && message.params.entry.level === "error") problems.push(message.params.entry.text);
});
const send = (method, params = {}) => new Promise((resolve) => {
    waiting.set(++last, resolve);
    socket.send(JSON.stringify({ id: last, method, params }));
});
const evaluate = async (expression) => (await send("Runtime.evaluate", { expression, returnByValue: true })).result.value;
const text = (id) => evaluate(`document.getElementById("${id}").textContent`);
const key = (key, modifiers = 0) => send("Input.dispatchKeyEvent", { type: "keyDown", key, code: key, windowsVirtualKeyCode: key === "Enter" ? 13 : 0, modifiers });
const seen = {};

await Promise.all([send("Runtime.enable"), send("Log.enable"), send("Page.enable")]);
await send("Page.navigate", { url });
await until("the schema", async () => (await text("schema"))?.includes("Query"));
seen.first = await evaluate(`document.getElementById("query").value`);

const click = (label) => evaluate(`[...document.querySelectorAll("#schema button")].find(one => one.textContent.startsWith("${label}")).click()`);
await evaluate(`query.value = ""; query.dispatchEvent(new Event("input"))`);
await click("product(");
seen.inserted = await evaluate(`query.value`);
await key("Enter", 2);
await until("a result", async () => (await text("status")).startsWith("200"));
seen.result = JSON.parse(await text("result"));

await evaluate(`query.value = "query($id: ID!) { product(id: $id) { id } }"; document.getElementById("variables").value = '{"id": 42}'; run()`);
await until("a result with variables", async () => (await text("result")).includes("42"));
seen.variables = JSON.parse(await text("result"));

await evaluate(`document.getElementById("search").value = "reviews"; draw()`);
seen.found = await evaluate(`document.querySelectorAll("#schema button").length`);

await evaluate(`query.value = "subscription { tick }"; refresh(); run()`);
await until("the subscription's end", async () => (await text("status")).startsWith("complete"));
seen.events = (await text("result")).split("\n\n").map((event) => JSON.parse(event));

await evaluate(`query.value = "{ nope }"; document.getElementById("variables").value = ""; refresh(); run()`);
await until("an error", async () => (await text("result")).includes("errors"));
seen.errorStatus = await evaluate(`document.getElementById("status").className`);
const back = async (scheme) => {
    await send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
    return evaluate(`getComputedStyle(document.body).backgroundColor`);
};
seen.colours = [await back("light"), await back("dark")];
// A status of 400 is told on the console by the browser itself; it is what the page was to show.
seen.problems = problems.filter((problem) => !problem.includes("status of 400"));
console.log(JSON.stringify(seen));
const over = new Promise((resolve) => browser.on("exit", resolve));
await send("Browser.close");
socket.terminate();
await over;
