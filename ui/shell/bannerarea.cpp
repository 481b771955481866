// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/bannerarea.h"

#include "ui/shell/endpointrow.h"
#include "ui/theme/theme.h"

#include <QDesktopServices>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTextBrowser>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace mockforge::ui {

namespace {

using control::Diagnostic;
using control::EndpointState;
using control::EndpointStatus;

QString textOf(const EndpointStatus &endpoint)
{
    if (endpoint.errorCode == "port_in_use" && endpoint.owner.pid != 0) {
        return BannerArea::tr("%1: port %2 is in use by %3 (pid %4)")
            .arg(endpointTitle(endpoint))
            .arg(endpoint.configuredPort)
            .arg(QString::fromStdString(endpoint.owner.process))
            .arg(endpoint.owner.pid);
    }
    const QString advice = QString::fromStdString(endpoint.advice);
    return endpointTitle(endpoint) + QStringLiteral(": ") + QString::fromStdString(endpoint.error) +
           (advice.isEmpty() ? QString() : QStringLiteral(" — ") + advice);
}

const Diagnostic *firstError(const std::vector<Diagnostic> &findings)
{
    const auto found = std::find_if(findings.begin(), findings.end(), [](const Diagnostic &finding) {
        return finding.severity == Diagnostic::Severity::Error;
    });
    return found == findings.end() ? nullptr : &*found;
}

} // namespace

BannerArea::BannerArea(control::Engine &engine, QWidget *parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(2 * Theme::kUnit);
    connect(&engine, &control::Engine::endpointsChanged, this, &BannerArea::refreshEndpoints);
    connect(&engine, &control::Engine::diagnosticsChanged, this, &BannerArea::refreshProject);
    connect(&engine, &control::Engine::projectChanged, this, &BannerArea::refreshProject);
    refreshEndpoints();
    refreshProject();
}

QFrame *BannerArea::makeBanner(const QString &id, const char *role, const QString &text)
{
    auto *banner = new QFrame;
    banner->setObjectName(id);
    Theme::setRole(banner, role);
    auto *row = new QHBoxLayout(banner);
    row->setContentsMargins(3 * Theme::kUnit, 2 * Theme::kUnit, 2 * Theme::kUnit, 2 * Theme::kUnit);
    row->setSpacing(2 * Theme::kUnit);
    auto *label = new QLabel(text);
    label->setObjectName(id + QStringLiteral("-text"));
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(label, 1);
    return banner;
}

void BannerArea::addAction(QFrame *banner, const QString &id, const QString &text,
                           std::function<void()> action)
{
    auto *button = new QPushButton(text);
    button->setObjectName(id);
    button->setAccessibleName(text);
    connect(button, &QPushButton::clicked, this, [action = std::move(action)] { action(); });
    static_cast<QHBoxLayout *>(banner->layout())->addWidget(button);
}

void BannerArea::put(const std::string &id, QFrame *banner)
{
    remove(id);
    m_banners[id] = banner;
    m_layout->addWidget(banner);
}

void BannerArea::remove(const std::string &id)
{
    if (const auto found = m_banners.find(id); found != m_banners.end()) {
        found->second->hide();
        found->second->deleteLater(); // a button of it may be the sender
        m_banners.erase(found);
    }
    m_texts.erase(id);
}

void BannerArea::refreshEndpoints()
{
    std::vector<std::string> failed;
    for (const EndpointStatus &endpoint : m_engine.endpoints()) {
        if (endpoint.state != EndpointState::Failed)
            continue;
        const std::string id = "endpoint/" + endpoint.id;
        failed.push_back(id);
        const QString text = textOf(endpoint);
        if (m_texts[id] == text.toStdString())
            continue;
        const QString name = QStringLiteral("banner-") + QString::fromStdString(endpoint.id);
        QFrame *banner = makeBanner(name, "banner-error", text);
        const std::string endpointId = endpoint.id;
        if (endpoint.errorCode == "port_in_use") {
            if (const std::uint16_t free = m_engine.suggestFreePort(endpoint.id); free != 0) {
                addAction(banner, name + QStringLiteral("-use"), tr("Use %1").arg(free),
                          [this, endpointId, free] { m_engine.startEndpointOnPort(endpointId, free); });
            }
        }
        addAction(banner, name + QStringLiteral("-choose"), tr("Choose…"),
                  [this, endpointId] { Q_EMIT portWanted(QString::fromStdString(endpointId)); });
        addAction(banner, name + QStringLiteral("-retry"), tr("Retry"),
                  [this, endpointId] { m_engine.startEndpoint(endpointId); });
        put(id, banner);
        m_texts[id] = text.toStdString();
    }
    const auto all = m_engine.endpoints();
    if (std::any_of(all.begin(), all.end(),
                    [](const EndpointStatus &each) { return each.state == EndpointState::Running; }))
        remove("recovered");
    std::vector<std::string> gone;
    for (const auto &[id, banner] : m_banners) {
        if (id.starts_with("endpoint/") && std::find(failed.begin(), failed.end(), id) == failed.end())
            gone.push_back(id);
    }
    for (const std::string &id : gone)
        remove(id);
}

void BannerArea::refreshProject()
{
    const std::vector<Diagnostic> findings = m_engine.diagnostics();
    const Diagnostic *error = firstError(findings);
    if (error == nullptr && findings.empty()) {
        remove("project");
        return;
    }
    const Diagnostic &shown = error != nullptr ? *error : findings.front();
    const auto others = static_cast<int>(findings.size()) - 1;
    QString text = QString::fromStdString(control::toString(shown));
    if (others > 0)
        text += QLatin1Char(' ') + tr("and %n more", nullptr, others);
    if (error != nullptr && !m_engine.projectFile().isEmpty())
        text += QStringLiteral("\n") + tr("The last valid version stays in force.");
    QFrame *banner =
        makeBanner(QStringLiteral("banner-project"), error != nullptr ? "banner-error" : "banner-warn", text);
    if (others > 0)
        addAction(banner, QStringLiteral("banner-project-all"), tr("Show all"),
                  [this] { showAll(m_engine.diagnostics()); });
    const QString file = QString::fromStdString(shown.file);
    addAction(banner, QStringLiteral("banner-project-open"), tr("Open file"),
              [file] { QDesktopServices::openUrl(QUrl::fromLocalFile(file)); });
    addAction(banner, QStringLiteral("banner-project-dismiss"), tr("Dismiss"), [this] { remove("project"); });
    put("project", banner);
}

void BannerArea::showRecovered()
{
    QFrame *banner = makeBanner(QStringLiteral("banner-recovered"), "banner-warn",
                                tr("MockForge did not end properly last time. The project that was open is "
                                   "here again; its endpoints have not been started."));
    addAction(banner, QStringLiteral("banner-recovered-start"), tr("Start them"), [this] {
        remove("recovered");
        m_engine.startAll();
    });
    addAction(banner, QStringLiteral("banner-recovered-dismiss"), tr("Dismiss"),
              [this] { remove("recovered"); });
    put("recovered", banner);
}

void BannerArea::showAll(const std::vector<Diagnostic> &findings)
{
    auto *dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Findings in the project file"));
    dialog->resize(760, 420);
    auto *layout = new QVBoxLayout(dialog);
    auto *list = new QTextBrowser;
    list->setAccessibleName(tr("Findings"));
    for (const Diagnostic &finding : findings)
        list->append(QString::fromStdString(control::toString(finding)).toHtmlEscaped());
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    layout->addWidget(list);
    layout->addWidget(buttons);
    dialog->open();
}

} // namespace mockforge::ui
