// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/grpc/schema/protoset.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <memory>
#include <string>
#include <vector>

/// The schema of the folder protos beside the tests, which holds one of everything.
inline std::shared_ptr<const mockforge::grpc::ProtoSet> testSchema()
{
    mockforge::grpc::ProtoSources sources;
    sources.protoDir = QDir(QStringLiteral("protos")).absolutePath().toStdString();
    std::vector<mockforge::control::Diagnostic> findings;
    auto schema = mockforge::grpc::ProtoSet::load(sources, findings);
    for (const auto &finding : findings)
        qCritical("%s", mockforge::control::toString(finding).c_str());
    return schema;
}

/// A folder with files for one test.
class ProtoFolder
{
public:
    void write(const char *name, const QByteArray &content)
    {
        const QString path = m_folder.filePath(QString::fromUtf8(name));
        QDir().mkpath(QFileInfo(path).absolutePath());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", name);
    }
    std::string path(const char *name = "") const
    {
        return m_folder.filePath(QString::fromUtf8(name)).toStdString();
    }

private:
    QTemporaryDir m_folder;
};
