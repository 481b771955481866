// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/project/chaosreader.h"
#include "server/project/presetreader.h"

namespace mockforge::project {

namespace {

using Json = nlohmann::ordered_json;

/// A client's way to the network. Rates in bits a second, as they are published.
struct Profile
{
    const char *name;
    const char *description;
    std::int64_t downBits;
    std::int64_t upBits;
    int roundTripMs;
    double loss; ///< share of the segments, all the time
};

// Where the figures come from:
// [W] WebPageTest, www/settings/connectivity.ini.sample: bwIn, bwOut, latency (a round trip)
// [F] Firefox, Network Monitor, throttling: download, upload, minimum latency
// [B] BrowserStack, network profiles: bandwidth in and out, latency, packet loss
// [O] Ookla, satellite internet in the United States, third quarter of 2021: medians of HughesNet (satellite)
//     and Starlink (satellite-leo)
constexpr Profile kProfiles[] = {
    {"gprs", "GPRS: 50 kbit/s down, 20 up, 500 ms", 50'000, 20'000, 500, 0},                         // [F]
    {"edge", "EDGE: 240 kbit/s down, 200 up, 840 ms", 240'000, 200'000, 840, 0},                     // [W]
    {"2g", "2G: 280 kbit/s down, 256 up, 800 ms", 280'000, 256'000, 800, 0},                         // [W]
    {"3g-slow", "Slow 3G: 400 kbit/s down and up, 400 ms", 400'000, 400'000, 400, 0},                // [W]
    {"3g", "3G: 1.6 Mbit/s down, 768 kbit/s up, 300 ms", 1'600'000, 768'000, 300, 0},                // [W]
    {"3g-fast", "Fast 3G: 1.6 Mbit/s down, 768 kbit/s up, 150 ms", 1'600'000, 768'000, 150, 0},      // [W]
    {"3g-lossy", "3G with 1 % loss: 200 kbit/s down, 50 up, 200 ms", 200'000, 50'000, 200, 0.01},    // [B]
    {"4g", "4G: 9 Mbit/s down and up, 170 ms", 9'000'000, 9'000'000, 170, 0},                        // [W]
    {"lte", "LTE: 12 Mbit/s down and up, 70 ms", 12'000'000, 12'000'000, 70, 0},                     // [W]
    {"dial-up", "56k modem: 49 kbit/s down, 30 up, 120 ms", 49'000, 30'000, 120, 0},                 // [W]
    {"dsl", "DSL: 1.5 Mbit/s down, 384 kbit/s up, 50 ms", 1'500'000, 384'000, 50, 0},                // [W]
    {"cable", "Cable: 5 Mbit/s down, 1 up, 28 ms", 5'000'000, 1'000'000, 28, 0},                     // [W]
    {"fibre", "Fibre: 20 Mbit/s down, 5 up, 4 ms", 20'000'000, 5'000'000, 4, 0},                     // [W]
    {"wifi", "Wi-Fi: 30 Mbit/s down, 15 up, 2 ms", 30'000'000, 15'000'000, 2, 0},                    // [F]
    {"satellite", "Geostationary: 19.3 Mbit/s down, 2.5 up, 744 ms", 19'300'000, 2'540'000, 744, 0}, // [O]
    {"satellite-leo", "Low orbit: 87 Mbit/s down, 13.5 up, 44 ms", 87'250'000, 13'540'000, 44, 0},   // [O]
};

Json bandwidth(const char *direction, std::int64_t bits)
{
    // One link: whatever the number of connections over it, they share it.
    return {{"name", direction},
            {"fault", {{"bandwidth", {{"rate", bits / 8}, {"direction", direction}, {"per", "all"}}}}}};
}

/// A round trip before a connection's first byte, as its handshake takes, and one for each exchange.
std::vector<Json> rulesOf(const Profile &profile)
{
    const std::string trip = std::to_string(profile.roundTripMs) + "ms";
    std::vector<Json> rules{{{"name", "handshake"}, {"fault", {{"accept_delay", {{"delay", trip}}}}}},
                            {{"name", "round trip"}, {"fault", {{"latency", {{"delay", trip}}}}}},
                            bandwidth("down", profile.downBits),
                            bandwidth("up", profile.upBits)};
    if (profile.loss > 0)
        rules.push_back({{"name", "loss"}, {"fault", {{"packet_loss", {{"share", profile.loss}}}}}});
    return rules;
}

} // namespace

void addNetworkProfiles(std::vector<ChaosPreset> &presets)
{
    const auto add = [&presets](const Profile &profile, const std::vector<Json> &rules) {
        ChaosPreset preset;
        Findings findings("");
        readChaosPreset(
            profile.name,
            fromJson({{"name", profile.name}, {"description", profile.description}, {"rules", rules}}, {}),
            preset, findings);
        preset.group = "network";
        presets.push_back(std::move(preset));
    };
    for (const Profile &profile : kProfiles)
        add(profile, rulesOf(profile));
    // Wi-Fi [F] at the edge of its reach. How often it fades is ours: no figure for that is published.
    const Profile flaky{"wifi-flaky",
                        "Wi-Fi that loses a third of its segments for 2 s of every 10 s",
                        30'000'000,
                        15'000'000,
                        2,
                        0};
    std::vector<Json> rules = rulesOf(flaky);
    rules.push_back({{"name", "fading"},
                     {"fault", {{"packet_loss", {{"share", 0.33}}}}},
                     {"schedule", {{"on", "2s"}, {"off", "8s"}}}});
    add(flaky, rules);
}

} // namespace mockforge::project
