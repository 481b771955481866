// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/templating/calendar.h"
#include "server/templating/expression.h"
#include "server/templating/words.h"

#include <algorithm>
#include <cmath>

namespace mockforge::templating {

namespace {

using namespace words;

template <typename List>
std::string_view pick(Random &random, const List &list)
{
    return list[static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(list.size()) - 1))];
}

/// One word of a list, as a helper.
template <const auto &List>
void runPick(const Call &call, Value &out)
{
    out.borrow(pick(call.scope.random, List));
}

std::string lowered(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

/// '#' becomes a digit, '?' a capital letter, '*' a hexadecimal digit.
void pattern(Random &random, std::string_view shape, std::string &out)
{
    for (const char c : shape) {
        if (c == '#')
            out += static_cast<char>('0' + random.between(0, 9));
        else if (c == '?')
            out += static_cast<char>('A' + random.between(0, 25));
        else if (c == '*')
            out += "0123456789abcdef"[random.between(0, 15)];
        else
            out += c;
    }
}

/// Joins what a helper's text is made of; evaluated in order.
void join(Value &out, std::initializer_list<std::string_view> parts)
{
    std::string &text = out.own();
    for (const std::string_view part : parts)
        text += part;
}

/// The first argument as a count; `standard` when there is none. Fails outside 1 … 1000.
std::int64_t countArgument(const Call &call, std::int64_t standard)
{
    if (call.count == 0)
        return standard;
    const std::int64_t count = call.arguments[0].asInteger().value_or(0);
    if (count < 1 || count > 1000) {
        call.fail("the count must be from 1 to 1000");
        return 0;
    }
    return count;
}

void fullName(const Call &call, Value &out)
{
    const auto first = pick(call.scope.random, kFirstNames);
    const auto last = pick(call.scope.random, kLastNames);
    join(out, {first, " ", last});
}

void jobTitle(const Call &call, Value &out)
{
    const auto level = pick(call.scope.random, kJobLevels);
    const auto field = pick(call.scope.random, kJobFields);
    const auto role = pick(call.scope.random, kJobRoles);
    join(out, {level, " ", field, " ", role});
}

void age(const Call &call, Value &out)
{
    out.setInteger(call.scope.random.between(18, 85));
}

void userName(const Call &call, Value &out)
{
    Random &random = call.scope.random;
    const std::string first = lowered(pick(random, kFirstNames));
    const std::string last = lowered(pick(random, kLastNames));
    join(out, {first, random.between(0, 1) == 0 ? "." : "_", last, std::to_string(random.between(1, 99))});
}

void email(const Call &call, Value &out)
{
    Random &random = call.scope.random;
    const std::string first = lowered(pick(random, kFirstNames));
    const std::string last = lowered(pick(random, kLastNames));
    const std::string number = std::to_string(random.between(1, 999));
    join(out, {first, ".", last, number, "@", pick(random, kTlds)});
}

void domain(const Call &call, Value &out)
{
    const auto word = pick(call.scope.random, kDomainWords);
    join(out, {word, ".", pick(call.scope.random, kTlds)});
}

void url(const Call &call, Value &out)
{
    const auto word = pick(call.scope.random, kDomainWords);
    const auto tld = pick(call.scope.random, kTlds);
    join(out, {"https://", word, ".", tld, "/", pick(call.scope.random, kLorem)});
}

/// From the block for documentation (RFC 5737 and RFC 3849), so that nobody's machine is named.
void ipv4(const Call &call, Value &out)
{
    const auto block = call.scope.random.between(0, 2);
    const std::string host = std::to_string(call.scope.random.between(1, 254));
    join(out, {block == 0 ? "192.0.2." : (block == 1 ? "198.51.100." : "203.0.113."), host});
}

void ipv6(const Call &call, Value &out)
{
    pattern(call.scope.random, "2001:db8:****:****:****:****:****:****", out.own());
}
void mac(const Call &call, Value &out)
{
    pattern(call.scope.random, "02:**:**:**:**:**", out.own());
}
void password(const Call &call, Value &out)
{
    pattern(call.scope.random, "?*?**-*##*?_**?#", out.own());
}
void port(const Call &call, Value &out)
{
    out.setInteger(call.scope.random.between(1024, 65535));
}

void streetAddress(const Call &call, Value &out)
{
    Random &random = call.scope.random;
    const std::string number = std::to_string(random.between(1, 240));
    const auto street = pick(random, kStreets);
    join(out, {number, " ", street, " ", pick(random, kStreetKinds)});
}

void street(const Call &call, Value &out)
{
    const auto name = pick(call.scope.random, kStreets);
    join(out, {name, " ", pick(call.scope.random, kStreetKinds)});
}

void zipCode(const Call &call, Value &out)
{
    pattern(call.scope.random, "#####", out.own());
}
void latitude(const Call &call, Value &out)
{
    out.setNumber(call.scope.random.unit() * 170 - 85, 6);
}
void longitude(const Call &call, Value &out)
{
    out.setNumber(call.scope.random.unit() * 360 - 180, 6);
}

void companyName(const Call &call, Value &out)
{
    Random &random = call.scope.random;
    const auto word = pick(random, kCompanyWords);
    const auto kind = pick(random, kCompanyKinds);
    join(out, {word, " ", kind, " ", pick(random, kCompanySuffixes)});
}

void catchPhrase(const Call &call, Value &out)
{
    const auto verb = pick(call.scope.random, kVerbs);
    const auto adjective = lowered(pick(call.scope.random, kAdjectives));
    join(out, {verb, " ", adjective, " ", pick(call.scope.random, kThings)});
}

void appendWords(Random &random, std::int64_t count, std::string &out)
{
    for (std::int64_t i = 0; i < count; ++i) {
        if (i > 0)
            out += ' ';
        out += pick(random, kLorem);
    }
}

void appendSentence(Random &random, std::string &out)
{
    const std::size_t start = out.size();
    appendWords(random, random.between(5, 14), out);
    out[start] = static_cast<char>(out[start] - 32); // every word begins with a small ASCII letter
    out += '.';
}

void appendSentences(Random &random, std::int64_t count, std::string &out)
{
    for (std::int64_t i = 0; i < count; ++i) {
        if (i > 0)
            out += ' ';
        appendSentence(random, out);
    }
}

void loremWords(const Call &call, Value &out)
{
    appendWords(call.scope.random, countArgument(call, 3), out.own());
}
void sentence(const Call &call, Value &out)
{
    appendSentence(call.scope.random, out.own());
}
void sentences(const Call &call, Value &out)
{
    appendSentences(call.scope.random, countArgument(call, 3), out.own());
}

void paragraph(const Call &call, Value &out)
{
    appendSentences(call.scope.random, call.scope.random.between(3, 6), out.own());
}

void slug(const Call &call, Value &out)
{
    std::string &text = out.own();
    appendWords(call.scope.random, 3, text);
    std::replace(text.begin(), text.end(), ' ', '-');
}

void productName(const Call &call, Value &out)
{
    Random &random = call.scope.random;
    const auto adjective = pick(random, kAdjectives);
    const auto material = pick(random, kMaterials);
    join(out, {adjective, " ", material, " ", pick(random, kProducts)});
}

/// MIN and MAX when given, both in whole units; two decimals.
void amount(const Call &call, Value &out, double low, double high)
{
    if (call.count > 0)
        low = call.arguments[0].asNumber().value_or(low);
    if (call.count > 1)
        high = call.arguments[1].asNumber().value_or(high);
    if (low > high || std::abs(low) > 1e12 || std::abs(high) > 1e12)
        return call.fail("MIN is above MAX, or one of them is over 10^12");
    const auto cents = call.scope.random.between(std::llround(low * 100), std::llround(high * 100));
    out.setNumber(static_cast<double>(cents) / 100, 2);
}

void price(const Call &call, Value &out)
{
    amount(call, out, 1, 999);
}
void money(const Call &call, Value &out)
{
    amount(call, out, 1, 10'000);
}
void sku(const Call &call, Value &out)
{
    pattern(call.scope.random,
            "?"
            "??"
            "-#####",
            out.own());
}
void rating(const Call &call, Value &out)
{
    out.setNumber(static_cast<double>(call.scope.random.between(10, 50)) / 10, 1);
}

/// The last digit of EAN-13: weights 1 and 3 in turn.
void ean(const Call &call, Value &out)
{
    std::string &text = out.own();
    pattern(call.scope.random, "2###########", text); // 2…: free for use inside a shop
    int sum = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        sum += (text[i] - '0') * (i % 2 == 0 ? 1 : 3);
    text += static_cast<char>('0' + (10 - sum % 10) % 10);
}

/// 555-01xx is set aside for fiction.
void phone(const Call &call, Value &out)
{
    pattern(call.scope.random, "+1-2##-555-01##", out.own());
}

/// Check digits by ISO 7064 MOD 97-10, over a bank that does not exist.
void iban(const Call &call, Value &out)
{
    std::string account;
    pattern(call.scope.random, "00000000##########", account);
    int remainder = 0;
    for (const char c : account + "131400") // D, E and two zeros
        remainder = (remainder * 10 + (c - '0')) % 97;
    const int check = 98 - remainder;
    join(out, {"DE", check < 10 ? "0" : "", std::to_string(check), account});
}

/// Passes the Luhn test; from a range kept for trials.
void cardNumber(const Call &call, Value &out)
{
    std::string &text = out.own();
    pattern(call.scope.random, "400000#########", text);
    int sum = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int digit = (text[i] - '0') * (i % 2 == 0 ? 2 : 1);
        sum += digit > 9 ? digit - 9 : digit;
    }
    text += static_cast<char>('0' + (10 - sum % 10) % 10);
}

void dateBetween(const Call &call, Value &out, std::int64_t fromDays, std::int64_t toDays,
                 std::string_view format)
{
    constexpr std::int64_t kDay = 86'400'000;
    const std::int64_t ms = call.scope.nowMs + call.scope.random.between(fromDays * kDay, toDays * kDay);
    appendTime(out.own(), ms, format);
}

void datePast(const Call &call, Value &out)
{
    dateBetween(call, out, -365, 0, "iso");
}
void dateFuture(const Call &call, Value &out)
{
    dateBetween(call, out, 0, 365, "iso");
}
void dateRecent(const Call &call, Value &out)
{
    dateBetween(call, out, -3, 0, "iso");
}
void birthday(const Call &call, Value &out)
{
    dateBetween(call, out, -31'000, -6'600, "%F");
}

Function simple(std::string_view name, std::string_view description, std::string_view example,
                void (*run)(const Call &, Value &))
{
    return {{name, "", description, example}, 0, 0, "", run, nullptr};
}

} // namespace

