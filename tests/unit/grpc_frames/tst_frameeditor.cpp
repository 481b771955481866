// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/grpc/frames/frameeditor.h"
#include "server/grpc/frames/frameorder.h"

#include <QTest>

#include <nghttp2/nghttp2.h>

#include <map>
#include <string>
#include <vector>

using namespace mockforge;
using namespace mockforge::grpc;
using Kind = chaos::FrameEffect::Kind;

namespace {

constexpr std::uint8_t kData = 0, kHeaders = 1, kPrioritised = 0x20, kReset = 3, kGoAway = 7,
                       kContinuation = 9;
constexpr std::uint8_t kEndStream = 1, kEndHeaders = 4, kPadded = 8;

std::string number(std::uint32_t value, int bytes)
{
    std::string text;
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
        text += static_cast<char>(value >> shift & 0xff);
    return text;
}

std::string frame(std::uint8_t type, std::uint8_t flags, std::uint32_t stream, const std::string &payload)
{
    return number(static_cast<std::uint32_t>(payload.size()), 3) + static_cast<char>(type) +
           static_cast<char>(flags) + number(stream, 4) + payload;
}

/// Writes blocks as a server does that remembers fields from block to block.
class Library
{
public:
    Library() { nghttp2_hd_deflate_new(&m_deflater, 4096); }
    ~Library() { nghttp2_hd_deflate_del(m_deflater); }

    std::string block(std::vector<std::pair<std::string, std::string>> fields)
    {
        std::vector<nghttp2_nv> pairs;
        for (auto &[name, value] : fields)
            pairs.push_back({reinterpret_cast<std::uint8_t *>(name.data()),
                             reinterpret_cast<std::uint8_t *>(value.data()), name.size(), value.size(), 0});
        std::string out(nghttp2_hd_deflate_bound(m_deflater, pairs.data(), pairs.size()), '\0');
        const auto size = nghttp2_hd_deflate_hd(m_deflater, reinterpret_cast<std::uint8_t *>(out.data()),
                                                out.size(), pairs.data(), pairs.size());
        out.resize(static_cast<std::size_t>(size));
        return out;
    }
    std::string head(std::uint32_t stream, std::vector<std::pair<std::string, std::string>> more = {})
    {
        more.insert(more.begin(), {{":status", "200"}, {"content-type", "application/grpc"}});
        return frame(kHeaders, kEndHeaders, stream, block(std::move(more)));
    }
    std::string trailers(std::uint32_t stream, std::vector<std::pair<std::string, std::string>> more = {})
    {
        more.insert(more.begin(), {{"grpc-status", "0"}, {"x-kept", "from block to block"}});
        return frame(kHeaders, kEndHeaders | kEndStream, stream, block(std::move(more)));
    }

private:
    nghttp2_hd_deflater *m_deflater = nullptr;
};

/// What a client reads: one line for each frame, with the fields of header blocks.
class Client
{
public:
    std::vector<std::string> read(std::string_view bytes)
    {
        std::vector<std::string> lines;
        FrameCursor cursor;
        while (!bytes.empty()) {
            if (!cursor.next(bytes))
                qFatal("a frame is cut");
            const std::string payload(bytes.substr(0, cursor.head.length));
            bytes.remove_prefix(cursor.head.length);
            lines.push_back(lineOf(cursor.head, payload));
        }
        return lines;
    }

private:
    std::string lineOf(const FrameHead &head, const std::string &payload)
    {
        const std::string end = (head.flags & kEndStream) != 0 ? " end" : "";
        const std::string stream = std::to_string(head.stream);
        switch (head.type) {
        case kData:
            return "data " + stream + " " + payload + end;
        case kReset:
            return "reset " + stream + " " + std::to_string(static_cast<int>(payload[3]));
        case kGoAway:
            return "goaway " + std::to_string(static_cast<unsigned char>(payload[3])) + " " +
                   std::to_string(static_cast<int>(payload[7])) + " " + payload.substr(8);
        case kHeaders:
        case kContinuation:
            m_block += payload;
            return (head.flags & kEndHeaders) == 0 ? "part" : "headers " + stream + fieldsOf() + end;
        default:
            return "frame " + std::to_string(static_cast<int>(head.type)) + " " + stream;
        }
    }
    std::string fieldsOf()
    {
        std::vector<HeaderField> fields;
        if (!m_reader.read(std::exchange(m_block, {}), fields))
            return " UNREADABLE";
        std::string text;
        for (const HeaderField &field : fields)
            text += " " + field.name + "=" + (field.value.size() > 40 ? "long" : field.value);
        return text;
    }

