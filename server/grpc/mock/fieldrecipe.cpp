// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/mock/fieldrecipe.h"

#include "server/exchange/request.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <map>
#include <mutex>
#include <vector>

namespace mockforge::grpc {

namespace {

using Words = std::vector<std::string>;

/// "unitPrice", "unit_price" and "UNIT-PRICE" are the words unit and price.
Words wordsOf(std::string_view name)
{
    Words words(1);
    bool wasLower = false;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) == 0 || (std::isupper(byte) != 0 && wasLower)) {
            if (!words.back().empty())
                words.emplace_back();
        }
        if (std::isalnum(byte) != 0)
            words.back() += static_cast<char>(std::tolower(byte));
        wasLower = std::islower(byte) != 0 || std::isdigit(byte) != 0;
    }
    if (words.back().empty())
        words.pop_back();
    return words;
}

std::string singular(const std::string &word)
{
    if (word.size() > 4 && word.ends_with("ies"))
        return word.substr(0, word.size() - 3) + "y";
    if (word.size() > 3 && word.ends_with("s") && !word.ends_with("ss") && !word.ends_with("us"))
        return word.substr(0, word.size() - 1);
    return word;
}

/// Endings of names, words joined by a space, and the text they ask for. The longest ending counts.
const std::map<std::string, std::string, std::less<>> &texts()
{
    static const std::map<std::string, std::string, std::less<>> all{
        {"id", "{{uuid}}"},
        {"uuid", "{{uuid}}"},
        {"guid", "{{uuid}}"},
        {"token", "{{uuid}}"},
        {"etag", "{{uuid}}"},
        {"key", "{{faker.lorem.slug}}"},
        {"slug", "{{faker.lorem.slug}}"},
        {"email", "{{faker.internet.email}}"},
        {"mail", "{{faker.internet.email}}"},
        {"phone", "{{faker.phone.number}}"},
        {"phone number", "{{faker.phone.number}}"},
        {"mobile", "{{faker.phone.number}}"},
        {"first name", "{{faker.person.firstName}}"},
        {"given name", "{{faker.person.firstName}}"},
        {"last name", "{{faker.person.lastName}}"},
        {"family name", "{{faker.person.lastName}}"},
        {"surname", "{{faker.person.lastName}}"},
        {"full name", "{{faker.person.name}}"},
        {"user name", "{{faker.internet.userName}}"},
        {"username", "{{faker.internet.userName}}"},
        {"login", "{{faker.internet.userName}}"},
        {"nickname", "{{faker.internet.userName}}"},
        {"author", "{{faker.person.name}}"},
        {"owner", "{{faker.person.name}}"},
        {"user", "{{faker.internet.userName}}"},
        {"customer", "{{faker.person.name}}"},
        {"sender", "{{faker.person.name}}"},
        {"gender", "{{faker.person.gender}}"},
        {"job", "{{faker.person.jobTitle}}"},
        {"job title", "{{faker.person.jobTitle}}"},
        {"password", "{{faker.internet.password}}"},
        {"secret", "{{faker.internet.password}}"},
        {"title", "{{faker.company.catchPhrase}}"},
        {"subject", "{{faker.company.catchPhrase}}"},
        {"headline", "{{faker.company.catchPhrase}}"},
        {"description", "{{faker.lorem.sentence}}"},
        {"summary", "{{faker.lorem.sentence}}"},
        {"comment", "{{faker.lorem.sentence}}"},
        {"message", "{{faker.lorem.sentence}}"},
        {"text", "{{faker.lorem.sentence}}"},
        {"content", "{{faker.lorem.paragraph}}"},
        {"body", "{{faker.lorem.paragraph}}"},
        {"note", "{{faker.lorem.sentence}}"},
        {"url", "{{faker.internet.url}}"},
        {"uri", "{{faker.internet.url}}"},
        {"link", "{{faker.internet.url}}"},
        {"href", "{{faker.internet.url}}"},
        {"website", "{{faker.internet.url}}"},
        {"image", "{{faker.internet.url}}"},
        {"avatar", "{{faker.internet.url}}"},
        {"photo", "{{faker.internet.url}}"},
        {"domain", "{{faker.internet.domain}}"},
        {"host", "{{faker.internet.domain}}"},
        {"hostname", "{{faker.internet.domain}}"},
        {"ip", "{{faker.internet.ipv4}}"},
        {"ip address", "{{faker.internet.ipv4}}"},
        {"ipv4", "{{faker.internet.ipv4}}"},
        {"ipv6", "{{faker.internet.ipv6}}"},
        {"mac address", "{{faker.internet.mac}}"},
        {"user agent", "{{faker.internet.userAgent}}"},
        {"address", "{{faker.address.streetAddress}}"},
        {"street", "{{faker.address.streetAddress}}"},
        {"address line", "{{faker.address.streetAddress}}"},
        {"city", "{{faker.address.city}}"},
        {"town", "{{faker.address.city}}"},
        {"locality", "{{faker.address.city}}"},
        {"state", "{{faker.address.state}}"},
        {"region", "{{faker.address.state}}"},
        {"province", "{{faker.address.state}}"},
        {"zip", "{{faker.address.zipCode}}"},
        {"zip code", "{{faker.address.zipCode}}"},
        {"postal code", "{{faker.address.zipCode}}"},
        {"postcode", "{{faker.address.zipCode}}"},
        {"country", "{{faker.address.country}}"},
        {"country code", "{{faker.address.countryCode}}"},
        {"region code", "{{faker.address.countryCode}}"},
        {"company", "{{faker.company.name}}"},
        {"organization", "{{faker.company.name}}"},
        {"vendor", "{{faker.company.name}}"},
        {"brand", "{{faker.company.name}}"},
        {"department", "{{faker.company.department}}"},
        {"product", "{{faker.commerce.product}}"},
        {"item", "{{faker.commerce.product}}"},
        {"category", "{{faker.commerce.category}}"},
        {"material", "{{faker.commerce.material}}"},
        {"color", "{{faker.commerce.color}}"},
        {"colour", "{{faker.commerce.color}}"},
        {"sku", "{{faker.commerce.sku}}"},
        {"ean", "{{faker.commerce.ean}}"},
        {"barcode", "{{faker.commerce.ean}}"},
        {"price", "{{faker.commerce.price}}"},
        {"amount", "{{faker.finance.amount}}"},
        {"currency", "{{faker.finance.currency}}"},
        {"currency code", "{{faker.finance.currency}}"},
        {"iban", "{{faker.finance.iban}}"},
        {"card number", "{{faker.finance.cardNumber}}"},
        {"language", "en"},
        {"language code", "en-GB"},
        {"locale", "en-GB"},
        {"time zone", "Europe/Berlin"},
        {"timezone", "Europe/Berlin"},
        {"content type", "application/json"},
        {"mime type", "application/json"},
        {"version", "{{randInt 1 9}}.{{randInt 0 20}}.{{randInt 0 20}}"},
        {"path", "/{{faker.lorem.word}}/{{faker.lorem.word}}"},
        {"file", "{{faker.lorem.word}}.txt"},
        {"filename", "{{faker.lorem.word}}.txt"},
        {"file name", "{{faker.lorem.word}}.txt"},
        {"date", "{{faker.date.birthday}}"},
        {"birthday", "{{faker.date.birthday}}"},
        {"time", "{{faker.date.past}}"},
        {"at", "{{faker.date.past}}"},
        {"timestamp", "{{faker.date.past}}"},
        {"tag", "{{faker.lorem.word}}"},
        {"label", "{{faker.lorem.word}}"},
        {"type", "{{faker.lorem.word}}"},
        {"kind", "{{faker.lorem.word}}"},
        {"reason", "{{faker.lorem.sentence}}"},
        {"error", "{{faker.lorem.sentence}}"},
        {"reply", "{{faker.lorem.sentence}}"},
        {"greeting", "{{faker.lorem.sentence}}"},
    };
    return all;
}

