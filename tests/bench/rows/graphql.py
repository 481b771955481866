# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""GraphQL: a query of three levels against graphql-http with graphql-js, and how long a large schema takes to load."""

import json
import re
import subprocess
import tempfile
import time
from pathlib import Path

from harness import HEADLESS, Mock, NodeServer, alternate, ratio

SCHEMA = """type Query { products: [Product!]! }
type Product { id: ID! name: String! price: Float! reviews: [Review!]! }
type Review { id: ID! stars: Int! text: String! author: Author! }
type Author { id: ID! name: String! }
"""
SECTION = "seed: 7\ngraphql: {port: 0, schema_path: schema.graphql, list_size: 3, limits: {max_connections: 30000}}\n"
QUERY = "{ products { id name price reviews { stars text author { name } } } }"
TYPES = 2000


def posts(url, seconds, folder):
    """Answered queries per second, by wrk with a script."""
    script = Path(folder) / "post.lua"
    script.write_text('wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/json"\nwrk.body = [[%s]]\n'
                      % json.dumps({"query": QUERY}))
    out = subprocess.run(["wrk", "-t2", "-c32", f"-d{seconds}", "-s", script, url], check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in out:
        raise RuntimeError(f"wrk met errors at {url}: {out}")
    return (float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1)),)


def load_seconds(folder):
    """How long `mockforge check` takes for a schema of many types, over what it takes for a small one."""
    def took(types):
        (Path(folder) / "schema.graphql").write_text("type Query { t0: T0 }\n" + "".join(
            f"type T{i} {{ id: ID! name: String other: T{(i * 7 + 1) % types} list(first: Int = 3): [T{(i + 1) % types}!] kind: E{i % 50} }}\n"
            for i in range(types)) + "".join(f"enum E{i} {{ A B C }}\n" for i in range(50)))
        begun = time.monotonic()
        subprocess.run([HEADLESS, "check", Path(folder) / "mockforge.yaml"], check=True, capture_output=True)
        return time.monotonic() - begun

    (Path(folder) / "mockforge.yaml").write_text(SECTION)
    return took(TYPES) - took(50)


def measure(table, options):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "schema.graphql").write_text(SCHEMA)
        with Mock("", SECTION, ["graphql"], {"schema.graphql": SCHEMA}) as mock, \
                NodeServer("graphql_http_server.mjs", f"{folder}/schema.graphql") as peer:
            share, medians = ratio(alternate([lambda: posts(mock.urls["graphql"], options.seconds, folder),
                                              lambda: posts(f"http://127.0.0.1:{peer.port}/", options.seconds, folder)], options.rounds))
        table.add("GraphQL query of three levels, against graphql-http", f"{share:.1f} × ({medians[0]:,.0f} / {medians[1]:,.0f} per s)",
                  "≥ 5 ×", share >= 5)
        seconds = load_seconds(folder)
        table.add(f"a GraphQL schema of {TYPES:,} types loads", f"{seconds:.2f} s", "≤ 1 s", seconds <= 1)
