# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of operations and fields, and the state that mutations change: every key of both."""

import time

import pytest
from conftest import wait_until
from gqlclient import RESPONSE, data, post, serve_graphql


def rules(text):
    return "  rules:\n" + "".join(f"    {line}\n" for line in text.strip("\n").splitlines())


def test_conditions_on_arguments_variables_and_headers(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, rules("""
- {field: Query.product, match: {args: {id: {equals: "1"}}}, reply: {name: equals}}
- {field: Query.product, match: {args: {id: {contains: needle}}}, reply: {name: contains}}
- {field: Query.product, match: {args: {id: {regex: "^a+$"}}}, reply: {name: regex}}
- {field: Query.product, match: {variables: {flag: true}}, reply: {name: variables}}
- {field: Query.product, match: {headers: {X-Name: ada}}, reply: {name: header}}
- {field: Query.product, match: {headers: {X-Other: {absent: true}}}, reply: {name: other}}
- {field: Query.ping, match: {args: {a: {present: true}}}, reply: never}
- {field: Mutation.createProduct, match: {args: {input.price: {present: true}, "$.input[?@ == 'x']": {present: true}}}, reply: {name: both}}
- {field: Mutation.createProduct, match: {args: {input.price: 5}}, reply: {name: typed}}
- {field: Mutation.createProduct, match: {args: {input.price: {absent: true}}}, reply: {name: absent}}
"""))

    def name(id_, *headers, query="query($id: ID!) { product(id: $id) { name } }", **variables):
        reply = post(server, {"query": query, "variables": {"id": id_, **variables}}, *headers)
        return reply.json()["data"]["product"]["name"]

    assert name("1") == "equals"
    assert name("hay needle stack") == "contains"
    assert name("aaa") == "regex"
    assert name("z", query="query($id: ID!, $flag: Boolean!) { product(id: $id) { name stock @include(if: $flag) } }", flag=True) == "variables"
    assert name("z", "-H", "X-Name: ada") == "header"
    assert name("z") == "other"
    assert name("z", "-H", "X-Other: 1") not in ("other", "header")

    def made(fields):
        return data(server, "mutation { createProduct(input: {" + fields + "}) { name } }")["createProduct"]["name"]

    assert made('name: "x", price: 1') == "both"
    assert made('name: "y", price: 5') == "typed"
    assert made('name: "y"') == "absent"
    assert made('name: "y", price: 6') == "y"


def test_patterns(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, rules("""
- {field: "*.price", reply: 1.5}
- {field: Customer.*, reply: c}
- {field: [Product.stock, Review.stars], reply: 4}
- {field: Node.id, reply: node}
""").replace("Customer.*", "Customer.email"))
    product = data(server, "{ product(id: 1) { id price stock reviews { id stars author { email } } } }")["product"]
    assert (product["id"], product["price"], product["stock"]) == ("node", 1.5, 4)
    assert {(r["id"], r["stars"], r["author"]["email"]) for r in product["reviews"]} == {("node", 4, "c")}


def test_replies(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, rules("""
- id: rich
  field: Query.product
  match: {args: {id: 1}}
  reply: {name: "{{args.id}} {{variables.word}} {{operation}} {{header.X-Name}}", maker: 7, tags: [a, b],
          reviews: [{text: first}, {text: second, author: {name: Ada}}]}
- {field: Query.product, match: {args: {id: 2}}, reply: null}
- {field: Query.product, match: {args: {id: 3}}, reply: {category: NOPE}}
- {field: Query.search, reply: [{__typename: Customer, name: Ada}, {price: 2.5}, {__typename: Nope}]}
- {field: Review.text, reply: "of {{parent.id}}"}
- {field: Query.ping, reply: "{{sequence}}"}
"""))
    query = 'query Q($word: Boolean!) { product(id: 1) { id @include(if: $word) name tags price maker { id } reviews { text author { name } } } }'
    reply = post(server, {"query": query, "variables": {"word": True}}, "-H", "X-Name: Ada").json()["data"]["product"]
    assert reply["name"] == "1 true Q Ada" and reply["tags"] == ["a", "b"] and reply["maker"] == {"id": "7"}
    assert isinstance(reply["price"], (int, float)) and reply["reviews"][1]["author"]["name"] == "Ada"
    assert data(server, "{ product(id: 2) { id } }") == {"product": None}
    result = post(server, "{ product(id: 3) { id category } }").json()
    assert result["data"] == {"product": None} and result["errors"][0]["path"] == ["product", "category"]
    found = post(server, '{ search(text: "x") { __typename ... on Customer { name } ... on Product { price } } }').json()
    assert found["data"] is None and "Nope" in found["errors"][0]["message"]
    reviews = data(server, "{ product(id: 9) { reviews { id text } } }")["product"]["reviews"]
    assert all(review["text"] == "of " + review["id"] for review in reviews)
    assert [data(server, "{ ping }")["ping"] for _ in range(3)] == ["0", "1", "2"]