    HeaderReader m_reader;
    std::string m_block;
};

std::string clientStreams(std::initializer_list<std::uint32_t> streams)
{
    std::string text = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(4, 0, 0, std::string(6, '\0'));
    for (const std::uint32_t stream : streams)
        text += frame(kHeaders, kEndHeaders, stream, "opaque") + frame(kData, kEndStream, stream, "asked");
    return text;
}

using Lines = std::vector<std::string>;

} // namespace

class TestFrameEditor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingChangesWithoutAnOrder();
    void bytesMayComeInAnyPieces();
    void trailersAreLeftOut();
    void aReplyOfTrailersAloneLosesItsStatus();
    void aStreamIsReset();
    void aConnectionGoesAway();
    void aCallIsDeclaredUnprocessed();
    void longBlocksAreSplit();
    void paddingAndPriorityAreNoFields();
    void orders();
    void whatCannotBeReadPasses();
};

namespace {

/// A conversation of three calls, the second under an order.
std::string conversation(Library &library, const chaos::FrameEffect &effect)
{
    std::string bytes;
    for (std::uint32_t stream = 1; stream <= 5; stream += 2) {
        bytes += library.head(stream) + frame(kData, 0, stream, "reply");
        bytes += stream == 3 ? library.trailers(stream, {toField(effect)}) : library.trailers(stream);
    }
    return bytes;
}

const std::string kHeadText = " :status=200 content-type=application/grpc";
const std::string kTrailerText = " grpc-status=0 x-kept=from block to block end";

Lines callText(const std::string &stream)
{
    return {"headers " + stream + kHeadText, "data " + stream + " reply", "headers " + stream + kTrailerText};
}

Lines joined(std::initializer_list<Lines> parts)
{
    Lines all;
    for (const Lines &part : parts)
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

} // namespace

void TestFrameEditor::nothingChangesWithoutAnOrder()
{
    Library library;
    FrameEditor editor;
    editor.up(clientStreams({1, 3}));
    std::string bytes = frame(4, 0, 0, {}) + library.head(1) + frame(kData, 0, 1, std::string(9000, 'd'));
    bytes += library.trailers(1) + frame(6, 0, 0, "12345678");
    bytes += library.head(3) + frame(kReset, 0, 3, number(8, 4));
    QVERIFY(editor.down(bytes) == bytes);
    QVERIFY(editor.down({}).empty());
}

void TestFrameEditor::bytesMayComeInAnyPieces()
{
    for (const std::size_t size : {1UL, 2UL, 7UL, 10UL, 63UL}) {
        Library library;
        FrameEditor editor;
        Client client;
        const std::string asked = clientStreams({1, 3, 5});
        for (std::size_t i = 0; i < asked.size(); i += size)
            editor.up(std::string_view(asked).substr(i, size));
        const std::string bytes = conversation(library, {Kind::GoAway, 11, false, "calm"});
        std::string out;
        for (std::size_t i = 0; i < bytes.size(); i += size)
            out += editor.down(std::string_view(bytes).substr(i, size));
        QCOMPARE(client.read(out), joined({callText("1"),
                                           {"headers 3" + kHeadText, "data 3 reply", "goaway 5 11 calm",
                                            "headers 3" + kTrailerText},
                                           callText("5")}));
    }
}

void TestFrameEditor::trailersAreLeftOut()
{
    Library library;
    FrameEditor editor;
    Client client;
    const std::string bytes = conversation(library, {Kind::MissingTrailers, 0, false, {}});
    QCOMPARE(
        client.read(editor.down(bytes)),
        joined({callText("1"), {"headers 3" + kHeadText, "data 3 reply", "data 3  end"}, callText("5")}));
}

void TestFrameEditor::aReplyOfTrailersAloneLosesItsStatus()
{
    Library library;
    FrameEditor editor;
    Client client;
    const std::string bytes = frame(kHeaders, kEndHeaders | kEndStream, 1,
                                    library.block({{":status", "200"},
                                                   {"grpc-status", "5"},
                                                   {"grpc-message", "no"},
                                                   {"x-own", "kept"},
                                                   {"x-mockforge-fault", "grpc_missing_trailers"},
                                                   toField({Kind::MissingTrailers, 0, false, {}})}));
    QCOMPARE(client.read(editor.down(bytes)), Lines{"headers 1 :status=200 x-own=kept end"});
}

void TestFrameEditor::aStreamIsReset()
{
    Library library;
    FrameEditor editor;
    Client client;
    const std::string bytes = conversation(library, {Kind::ResetStream, 8, false, {}});
    QCOMPARE(client.read(editor.down(bytes)),
             joined({callText("1"), {"headers 3" + kHeadText, "data 3 reply", "reset 3 8"}, callText("5")}));
    // The library does not know, and says what it says behind trailers: nothing of it is left.
    const std::string late = frame(8, 0, 3, number(100, 4)) + frame(kReset, 0, 3, number(0, 4)) +
                             frame(kReset, 0, 5, number(0, 4));
    QCOMPARE(client.read(editor.down(late)), Lines{"reset 5 0"});
}

void TestFrameEditor::aConnectionGoesAway()
{
    Library library;
    FrameEditor editor;
    Client client;
    editor.up(clientStreams({1, 3, 5}));
    std::string bytes = library.head(3, {toField({Kind::GoAway, 0, false, {}})});
    bytes += library.trailers(3);
    for (const std::uint32_t stream : {5U, 7U}) {
        bytes += library.head(stream);
        bytes += library.trailers(stream);
    }
    bytes += frame(kData, 0, 7, "late");
    bytes += library.head(1);
    QCOMPARE(client.read(editor.down(bytes)),
             (Lines{"goaway 5 0 ", "headers 3" + kHeadText, "headers 3" + kTrailerText,
                    "headers 5" + kHeadText, "headers 5" + kTrailerText, "headers 1" + kHeadText}));
}

void TestFrameEditor::aCallIsDeclaredUnprocessed()
{
    Library library;
    FrameEditor editor;
    Client client;
    editor.up(clientStreams({1, 3, 5}));
    const auto order = [](const char *debug) {
        return toField({Kind::GoAway, 11, true, debug});
    };
    std::string bytes = library.trailers(3, {order("first")});
    bytes += library.head(5);
    bytes += library.head(1);
    bytes += library.trailers(1, {order("second")});
    bytes += library.trailers(5);
    QCOMPARE(client.read(editor.down(bytes)),
             (Lines{"goaway 1 11 first", "headers 1" + kHeadText, "goaway 0 11 second"}));
}

void TestFrameEditor::longBlocksAreSplit()
{
    Library library;
    FrameEditor editor;
    Client client;
    editor.down(library.trailers(1, {toField({Kind::ResetStream, 2, false, {}})}));
    const std::string block =
        library.block({{":status", "200"}, {"x-long", std::string(40'000, '~')}, {"x-end", "yes"}});
    const std::string bytes = frame(kHeaders, 0, 3, block.substr(0, 16'000)) +
                              frame(kContinuation, 0, 3, block.substr(16'000, 16'000)) +
                              frame(kContinuation, kEndHeaders, 3, block.substr(32'000));
    const Lines lines = client.read(editor.down(bytes));
    QVERIFY(lines.size() > 2);
    QCOMPARE(lines.front(), std::string("part"));
    QCOMPARE(lines.back(), std::string("headers 3 :status=200 x-long=long x-end=yes"));
}

void TestFrameEditor::paddingAndPriorityAreNoFields()
{
    Library library;
    FrameEditor editor;
    Client client;
    editor.down(library.trailers(1, {toField({Kind::ResetStream, 2, false, {}})}));
    const std::string block = library.block({{":status", "200"}, {"x-a", "b"}});
    const std::string payload = std::string("\3", 1) + std::string(5, '\0') + block + std::string(3, '\0');
    QCOMPARE(client.read(editor.down(frame(kHeaders, kEndHeaders | kPadded | kPrioritised, 3, payload))),
             Lines{"headers 3 :status=200 x-a=b"});
}

void TestFrameEditor::orders()
{
    const auto [name, value] = toField({Kind::GoAway, 13, true, "what: \x01\xff"});
    const auto effect = frameEffectOf(name, value);
    QVERIFY(effect && effect->kind == Kind::GoAway && effect->code == 13 && effect->unprocessed);
    QCOMPARE(effect->debug, std::string("what: \x01\xff"));
    QVERIFY(!frameEffectOf("x-other", value));
    QVERIFY(!frameEffectOf(name, "1" + value));
    QVERIFY(!frameEffectOf(name, ""));
    QVERIFY(!frameEffectOf(name, "2 b 1 "));
}

void TestFrameEditor::whatCannotBeReadPasses()
{
    FrameEditor editor;
    const std::string bytes =
        frame(kHeaders, kEndHeaders, 1, "\xff\xff\xff\xff\xff\xff") + frame(kData, 0, 1, "x");
    QVERIFY(editor.down(bytes) == bytes);
    QVERIFY(editor.down("anything") == "anything");
}

QTEST_GUILESS_MAIN(TestFrameEditor)
#include "tst_frameeditor.moc"
