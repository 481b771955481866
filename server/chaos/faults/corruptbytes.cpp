// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/faults/corruption.h"
#include "server/chaos/faults/makers.h"
#include "server/chaos/faults/streamfault.h"

namespace mockforge::chaos {

namespace {

class CorruptBytesEffect final : public StreamEffect
{
public:
    CorruptBytesEffect(const project::FaultSettings &settings, const Draw &draw)
        : m_settings(settings)
        , m_out(draw.random)
        , m_in(Random(draw.n, 1, Random(draw.random)()))
    {}

    bool changesWrites() const noexcept override { return m_settings.direction != "up"; }
    void change(char *bytes, std::size_t size) override { corruptSome(bytes, size, m_out); }
    void read(char *bytes, std::size_t size, std::uint64_t) override
    {
        if (m_settings.direction != "down")
            corruptSome(bytes, size, m_in);
    }

private:
    void corruptSome(char *bytes, std::size_t size, Random &random)
    {
        for (std::size_t i = 0; i < size; ++i) {
            if (random.unit() < m_settings.share) {
                corrupt(bytes[i], m_settings.mode, random);
                acted();
            }
        }
    }

    project::FaultSettings m_settings;
    Random m_out;
    Random m_in;
};

class CorruptBytes final : public StreamFault
{
public:
    explicit CorruptBytes(const project::FaultSettings &settings)
        : m_settings(settings)
    {}

    std::unique_ptr<StreamEffect> begin(Draw draw) const override
    {
        return std::make_unique<CorruptBytesEffect>(m_settings, draw);
    }

private:
    project::FaultSettings m_settings;
};

} // namespace

std::unique_ptr<Fault> makeCorruptBytes(const project::FaultSettings &settings)
{
    return std::make_unique<CorruptBytes>(settings);
}

} // namespace mockforge::chaos
