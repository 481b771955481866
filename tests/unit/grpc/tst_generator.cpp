// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "schemas.h"

#include "server/grpc/mock/generator.h"
#include "server/grpc/schema/decode.h"
#include "server/grpc/schema/jsonreader.h"
#include "server/grpc/schema/jsonwriter.h"

#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/util/message_differencer.h>

#include <nlohmann/json.hpp>

#include <QTest>

#include <filesystem>
#include <set>

using namespace mockforge;
using namespace mockforge::grpc;
namespace pb = google::protobuf;

namespace {

std::unique_ptr<pb::Message> made(const ProtoSet &schema, const Generator &generator,
                                  const pb::Descriptor *type, std::uint64_t number)
{
    std::unique_ptr<pb::Message> message(schema.prototype(type).New());
    Random random(1, 2, number);
    generator.fill(*message, random);
    return message;
}

/// Every message type of the file, nested ones too.
void collect(const pb::Descriptor *type, std::vector<const pb::Descriptor *> &types)
{
    if (!type->options().map_entry())
        types.push_back(type);
    for (int i = 0; i < type->nested_type_count(); ++i)
        collect(type->nested_type(i), types);
}

/// Empty when the message survives the wire and JSON.
QString problemOf(const ProtoSet &schema, const pb::Message &message)
{
    if (!message.IsInitialized())
        return QStringLiteral("required and missing: ") +
               QString::fromStdString(message.InitializationErrorString());
    const std::string bytes = message.SerializeAsString();
    const std::unique_ptr<pb::Message> back(message.New());
    if (const std::string problem = decode(bytes, *back); !problem.empty())
        return QString::fromStdString(problem);
    if (!pb::util::MessageDifferencer::Equals(message, *back))
        return QStringLiteral("differs when it comes back from the wire");
    const std::string text = toJson(message, schema, JsonView::Canonical).dump();
    const std::unique_ptr<pb::Message> again(message.New());
    std::vector<JsonProblem> problems;
    if (!fromJson(nlohmann::ordered_json::parse(text), *again, schema, JsonReading::Strict, problems))
        return QString::fromStdString(problems[0].pointer + ": " + problems[0].message);
    if (!pb::util::MessageDifferencer::Equals(message, *again))
        return QStringLiteral("differs when it comes back from JSON: ") +
               QString::fromStdString(text.substr(0, 2000));
    return {};
}

} // namespace

