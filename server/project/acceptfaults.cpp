// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/delayreader.h"
#include "server/project/faultkeys.h"

namespace mockforge::project {

namespace {

using Settings = FaultSettings;
using Point = FaultType::Point;

void addTlsFaults(std::vector<FaultType> &types)
{
    types.push_back({"tls_expired", "Shows a certificate that expired yesterday", Point::Accept, {}, {}, {}});
    types.push_back({"tls_wrong_host", "Shows a certificate of another host", Point::Accept, {}, {}, {}});
    types.push_back({"tls_self_signed",
                     "Shows a certificate that signs itself and that nobody knows",
                     Point::Accept,
                     {},
                     {},
                     {}});
    FaultType stall{"tls_stall",
                    "Leaves a TLS handshake without an answer, while the rule is in force or for a time",
                    Point::Accept,
                    {},
                    {},
                    {}};
    stall.keys.push_back(
        anyKey<Settings>("delay", "", "How long, before it goes on; without it: while the rule is in force",
                         delaySchema(), [](Settings &settings, const Value &value, Findings &findings) {
                             readDelay("delay", value, settings.delay, findings);
                         }));
    types.push_back(std::move(stall));
}

} // namespace

void addAcceptFaults(std::vector<FaultType> &types)
{
    types.push_back({"accept_reset", "Accepts a connection and sends a TCP RST", Point::Accept, {}, {}, {}});
    types.push_back({"accept_silence",
                     "Accepts a connection and never reads or writes a byte, nor begins its TLS "
                     "handshake, while the rule is in force",
                     Point::Accept,
                     {},
                     {},
                     {}});
    FaultType delay{"accept_delay",
                    "Accepts a connection and lets it wait before the first byte is read",
                    Point::Accept,
                    {},
                    {},
                    {}};
    delay.keys.push_back(anyKey<Settings>("delay", "", "How long: a time, or a distribution of times",
                                          delaySchema(),
                                          [](Settings &settings, const Value &value, Findings &findings) {
                                              readDelay("delay", value, settings.delay, findings);
                                          }));
    delay.problem = [](const Settings &settings) {
        return settings.delay.isSet ? std::string() : std::string("needs a delay");
    };
    types.push_back(std::move(delay));
    FaultType cap{"connection_cap",
                  "Turns away connections beyond a number of open ones on the port",
                  Point::Accept,
                  {},
                  {},
                  {}};
    cap.keys.push_back(integerKey<Settings>(
        "max_concurrent", "Open connections on the port", 0, 1'000'000,
        [](Settings & s) -> auto & { return s.maxConcurrent; }));
    cap.keys.push_back(choiceKey<Settings>(
        "end", "How: fin or reset", {"fin", "reset"}, [](Settings & s) -> auto & { return s.end; }));
    types.push_back(std::move(cap));
    types.push_back({"accept_refuse",
                     "Closes the port while the rule is in force: connections are refused",
                     Point::Accept,
                     {},
                     {},
                     {}});
    addTlsFaults(types);
}

} // namespace mockforge::project