/// A name alone means what the message is: a user's is a person's, a product's is a product's.
std::string nameText(const Words &message)
{
    static const std::map<std::string, std::string, std::less<>> kinds{
        {"product", "{{faker.commerce.product}}"},   {"item", "{{faker.commerce.product}}"},
        {"article", "{{faker.commerce.product}}"},   {"offer", "{{faker.commerce.product}}"},
        {"company", "{{faker.company.name}}"},       {"organization", "{{faker.company.name}}"},
        {"supplier", "{{faker.company.name}}"},      {"shop", "{{faker.company.name}}"},
        {"store", "{{faker.company.name}}"},         {"merchant", "{{faker.company.name}}"},
        {"category", "{{faker.commerce.category}}"}, {"city", "{{faker.address.city}}"},
        {"place", "{{faker.address.city}}"},         {"country", "{{faker.address.country}}"},
        {"user", "{{faker.person.name}}"},           {"person", "{{faker.person.name}}"},
        {"customer", "{{faker.person.name}}"},       {"author", "{{faker.person.name}}"},
        {"contact", "{{faker.person.name}}"},        {"employee", "{{faker.person.name}}"},
        {"member", "{{faker.person.name}}"},         {"account", "{{faker.person.name}}"},
        {"profile", "{{faker.person.name}}"},        {"hello", "{{faker.person.name}}"},
        {"file", "{{faker.lorem.word}}.txt"}};
    for (const std::string &word : message) {
        if (const auto found = kinds.find(singular(word)); found != kinds.end())
            return found->second;
    }
    return "{{faker.lorem.words 2}}";
}

struct Range
{
    double low;
    double high;
    int decimals;
};

