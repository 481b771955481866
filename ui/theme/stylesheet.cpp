// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include <QString>

namespace mockforge::ui {

namespace {

QString mixed(const QColor &a, const QColor &b, double share)
{
    const auto part = [share](int x, int y) {
        return static_cast<int>(x + (y - x) * share);
    };
    return QColor(part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue())).name();
}

/// Placeholders in braces, so that the sheet stays readable.
QString fill(QString sheet, const Colors &c)
{
    const std::initializer_list<std::pair<const char *, QString>> values{
        {"{window}", c.window.name()},
        {"{plot}", c.plot.name()},
        {"{raised}", c.raised.name()},
        {"{text}", c.text.name()},
        {"{secondary}", c.secondary.name()},
        {"{border}", c.border.name()},
        {"{line}", mixed(c.window, c.border, 0.35)},
        {"{soft}", mixed(c.plot, c.grid, 0.45)},
        {"{hover}", mixed(c.raised, c.focus, 0.12)},
        {"{pressed}", mixed(c.raised, c.focus, 0.24)},
        {"{focus}", c.focus.name()},
        {"{selection}", c.selection.name()},
        {"{selectedText}", c.selectedText.name()},
        {"{idle}", c.idle.name()},
        {"{error}", c.error.name()},
        {"{bannerWarnText}", c.bannerWarnText.name()},
        {"{bannerWarnGround}", c.bannerWarnGround.name()},
        {"{bannerErrorText}", c.bannerErrorText.name()},
        {"{bannerErrorGround}", c.bannerErrorGround.name()},
        {"{warn}", c.warn.name()},
        {"{chaos}", c.chaosLine.name()},
        {"{chaosSoft}", mixed(c.raised, c.chaosLine, 0.14)},
        {"{chaosHover}", mixed(c.raised, c.chaosLine, 0.24)},
        {"{scheme}", c.dark ? QStringLiteral("dark") : QStringLiteral("light")},
    };
    for (const auto &[name, value] : values)
        sheet.replace(QString::fromLatin1(name), value);
    return sheet;
}

constexpr const char *kSurfaces = R"(
QMainWindow, QDialog { background: {window}; }
QToolTip { background: {raised}; color: {text}; border: 1px solid {line}; padding: 4px 6px; }
QScrollArea, QScrollArea > QWidget > QWidget[role="content"] { background: transparent; border: none; }
QFrame[role="card"], QFrame[role="tile"] { background: {plot}; border: 1px solid {line}; border-radius: 6px; }
QFrame[role="banner-warn"] { background: {bannerWarnGround}; border: 1px solid {warn}; border-radius: 6px; }
QFrame[role="banner-error"] { background: {bannerErrorGround}; border: 1px solid {error}; border-radius: 6px; }
QFrame[role="banner-warn"] QLabel { color: {bannerWarnText}; }
QFrame[role="banner-error"] QLabel { color: {bannerErrorText}; }
QFrame[role="side"] { background: {plot}; border: none; border-right: 1px solid {line}; }
QFrame[role="strip"] { background: {soft}; border: none; border-radius: 6px; }
QLabel[role="secondary"] { color: {secondary}; }
QLabel[role="error"] { color: {error}; }
QLabel[role="chip"] { background: {chaosSoft}; color: {text}; border: 1px solid {chaos}; border-radius: 6px; padding: 1px 6px; }
QMenuBar { background: {window}; border-bottom: 1px solid {line}; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; }
QMenuBar::item:selected { background: {hover}; }
QMenu { background: {raised}; border: 1px solid {line}; border-radius: 6px; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 12px; border-radius: 4px; }
QMenu::item:selected { background: {selection}; color: {selectedText}; }
QMenu::item:disabled { color: {idle}; }
QMenu::separator { height: 1px; background: {line}; margin: 4px 8px; }
QToolBar { background: {window}; border: none; border-bottom: 1px solid {line}; padding: 6px 8px; spacing: 6px; }
QToolBar::separator { width: 1px; background: {line}; margin: 4px 4px; }
QStatusBar { background: {window}; border-top: 1px solid {line}; }
QStatusBar::item { border: none; }
)";

constexpr const char *kControls = R"(
QPushButton, QToolButton, QComboBox, QLineEdit, QSpinBox, QDoubleSpinBox {
    background: {raised}; color: {text}; border: 1px solid {line}; border-radius: 6px; padding: 4px 10px; min-height: 20px; }
QPushButton:hover, QToolButton:hover, QComboBox:hover { background: {hover}; }
QPushButton:pressed, QToolButton:pressed, QToolButton:checked { background: {pressed}; }
QPushButton:focus, QToolButton:focus, QComboBox:focus, QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QTableView:focus, QListView:focus {
    border: 2px solid {focus}; padding: 3px 9px; }
