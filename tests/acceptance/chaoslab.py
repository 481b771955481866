# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of chaos rules share: projects with rules, and what the lab says of itself."""

import json
import math
import time

GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"
ROUTES = """
routes:
  - path: /
    response: {body: ok}
  - path: /json
    response: {body: {name: Ada, age: 36, tags: [a, b]}}
  - path: /big
    response:
      headers: {Content-Type: text/plain}
      body: "{{#repeat 4096}}0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef{{/repeat}}"
  - {path: /post, method: POST, response: {body: posted}}
"""
BIG = 4096 * 64


def project(*rules, section="", routes=ROUTES, seed=7):
    """A project with these rules, each a mapping or a line of YAML."""
    lines = "".join(f"      - {rule if isinstance(rule, str) else json.dumps(rule)}\n" for rule in rules)
    return (f"seed: {seed}\nhttp: {{compression: false}}\nobservability:\n  chaos:\n    enabled: true\n"
            + "".join(f"    {line}\n" for line in section.strip().splitlines()) + (f"    rules:\n{lines}" if rules else "") + routes)


def lab(server):
    return server.curl("/__mockforge/chaos", endpoint="admin").json()


def rule_of(server, name):
    return next(rule for rule in lab(server)["rules"] if rule["name"] == name)


def send(server, method, path, body=None, check=True):
    arguments = ["-X", method] + (["-d", json.dumps(body)] if body is not None else [])
    reply = server.curl(f"/__mockforge/chaos{path}", *arguments, endpoint="admin")
    assert not check or reply.status < 300, reply.body
    return reply


def applied(server, fault, protocol="http"):
    return server.metric(f'mockforge_chaos_faults_total{{protocol="{protocol}",fault="{fault}"}}')


def statuses(server, count, request=GET):
    connection = server.raw()
    return [connection.send(request).read_reply().status for _ in range(count)]


def timed(action):
    """What the action gives, and how long it took, in milliseconds."""
    begun = time.monotonic()
    value = action()
    return value, (time.monotonic() - begun) * 1000


def is_share(count, total, share):
    """Within five standard deviations of a binomial share."""
    return abs(count - total * share) <= 5 * math.sqrt(total * share * (1 - share)) + 1e-9
