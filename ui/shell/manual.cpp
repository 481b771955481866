// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/manual.h"

#include "ui/theme/theme.h"

#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QFile>
#include <QPushButton>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace mockforge::ui {

namespace {

const QString kFirstPage = QStringLiteral(":/manual/README.md");

/// The page's text without the licence comment, which a reader does not want.
QString pageText(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString text = QString::fromUtf8(file.readAll());
    if (const auto end = text.indexOf(QStringLiteral("-->"));
        text.startsWith(QStringLiteral("<!--")) && end >= 0)
        text.remove(0, end + 3);
    return text;
}

} // namespace

bool ManualDialog::isAvailable()
{
    return QFile::exists(kFirstPage);
}

ManualDialog::ManualDialog(QWidget *parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("manual"));
    setWindowTitle(tr("Manual"));
    resize(860, 680);
    auto *layout = new QVBoxLayout(this);
    auto *browser = new QTextBrowser;
    browser->setObjectName(QStringLiteral("manual-text"));
    browser->setAccessibleName(tr("Manual"));
    browser->setOpenLinks(false);
    const auto show = [browser](const QString &path) {
        browser->setMarkdown(pageText(path));
    };
    connect(browser, &QTextBrowser::anchorClicked, this, [show](const QUrl &link) {
        if (link.isRelative())
            show(QStringLiteral(":/manual/") + link.path());
        else
            QDesktopServices::openUrl(link);
    });
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QPushButton *contents = buttons->addButton(tr("Contents"), QDialogButtonBox::ActionRole);
    connect(contents, &QPushButton::clicked, this, [show] { show(kFirstPage); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(browser);
    layout->addWidget(buttons);
    show(kFirstPage);
}

} // namespace mockforge::ui
