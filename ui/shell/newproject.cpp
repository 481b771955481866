// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/newproject.h"

#include <QCoreApplication>
#include <QSaveFile>

namespace mockforge::ui {

namespace {

constexpr const char *kText = R"(# A MockForge project. Save the file, and what runs follows at once.

http:
  port: 3000

routes:
  # http://127.0.0.1:3000/hello/Ada
  - path: /hello/{name}
    method: GET
    response:
      body:
        greeting: "Hello, {{params.name}}"
        id: "{{uuid}}"
        at: "{{now}}"

  # A reply that takes its time.
  - path: /slow
    response:
      delay: {min: 100ms, max: 300ms}
      body: "at last"
)";

} // namespace

QString writeNewProject(const QString &file)
{
    QSaveFile target(file);
    if (!target.open(QIODevice::WriteOnly) || target.write(kText) < 0 || !target.commit()) {
        return QCoreApplication::translate("NewProject", "%1 could not be written: %2. Choose another place.")
            .arg(file, target.errorString());
    }
    return {};
}

} // namespace mockforge::ui
