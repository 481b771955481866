// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// render_icons IN.svg OUT/SIZE.png …: a build tool that draws an icon at each size, so that the SVG is its
// only source. The last folder of an output names the size: 48x48/apps/mockforge.png.

#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QSvgRenderer>

#include <cstdio>

namespace {

int sizeOf(const QString &file)
{
    const auto match = QRegularExpression(QStringLiteral("/(\\d+)x\\1/")).match(file);
    return match.captured(1).toInt();
}

bool draw(QSvgRenderer &icon, const QString &file)
{
    const int size = sizeOf(file);
    if (size == 0)
        return false;
    QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    icon.render(&painter);
    painter.end();
    return image.save(file);
}

} // namespace

int main(int argc, char **argv)
{
    QGuiApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    QSvgRenderer icon(arguments.value(1));
    if (!icon.isValid()) {
        std::fprintf(stderr, "render_icons: %s is no SVG picture\n", qPrintable(arguments.value(1)));
        return 1;
    }
    for (const QString &file : arguments.mid(2)) {
        if (!draw(icon, file)) {
            std::fprintf(stderr, "render_icons: cannot write %s\n", qPrintable(file));
            return 1;
        }
    }
    return 0;
}