const std::map<std::string, Range, std::less<>> &ranges()
{
    static const std::map<std::string, Range, std::less<>> all{
        {"age", {18, 85, 0}},       {"year", {1990, 2025, 0}},     {"month", {1, 12, 0}},
        {"day", {1, 28, 0}},        {"hour", {0, 23, 0}},          {"minute", {0, 59, 0}},
        {"second", {0, 59, 0}},     {"nano", {0, 999'999'999, 0}}, {"count", {1, 100, 0}},
        {"quantity", {1, 20, 0}},   {"qty", {1, 20, 0}},           {"stock", {0, 500, 0}},
        {"size", {1, 100, 0}},      {"limit", {10, 100, 0}},       {"page", {1, 10, 0}},
        {"port", {1024, 65535, 0}}, {"percent", {0, 100, 1}},      {"percentage", {0, 100, 1}},
        {"rating", {1, 5, 1}},      {"star", {1, 5, 0}},           {"score", {0, 100, 1}},
        {"price", {1, 999, 2}},     {"cost", {1, 999, 2}},         {"amount", {1, 999, 2}},
        {"total", {1, 999, 2}},     {"cent", {100, 99'999, 0}},    {"id", {1000, 999'999, 0}},
        {"number", {1, 1000, 0}},   {"width", {1, 1000, 0}},       {"height", {1, 1000, 0}},
        {"latitude", {-85, 85, 6}}, {"lat", {-85, 85, 6}},         {"longitude", {-180, 180, 6}},
        {"lng", {-180, 180, 6}},    {"lon", {-180, 180, 6}},       {"ratio", {0, 1, 3}},
        {"rate", {0, 1, 3}},        {"probability", {0, 1, 3}},    {"confidence", {0, 1, 3}},
        {"fraction", {0, 1, 3}},    {"temperature", {-10, 35, 1}}, {"weight", {0.1, 100, 1}},
        {"red", {0, 1, 3}},         {"green", {0, 1, 3}},          {"blue", {0, 1, 3}},
        {"alpha", {0, 1, 3}},
    };
    return all;
}

bool isOneOf(const std::string &word, std::initializer_list<std::string_view> known)
{
    return std::find(known.begin(), known.end(), word) != known.end();
}

/// Fields share their texts' templates: there are few of those and many fields.
std::shared_ptr<const templating::Template> compiled(const std::string &source)
{
    static std::mutex mutex;
    static std::map<std::string, std::shared_ptr<const templating::Template>> known;
    const std::lock_guard lock(mutex);
    std::shared_ptr<const templating::Template> &place = known[source];
    if (!place) {
        auto text = std::make_shared<templating::Template>();
        std::vector<templating::CompileError> errors;
        text->compile(source, errors);
        place = std::move(text);
    }
    return place;
}

std::string textOf(Words field, const Words &message)
{
    if (field.empty())
        return "{{faker.lorem.words 2}}";
    field.back() = singular(field.back());
    for (std::size_t from = 0; from < field.size(); ++from) {
        std::string ending;
        for (std::size_t i = from; i < field.size(); ++i)
            ending += (ending.empty() ? "" : " ") + field[i];
        if (const auto found = texts().find(ending); found != texts().end())
            return found->second;
    }
    if (field.back() == "name") {
        field.pop_back();
        return nameText(field.empty() || field.front() == "display" ? message : field);
    }
    return "{{faker.lorem.words 2}}";
}

} // namespace

FieldRecipe::FieldRecipe(std::string_view field, std::string_view message)
    : m_text(compiled(textOf(wordsOf(field), wordsOf(message))))
{
    Words words = wordsOf(field);
    if (words.empty())
        return;
    m_isFuture = std::any_of(words.begin(), words.end(), [](const std::string &word) {
        return word.starts_with("expir") ||
               isOneOf(word, {"due", "end", "next", "until", "deadline", "delivery"});
    });
    m_isMillis = isOneOf(words.back(), {"ms", "millis", "msec"});
    if (m_isMillis && words.size() > 1)
        words.pop_back();
    const std::string last = singular(words.back());
    m_isMoment = isOneOf(last, {"at", "time", "timestamp", "date"});
    if (const auto found = ranges().find(last); found != ranges().end()) {
        m_least = found->second.low;
        m_most = found->second.high;
        m_decimals = found->second.decimals;
        m_low = static_cast<std::int64_t>(std::ceil(m_least));
        m_high = static_cast<std::int64_t>(m_most);
    }
}

std::string FieldRecipe::text(Random &random) const
{
    static const exchange::Request none;
    templating::Context context;
    context.request = &none;
    context.random = &random;
    context.nowMs = kDataEpochMs;
    std::string out;
    static_cast<void>(m_text->render(context, out)); // our own texts stay within their bounds
    return out;
}

std::int64_t FieldRecipe::integer(Random &random) const
{
    return m_isMoment && !m_isMillis ? moment(random) : random.between(m_low, m_high);
}

double FieldRecipe::number(Random &random) const
{
    const double scale = std::pow(10, m_decimals);
    return std::round((m_least + random.unit() * (m_most - m_least)) * scale) / scale;
}

std::int64_t FieldRecipe::moment(Random &random) const
{
    constexpr std::int64_t kYear = 365LL * 24 * 3600;
    const std::int64_t away = random.between(1, kYear);
    return kDataEpochMs / 1000 + (m_isFuture ? away : -away);
}

} // namespace mockforge::grpc
