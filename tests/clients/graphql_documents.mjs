// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Documents made for a schema, valid and not. The same seed makes the same documents.

import * as g from 'graphql';

const mutations = ['{', '}', '(', ')', '"', '$', '!', '@', '...', '\u00e9', '0x', '', '"""', '#', '\r\n', '[', ':', '|', '1.', '\\', '\u{1F600}'];

export class DocumentMaker {
  constructor(schema, seed) {
    this.schema = schema;
    this.state = seed >>> 0;
    // graphql-js's introspection types have more than the specification's.
    this.types = Object.values(schema.getTypeMap()).filter(type => !type.name.startsWith('__'));
  }

  random() {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return this.state / 4294967296;
  }
  pick(list) { return list[Math.floor(this.random() * list.length)]; }
  chance(share) { return this.random() < share; }
  below(limit) { return Math.floor(this.random() * limit); }

  make(hostile) {
    const doc = { hostile, vars: [], fragments: [], aliases: 0, variables: {} };
    const operation = this.operation(doc, 'Op');
    let query = `${operation}\n${doc.fragments.join('\n')}`;
    let operationName;
    if (this.chance(0.05)) {
      query += '\nquery Other { __typename }';
      operationName = this.pick(['Op', 'Op', 'Other', hostile ? 'Nowhere' : 'Op', hostile ? undefined : 'Op']);
    }
    if (hostile) {
      if (this.chance(0.04)) query += '\nquery Op { __typename }';
      if (this.chance(0.03)) query += '\n{ __typename }';
      if (this.chance(0.02)) query += '\ntype Extra { a: Int }';
      if (this.chance(0.03)) query += '\nfragment Lost on Query { __typename ...Lost }';
      if (this.chance(0.1)) {
        const at = this.below(query.length);
        query = (query.slice(0, at) + this.pick(mutations) + query.slice(at + this.below(2))).toWellFormed();
      }
    }
    return { query, variables: doc.variables, operationName };
  }

  operation(doc, name) {
    const roots = [['query', this.schema.getQueryType()], ['mutation', this.schema.getMutationType()], ['subscription', this.schema.getSubscriptionType()]];
    let [kind, root] = this.pick([roots[0], roots[0], ...roots]);
    if (!root && !doc.hostile) [kind, root] = roots[0];
    // A subscription selects one field, but for those that shall be wrong.
    const body = kind === 'subscription' && !this.chance(doc.hostile ? 0.2 : 0)
      ? this.field(this.pick(Object.values((root ?? roots[0][1]).getFields())), 0, doc)
      : this.selections(root ?? roots[0][1], 0, doc);
    const definitions = doc.vars.map(v => {
      if (v.value !== undefined) doc.variables[v.name] = v.value;
      return `${this.chance(0.03) ? '"told" ' : ''}$${v.name}: ${v.type}${v.fallback !== null ? ` = ${v.fallback}` : ''}`;
    });
    if (doc.hostile && this.chance(0.05)) definitions.push('$unused: Int');
    if (doc.hostile && definitions.length && this.chance(0.05)) definitions.push(definitions[0]);
    return `${this.chance(0.03) ? '"a description"\n' : ''}${kind} ${name}${definitions.length ? `(${definitions.join(', ')})` : ''} {\n  ${body}\n}`;
  }

  selections(type, depth, doc) {
    const parts = [];
    const fields = g.isUnionType(type) ? [] : Object.values(type.getFields());
    for (let i = 1 + this.below(4); i > 0 && fields.length; --i) {
      const field = this.pick(fields);
      if (!g.isCompositeType(g.getNamedType(field.type)) || depth < 4) parts.push(this.field(field, depth, doc, fields));
    }
    if (this.chance(0.3) || parts.length === 0) parts.push('__typename');
    if (depth === 0 && type === this.schema.getQueryType() && this.chance(0.05))
      parts.push(this.pick(['__schema { queryType { name } mutationType { name fields { name isDeprecated } } }', '__type(name: "Query") { name fields { name args { name defaultValue } } }', '__type(name: "__Type") { fields { name } }']));
    if (g.isAbstractType(type) || this.chance(0.12)) parts.push(this.inline(type, depth, doc));
    if (depth < 3 && this.chance(0.15)) parts.push(this.spread(type, depth, doc));
    return parts.join(this.pick([' ', '\n  ', ', ']));
  }