def test_sizes_errors_and_probability(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, rules("""
- {field: Query.products, match: {args: {first: 1}}, size: 3, reply: {name: "p{{index}}"}}
- {field: Query.products, size: {min: 5, max: 6}}
- {field: Product.stock, probability: 0.3, error: {message: "no stock of {{parent.id}}", code: OUT, extensions: {retry: true}}}
- {field: Product.stock, probability: 0.5, reply: null}
- {field: Product.stock, reply: 8}
"""))
    assert [p["name"] for p in data(server, "{ products(first: 1) { name } }")["products"]] == ["p0", "p1", "p2"]
    assert len(data(server, "{ products { id } }")["products"]) in (5, 6)
    stocks, messages = [], []
    for _ in range(40):
        result = post(server, "{ products { id stock } }").json()
        stocks += [product["stock"] for product in result["data"]["products"]]
        messages += result.get("errors", [])
    failed, eights = len(messages), stocks.count(8)
    assert 0.2 < failed / len(stocks) < 0.4 and 0.25 < eights / len(stocks) < 0.45
    first = messages[0]
    assert first["message"].startswith("no stock of ") and first["extensions"] == {"retry": True, "code": "OUT"}
    assert first["path"][0] == "products" and first["path"][2] == "stock"


def test_delays_of_fields_run_side_by_side(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, rules("""
- {field: Query.ping, delay: 150ms}
- {field: Query.product, delay: {min: 150ms, max: 160ms}}
- {field: Product.price, delay: 100ms, reply: 1}
- {field: Mutation.deleteProduct, delay: 100ms, reply: true}
- {operation: Slow, delay: 200ms}
"""))

    def took(query):
        begun = time.monotonic()
        data(server, query)
        return time.monotonic() - begun

    assert 0.15 <= took("{ a: ping b: ping product(id: 1) { id } }") < 0.3
    assert 0.25 <= took("{ product(id: 1) { price } }") < 0.4
    assert 0.3 <= took("mutation { a: deleteProduct(id: 1) b: deleteProduct(id: 2) c: deleteProduct(id: 3) }") < 0.5
    assert 0.2 <= took("query Slow { __typename }") < 0.35
    assert took("{ __typename }") < 0.15
    buckets = server.metric('mockforge_injected_delay_seconds_count{protocol="graphql"}')
    assert buckets >= 4


def test_rules_of_operations(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, rules("""
- {operation: Known, match: {variables: {id: 5}}, reply: {thing: {name: mine, maker: null}, ping: pong}}
- {operation: Down, error: {message: "down, {{operation}}", code: SERVICE_UNAVAILABLE}, status: 503}
- {operation: Soft, error: soft}
- {type: mutation, error: read only}
"""))
    query = "query Known($id: ID!) { thing: product(id: $id) { name price maker { id } } ping other: ping }"
    thing = data(server, query, {"id": 5})
    assert thing["thing"]["name"] == "mine" and thing["thing"]["maker"] is None and thing["ping"] == "pong"
    assert thing["other"] == "pong" and isinstance(thing["thing"]["price"], (int, float))
    assert data(server, query, {"id": 6})["thing"]["name"] != "mine"
    for accept in ("application/json", RESPONSE):
        reply = post(server, "query Down { ping }", accept=accept)
        assert (reply.status, reply.json()) == (503, {"errors": [{"message": "down, Down", "extensions": {
            "code": "SERVICE_UNAVAILABLE"}}], "data": None})
        assert post(server, "query Soft { ping }", accept=accept).status == 200
    assert post(server, "mutation { deleteProduct(id: 1) }").json()["errors"][0]["message"] == "read only"