QTableView:focus, QListView:focus { padding: 0; }
QPushButton:disabled, QToolButton:disabled, QComboBox:disabled { color: {idle}; }
QPushButton[role="primary"] { background: {selection}; color: {selectedText}; border: 1px solid {selection}; }
QPushButton[role="primary"]:hover { background: {focus}; }
QToolButton[role="preset"] { padding: 2px 8px; }
QToolButton[role="preset"]:checked { background: {chaosSoft}; border: 1px solid {chaos}; }
QToolButton[role="preset"]:focus { border: 2px solid {focus}; padding: 1px 7px; }
QPushButton[role="danger"] { border: 1px solid {chaos}; }
QPushButton[role="danger"]:hover { background: {chaosHover}; }
QPushButton[role="chaos"]:checked { background: {chaosSoft}; border: 1px solid {chaos}; }
QPushButton::menu-indicator { image: none; }
QToolButton#qt_toolbar_ext_button { image: url(:/theme/chevron-{scheme}.svg); padding: 4px 2px; }
QPushButton[role="chaos"]:checked:hover { background: {chaosHover}; }
QPushButton[role="danger"]:focus, QPushButton[role="chaos"]:focus { border: 2px solid {focus}; padding: 3px 9px; }
QPushButton[role="link"] { background: transparent; border: 1px solid transparent; color: {text}; text-align: left; }
QPushButton[role="link"]:hover { background: {hover}; }
QPushButton[role="link"]:focus { border: 2px solid {focus}; }
QToolButton[role="flat"] { background: transparent; border: 1px solid transparent; padding: 2px 6px; }
QToolButton[role="flat"]:hover { background: {hover}; }
QToolButton[role="flat"]:checked { background: {pressed}; }
QToolButton[role="flat"]:focus { border: 2px solid {focus}; padding: 1px 5px; }
QToolButton[role="legend"] { background: transparent; border: 1px solid transparent; padding: 2px 3px; min-height: 15px; }
QToolButton[role="legend"]:hover { background: {hover}; }
QToolButton[role="legend"]:focus { border: 2px solid {focus}; padding: 1px 2px; }
QToolButton[role="flat"]::menu-indicator { image: none; }
QPushButton[role="navigation"] { background: transparent; border: 1px solid transparent; padding: 6px 10px; text-align: left; }
QPushButton[role="navigation"]:hover { background: {hover}; }
QPushButton[role="navigation"]:checked { background: {pressed}; font-weight: 600; }
QPushButton[role="navigation"]:focus { border: 2px solid {focus}; padding: 5px 9px; }
QComboBox { padding-right: 22px; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url(:/theme/chevron-{scheme}.svg); width: 12px; height: 12px; }
QCheckBox::indicator { width: 16px; height: 16px; border: 1px solid {border}; border-radius: 4px; background: {raised}; }
QCheckBox::indicator:checked { background: {selection}; border-color: {selection}; image: url(:/theme/check.svg); }
QComboBox QAbstractItemView { background: {raised}; border: 1px solid {line}; selection-background-color: {selection};
    selection-color: {selectedText}; outline: none; padding: 4px; }
QCheckBox, QRadioButton { spacing: 8px; padding: 3px; border: 2px solid transparent; border-radius: 6px; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid {focus}; }
)";

constexpr const char *kViews = R"(
QTableView, QListView { background: {plot}; color: {text}; border: 2px solid transparent; gridline-color: {soft};
    selection-background-color: {selection}; selection-color: {selectedText}; outline: none; }
QTableView::item { padding: 2px 8px; border: none; }
QListView::item { padding: 5px 8px; border-radius: 4px; }
QListView::item:selected { background: {selection}; color: {selectedText}; }
QHeaderView::section { background: {plot}; color: {secondary}; border: none; border-bottom: 1px solid {line};
    padding: 4px 8px; font-weight: 600; }
QTableCornerButton::section { background: {plot}; border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: {border}; border-radius: 4px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: {secondary}; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QPlainTextEdit { background: {plot}; color: {text}; border: 1px solid {line}; border-radius: 6px; padding: 4px; }
QPlainTextEdit:focus { border: 2px solid {focus}; padding: 3px; }
QTextBrowser { background: {plot}; color: {text}; border: 1px solid {line}; border-radius: 6px; padding: 8px; }
)";

} // namespace

QString styleSheet(const Colors &colors)
{
    return fill(QString::fromLatin1(kSurfaces) + QString::fromLatin1(kControls) + QString::fromLatin1(kViews),
                colors);
}

} // namespace mockforge::ui
