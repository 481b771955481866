// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/chaos/faults/fault.h"

namespace mockforge::chaos {

// One for each file of this folder.
std::unique_ptr<Fault> makeLatency(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeAbort(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeHang(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeRateLimit(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeBulkhead(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeCircuitBreaker(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeTruncate(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeMalformedChunk(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeGarbage(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeEmptyReply(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeReset(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeSlowHeaders(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeDribble(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeWrongType(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeBadHeaders(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeJsonFields(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeCorruptBody(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeBandwidth(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeSlicer(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeLimit(const project::FaultSettings &settings);
std::unique_ptr<Fault> makePacketLoss(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeCorruptBytes(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeSlowClose(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeAcceptReset(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeAcceptSilence(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeAcceptDelay(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeConnectionCap(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeWsClose(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeWsDisconnect(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeWsNoPong(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeWsSlowConsumer(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeAcceptRefuse(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeTlsExpired(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeTlsWrongHost(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeTlsSelfSigned(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeTlsStall(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeGraphQlFieldError(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeGraphQlNull(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeGraphQlFieldLatency(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeSubscriptionStall(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeSubscriptionDuplicate(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeSubscriptionComplete(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeMessageDrop(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeMessageDuplicate(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeMessageDelay(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeMessageReorder(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeMessageCorrupt(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeGrpcAbort(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeGrpcDeadline(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeGrpcOversize(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeGrpcReset(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeGrpcMissingTrailers(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeGrpcGoAway(const project::FaultSettings &settings);
std::unique_ptr<Fault> makeWsInvalidUtf8(const project::FaultSettings &settings);

} // namespace mockforge::chaos