STATE = """
  state:
    Product:
      - {id: 1, name: Lamp, price: 20.5, category: LAMPS, maker: 1}
      - {id: 2, name: Novel, price: 9.9, category: BOOKS, maker: 2}
      - {id: 3, name: Robot, price: 35, category: TOYS, maker: 1}
    Review:
      key: id
      items:
        - {id: 1, product: 1, text: Bright}
        - {id: 2, product: 1, text: "{{faker.lorem.word}}"}
    Customer: {count: 4}
"""


def test_state_answers_what_plainly_means_it(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, STATE)
    assert data(server, "{ product(id: 2) { name price category maker { id } } }")["product"] == {
        "name": "Novel", "price": 9.9, "category": "BOOKS", "maker": {"id": "2"}}
    assert data(server, "{ product(id: 9) { name } }") == {"product": None}
    assert [p["id"] for p in data(server, "{ products { id } }")["products"]] == ["1", "2", "3"]
    assert [p["id"] for p in data(server, "{ products(first: 1, offset: 1) { id } }")["products"]] == ["2"]
    assert [p["id"] for p in data(server, "{ products(category: TOYS) { id } }")["products"]] == ["3"]
    feed = data(server, "{ feed(first: 2) { edges { node { id } } nodes { name } totalCount pageInfo { hasNextPage hasPreviousPage } } }")["feed"]
    assert feed == {"edges": [{"node": {"id": "1"}}, {"node": {"id": "2"}}], "nodes": [{"name": "Lamp"}, {"name": "Novel"}],
                    "totalCount": 3, "pageInfo": {"hasNextPage": True, "hasPreviousPage": False}}
    lamp = data(server, "{ product(id: 1) { reviews { id text stars product { name } } } }")["product"]
    assert [review["id"] for review in lamp["reviews"]] == ["1", "2"] and lamp["reviews"][0]["product"]["name"] == "Lamp"
    assert lamp["reviews"][1]["text"] and "{{" not in lamp["reviews"][1]["text"]
    assert data(server, "{ product(id: 2) { reviews { id } } }")["product"]["reviews"] == []
    assert data(server, "{ node(id: 4) { __typename id } }")["node"] == {"__typename": "Customer", "id": "4"}


def test_mutations_change_what_queries_see(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, STATE)
    made = data(server, 'mutation { createProduct(input: {name: "Chair", price: 49}) { id name price category } }')["createProduct"]
    assert (made["id"], made["name"], made["price"]) == ("4", "Chair", 49)
    assert data(server, "{ product(id: 4) { id name price category } }")["product"] == made
    both = data(server, 'mutation { updateProduct(id: 4, input: {price: 45}) { name price } rename(id: 1, name: "X") { name } }')
    assert both["updateProduct"] == {"name": "Chair", "price": 45}
    assert data(server, "mutation { deleteProduct(id: 2) }") == {"deleteProduct": True}
    assert data(server, "mutation { deleteProduct(id: 2) }") == {"deleteProduct": False}
    assert [p["id"] for p in data(server, "{ products { id } }")["products"]] == ["1", "3", "4"]
    (error,) = post(server, "mutation { updateProduct(id: 99, input: {}) { id } }").json()["errors"]
    assert error["message"] == "there is no Product with id 99" and error["extensions"] == {"code": "NOT_FOUND"}
    added = data(server, 'mutation { addReview(product: 3, text: "Whirr") { success review { id text product { name } } } }')["addReview"]
    assert added == {"success": True, "review": {"id": "3", "text": "Whirr", "product": {"name": "Robot"}}}
    assert data(server, "{ product(id: 3) { reviews { text } } }")["product"]["reviews"] == [{"text": "Whirr"}]


def test_many_writers_lose_nothing(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, "  batching: true\n  limits: {max_batch: 200}\n" + STATE.lstrip("\n"))
    batch = [{"query": 'mutation { createProduct(input: {name: "n"}) { id } }'}] * 200
    import concurrent.futures
    import json
    import urllib.request

    def send(_):
        request = urllib.request.Request(server.url("/graphql", "graphql"), json.dumps(batch).encode(), {"Content-Type": "application/json"})
        return json.loads(urllib.request.urlopen(request, timeout=20).read())

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        replies = [reply for part in pool.map(send, range(8)) for reply in part]
    ids = {reply["data"]["createProduct"]["id"] for reply in replies}
    assert len(ids) == 1600
    assert data(server, "{ feed { totalCount } }")["feed"]["totalCount"] == 1603