  field(field, depth, doc, siblings = [field]) {
    const named = g.getNamedType(field.type);
    const signature = this.args(field.args, doc);
    let key = '';
    if (this.chance(0.25)) key = `${doc.hostile && this.chance(0.2) ? this.pick(siblings).name : `a${doc.aliases++}`}: `;
    // Without an alias the same field may come twice with other arguments: only in documents that may be wrong.
    else if (signature && !(doc.hostile && this.chance(0.3))) key = `b${doc.aliases++}: `;
    let body = g.isCompositeType(named) ? ` {${this.selections(named, depth + 1, doc)}}` : '';
    if (doc.hostile && this.chance(0.02)) body = body ? '' : ' {x}';
    return `${key}${doc.hostile && this.chance(0.02) ? 'noSuchField' : field.name}${signature}${this.directives(doc)}${body}`;
  }

  inline(type, depth, doc) {
    let on = g.isAbstractType(type) ? this.pick(this.schema.getPossibleTypes(type)) ?? type : type;
    if (doc.hostile && this.chance(0.1)) on = this.pick(this.types);
    if (depth >= 4 || !g.isCompositeType(on)) return doc.hostile ? `... on ${on.name} {x}` : '__typename';
    const condition = on === type && this.chance(0.3) ? '' : ` on ${on.name}`;
    return `...${condition}${this.directives(doc)} {${this.selections(on, depth + 1, doc)}}`;
  }

