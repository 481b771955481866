// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// JSON and messages, compared with the protobuf library's own converter, and what it has no say in.

#include "schemas.h"

#include "server/grpc/mock/generator.h"
#include "server/grpc/schema/jsonreader.h"
#include "server/grpc/schema/jsonwriter.h"

#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>
#include <google/protobuf/util/type_resolver_util.h>

#include <nlohmann/json.hpp>

#include <QTest>

using namespace mockforge;
using namespace mockforge::grpc;
namespace pb = google::protobuf;
using Json = nlohmann::ordered_json;

namespace {

std::unique_ptr<pb::Message> empty(const ProtoSet &schema, const char *type = "everything.Everything")
{
    return std::unique_ptr<pb::Message>(schema.prototype(schema.findMessage(type)).New());
}

/// The library's converter passes over groups, so the message that has some is left out of the comparison.
void clearGroups(pb::Message &message)
{
    std::vector<const pb::FieldDescriptor *> set;
    const pb::Reflection *r = message.GetReflection();
    r->ListFields(message, &set);
    for (const pb::FieldDescriptor *field : set) {
        if (field->name() == "old")
            r->ClearField(&message, field);
        else if (field->cpp_type() == pb::FieldDescriptor::CPPTYPE_MESSAGE && !field->is_repeated())
            clearGroups(*r->MutableMessage(&message, field));
    }
}

std::vector<JsonProblem> read(const ProtoSet &schema, const char *text, pb::Message &message,
                              JsonReading reading = JsonReading::Strict)
{
    std::vector<JsonProblem> problems;
    fromJson(Json::parse(text), message, schema, reading, problems);
    return problems;
}

} // namespace

class TestProtoJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLibraryAgrees()
    {
        const auto schema = testSchema();
        Generator generator(*schema);
        const pb::Descriptor *type = schema->findMessage("everything.Everything");
        generator.prepare(type);
        const std::unique_ptr<pb::util::TypeResolver> resolver(
            pb::util::NewTypeResolverForDescriptorPool("type.googleapis.com", &schema->pool()));
        for (std::uint64_t n = 0; n < 100; ++n) {
            const auto message = empty(*schema);
            Random random(7, 7, n);
            generator.fill(*message, random);
            clearGroups(*message);
            std::string theirs;
            const auto written =
                pb::util::BinaryToJsonString(resolver.get(), "type.googleapis.com/everything.Everything",
                                             message->SerializeAsString(), &theirs);
            QVERIFY2(written.ok(), written.ToString().c_str());
            const auto ours = toJson(*message, *schema, JsonView::Canonical);
            const auto difference = nlohmann::json::diff(nlohmann::json::parse(theirs), ours);
            QVERIFY2(difference.empty(), difference.dump().c_str());

            std::string bytes;
            const auto parsed = pb::util::JsonToBinaryString(
                resolver.get(), "type.googleapis.com/everything.Everything", ours.dump(), &bytes);
            QVERIFY2(parsed.ok(), parsed.ToString().c_str());
            const auto back = empty(*schema);
            QVERIFY(read(*schema, ours.dump().c_str(), *back).empty());
            const auto same = empty(*schema);
            QVERIFY(same->ParseFromString(bytes));
            QVERIFY(pb::util::MessageDifferencer::Equals(*same, *back));
        }
    }

    void formsThatAreTaken_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("canonical");
        const auto row = [](const char *given, const char *canonical) {
            QTest::newRow(given) << QString::fromUtf8(given) << QString::fromUtf8(canonical);
        };
        row(R"({"an_int32": 5})", R"({"anInt32":5})");
        row(R"({"anInt32": "5"})", R"({"anInt32":5})");
        row(R"({"anInt32": 5.0})", R"({"anInt32":5})");
        row(R"({"anInt32": "1e3"})", R"({"anInt32":1000})");
        row(R"({"anInt32": -2147483648})", R"({"anInt32":-2147483648})");
        row(R"({"aUint64": 18446744073709551615})", R"({"aUint64":"18446744073709551615"})");
        row(R"({"aUint64": "18446744073709551615"})", R"({"aUint64":"18446744073709551615"})");
        row(R"({"anInt64": -9223372036854775808})", R"({"anInt64":"-9223372036854775808"})");
        row(R"({"aDouble": "NaN"})", R"({"aDouble":"NaN"})");
        row(R"({"aFloat": "-Infinity"})", R"({"aFloat":"-Infinity"})");
        row(R"({"aFloat": 0.1})", R"({"aFloat":0.1})");
        row(R"({"aBytes": "_-8"})", R"({"aBytes":"/+8="})");
        row(R"({"color": "GREEN"})", R"({"color":"GREEN"})");
        row(R"({"color": 2})", R"({"color":"GREEN"})");
        row(R"({"color": 77})", R"({"color":77})");
        row(R"({"aString": null, "inner": null})", R"({})");
        row(R"({"maybe": 0})", R"({"maybe":0})");
        row(R"({"byFlag": {"true": "RED"}})", R"({"byFlag":{"true":"RED"}})");
        row(R"({"byNumber": {"-3": "x"}})", R"({"byNumber":{"-3":"x"}})");
        row(R"({"createdAt": "2026-01-01T01:00:00.5+01:00"})", R"({"createdAt":"2026-01-01T00:00:00.500Z"})");
        row(R"({"took": "-1.500s"})", R"({"took":"-1.500s"})");
        row(R"({"mask": "aString,inner.count"})", R"({"mask":"aString,inner.count"})");
        row(R"({"value": null})", R"({"value":null})");
        row(R"({"value": [1, {"a": "b"}, null, true]})", R"({"value":[1.0,{"a":"b"},null,true]})");
        row(R"({"nullValue": null})", R"({})");
        row(R"({"wrappedInt64": 0})", R"({"wrappedInt64":"0"})");
        row(R"({"wrappedBytes": ""})", R"({"wrappedBytes":""})");
        row(R"({"other-Name": "x"})", R"({"other-Name":"x"})");
        row(R"({"renamed": "x"})", R"({"other-Name":"x"})");
        row(R"({"any": {"@type": "google.protobuf.Duration", "value": "2s"}})",
            R"({"any":{"@type":"type.googleapis.com/google.protobuf.Duration","value":"2s"}})");
        row(R"({"any": {"@type": "type.googleapis.com/everything.Tree", "label": "x"}})",
            R"({"any":{"@type":"type.googleapis.com/everything.Tree","label":"x"}})");
        row(R"({"any": {}})", R"({"any":{}})");
        row(R"({"old": {"id": "1", "kind": "FIRST", "[legacy.nickname]": "Jo", "place": {"city": "x"}}})",
            R"({"old":{"[legacy.nickname]":"Jo","id":"1","kind":"FIRST","place":{"city":"x"}}})");
    }

    void formsThatAreTaken()
    {
        QFETCH(QString, given);
        QFETCH(QString, canonical);
        const auto schema = testSchema();
        const auto message = empty(*schema);
        const auto problems = read(*schema, given.toUtf8().constData(), *message);
        QVERIFY2(problems.empty(), problems.empty() ? "" : problems[0].message.c_str());
        QCOMPARE(QString::fromStdString(toJson(*message, *schema, JsonView::Canonical).dump()), canonical);
    }

    void formsThatAreRefused_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *given, const char *pointer, const char *message) {
            QTest::newRow(given) << QString::fromUtf8(given) << QString::fromUtf8(pointer)
                                 << QString::fromUtf8(message);
        };
        row(R"({"aStrin": 1})", "/aStrin",
            "everything.Everything has no field 'aStrin' did you mean 'aString'?");
        row(R"({"inner": {"nam": "x"}})", "/inner/nam", "did you mean 'name'?");
        row(R"({"aString": 5})", "/aString", "put it in quotes");
        row(R"({"anInt32": 2147483648})", "/anInt32", "32 bits");
        row(R"({"anInt32": 1.5})", "/anInt32", "whole number");
        row(R"({"anInt32": "x"})", "/anInt32", "whole number");
        row(R"({"aUint32": -1})", "/aUint32", "from 0 on");
        row(R"({"aUint64": 18446744073709551616})", "/aUint64", "64 bits");
        row(R"({"anInt64": 9223372036854775808})", "/anInt64", "64 bits");
        row(R"({"aFloat": 1e39})", "/aFloat", "a float can hold");
        row(R"({"aBool": "true"})", "/aBool", "true or false");
        row(R"({"aBytes": "*"})", "/aBytes", "base64");
        row(R"({"color": "BLUE"})", "/color", "COLOR_UNSPECIFIED, RED, GREEN");
        row(R"({"old": {"id": "1", "kind": 9}})", "/old/kind", "FIRST, SECOND");
        row(R"({"old": {"id": "1"}})", "", "required and missing");
        row(R"({"words": "x"})", "/words", "a list");
        row(R"({"words": [null]})", "/words/0", "null");
        row(R"({"byName": [1]})", "/byName", "map's keys");
        row(R"({"byNumber": {"x": "y"}})", "/byNumber/x", "key 'x'");
        row(R"({"inner": "x"})", "/inner", "an object");
        row(R"({"chosenText": "a", "chosenNumber": 1})", "/chosenNumber", "oneof choice");
        row(R"({"a_string": "a", "aString": "b"})", "/aString", "twice");
        row(R"({"createdAt": "yesterday"})", "/createdAt", "2026-01-31T12:00:00Z");
        row(R"({"took": 5})", "/took", "\"1.5s\"");
        row(R"({"any": {"label": "x"}})", "/any", "\"@type\"");
        row(R"({"any": {"@type": "no.Such"}})", "/any/@type", "no message");
        row(R"({"any": {"@type": "google.protobuf.Duration"}})", "/any", "\"value\"");
        row(R"([1])", "", "an object");
    }

    void formsThatAreRefused()
    {
        QFETCH(QString, given);
        QFETCH(QString, pointer);
        QFETCH(QString, message);
        const auto schema = testSchema();
        const auto target = empty(*schema);
        const auto problems = read(*schema, given.toUtf8().constData(), *target);
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(problems[0].pointer), pointer);
        const QString text = QString::fromStdString(problems[0].message + " " + problems[0].suggestion);
        QVERIFY2(text.contains(message), qPrintable(text));
    }

    void everyProblemIsReported()
    {
        const auto schema = testSchema();
        const auto target = empty(*schema);
        QCOMPARE(read(*schema, R"({"x": 1, "inner": {"y": 2}, "aBool": 3})", *target).size(), std::size_t{3});
    }

    void whatTemplatesGiveIsTakenMoreFreely()
    {
        const auto schema = testSchema();
        const auto target = empty(*schema);
        QVERIFY(read(*schema, R"({"aString": 5, "aBool": "true", "words": [true]})", *target,
                     JsonReading::Rendered)
                    .empty());
        QCOMPARE(toJson(*target, *schema, JsonView::Canonical).dump(),
                 std::string(R"({"aBool":true,"aString":"5","words":["true"]})"));
        const auto other = empty(*schema);
        const auto problems =
            read(*schema, "{\"anInt32\": \"{{count}}\", \"nosuch\": \"{{x}}\", \"{{#each y}}\": {\"z\": 1}}",
                 *other, JsonReading::Template);
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(problems[0].pointer, std::string("/nosuch"));
    }

    void theViewsForRules()
    {
        const auto schema = testSchema();
        const auto message = empty(*schema, "shop.ProductRequest");
        QVERIFY(read(*schema, R"({"productId": "p", "big": "9007199254740993", "ratio": 0.1})", *message)
                    .empty());
        const auto fields = toJson(*message, *schema, JsonView::Fields);
        QCOMPARE(
            fields.dump(),
            std::string(
                R"({"big":9007199254740993,"labels":{},"product_id":"p","ratio":0.1,"tags":[],"wanted":"AVAILABILITY_UNSPECIFIED"})"));
        const auto sent = toJson(*message, *schema, JsonView::Sent);
        QCOMPARE(sent.dump(), std::string(R"({"big":9007199254740993,"product_id":"p","ratio":0.1})"));
    }

    void anAnyOfAnUnknownTypeKeepsItsBytes()
    {
        const auto schema = testSchema();
        const auto message = empty(*schema);
        const auto *field = message->GetDescriptor()->FindFieldByName("any");
        pb::Message *any = message->GetReflection()->MutableMessage(message.get(), field);
        any->GetReflection()->SetString(any, any->GetDescriptor()->FindFieldByNumber(1), "x/no.Such");
        any->GetReflection()->SetString(any, any->GetDescriptor()->FindFieldByNumber(2), "hi");
        QCOMPARE(toJson(*message, *schema, JsonView::Canonical).dump(),
                 std::string(R"({"any":{"@type":"x/no.Such","value":"aGk="}})"));
    }
};

QTEST_GUILESS_MAIN(TestProtoJson)
#include "tst_protojson.moc"
