// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/presence/notifier.h"

#include <utility>

namespace mockforge::ui {

Notifier::Notifier(control::Engine &engine, std::function<bool()> hasFocus,
                   std::function<void(const QString &, const QString &)> show, QObject *parent)
    : QObject(parent)
    , m_hasFocus(std::move(hasFocus))
    , m_show(std::move(show))
{
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(kQuietMs);
    connect(&engine, &control::Engine::eventAdded, this, &Notifier::onEvent);
}

void Notifier::onEvent(const control::Event &event)
{
    if (event.kind != control::Event::Kind::Error || m_hasFocus())
        return;
    if (m_quiet.isActive()) {
        ++m_leftOut;
        return;
    }
    QString text = QString::fromStdString(event.detail);
    if (const int count = std::exchange(m_leftOut, 0); count > 0)
        text += (text.isEmpty() ? QString() : QStringLiteral("\n")) + tr("and %n earlier", nullptr, count);
    m_show(QString::fromStdString(event.text), text);
    m_quiet.start();
}

} // namespace mockforge::ui
