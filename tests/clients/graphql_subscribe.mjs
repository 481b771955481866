// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One operation over WebSocket by npm's graphql-ws, or by subscriptions-transport-ws. The standard input is {url, legacy, query,
// variables, connectionParams, headers, take}; each result is printed as {next}, then {error}, {complete: true} or {closed: code,
// reason}. After `take` results the client completes the operation itself.

import { readFileSync } from "node:fs";
import WebSocket from "ws";
import { createClient } from "graphql-ws";
import transport from "subscriptions-transport-ws";

const plan = JSON.parse(readFileSync(0, "utf8"));
const print = (value) => console.log(JSON.stringify(value));
const request = { query: plan.query, variables: plan.variables, operationName: plan.operationName };
class Socket extends WebSocket {
    constructor(url, protocols) { super(url, protocols, { headers: plan.headers, rejectUnauthorized: false }); }
}
let seen = 0;
let over = false;
const done = () => { over = true; setImmediate(() => process.exit(0)); };

function modern() {
    const client = createClient({ url: plan.url, webSocketImpl: Socket, retryAttempts: 0, connectionParams: plan.connectionParams, lazy: true,
        on: { closed: (event) => { if (event.code !== 1000) print({ closed: event.code, reason: event.reason }); } } });
    const unsubscribe = client.subscribe(request, {
        next: (result) => { print({ next: result }); if (++seen === plan.take) unsubscribe(); },
        error: (error) => { print({ error: Array.isArray(error) ? error : String(error.reason ?? error) }); done(); },
        complete: () => { print({ complete: true }); client.dispose(); done(); },
    });
}

function legacy() {
    const client = new transport.SubscriptionClient(plan.url, { reconnect: false, connectionParams: plan.connectionParams }, Socket);
    client.onError(() => {});
    client.client?.addEventListener?.("close", () => {});
    client.onDisconnected(() => { if (!over) { print({ closed: true }); done(); } });
    const subscription = client.request(request).subscribe({
        next: (result) => {
            print({ next: result });
            if (++seen === plan.take) { subscription.unsubscribe(); print({ complete: true }); done(); }
        },
        error: (error) => { print({ error: String(error.message ?? error) }); done(); },
        complete: () => { print({ complete: true }); done(); },
    });
}

setTimeout(() => { console.error("nothing came"); process.exit(1); }, 15000).unref();
plan.legacy ? legacy() : modern();