def test_actions_of_rules(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, """
  state:
    Product:
      automatic: false
      key: name
      items: [{name: b, price: 2}, {name: a, price: 3}, {name: c, price: 1}]
    Review: [{id: 1, text: x}]
""" + rules("""
- {field: Query.product, match: {args: {id: made}}, reply: {price: 5}}
- {field: Query.product, get: {from: Product, id: "{{args.id}}"}}
- {field: Query.products, match: {args: {category: TOYS}}, list: {from: Product, where: {price: 2}}}
- {field: Query.products, match: {args: {category: LAMPS}}, list: {from: Product, where: {}, sort: -price, offset: 1, limit: "{{args.first}}"}}
- {field: Query.products, list: {from: Product, sort: name}}
- {field: Mutation.createProduct, create: {from: Product, with: {name: "new {{args.input.name}}", price: 7}}}
- {field: Mutation.updateProduct, update: {from: Product, id: "{{args.id}}", with: {price: "{{args.input.price}}"}}}
- {field: Mutation.deleteProduct, delete: {from: Product, id: "{{args.id}}"}}
- {field: Query.ping, reply: "{{#each state.Product}}{{this.name}} {{/each}}"}
""").lstrip("\n"))
    assert data(server, '{ product(id: "c") { name price } }')["product"] == {"name": "c", "price": 1}
    assert data(server, "{ products { name } }")["products"] == [{"name": "a"}, {"name": "b"}, {"name": "c"}]
    assert data(server, "{ products(category: TOYS) { name } }")["products"] == [{"name": "b"}]
    assert data(server, "{ products(category: LAMPS, first: 1) { name } }")["products"] == [{"name": "b"}]
    assert data(server, 'mutation { createProduct(input: {name: "d"}) { name price } }')["createProduct"] == {"name": "new d", "price": 7}
    assert data(server, 'mutation { updateProduct(id: "a", input: {price: 8}) { price } }')["updateProduct"] == {"price": 8}
    assert data(server, 'mutation { deleteProduct(id: "b") }')["deleteProduct"] is True
    assert data(server, "{ ping }")["ping"] == "a c new d "
    (error,) = post(server, 'mutation { createProduct(input: {name: "d"}) { name } }').json()["errors"]
    assert error["message"] == "there is a Product with name new d already"


def test_a_reload_keeps_unchanged_state_and_counters(serve, tmp_path):
    server = serve_graphql(serve, tmp_path, STATE + rules('- {field: Query.ping, reply: "{{sequence}}"}'))
    data(server, 'mutation { createProduct(input: {name: "Chair"}) { id } }')
    assert data(server, "{ ping }")["ping"] == "0"
    text = server.file.read_text()
    server.file.write_text(text.replace("{id: 1, product: 1, text: Bright}", "{id: 1, product: 2, text: Dim}"))
    wait_until(lambda: data(server, "{ product(id: 2) { reviews { text } } }")["product"]["reviews"] == [{"text": "Dim"}])
    assert data(server, "{ product(id: 4) { name } }")["product"] == {"name": "Chair"}
    assert data(server, "{ ping }")["ping"] == "1"
    server.file.write_text(text.replace("name: Lamp", "name: Torch"))
    wait_until(lambda: data(server, "{ product(id: 1) { name } }")["product"] == {"name": "Torch"})
    assert data(server, "{ product(id: 4) { name } }")["product"] is None


def test_the_same_requests_meet_the_same_replies(serve, tmp_path):
    section = rules('- {field: Query.ping, probability: 0.5, reply: "{{uuid}}"}\n- {field: Query.ping, reply: "{{randInt 1 1000}}"}')
    runs = []
    for _ in range(2):
        server = serve_graphql(serve, tmp_path, section)
        runs.append([data(server, "{ ping }")["ping"] for _ in range(20)])
        server.stop()
    assert runs[0] == runs[1] and len(set(runs[0])) > 15


def test_huge_replies_are_cut(serve, tmp_path):
    server = serve_graphql(serve, tmp_path)
    result = post(server, "{ products(first: 1000) { reviews { author { friends { friends { friends { friends { id } } } } } } } }").json()
    assert result["errors"][0]["message"] == "the reply has more than 100,000 objects"