class TestGenerator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTypeOfTheTestSchemaIsValid()
    {
        const auto schema = testSchema();
        Generator generator(*schema);
        for (const char *file :
             {"everything.proto", "legacy.proto", "shop.proto", "google/rpc/error_details.proto"}) {
            std::vector<const pb::Descriptor *> types;
            const pb::FileDescriptor *descriptor = schema->pool().FindFileByName(file);
            for (int i = 0; i < descriptor->message_type_count(); ++i)
                collect(descriptor->message_type(i), types);
            for (const pb::Descriptor *type : types) {
                generator.prepare(type);
                for (std::uint64_t n = 0; n < 20; ++n) {
                    const auto message = made(*schema, generator, type, n);
                    const QString problem = problemOf(*schema, *message);
                    // A type that requires itself has no valid message; every other one has.
                    if (type->full_name() != "legacy.Needy")
                        QVERIFY2(problem.isEmpty(), qPrintable(QString::fromStdString(type->full_name()) +
                                                               QStringLiteral(": ") + problem));
                }
            }
        }
    }

    void everythingIsSetAndSensible()
    {
        const auto schema = testSchema();
        Generator generator(*schema);
        const pb::Descriptor *type = schema->findMessage("everything.Everything");
        generator.prepare(type);
        for (std::uint64_t n = 0; n < 50; ++n) {
            const auto message = made(*schema, generator, type, n);
            const pb::Reflection *r = message->GetReflection();
            for (int i = 0; i < type->real_oneof_decl_count(); ++i)
                QVERIFY(r->HasOneof(*message, type->oneof_decl(i)));
            for (int i = 0; i < type->field_count(); ++i) {
                const pb::FieldDescriptor *field = type->field(i);
                const QByteArray name = QByteArray::fromStdString(field->name());
                if (field->real_containing_oneof())
                    continue;
                if (field->is_map())
                    QVERIFY2(r->FieldSize(*message, field) == 2, name.constData());
                else if (field->is_repeated())
                    QVERIFY2(r->FieldSize(*message, field) >= 2 && r->FieldSize(*message, field) <= 3,
                             name.constData());
                else if (field->has_presence())
                    QVERIFY2(r->HasField(*message, field), name.constData());
            }
            const auto json = toJson(*message, *schema, JsonView::Fields);
            QVERIFY(json["color"] == "RED" || json["color"] == "GREEN");
            QCOMPARE(json["any"]["@type"].get<std::string>().rfind("type.googleapis.com/", 0),
                     std::size_t{0});
            const auto seconds = json["created_at"].get<std::string>();
            QVERIFY2(seconds.starts_with("2025-"), seconds.c_str());
            QVERIFY(message->ByteSizeLong() < 300'000);
        }
    }

    void namesGuideTheData()
    {
        const auto schema = testSchema();
        Generator generator(*schema);
        const pb::Descriptor *type = schema->findMessage("shop.Product");
        generator.prepare(type);
        const auto json = toJson(*made(*schema, generator, type, 0), *schema, JsonView::Fields);
        QVERIFY(json["email"].get<std::string>().find("@example.") != std::string::npos);
        QVERIFY(json["rating"].get<int>() >= 1 && json["rating"].get<int>() <= 5);
        QVERIFY(json["unit_price"].get<double>() >= 1 && json["unit_price"].get<double>() <= 999);
        QVERIFY(json["availability"] != "AVAILABILITY_UNSPECIFIED");
        QCOMPARE(json["id"].get<std::string>().size(), std::size_t{36});
    }

    void theSameSeedGivesTheSame()
    {
        const auto schema = testSchema();
        Generator a(*schema);
        const auto again = testSchema();
        Generator b(*again);
        a.prepare(schema->findMessage("everything.Everything"));
        b.prepare(again->findMessage("everything.Everything"));
        std::set<std::string> different;
        for (std::uint64_t n = 0; n < 10; ++n) {
            const auto left = made(*schema, a, schema->findMessage("everything.Everything"), n);
            const auto right = made(*again, b, again->findMessage("everything.Everything"), n);
            QCOMPARE(toJson(*left, *schema, JsonView::Canonical).dump(),
                     toJson(*right, *again, JsonView::Canonical).dump());
            different.insert(toJson(*left, *schema, JsonView::Canonical).dump());
        }
        QCOMPARE(different.size(), std::size_t{10});
    }

    void whatIsThereStays()
    {
        const auto schema = testSchema();
        Generator generator(*schema);
        const pb::Descriptor *type = schema->findMessage("everything.Everything");
        generator.prepare(type);
        const std::unique_ptr<pb::Message> message(schema->prototype(type).New());
        std::vector<JsonProblem> problems;
        QVERIFY(fromJson(
            nlohmann::ordered_json::parse(
                R"({"aString":"mine","inner":{"name":"x"},"words":["one"],"chosenNumber":5,"byName":{"k":"1"},"createdAt":"1999-01-01T00:00:00Z"})"),
            *message, *schema, JsonReading::Strict, problems));
        Random random(1, 2, 3);
        generator.fill(*message, random);
        const auto json = toJson(*message, *schema, JsonView::Fields);
        QVERIFY(json["a_string"] == "mine");
        QVERIFY(json["inner"]["name"] == "x");
        QVERIFY(json["inner"]["count"] != 0);
        QCOMPARE(json["words"].dump(), std::string("[\"one\"]"));
        QVERIFY(json["chosen_number"] == 5);
        QVERIFY(!json.contains("chosen_text"));
        QCOMPARE(json["by_name"].dump(), std::string("{\"k\":1}"));
        QVERIFY(json["created_at"] == "1999-01-01T00:00:00Z");
    }

    /// Every message type of a good part of googleapis; with MOCKFORGE_ALL_TYPES set, of all of it.
    void everyTypeOfGoogleapisIsValid()
    {
        const QString folder = QStringLiteral("../../clients/node_modules/google-proto-files");
        if (!QFileInfo::exists(folder))
            QSKIP("tests/clients/node_modules is not there: npm ci puts it there");
        ProtoSources sources;
        std::vector<std::string> parts{
            "google/api",           "google/cloud/vision", "google/cloud/compute", "google/pubsub",
            "google/spanner",       "google/type",         "google/rpc",           "google/iam",
            "google/logging",       "google/analytics",    "google/bigtable",      "google/container",
            "google/ads/admanager", "google/maps",         "google/chat",          "google/longrunning"};
        if (qEnvironmentVariableIsSet("MOCKFORGE_ALL_TYPES"))
            parts = {"google", "grafeas"};
        for (const std::string &part : parts) {
            const std::filesystem::path root(folder.toStdString() + "/" + part);
            for (const auto &entry : std::filesystem::recursive_directory_iterator(
                     root, std::filesystem::directory_options::follow_directory_symlink)) {
                const bool trials = entry.path().string().find("/google/protobuf/") != std::string::npos;
                if (entry.path().extension() == ".proto" && !trials) // the library's own
                    sources.protoFiles.push_back(std::filesystem::canonical(entry.path()).string());
            }
        }
        sources.importPaths = {std::filesystem::canonical(folder.toStdString()).string()};
        std::vector<control::Diagnostic> findings;
        const auto schema = ProtoSet::load(sources, findings);
        for (const auto &finding : findings)
            qCritical("%s", control::toString(finding).c_str());
        QVERIFY(findings.empty());
        Generator generator(*schema);
        std::size_t checked = 0;
        for (const std::string &path : sources.protoFiles) {
            const std::string name =
                std::filesystem::path(path).lexically_relative(sources.importPaths[0]).string();
            const pb::FileDescriptor *file = schema->pool().FindFileByName(name);
            QVERIFY2(file, name.c_str());
            std::vector<const pb::Descriptor *> types;
            for (int i = 0; i < file->message_type_count(); ++i)
                collect(file->message_type(i), types);
            for (const pb::Descriptor *type : types) {
                generator.prepare(type);
                const QString problem = problemOf(*schema, *made(*schema, generator, type, checked));
                QVERIFY2(problem.isEmpty(), qPrintable(QString::fromStdString(type->full_name()) +
                                                       QStringLiteral(": ") + problem));
                ++checked;
            }
        }
        qInfo("%zu message types of %zu files", checked, schema->fileCount());
        QVERIFY(checked > 5000);
    }
};

QTEST_GUILESS_MAIN(TestGenerator)
#include "tst_generator.moc"
