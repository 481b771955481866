// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/call/statuscodes.h"

#include <QTest>

using namespace mockforge;

class TestStatusCodes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mapsHttpStatuses_data();
    void mapsHttpStatuses();
    void failuresOfTheServerAreFiveHundreds();
    void names();
};

void TestStatusCodes::mapsHttpStatuses_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("code");
    const std::vector<std::pair<int, int>> known{{400, 3},  {401, 16}, {403, 7}, {404, 5},  {408, 4},
                                                 {504, 4},  {409, 10}, {429, 8}, {500, 13}, {501, 12},
                                                 {502, 14}, {503, 14}, {418, 2}, {599, 2},  {302, 2}};
    for (const auto &[status, code] : known)
        QTest::newRow(std::to_string(status).c_str()) << status << code;
}

void TestStatusCodes::mapsHttpStatuses()
{
    QFETCH(int, status);
    QFETCH(int, code);
    QCOMPARE(grpc::codeOfHttpStatus(status), code);
}

/// What opens a circuit breaker: 500 and above.
void TestStatusCodes::failuresOfTheServerAreFiveHundreds()
{
    for (int code = 0; code <= 16; ++code) {
        const bool isFailure = code == 2 || code == 4 || (code >= 12 && code <= 15);
        QCOMPARE(grpc::httpStatusOfCode(code) >= 500, isFailure);
    }
    QCOMPARE(grpc::httpStatusOfCode(0), 200);
    QCOMPARE(grpc::httpStatusOfCode(14), 503);
    QCOMPARE(grpc::httpStatusOfCode(-1), 500);
    QCOMPARE(grpc::httpStatusOfCode(17), 500);
}

void TestStatusCodes::names()
{
    QCOMPARE(grpc::statusName(0), std::string_view("OK"));
    QCOMPARE(grpc::statusName(5), std::string_view("NOT_FOUND"));
    QCOMPARE(grpc::statusName(16), std::string_view("UNAUTHENTICATED"));
    QCOMPARE(grpc::statusName(17), std::string_view("UNKNOWN"));
    QCOMPARE(grpc::statusName(-1), std::string_view("UNKNOWN"));
}

QTEST_GUILESS_MAIN(TestStatusCodes)
#include "tst_statuscodes.moc"
