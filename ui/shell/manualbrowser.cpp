// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/manualbrowser.h"

#include "ui/theme/theme.h"

#include <QDesktopServices>
#include <QFile>
#include <QFontDatabase>
#include <QImage>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextFrame>
#include <QTextTable>

#include <utility>

namespace mockforge::ui {

namespace {

constexpr int kMargin = 5 * Theme::kUnit;

/// The anchor that code forges give a heading: small letters, hyphens for spaces, no other signs.
QString anchorOf(const QString &heading)
{
    QString anchor;
    for (const QChar letter : heading.toLower()) {
        if (letter.isLetterOrNumber() || letter == QLatin1Char('-') || letter == QLatin1Char('_'))
            anchor += letter;
        else if (letter == QLatin1Char(' '))
            anchor += QLatin1Char('-');
    }
    return anchor;
}

bool isCode(const QTextBlock &block)
{
    return block.blockFormat().hasProperty(QTextFormat::BlockCodeLanguage) ||
           block.blockFormat().hasProperty(QTextFormat::BlockCodeFence) ||
           block.blockFormat().nonBreakableLines();
}

/// Whether both are lines of one block of code; two blocks that touch differ in what they are written in.
bool isSameCode(const QTextBlock &one, const QTextBlock &other)
{
    return isCode(one) && isCode(other) &&
           one.blockFormat().stringProperty(QTextFormat::BlockCodeLanguage) ==
               other.blockFormat().stringProperty(QTextFormat::BlockCodeLanguage);
}

void dressBlock(QTextCursor &cursor, const Colors &colors)
{
    const QTextBlock block = cursor.block();
    QTextBlockFormat format = block.blockFormat();
    if (format.headingLevel() > 0) {
        format.setTopMargin(format.headingLevel() == 1 ? 0 : 5 * Theme::kUnit);
        format.setBottomMargin(2 * Theme::kUnit);
    } else if (isCode(block)) {
        format.setBackground(colors.window);
        format.setTopMargin(isSameCode(block.previous(), block) ? 0 : 2 * Theme::kUnit);
        format.setBottomMargin(isSameCode(block, block.next()) ? 0 : 2 * Theme::kUnit);
        format.setLeftMargin(2 * Theme::kUnit);
        format.setRightMargin(2 * Theme::kUnit);
    } else {
        format.setBottomMargin(2 * Theme::kUnit);
        if (!block.text().contains(QChar::ObjectReplacementCharacter)) // a picture is high enough
            format.setLineHeight(120, QTextBlockFormat::ProportionalHeight);
    }
    cursor.setBlockFormat(format);
}

void dressTable(QTextTable &table, const Colors &colors)
{
    QTextTableFormat format = table.format();
    format.setBorder(1);
    format.setBorderCollapse(true);
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBorderBrush(colors.grid);
    format.setCellPadding(1.5 * Theme::kUnit);
    format.setCellSpacing(0);
    format.setTopMargin(2 * Theme::kUnit);
    format.setBottomMargin(3 * Theme::kUnit);
    table.setFormat(format);
}

/// What Markdown's importer leaves plain: space around headings, ground of code, frames of tables.
void dress(QTextDocument &document)
{
    const Colors &colors = Theme::instance().colors();
    QTextCursor cursor(&document);
    cursor.beginEditBlock();
    QTextCharFormat mono;
    mono.setFontFamilies({QFontDatabase::systemFont(QFontDatabase::FixedFont).family()});
    QTextFrame *root = document.rootFrame();
    for (auto part = root->begin(); !part.atEnd(); ++part) {
        if (auto *table = qobject_cast<QTextTable *>(part.currentFrame())) {
            dressTable(*table, colors);
            continue;
        }
        const QTextBlock block = part.currentBlock();
        cursor.setPosition(block.position());
        dressBlock(cursor, colors);
        if (isCode(block)) {
            cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
            cursor.mergeCharFormat(mono);
        }
    }
    cursor.endEditBlock();
}

} // namespace

ManualBrowser::ManualBrowser(QWidget *parent)
    : QTextBrowser(parent)
{
    setObjectName(QStringLiteral("manual-text"));
    setAccessibleName(tr("Page of the manual"));
    setOpenLinks(false);
    connect(this, &QTextBrowser::anchorClicked, this, &ManualBrowser::follow);
    connect(&Theme::instance(), &Theme::changed, this, &ManualBrowser::showAgain);
}

void ManualBrowser::showAgain()
{
    const int position = verticalScrollBar()->value();
    if (!m_page.isEmpty())
        show(m_page);
    verticalScrollBar()->setValue(position);
}

QVariant ManualBrowser::loadResource(int type, const QUrl &name)
{
    if (type != QTextDocument::ImageResource)
        return QTextBrowser::loadResource(type, name);
    const QString file = QStringLiteral(":/manual/images/") + name.fileName();
    const QString dark = QString(file).replace(QStringLiteral("-light."), QStringLiteral("-dark."));
    QImage image(&Theme::instance().colors() == &darkColors() && QFile::exists(dark) ? dark : file);
    if (image.isNull())
        return {};
    m_pictureWidth = pictureWidth();
    const double ratio = devicePixelRatioF();
    const int width = static_cast<int>(m_pictureWidth * ratio);
    if (image.width() > width)
        image = image.scaledToWidth(width, Qt::SmoothTransformation);
    image.setDevicePixelRatio(ratio);
    return image;
}

/// The scroll bar's room is left free, whether it is there or not: it comes and goes with the text's height.
int ManualBrowser::pictureWidth() const
{
    return width() - 2 * frameWidth() - verticalScrollBar()->sizeHint().width() - 2 * kMargin;
}

void ManualBrowser::resizeEvent(QResizeEvent *event)
{
    QTextBrowser::resizeEvent(event);
    if (m_pictureWidth > 0 && m_pictureWidth != pictureWidth())
        showAgain();
}

QString ManualBrowser::markdown(const QString &page)
{
    QFile file(QStringLiteral(":/manual/") + page);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString text = QString::fromUtf8(file.readAll());
    if (const auto end = text.indexOf(QStringLiteral("-->"));
        text.startsWith(QStringLiteral("<!--")) && end >= 0)
        text.remove(0, end + 3);
    return text.trimmed();
}

QString ManualBrowser::titleOf(const QString &page)
{
    const QString text = markdown(page);
    return text.startsWith(QStringLiteral("# ")) ? text.mid(2, text.indexOf(QLatin1Char('\n')) - 2) : page;
}

void ManualBrowser::open(const QString &page, const QString &fragment)
{
    if (page != m_page) {
        if (!m_page.isEmpty())
            m_before.append(m_page);
        m_after.clear();
        show(page);
    }
    if (!fragment.isEmpty())
        scrollToHeading(fragment);
}

void ManualBrowser::goBack()
{
    if (m_before.isEmpty())
        return;
    m_after.append(m_page);
    show(m_before.takeLast());
}

void ManualBrowser::goForward()
{
    if (m_after.isEmpty())
        return;
    m_before.append(m_page);
    show(m_after.takeLast());
}

/// The page is made before it is shown: a document that is on the screen is laid out anew for every cell of
/// its tables, which takes seconds for the reference.
void ManualBrowser::show(const QString &page)
{
    auto *made = new QTextDocument(this);
    made->setDefaultFont(font());
    made->setDocumentMargin(kMargin);
    m_pictureWidth = 0;
    made->setMarkdown(markdown(page));
    dress(*made);
    setDocument(made);
    delete std::exchange(m_document, made);
    m_page = page;
    Q_EMIT opened(page);
}

void ManualBrowser::follow(const QUrl &link)
{
    if (!link.isRelative()) {
        QDesktopServices::openUrl(link);
        return;
    }
    const QString page = link.path().isEmpty() ? m_page : link.fileName();
    if (QFile::exists(QStringLiteral(":/manual/") + page))
        open(page, link.fragment());
}

void ManualBrowser::scrollToHeading(const QString &anchor)
{
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        if (block.blockFormat().headingLevel() == 0 || anchorOf(block.text()) != anchor)
            continue;
        setTextCursor(QTextCursor(block));
        verticalScrollBar()->setValue(verticalScrollBar()->value() + cursorRect().top() - 2 * Theme::kUnit);
        return;
    }
}

bool ManualBrowser::findNext(const QString &text, bool backward)
{
    const QTextDocument::FindFlags flags =
        backward ? QTextDocument::FindBackward : QTextDocument::FindFlags();
    if (find(text, flags))
        return true;
    QTextCursor again(document());
    again.movePosition(backward ? QTextCursor::End : QTextCursor::Start);
    setTextCursor(again);
    return find(text, flags);
}

} // namespace mockforge::ui
