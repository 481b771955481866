// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The reference page and the schema in the repository are what the program's own definition of the keys
// gives. MOCKFORGE_UPDATE_DOCS=1 writes them anew.

#include "server/project/keys.h"
#include "server/project/loader.h"

#include <QFile>
#include <QTest>

using namespace mockforge;

namespace {

const QString kPage = QStringLiteral("../../../docs/manual/project-file.md");
const QString kSchema = QStringLiteral("../../../resources/schema/mockforge.schema.json");

void compare(const QString &path, const std::string &wanted)
{
    QFile file(path);
    if (qEnvironmentVariableIsSet("MOCKFORGE_UPDATE_DOCS")) {
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(wanted));
        return;
    }
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(path));
    QCOMPARE(file.readAll(), QByteArray::fromStdString(wanted));
}

} // namespace

class TestProjectDocs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePageIsCurrent() { compare(kPage, project::referencePage()); }

    void theSchemaIsCurrent() { compare(kSchema, project::jsonSchema() + "\n"); }

    void everyKeyIsInBoth()
    {
        const QString page = QString::fromStdString(project::referencePage());
        const auto schema = nlohmann::json::parse(project::jsonSchema());
        for (const auto &key : project::projectKeys()) {
            QVERIFY2(page.contains(QLatin1Char('`') + QString::fromStdString(key.name) + QLatin1Char('`')),
                     key.name.c_str());
            QVERIFY2(!key.description.empty(), key.name.c_str());
            const nlohmann::json *level = &schema;
            for (const QString &part : QString::fromStdString(key.name).split(QLatin1Char('.'))) {
                QVERIFY2(level->at("properties").contains(part.toStdString()), key.name.c_str());
                level = &level->at("properties").at(part.toStdString());
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestProjectDocs)
#include "tst_projectdocs.moc"
