// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "schemas.h"

#include "server/grpc/schema/decode.h"

#include <google/protobuf/descriptor.pb.h>

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <filesystem>
#include <set>

using namespace mockforge;
using grpc::ProtoSet;
using grpc::ProtoSources;

namespace {

struct Loaded
{
    std::shared_ptr<const ProtoSet> set;
    std::vector<control::Diagnostic> findings;
    /// "name:line:column code" of each finding.
    QStringList brief() const
    {
        QStringList list;
        for (const auto &f : findings)
            list << QStringLiteral("%1:%2:%3 %4")
                        .arg(QFileInfo(QString::fromStdString(f.file)).fileName())
                        .arg(f.line)
                        .arg(f.column)
                        .arg(QString::fromStdString(f.code));
        return list;
    }
};

Loaded load(const ProtoFolder &folder)
{
    Loaded loaded;
    ProtoSources sources;
    sources.protoDir = folder.path();
    loaded.set = ProtoSet::load(sources, loaded.findings);
    return loaded;
}

} // namespace

class TestProtoSet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTreeWithEveryCommonImportLoads()
    {
        const auto schema = testSchema();
        QStringList services;
        for (const auto *service : schema->services())
            services << QString::fromStdString(service->full_name());
        QCOMPARE(services,
                 (QStringList{QStringLiteral("everything.Everywhere"), QStringLiteral("shop.Catalog")}));
        QVERIFY(schema->findMessage("google.rpc.ErrorInfo"));
        QVERIFY(schema->findMessage("google.rpc.BadRequest.FieldViolation"));
        QVERIFY(schema->pool().FindFileByName("google/api/http.proto"));
    }

    void everyBuiltInFileResolves()
    {
        ProtoFolder folder;
        QByteArray text = "syntax = \"proto3\";\n";
        for (const char *name : {"google/protobuf/any",
                                 "google/protobuf/api",
                                 "google/protobuf/descriptor",
                                 "google/protobuf/duration",
                                 "google/protobuf/empty",
                                 "google/protobuf/field_mask",
                                 "google/protobuf/source_context",
                                 "google/protobuf/struct",
                                 "google/protobuf/timestamp",
                                 "google/protobuf/type",
                                 "google/protobuf/wrappers",
                                 "google/rpc/code",
                                 "google/rpc/status",
                                 "google/rpc/error_details",
                                 "google/api/http",
                                 "google/api/annotations",
                                 "google/api/field_behavior",
                                 "google/api/resource",
                                 "google/api/client",
                                 "google/api/httpbody",
                                 "google/api/launch_stage"})
            text += QByteArray("import \"") + name + ".proto\";\n";
        text += "message M {\n"
                "  option (google.api.resource) = { type: \"a/B\" pattern: \"b/{b}\" };\n"
                "  string name = 1 [(google.api.field_behavior) = REQUIRED];\n}\n"
                "service S {\n  option (google.api.default_host) = \"x\";\n"
                "  rpc R(M) returns (M) { option (google.api.http) = { get: \"/v1/{name=b/*}\" }; "
                "option (google.api.method_signature) = \"name\"; }\n}\n";
        folder.write("all.proto", text);
        QCOMPARE(load(folder).brief(), QStringList());
    }

    void mistakesHaveTheirPlacesAndComeAllAtOnce()
    {
        ProtoFolder folder;
        folder.write("a.proto", "syntax = \"proto3\";\nmessage A {\n  strin name = 1;\n  int32 x = 1;\n}\n");
        folder.write("b.proto", "syntax = \"proto3\";\nmessage B {\n  string name = ;\n}\n");
        folder.write("c.proto", "syntax = \"proto3\";\nimport \"no/such.proto\";\nmessage C {}\n");
        folder.write("good.proto", "syntax = \"proto3\";\nmessage Good {}\n");
        const Loaded loaded = load(folder);
        QCOMPARE(loaded.brief(), (QStringList{QStringLiteral("a.proto:3:3 bad_proto"),
                                              QStringLiteral("a.proto:4:13 bad_proto"),
                                              QStringLiteral("b.proto:3:17 bad_proto"),
                                              QStringLiteral("c.proto:2:1 missing_import")}));
        QVERIFY(loaded.findings[3].suggestion.find("import_paths") != std::string::npos);
        QVERIFY(loaded.findings[3].suggestion.find(folder.path()) != std::string::npos);
        QVERIFY(loaded.set->findMessage("Good"));
    }

    void aCircleOfImportsIsShown()
    {
        ProtoFolder folder;
        folder.write("a.proto", "syntax = \"proto3\";\nimport \"b.proto\";\n");
        folder.write("b.proto", "syntax = \"proto3\";\n\nimport \"c.proto\";\n");
        folder.write("c.proto", "syntax = \"proto3\";\nimport \"a.proto\";\n");
        folder.write("user.proto", "syntax = \"proto3\";\nimport \"a.proto\";\n");
        const Loaded loaded = load(folder);
        QVERIFY2(loaded.brief().contains(QStringLiteral("c.proto:2:1 import_cycle")),
                 qPrintable(loaded.brief().join(u'\n')));
        const auto cycle = std::find_if(loaded.findings.begin(), loaded.findings.end(),
                                        [](const auto &f) { return f.code == "import_cycle"; });
        QVERIFY(cycle->message.find("a.proto → b.proto → c.proto → a.proto") != std::string::npos);
        // The ones that hang on it are told of once.
        QCOMPARE(std::count_if(loaded.findings.begin(), loaded.findings.end(),
                               [](const auto &f) { return f.code == "broken_import"; }),
                 1);
    }

    void aFileThatImportsItself()
    {
        ProtoFolder folder;
        folder.write("a.proto", "syntax = \"proto3\";\nimport \"a.proto\";\n");
        QCOMPARE(load(folder).brief(), QStringList{QStringLiteral("a.proto:2:1 import_cycle")});
    }

    void aFileUnderTwoNamesIsReadOnce()
    {
        // proto_dir is protos, but files import from the folder above it, and from beside themselves.
        ProtoFolder folder;
        folder.write("protos/common/money.proto",
                     "syntax = \"proto3\";\npackage common;\nmessage Money { int64 units = 1; }\n");
        folder.write("protos/a.proto", "syntax = \"proto3\";\nimport \"protos/common/money.proto\";\nmessage "
                                       "A { common.Money m = 1; }\n");
        folder.write(
            "protos/b.proto",
            "syntax = \"proto3\";\nimport \"common/money.proto\";\nmessage B { common.Money m = 1; }\n");
        folder.write("protos/common/c.proto",
                     "syntax = \"proto3\";\nimport \"money.proto\";\nmessage C { common.Money m = 1; }\n");
        Loaded loaded;
        ProtoSources sources;
        sources.folder = folder.path();
        sources.protoDir = folder.path("protos");
        loaded.set = ProtoSet::load(sources, loaded.findings);
        QCOMPARE(loaded.brief(), QStringList());
        QVERIFY(loaded.set->findMessage("A") && loaded.set->findMessage("B") && loaded.set->findMessage("C"));
    }

    void singleFilesFindTheirImports()
    {
        ProtoFolder folder;
        folder.write("shared/x/money.proto", "syntax = \"proto3\";\npackage x;\nmessage Money {}\nservice "
                                             "NotServed { rpc R(Money) returns (Money); }\n");
        folder.write("app/a.proto", "syntax = \"proto3\";\nimport \"x/money.proto\";\nservice S { rpc "
                                    "R(x.Money) returns (x.Money); }\n");
        Loaded loaded;
        ProtoSources sources;
        sources.protoFiles = {folder.path("app/a.proto")};
        sources.importPaths = {folder.path("shared")};
        loaded.set = ProtoSet::load(sources, loaded.findings);
        QCOMPARE(loaded.brief(), QStringList());
        QCOMPARE(loaded.set->services().size(), std::size_t{1}); // what is imported is not served
        const auto &watched = loaded.set->watched();
        for (const char *name : {"app/a.proto", "shared/x/money.proto"})
            QVERIFY(std::find(watched.begin(), watched.end(),
                              std::filesystem::weakly_canonical(folder.path(name)).string()) !=
                    watched.end());
    }

    void descriptorSets()
    {
        ProtoFolder folder;
        const auto schema = testSchema();
        google::protobuf::FileDescriptorSet set;
        for (const char *name :
             {"google/protobuf/any.proto", "google/protobuf/duration.proto", "google/protobuf/empty.proto",
              "google/protobuf/field_mask.proto", "google/protobuf/struct.proto",
              "google/protobuf/timestamp.proto", "google/protobuf/wrappers.proto",
              "google/protobuf/descriptor.proto", "google/api/http.proto", "google/api/annotations.proto",
              "google/rpc/status.proto", "legacy.proto", "everything.proto"})
            schema->pool().FindFileByName(name)->CopyTo(set.add_file());
        folder.write("whole.pb", QByteArray::fromStdString(set.SerializeAsString()));
        set.mutable_file()->DeleteSubrange(0, 12);
        folder.write("alone.pb", QByteArray::fromStdString(set.SerializeAsString()));
        folder.write("broken.pb", "this is text, no descriptor set");
        const auto loadSet = [&](const char *name) {
            Loaded loaded;
            ProtoSources sources;
            sources.descriptorSets = {folder.path(name)};
            loaded.set = ProtoSet::load(sources, loaded.findings);
            return loaded;
        };
        const Loaded whole = loadSet("whole.pb");
        QCOMPARE(whole.brief(), QStringList());
        QCOMPARE(whole.set->services().size(), std::size_t{1});
        const Loaded alone = loadSet("alone.pb");
        QCOMPARE(alone.findings.size(), std::size_t{1}); // google's own are built in
        QVERIFY(alone.findings[0].message.find("legacy.proto") != std::string::npos);
        QVERIFY(alone.findings[0].suggestion.find("--include_imports") != std::string::npos);
        QCOMPARE(loadSet("broken.pb").findings.front().code, std::string("bad_descriptor_set"));
    }

    void editionsAreNamed()
    {
        ProtoFolder folder;
        folder.write("e.proto", "// about\nedition = \"2023\";\nmessage M { string a = 1; }\n");
        const Loaded loaded = load(folder);
        QCOMPARE(loaded.brief(), QStringList{QStringLiteral("e.proto:2:1 edition")});
    }

    void aFloodIsCutShort()
    {
        ProtoFolder folder;
        QByteArray many = "syntax = \"proto3\";\nmessage M {\n";
        for (int i = 1; i <= 100; ++i)
            many += "  nosuch f" + QByteArray::number(i) + " = " + QByteArray::number(i) + ";\n";
        folder.write("m.proto", many + "}\n");
        const Loaded loaded = load(folder);
        QCOMPARE(loaded.findings.size(), std::size_t{10});
        QVERIFY(loaded.findings.back().suggestion.find("90 more") != std::string::npos);
    }

    /// Every file of googleapis: what does not load has a reason and a place.
    void allOfGoogleapisLoads()
    {
        const QDir folder(QStringLiteral("../../clients/node_modules/google-proto-files"));
        if (!folder.exists())
            QSKIP("tests/clients/node_modules is not there: npm ci puts it there");
        Loaded loaded;
        ProtoSources sources;
        sources.protoDir = folder.canonicalPath().toStdString();
        QElapsedTimer timer;
        timer.start();
        loaded.set = ProtoSet::load(sources, loaded.findings);
        qInfo("%zu files in %lld ms", loaded.set->fileCount(), static_cast<long long>(timer.elapsed()));
        std::set<std::string> broken;
        for (const auto &finding : loaded.findings) {
            broken.insert(finding.file);
            QVERIFY2(finding.code == "edition" || finding.code == "bad_proto" ||
                         finding.code == "missing_import" || finding.code == "broken_import",
                     control::toString(finding).c_str());
            QVERIFY2(finding.line > 0 || finding.code == "broken_import" ||
                         finding.message.find("my_oneof") != std::string::npos,
                     control::toString(finding).c_str());
            // Everything that fails is of protobuf's own trials, none of an API.
            QVERIFY2(finding.file.find("google/protobuf/") != std::string::npos,
                     control::toString(finding).c_str());
        }
        QVERIFY2(broken.size() < 25, qPrintable(QString::number(broken.size())));
        QVERIFY(loaded.set->fileCount() > 8000);
        QVERIFY(loaded.set->services().size() > 1000);
    }

    void changesAreSeen()
    {
        ProtoFolder folder;
        folder.write("a.proto", "syntax = \"proto3\";\nmessage A {}\n");
        const Loaded loaded = load(folder);
        QVERIFY(loaded.set->isCurrent());
        folder.write("b.proto", "syntax = \"proto3\";\nmessage B {}\n");
        QVERIFY(!loaded.set->isCurrent());
    }

    void undecodableBytesAreExplained_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("problem");
        QTest::newRow("cut off")
            << QByteArray("\x0a\x05"
                          "ab",
                          4)
            << QStringLiteral(
                   "ProductRequest.product_id: the value should have 5 bytes and 2 are left, at byte 0");
        QTest::newRow("no UTF-8") << QByteArray("\x0a\x02\xff\xfe", 4)
                                  << QStringLiteral("product_id: the text is not UTF-8");
        QTest::newRow("wire type 7") << QByteArray("\x0f", 1) << QStringLiteral("wire type 7");
        QTest::newRow("field 0") << QByteArray("\x00\x00", 2) << QStringLiteral("number");
        QTest::newRow("endless varint") << QByteArray("\x10\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 12)
                                        << QStringLiteral("ProductRequest.quantity");
        QTest::newRow("group without begin") << QByteArray("\x0c", 1) << QStringLiteral("a group ends");
    }

    void undecodableBytesAreExplained()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, problem);
        const auto schema = testSchema();
        const std::unique_ptr<google::protobuf::Message> message(
            schema->prototype(schema->findMessage("shop.ProductRequest")).New());
        const QString found = QString::fromStdString(grpc::decode(bytes.toStdString(), *message));
        QVERIFY2(found.startsWith(QStringLiteral("the message is no shop.ProductRequest")),
                 qPrintable(found));
        QVERIFY2(found.contains(problem), qPrintable(found));
    }

    void whatIsRequiredIsNamed()
    {
        const auto schema = testSchema();
        const std::unique_ptr<google::protobuf::Message> message(
            schema->prototype(schema->findMessage("legacy.Old")).New());
        QVERIFY(grpc::decode("", *message).find("id, kind") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestProtoSet)
#include "tst_protoset.moc"
