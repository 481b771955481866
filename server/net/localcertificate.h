// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/base/result.h"

#include <string>

namespace mockforge::net {

struct CertificateFiles
{
    std::string certFile;
    std::string keyFile;
};

/// The self-signed certificate for localhost, 127.0.0.1 and ::1 kept in `folder`; made when it is missing or
/// ends within a day. The key is an EC key on P-256 that only its owner may read. Error: cannot_generate.
Result<CertificateFiles> ensureLocalCertificate(const std::string &folder);

} // namespace mockforge::net
