// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the window asks and tells in windows of its own.

#include "metrics/base/clock.h"
#include "metrics/query/source.h"
#include "ui/charts/timeaxis.h"
#include "ui/settings/appsettings.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/manual.h"
#include "ui/shell/newproject.h"
#include "ui/shell/palette.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QMessageBox>

namespace mockforge::ui {

void MainWindow::showPalette()
{
    auto *palette = new CommandPalette(m_actions, this);
    palette->move(mapToGlobal(QPoint((width() - palette->width()) / 2, 60)));
    palette->show();
}

void MainWindow::newProject()
{
    const QString file = QFileDialog::getSaveFileName(
        this, tr("New project"), QStringLiteral("mockforge.yaml"), tr("MockForge project (*.yaml *.yml)"));
    if (file.isEmpty())
        return;
    if (const QString problem = writeNewProject(file); !problem.isEmpty())
        QMessageBox::warning(this, tr("No project made"), problem);
    else
        openProject(file);
}

void MainWindow::chooseProject()
{
    const QString file =
        QFileDialog::getOpenFileName(this, tr("Open project"), QFileInfo(m_settings.lastProject()).path(),
                                     tr("MockForge project (*.yaml *.yml);;All files (*)"));
    if (!file.isEmpty())
        openProject(file);
}

void MainWindow::choosePort(const QString &endpoint)
{
    const std::string id = endpoint.toStdString();
    bool ok = false;
    const int port =
        QInputDialog::getInt(this, tr("Choose port"), tr("Port for this endpoint while the project is open:"),
                             m_engine.suggestFreePort(id), 1, 65535, 1, &ok);
    if (ok)
        m_engine.startEndpointOnPort(id, static_cast<std::uint16_t>(port));
}

void MainWindow::addNote()
{
    bool ok = false;
    const std::int64_t time = m_axis->crosshair() != 0 ? m_axis->crosshair() : wallClockMs();
    const QString text =
        QInputDialog::getText(this, tr("Add a note"), tr("Text on the charts:"), QLineEdit::Normal, {}, &ok);
    if (ok && !text.trimmed().isEmpty())
        m_axis->source().annotate(
            {time, 0, metrics::Annotation::Kind::Note, text.trimmed().toStdString(), {}});
}

void MainWindow::showManual()
{
    auto *manual = new ManualDialog(this);
    manual->show();
}

void MainWindow::showAbout()
{
    QMessageBox::about(this, tr("About MockForge"),
                       tr("<b>MockForge %1</b><p>A mock server with live metrics and chaos.</p>"
                          "<p>Qt %2. GPL-3.0-or-later.</p>")
                           .arg(QStringLiteral(MOCKFORGE_VERSION), QString::fromLatin1(qVersion())));
}

} // namespace mockforge::ui