const std::vector<Function> &fakerFunctions()
{
    static const std::vector<Function> table{
#define KIND(NAME, TEXT, RUN) simple("faker." NAME, TEXT, "{{faker." NAME "}}", RUN)
        KIND("person.name", "first and last name", fullName),
        KIND("person.firstName", "a first name", runPick<kFirstNames>),
        KIND("person.lastName", "a last name", runPick<kLastNames>),
        KIND("person.prefix", "a form of address", runPick<kPrefixes>),
        KIND("person.gender", "a gender", runPick<kGenders>),
        KIND("person.jobTitle", "a job title", jobTitle),
        KIND("person.age", "a number of years from 18 to 85", age),
        KIND("internet.email", "an address at example.com, .net or .org", email),
        KIND("internet.userName", "a user name", userName),
        KIND("internet.domain", "a domain below example.com, .net or .org", domain),
        KIND("internet.url", "an https URL below such a domain", url),
        KIND("internet.ipv4", "an IPv4 address from the ranges for documentation", ipv4),
        KIND("internet.ipv6", "an IPv6 address from the range for documentation", ipv6),
        KIND("internet.mac", "a locally administered MAC address", mac),
        KIND("internet.password", "a password", password),
        KIND("internet.port", "a port from 1024 on", port),
        KIND("internet.userAgent", "a browser's User-Agent", runPick<kBrowsers>),
        KIND("address.street", "a street", street),
        KIND("address.streetAddress", "number and street", streetAddress),
        KIND("address.city", "a city", runPick<kCities>),
        KIND("address.state", "a state or region", runPick<kStates>),
        KIND("address.zipCode", "five digits", zipCode),
        KIND("address.country", "a country", runPick<kCountries>),
        KIND("address.countryCode", "an ISO 3166 code of two letters", runPick<kCountryCodes>),
        KIND("address.latitude", "degrees, from -85 to 85", latitude),
        KIND("address.longitude", "degrees, from -180 to 180", longitude),
        KIND("company.name", "a company", companyName),
        KIND("company.department", "a department", runPick<kDepartments>),
        KIND("company.suffix", "a legal form", runPick<kCompanySuffixes>),
        KIND("company.catchPhrase", "what a company says it does", catchPhrase),
        KIND("lorem.word", "a word", runPick<kLorem>),
        KIND("lorem.sentence", "a sentence", sentence),
        KIND("lorem.paragraph", "a few sentences", paragraph),
        KIND("lorem.slug", "three words with hyphens", slug),
        KIND("commerce.product", "a product's name", productName),
        KIND("commerce.category", "a shop's department", runPick<kCategories>),
        KIND("commerce.material", "a material", runPick<kMaterials>),
        KIND("commerce.color", "a colour", runPick<kColors>),
        KIND("commerce.sku", "a stock number", sku),
        KIND("commerce.ean", "an EAN-13 with a right check digit", ean),
        KIND("commerce.rating", "from 1.0 to 5.0", rating),
        KIND("phone.number", "a telephone number kept for fiction", phone),
        KIND("finance.currency", "an ISO 4217 code", runPick<kCurrencies>),
        KIND("finance.iban", "an IBAN with right check digits, of no real bank", iban),
        KIND("finance.cardNumber", "a card number for trials that passes the Luhn test", cardNumber),
        KIND("date.past", "a moment within the last year", datePast),
        KIND("date.future", "a moment within the next year", dateFuture),
        KIND("date.recent", "a moment within the last three days", dateRecent),
        KIND("date.birthday", "a day 18 to 85 years ago", birthday),
#undef KIND
        {{"faker.lorem.words", "[COUNT]", "words, 3 unless told", "{{faker.lorem.words 5}}"},
         0,
         1,
         "",
         loremWords,
         nullptr},
        {{"faker.lorem.sentences", "[COUNT]", "sentences, 3 unless told", "{{faker.lorem.sentences 2}}"},
         0,
         1,
         "",
         sentences,
         nullptr},
        {{"faker.commerce.price", "[MIN MAX]", "a price with two decimals, from 1 to 999 unless told",
          "{{faker.commerce.price 5 50}}"},
         0,
         2,
         "",
         price,
         nullptr},
        {{"faker.finance.amount", "[MIN MAX]", "an amount with two decimals, from 1 to 10,000 unless told",
          "{{faker.finance.amount 100 200}}"},
         0,
         2,
         "",
         money,
         nullptr},
    };
    return table;
}

} // namespace mockforge::templating
