# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""gRPC clients for the tests: @grpc/grpc-js for calls as they should be, plain HTTP/2 for those that should not."""

import base64
import json
import re
import struct
import subprocess
from pathlib import Path

from conftest import DEADLINE

CLIENTS = Path(__file__).resolve().parents[1] / "clients"

SHOP = """
syntax = "proto3";
package shop;
message Item { string id = 1; string name = 2; double price = 3; bytes picture = 4; }
service Shop {
  rpc Get(Item) returns (Item);
  rpc List(Item) returns (stream Item);
  rpc Add(stream Item) returns (Item);
  rpc Chat(stream Item) returns (stream Item);
}
"""
PROJECT = "grpc:\n  proto_files: [shop.proto]\n"


def serve_grpc(serve, folder, project=PROJECT, *arguments, proto=SHOP, expect=("grpc", "http", "admin", "metrics"), **options):
    (folder / "shop.proto").write_text(proto)
    return serve(project, "--grpc-port", "0", *arguments, expect=expect, **options)


def address(server):
    return re.search(r"//(.+)$", server.urls["grpc"]).group(1)


def ask(server, method, messages=None, **options):
    return {"address": address(server), "proto": str(server.folder / "shop.proto"), "method": method if "/" in method else
            "shop.Shop/" + method, "messages": messages or [{}], **options}


def call(server, method, messages=None, **options):
    """One call by grpc-js, to its end: code, details, messages, initial, trailers, times, elapsedMs."""
    done = subprocess.run(["node", "--no-deprecation", CLIENTS / "grpc_call.mjs"], input=json.dumps(ask(server, method, messages, **options)), text=True,
                          capture_output=True, timeout=DEADLINE)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


class Running:
    """A call by grpc-js that goes on beside the test."""

    def __init__(self, server, method, messages=None, **options):
        self.process = subprocess.Popen(["node", "--no-deprecation", CLIENTS / "grpc_call.mjs"], text=True, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.process.stdin.write(json.dumps(ask(server, method, messages, **options)))
        self.process.stdin.close()
        self.process.stdin = None

    def wait_for_message(self):
        line = ""
        while not line.startswith("message"):
            line = self.process.stderr.readline()
            assert line, "the call ended without a message"

    def vanish(self):
        self.process.kill()
        self.process.wait(DEADLINE)

    def result(self):
        out, err = self.process.communicate(timeout=DEADLINE)
        assert self.process.returncode == 0, err
        return json.loads(out)


def framed(message=b"", flags=0):
    """A message as gRPC has it on the wire."""
    return struct.pack(">BI", flags, len(message)) + message


def raw_call(server, path, body=framed(), **headers):
    """A call by plain HTTP/2: the fields of the reply, trailers among them, and its body."""
    asked = {"url": f"http://{address(server)}", "path": path, "body": base64.b64encode(body).decode(),
             "headers": {name.replace("_", "-"): value for name, value in headers.items()}}
    done = subprocess.run(["node", "--no-deprecation", CLIENTS / "grpc_raw.mjs"], input=json.dumps(asked), text=True, capture_output=True,
                          timeout=DEADLINE)
    assert done.returncode == 0, done.stderr
    reply = json.loads(done.stdout)
    return reply["fields"], base64.b64decode(reply["body"])


def frames_of(server, *calls):
    """Calls by plain HTTP/2 on one connection, one after the other: how the stream of each ended, and what GOAWAY said. Each is a method of the
    shop and more of what grpc_frames.mjs takes."""
    asked = {"url": f"http://{address(server)}", "calls": [{"path": f"/shop.Shop/{method}", "body": base64.b64encode(framed()).decode(), **more}
                                                           for method, more in calls]}
    done = subprocess.run(["node", "--no-deprecation", CLIENTS / "grpc_frames.mjs"], input=json.dumps(asked), text=True, capture_output=True,
                          timeout=DEADLINE)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def requests(server, method, status):
    return server.metric(f'mockforge_requests_total{{protocol="grpc",method="{method}",status="{status}"}}')


def errors(server):
    return server.metric('mockforge_errors_total{protocol="grpc",error_type="grpc_error"}')


def in_flight(server):
    return server.metric('mockforge_requests_in_flight{protocol="grpc"}')


def put_mode(server, **scenario):
    assert server.curl("/__mockforge/scenario", "-X", "PUT", "-d", json.dumps(scenario), endpoint="admin").status == 200