  spread(type, depth, doc) {
    if (doc.hostile && this.chance(0.05)) return '...NoSuchFragment';
    const known = doc.fragments.length;
    if (known && doc.hostile && this.chance(0.2)) return `...F${this.below(known)}`;
    const name = `F${known}`;
    doc.fragments.push('');
    const on = doc.hostile && this.chance(0.05) ? this.pick(this.types).name : type.name;
    const again = doc.hostile && this.chance(0.05) ? ` ...F${this.below(doc.fragments.length)}` : '';
    let body = `${this.selections(type, depth + 1, doc)}${again}`;
    // A fragment on no composite type that comes back to itself is compared with itself by graphql-js alone.
    if (!g.isCompositeType(this.schema.getType(on))) body = body.replace(/\.\.\.F\d+/g, '__typename');
    doc.fragments[known] = `fragment ${name} on ${on}${this.directives(doc)} {${body}}`;
    if (doc.fragments[known].includes('@skip') || doc.fragments[known].includes('@include'))
      doc.fragments[known] = doc.fragments[known].replace(/^(fragment \w+ on \w+) @(skip|include)\([^)]*\)/, doc.hostile ? '$&' : '$1');
    return `...${name}${this.directives(doc)}`;
  }

  directives(doc) {
    let text = '';
    if (this.chance(0.06)) text += ` @${this.pick(['skip', 'include'])}(if: ${this.literal(new g.GraphQLNonNull(g.GraphQLBoolean), 0, doc)})`;
    if (doc.hostile && this.chance(0.02)) text += this.pick([' @nothing', ' @skip', ' @deprecated', ' @skip(if: true) @skip(if: false)', ' @include(unless: 1)', ' @include(if: "yes")', ' @skip(if: true, if: true)']);
    return text;
  }

  args(list, doc) {
    const given = [];
    for (const arg of list) {
      const needed = g.isRequiredArgument(arg);
      if (needed ? !(doc.hostile && this.chance(0.05)) : this.chance(0.3)) given.push(`${arg.name}: ${this.literal(arg.type, 0, doc)}`);
    }
    if (doc.hostile && this.chance(0.02)) given.push('unknownArgument: 1');
    if (doc.hostile && given.length && this.chance(0.03)) given.push(given[0]);
    return given.length ? `(${given.join(', ')})` : '';
  }

  variable(type, doc) {
    const { hostile } = doc;
    const name = `v${doc.vars.length}`;
    const shown = hostile && this.chance(0.1) ? this.pick(['Int', 'String!', '[ID]', 'Nothing', ...this.types]) : `${type}`;
    const nullable = !g.isNonNullType(type);
    let value = !nullable || this.chance(0.7) ? this.json(type, 0, hostile) : undefined;
    if (hostile && this.chance(0.05)) value = this.pick([undefined, null, 'text', 1, [null], { a: 1 }]);
    doc.vars.push({ name, type: shown, value, fallback: nullable && this.chance(0.3) ? this.literal(type, 2, { hostile: false, vars: null }) : null });
    return `$${name}`;
  }

  literal(type, depth, doc) {
    const { hostile, vars } = doc;
    if (hostile && this.chance(0.05))
      return this.pick(['1', '"text"', 'WORD', '{a: 1}', '{a: $nowhere, b: [1]}', '[1]', '[[1]]', 'null', '1.5', 'true', '99999999999', '-2147483649', '1e400', '$nowhere', '""', '[]', '{}']);
    if (vars && this.chance(0.2)) return this.variable(type, doc);
    if (g.isNonNullType(type)) {
      const value = this.literal(type.ofType, depth, { ...doc, vars: null, hostile: false });
      return value === 'null' ? this.literal(type, depth, { ...doc, vars: null, hostile: false }) : value;
    }
    if (this.chance(0.06)) return 'null';
    if (g.isListType(type)) {
      if (this.chance(0.2)) return this.literal(type.ofType, depth, doc);
      return `[${Array.from({ length: this.below(3) }, () => this.literal(type.ofType, depth + 1, doc)).join(', ')}]`;
    }
    if (g.isEnumType(type)) return this.pick(type.getValues()).name;
    if (g.isInputObjectType(type)) return this.objectLiteral(type, depth, doc);
    switch (type.name) {
      case 'Int': return this.pick(['1', '0', '-7', '2147483647', '-2147483648', '-0']);
      case 'Float': return this.pick(['1', '2.5', '-0.25', '1e3', '12345678901234567890', '1.5E-7']);
      case 'Boolean': return this.pick(['true', 'false']);
      case 'ID': return this.pick(['"id1"', '7', '"7"', '-7', '123456789012345678901234567890']);
      case 'String': return this.pick(['"text"', '"""block"""', '"a\\nb\\u00e9"', '"\\u{1F600} \u{1F600}"', '"""\n    two\n      lines \\""" \n  """', '"\\uD83D\\uDE00"', '""']);
      default: return this.pick(['"free"', '12', 'true', 'WORD', '[1, "b"]', '{a: {b: 1.5}}', '-1.25']);
    }
  }

  objectLiteral(type, depth, doc) {
    const fields = [];
    const all = Object.values(type.getFields());
    for (const field of type.isOneOf ? [this.pick(all)] : all) {
      const needed = g.isRequiredInputField(field) || type.isOneOf;
      if (needed ? doc.hostile && this.chance(0.05) : depth >= 2 || !this.chance(0.4)) continue;
      const wanted = type.isOneOf && !(doc.hostile && this.chance(0.3)) ? new g.GraphQLNonNull(field.type) : field.type;
      fields.push(`${field.name}: ${this.literal(wanted, depth + 1, doc)}`);
    }
    if (doc.hostile && this.chance(0.05)) fields.push('unknownField: 1');
    if (doc.hostile && fields.length && this.chance(0.05)) fields.push(fields[0]);
    return `{${fields.join(', ')}}`;
  }

  json(type, depth, hostile) {
    if (hostile && this.chance(0.02)) return this.pick([null, 1.5, 'text', [], {}, true, 4294967296, [[1]]]);
    if (g.isNonNullType(type)) return this.json(type.ofType, depth, hostile);
    if (g.isListType(type)) return this.chance(0.2) ? this.json(type.ofType, depth, hostile) : [this.json(type.ofType, depth + 1, hostile)];
    if (g.isEnumType(type)) return this.pick(type.getValues()).name;
    if (g.isInputObjectType(type)) {
      const object = {};
      const all = Object.values(type.getFields());
      for (const field of type.isOneOf ? [all[0]] : all)
        if (g.isRequiredInputField(field) || type.isOneOf || (depth < 2 && this.chance(0.4))) object[field.name] = this.json(field.type, depth + 1, hostile);
      if (hostile && this.chance(0.03)) object.unknownField = 1;
      return object;
    }
    switch (type.name) {
      case 'Int': return this.pick([5, -1, 2147483647, 3.0]);
      case 'Float': return this.pick([2, 2.5, 1e21, -1e-7]);
      case 'Boolean': return this.chance(0.5);
      case 'ID': return this.pick(['x', 3, '3']);
      case 'String': return this.pick(['text', 'q"\\\u00e9\u{1F600}\n', '']);
      default: return this.pick(['free', 1, { any: [1, null] }]);
    }
  }
}
