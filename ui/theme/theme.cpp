// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include <QApplication>
#include <QEvent>
#include <QPalette>
#include <QStyleFactory>
#include <QVariant>
#include <QWidget>

namespace mockforge::ui {

namespace {

QFont scaled(double factor, QFont::Weight weight)
{
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() * factor);
    font.setWeight(weight);
    return font;
}

QPalette paletteOf(const Colors &c)
{
    QPalette palette;
    palette.setColor(QPalette::Window, c.window);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Base, c.plot);
    palette.setColor(QPalette::AlternateBase, c.window);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::PlaceholderText, c.secondary);
    palette.setColor(QPalette::Button, c.raised);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::BrightText, c.error);
    palette.setColor(QPalette::Highlight, c.selection);
    palette.setColor(QPalette::HighlightedText, c.selectedText);
    palette.setColor(QPalette::ToolTipBase, c.raised);
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::Link, c.info);
    palette.setColor(QPalette::LinkVisited, c.info);
    palette.setColor(QPalette::Light, c.raised);
    palette.setColor(QPalette::Mid, c.grid);
    palette.setColor(QPalette::Dark, c.border);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, c.idle);
    return palette;
}

} // namespace

Theme &Theme::instance()
{
    // A child of the application, so that it ends with it.
    static Theme *theme = nullptr;
    if (theme == nullptr) {
        theme = new Theme;
        theme->setParent(qApp);
        QObject::connect(theme, &QObject::destroyed, [] { theme = nullptr; });
    }
    return *theme;
}

Theme::Theme()
    : m_colors(isSystemDark() ? &darkColors() : &lightColors())
{
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    qApp->installEventFilter(this);
    apply();
}

bool Theme::isSystemDark() const
{
    return QPalette().color(QPalette::Window).lightness() < 128 &&
           QPalette().color(QPalette::WindowText).lightness() > 128;
}

void Theme::setChoice(Choice choice)
{
    m_choice = choice;
    apply();
}

void Theme::apply()
{
    m_applying = true;
    QApplication::setPalette(QPalette()); // what the system wants, for isSystemDark()
    const bool dark = m_choice == Choice::Dark || (m_choice == Choice::System && isSystemDark());
    m_colors = dark ? &darkColors() : &lightColors();
    QApplication::setPalette(paletteOf(*m_colors));
    qApp->setStyleSheet(styleSheet(*m_colors));
    m_applying = false;
    Q_EMIT changed();
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ThemeChange && watched == qApp && !m_applying && m_choice == Choice::System)
        apply();
    return QObject::eventFilter(watched, event);
}

QFont Theme::caption()
{
    return scaled(0.85, QFont::Normal);
}

QFont Theme::section()
{
    return scaled(1.15, QFont::DemiBold);
}

QFont Theme::page()
{
    return scaled(1.4, QFont::DemiBold);
}

QFont Theme::kpi()
{
    return scaled(2.0, QFont::DemiBold);
}

void Theme::setRole(QWidget *widget, const char *role)
{
    widget->setProperty("role", QString::fromLatin1(role));
}

} // namespace mockforge::ui
