// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/prometheus/writer.h"

#include <string>
#include <string_view>

namespace mockforge::metrics {

/// Chooses the format from an Accept header (RFC 9110 §12.5.1): OpenMetrics when it is wanted at least as
/// much as plain text.
Format chooseFormat(std::string_view accept);
/// Whether an Accept-Encoding header (RFC 9110 §12.5.3) takes gzip.
bool acceptsGzip(std::string_view acceptEncoding);
/// gzip (RFC 1952); empty when zlib fails.
std::string gzip(std::string_view text);

} // namespace mockforge::metrics
