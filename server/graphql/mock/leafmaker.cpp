// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graphql/mock/leafmaker.h"

#include "metrics/base/random.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace mockforge::graphql {

namespace {

using Kind = LeafMaker::Kind;

/// A word that a plain name is ("=name") or ends with, and what it means.
struct TextRule
{
    std::string_view word;
    std::string_view text;
};

constexpr std::string_view kDateTime = "{{faker.date.past}}";

constexpr std::array kTextRules{
    TextRule{"email", "{{faker.internet.email}}"},
    TextRule{"emailaddress", "{{faker.internet.email}}"},
    TextRule{"firstname", "{{faker.person.firstName}}"},
    TextRule{"givenname", "{{faker.person.firstName}}"},
    TextRule{"lastname", "{{faker.person.lastName}}"},
    TextRule{"surname", "{{faker.person.lastName}}"},
    TextRule{"familyname", "{{faker.person.lastName}}"},
    TextRule{"username", "{{faker.internet.userName}}"},
    TextRule{"login", "{{faker.internet.userName}}"},
    TextRule{"handle", "{{faker.internet.userName}}"},
    TextRule{"nickname", "{{faker.internet.userName}}"},
    TextRule{"companyname", "{{faker.company.name}}"},
    TextRule{"company", "{{faker.company.name}}"},
    TextRule{"organization", "{{faker.company.name}}"},
    TextRule{"organisation", "{{faker.company.name}}"},
    TextRule{"employer", "{{faker.company.name}}"},
    TextRule{"brand", "{{faker.company.name}}"},
    TextRule{"vendor", "{{faker.company.name}}"},
    TextRule{"productname", "{{faker.commerce.product}}"},
    TextRule{"filename", "{{faker.lorem.slug}}.txt"},
    TextRule{"hostname", "{{faker.internet.domain}}"},
    TextRule{"domain", "{{faker.internet.domain}}"},
    TextRule{"host", "{{faker.internet.domain}}"},
    TextRule{"avatar", "https://example.com/images/{{faker.lorem.slug}}.png"},
    TextRule{"image", "https://example.com/images/{{faker.lorem.slug}}.png"},
    TextRule{"photo", "https://example.com/images/{{faker.lorem.slug}}.png"},
    TextRule{"picture", "https://example.com/images/{{faker.lorem.slug}}.png"},
    TextRule{"thumbnail", "https://example.com/images/{{faker.lorem.slug}}.png"},
    TextRule{"logo", "https://example.com/images/{{faker.lorem.slug}}.png"},
    TextRule{"imageurl", "https://example.com/images/{{faker.lorem.slug}}.png"},
    TextRule{"avatarurl", "https://example.com/images/{{faker.lorem.slug}}.png"},
    TextRule{"url", "{{faker.internet.url}}"},
    TextRule{"uri", "{{faker.internet.url}}"},
    TextRule{"website", "{{faker.internet.url}}"},
    TextRule{"link", "{{faker.internet.url}}"},
    TextRule{"href", "{{faker.internet.url}}"},
    TextRule{"homepage", "{{faker.internet.url}}"},
    TextRule{"ipaddress", "{{faker.internet.ipv4}}"},
    TextRule{"=ip", "{{faker.internet.ipv4}}"},
    TextRule{"useragent", "{{faker.internet.userAgent}}"},
    TextRule{"password", "{{faker.internet.password}}"},
    TextRule{"phone", "{{faker.phone.number}}"},
    TextRule{"phonenumber", "{{faker.phone.number}}"},
    TextRule{"mobile", "{{faker.phone.number}}"},
    TextRule{"=tel", "{{faker.phone.number}}"},
    TextRule{"fax", "{{faker.phone.number}}"},
    TextRule{"street", "{{faker.address.streetAddress}}"},
    TextRule{"streetaddress", "{{faker.address.streetAddress}}"},
    TextRule{"address", "{{faker.address.streetAddress}}"},
    TextRule{"addressline1", "{{faker.address.streetAddress}}"},
    TextRule{"city", "{{faker.address.city}}"},
    TextRule{"town", "{{faker.address.city}}"},
    TextRule{"region", "{{faker.address.state}}"},
    TextRule{"province", "{{faker.address.state}}"},
    TextRule{"=state", "{{faker.address.state}}"},
    TextRule{"zip", "{{faker.address.zipCode}}"},
    TextRule{"zipcode", "{{faker.address.zipCode}}"},
    TextRule{"postcode", "{{faker.address.zipCode}}"},
    TextRule{"postalcode", "{{faker.address.zipCode}}"},
    TextRule{"countrycode", "{{faker.address.countryCode}}"},
    TextRule{"country", "{{faker.address.country}}"},
    TextRule{"jobtitle", "{{faker.person.jobTitle}}"},
    TextRule{"=job", "{{faker.person.jobTitle}}"},
    TextRule{"occupation", "{{faker.person.jobTitle}}"},
    TextRule{"gender", "{{faker.person.gender}}"},
    TextRule{"department", "{{faker.company.department}}"},
    TextRule{"slogan", "{{faker.company.catchPhrase}}"},
    TextRule{"tagline", "{{faker.company.catchPhrase}}"},
    TextRule{"headline", "{{faker.company.catchPhrase}}"},
    TextRule{"title", "{{faker.company.catchPhrase}}"},
    TextRule{"subject", "{{faker.company.catchPhrase}}"},
    TextRule{"category", "{{faker.commerce.category}}"},
    TextRule{"material", "{{faker.commerce.material}}"},
    TextRule{"color", "{{faker.commerce.color}}"},
    TextRule{"colour", "{{faker.commerce.color}}"},
    TextRule{"sku", "{{faker.commerce.sku}}"},
    TextRule{"barcode", "{{faker.commerce.ean}}"},
    TextRule{"=ean", "{{faker.commerce.ean}}"},
    TextRule{"gtin", "{{faker.commerce.ean}}"},
    TextRule{"isbn", "{{faker.commerce.ean}}"},
    TextRule{"price", "{{faker.commerce.price}}"},
    TextRule{"amount", "{{faker.finance.amount}}"},
    TextRule{"currency", "{{faker.finance.currency}}"},
    TextRule{"currencycode", "{{faker.finance.currency}}"},
    TextRule{"iban", "{{faker.finance.iban}}"},
    TextRule{"cardnumber", "{{faker.finance.cardNumber}}"},
    TextRule{"birthday", "{{faker.date.birthday}}"},
    TextRule{"birthdate", "{{faker.date.birthday}}"},
    TextRule{"dateofbirth", "{{faker.date.birthday}}"},
    TextRule{"=dob", "{{faker.date.birthday}}"},
    TextRule{"expiresat", "{{faker.date.future}}"},
    TextRule{"duedate", "{{faker.date.future}}"},
    TextRule{"timestamp", kDateTime},
    TextRule{"datetime", kDateTime},
    TextRule{"date", kDateTime},
    TextRule{"=time", kDateTime},
    TextRule{"slug", "{{faker.lorem.slug}}"},
    TextRule{"uuid", "{{uuid}}"},
    TextRule{"guid", "{{uuid}}"},
    TextRule{"token", "{{uuid}}"},
    TextRule{"cursor", "{{base64 (faker.lorem.slug)}}"},
    TextRule{"hash", "{{uuid}}"},
    TextRule{"description", "{{faker.lorem.sentence}}"},
    TextRule{"summary", "{{faker.lorem.sentence}}"},
    TextRule{"comment", "{{faker.lorem.sentence}}"},
    TextRule{"message", "{{faker.lorem.sentence}}"},
    TextRule{"notes", "{{faker.lorem.sentence}}"},
    TextRule{"=note", "{{faker.lorem.sentence}}"},
    TextRule{"=text", "{{faker.lorem.sentence}}"},
    TextRule{"=bio", "{{faker.lorem.sentence}}"},
    TextRule{"about", "{{faker.lorem.sentence}}"},
    TextRule{"content", "{{faker.lorem.paragraph}}"},
    TextRule{"=body", "{{faker.lorem.paragraph}}"},
};

/// What a "name" is depends on what has it.
constexpr std::array kNamesOfTypes{
    TextRule{"product", "{{faker.commerce.product}}"},
    TextRule{"item", "{{faker.commerce.product}}"},
    TextRule{"company", "{{faker.company.name}}"},
    TextRule{"organization", "{{faker.company.name}}"},
    TextRule{"organisation", "{{faker.company.name}}"},
    TextRule{"vendor", "{{faker.company.name}}"},
    TextRule{"brand", "{{faker.company.name}}"},
    TextRule{"supplier", "{{faker.company.name}}"},
    TextRule{"store", "{{faker.company.name}}"},
    TextRule{"shop", "{{faker.company.name}}"},
    TextRule{"category", "{{faker.commerce.category}}"},
    TextRule{"department", "{{faker.company.department}}"},
    TextRule{"city", "{{faker.address.city}}"},
    TextRule{"country", "{{faker.address.country}}"},
    TextRule{"tag", "{{faker.lorem.word}}"},
    TextRule{"label", "{{faker.lorem.word}}"},
    TextRule{"repository", "{{faker.lorem.slug}}"},
    TextRule{"project", "{{faker.lorem.slug}}"},
    TextRule{"file", "{{faker.lorem.slug}}.txt"},
};

/// Custom scalars by what they are usually called.
constexpr std::array kScalars{
    TextRule{"datetime", kDateTime},
    TextRule{"timestamp", kDateTime},
    TextRule{"timestamptz", kDateTime},
    TextRule{"instant", kDateTime},
    TextRule{"localdate", "{{faker.date.birthday}}"},
    TextRule{"=date", "{{faker.date.birthday}}"},
    TextRule{"isodate", "{{faker.date.birthday}}"},
    TextRule{"=time", "{{randInt 10 23}}:{{randInt 10 59}}:{{randInt 10 59}}Z"},
    TextRule{"localtime", "{{randInt 10 23}}:{{randInt 10 59}}:{{randInt 10 59}}"},
    TextRule{"duration", "PT{{randInt 1 59}}M"},
    TextRule{"uuid", "{{uuid}}"},
    TextRule{"guid", "{{uuid}}"},
    TextRule{"url", "{{faker.internet.url}}"},
    TextRule{"uri", "{{faker.internet.url}}"},
    TextRule{"emailaddress", "{{faker.internet.email}}"},
    TextRule{"email", "{{faker.internet.email}}"},
    TextRule{"decimal", "{{faker.commerce.price}}"},
    TextRule{"numeric", "{{faker.commerce.price}}"},
    TextRule{"money", "{{faker.commerce.price}}"},
    TextRule{"phonenumber", "{{faker.phone.number}}"},
    TextRule{"postalcode", "{{faker.address.zipCode}}"},
    TextRule{"ipv4", "{{faker.internet.ipv4}}"},
    TextRule{"=ip", "{{faker.internet.ipv4}}"},
    TextRule{"ipv6", "{{faker.internet.ipv6}}"},
    TextRule{"mac", "{{faker.internet.mac}}"},
    TextRule{"hexcolorcode", "#33{{randInt 10 99}}{{randInt 10 99}}"},
    TextRule{"currency", "{{faker.finance.currency}}"},
    TextRule{"countrycode", "{{faker.address.countryCode}}"},
    TextRule{"iban", "{{faker.finance.iban}}"},
    TextRule{"base64", "{{base64 (faker.lorem.word)}}"},
    TextRule{"byte", "{{base64 (faker.lorem.word)}}"},
    TextRule{"bytes", "{{base64 (faker.lorem.word)}}"},
    TextRule{"html", "<p>{{faker.lorem.sentence}}</p>"},
};

struct NumberRule
{
    std::string_view word;
    double low;
    double high;
    int decimals; ///< of a Float
};

constexpr std::array kNumberRules{
    NumberRule{"=age", 18, 85, 0},
    NumberRule{"year", 1990, 2026, 0},
    NumberRule{"month", 1, 12, 0},
    NumberRule{"=day", 1, 28, 0},
    NumberRule{"hour", 0, 23, 0},
    NumberRule{"minute", 0, 59, 0},
    NumberRule{"latitude", -85, 85, 5},
    NumberRule{"=lat", -85, 85, 5},
    NumberRule{"longitude", -180, 180, 5},
    NumberRule{"=lng", -180, 180, 5},
    NumberRule{"=lon", -180, 180, 5},
    NumberRule{"rating", 1, 5, 1},
    NumberRule{"stars", 1, 5, 1},
    NumberRule{"score", 1, 5, 1},
    NumberRule{"percent", 0, 100, 1},
    NumberRule{"percentage", 0, 100, 1},
    NumberRule{"rate", 0, 1, 2},
    NumberRule{"ratio", 0, 1, 2},
    NumberRule{"discount", 0, 1, 2},
    NumberRule{"quantity", 1, 20, 0},
    NumberRule{"qty", 1, 20, 0},
    NumberRule{"stock", 0, 200, 0},
    NumberRule{"inventory", 0, 200, 0},
    NumberRule{"views", 0, 100'000, 0},
    NumberRule{"count", 0, 100, 0},
    NumberRule{"price", 1, 999, 2},
    NumberRule{"amount", 1, 9'999, 2},
    NumberRule{"cost", 1, 999, 2},
    NumberRule{"balance", 0, 9'999, 2},
    NumberRule{"salary", 20'000, 150'000, 0},
    NumberRule{"cents", 100, 99'900, 0},
    NumberRule{"temperature", -10, 35, 1},
    NumberRule{"weight", 0.1, 100, 1},
    NumberRule{"width", 10, 2'000, 0},
    NumberRule{"height", 10, 2'000, 0},
    NumberRule{"port", 1'024, 65'535, 0},
    NumberRule{"page", 1, 10, 0},
    NumberRule{"duration", 1, 3'600, 0},
    NumberRule{"position", 1, 100, 0},
    NumberRule{"rank", 1, 100, 0},
    NumberRule{"timestamp", 1'700'000'000, 1'767'225'600, 0},
};

template <typename Rules>
auto find(const Rules &rules, std::string_view name)
{
    // The longest word says most: "companyname" before "name".
    const typename Rules::value_type *best = nullptr;
    for (const auto &rule : rules) {
        const bool whole = rule.word.front() == '=';
        if (whole ? name != rule.word.substr(1) : !name.ends_with(rule.word))
            continue;
        if (whole || !best || rule.word.size() > best->word.size())
            best = &rule;
        if (whole)
            break;
    }
    return best;
}

LeafMaker number(std::string_view name, bool whole)
{
    static constexpr NumberRule kOther{"", 0, 1'000, 2};
    const NumberRule *rule = find(kNumberRules, name);
    if (!rule)
        rule = &kOther;
    LeafMaker maker;
    maker.kind = whole ? Kind::Integer : Kind::Number;
    maker.decimals = whole ? 0 : rule->decimals;
    const double scale = std::pow(10, maker.decimals);
    maker.low = std::llround(std::ceil(rule->low) * scale);
    maker.high = std::llround(rule->high * scale);
    return maker;
}

/// Whether "…At" or "…On" says when: createdAt, not "format".
bool saysWhen(std::string_view written)
{
    return written.size() > 3 && (written.ends_with("At") || written.ends_with("_at") ||
                                  written.ends_with("On") || written.ends_with("_on"));
}

std::string textOf(std::string_view field, std::string_view parent)
{
    const std::string name = plainName(field);
    if (name == "name" || name == "displayname" || name == "fullname") {
        const TextRule *rule = find(kNamesOfTypes, plainName(parent));
        return rule && name != "fullname" ? std::string(rule->text) : "{{faker.person.name}}";
    }
    if (const TextRule *rule = find(kTextRules, name))
        return std::string(rule->text);
    if (saysWhen(field))
        return std::string(kDateTime);
    if (name.ends_with("name"))
        return "{{faker.person.name}}";
    return "{{faker.lorem.words 2}}";
}

LeafMaker text(std::string source, TemplatePool &templates)
{
    LeafMaker maker;
    maker.kind = Kind::Text;
    maker.text = templates.get(source);
    return maker;
}

LeafMaker custom(const NamedType &leaf, std::string_view field, std::string_view parent,
                 TemplatePool &templates)
{
    const std::string name = plainName(leaf.name);
    if (name == "void" || name == "null")
        return {};
    if (name.ends_with("int") || name == "long" || name == "short" || name == "int64" || name == "uint" ||
        name == "integer" || name == "int32" || name == "port")
        return number(name == "port" ? name : plainName(field), true);
    if (name.ends_with("float") || name == "double" || name == "latitude" || name == "longitude" ||
        name == "number")
        return number(name.ends_with("itude") ? name : plainName(field), false);
    const TextRule *rule = find(kScalars, name);
    return text(rule ? std::string(rule->text) : textOf(field, parent), templates);
}

LeafMaker choose(const NamedType &leaf, std::string_view field, std::string_view parent,
                 TemplatePool &templates)
{
    LeafMaker maker;
    if (leaf.kind == TypeKind::Enum) {
        maker.kind = Kind::Enum;
        return maker;
    }
    switch (leaf.scalar) {
    case ScalarKind::Boolean:
        maker.kind = Kind::Boolean;
        return maker;
    case ScalarKind::Id:
        maker.kind = Kind::Id;
        return maker;
    case ScalarKind::Int:
        return number(saysWhen(field) ? std::string("timestamp") : plainName(field), true);
    case ScalarKind::Float:
        return number(plainName(field), false);
    case ScalarKind::String:
        return text(textOf(field, parent), templates);
    case ScalarKind::Custom:
        break;
    }
    return custom(leaf, field, parent, templates);
}

std::string render(const templating::Template &source, Random &random)
{
    templating::Context context;
    context.random = &random;
    context.nowMs = kMadeDataMs;
    std::string out;
    static_cast<void>(source.render(context, out));
    return out;
}

} // namespace

std::string plainName(std::string_view name)
{
    std::string plain;
    for (const char c : name) {
        if (c != '_')
            plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return plain;
}

const templating::Template *TemplatePool::get(const std::string &text)
{
    auto &slot = m_templates[text];
    if (!slot) {
        slot = std::make_unique<templating::Template>();
        std::vector<templating::CompileError> errors;
        slot->compile(text, errors);
        assert(errors.empty());
    }
    return slot.get();
}

LeafMaker leafMakerFor(const NamedType &leaf, std::string_view field, std::string_view parent,
                       TemplatePool &templates)
{
    LeafMaker maker = choose(leaf, field, parent, templates);
    maker.type = &leaf;
    maker.stream = streamOf(field);
    return maker;
}

Resolved LeafMaker::make(std::uint64_t seed) const
{
    Random random(seed, stream, 0);
    switch (kind) {
    case Kind::Id:
        return Resolved::of(std::to_string(random.between(1, 9999)));
    case Kind::Boolean:
        return Resolved::of(random.between(0, 1) == 1);
    case Kind::Integer:
        return Resolved::of(random.between(low, high));
    case Kind::Number:
        return Resolved::of(static_cast<double>(random.between(low, high)) / std::pow(10, decimals));
    case Kind::Enum:
        return Resolved::of(type->values[static_cast<std::size_t>(random.between(
                                             0, static_cast<std::int64_t>(type->values.size()) - 1))]
                                .name);
    case Kind::Text:
        return Resolved::of(render(*text, random));
    case Kind::Null:
        break;
    }
    return Resolved::null();
}

} // namespace mockforge::graphql
