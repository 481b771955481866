// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/portowner.h"

#include <charconv>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <system_error>

namespace mockforge::net {

namespace {

namespace fs = std::filesystem;

constexpr const char *kListenState = "0A";

/// The inodes of the sockets that listen on the port, from one of the kernel's tables (proc_pid_net(5)).
void collectInodes(const char *table, std::uint16_t port, std::set<std::string> &inodes)
{
    std::ifstream file(table);
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::istringstream columns(line);
        std::string slot, local, remote, state, queues, timer, retransmits, user, timeout, inode;
        columns >> slot >> local >> remote >> state >> queues >> timer >> retransmits >> user >> timeout >>
            inode;
        const auto colon = local.rfind(':');
        if (!columns || state != kListenState || colon == std::string::npos)
            continue;
        unsigned number = 0;
        const char *first = local.data() + colon + 1;
        std::from_chars(first, local.data() + local.size(), number, 16);
        if (number == port)
            inodes.insert("socket:[" + inode + "]");
    }
}

bool holdsOneOf(const fs::path &process, const std::set<std::string> &inodes)
{
    std::error_code error;
    for (fs::directory_iterator item(process / "fd", error), end; !error && item != end;
         item.increment(error)) {
        std::error_code unreadable;
        const fs::path target = fs::read_symlink(item->path(), unreadable);
        if (!unreadable && inodes.count(target.string()) > 0)
            return true;
    }
    return false;
}

std::string processName(const fs::path &process)
{
    std::ifstream file(process / "comm");
    std::string name;
    std::getline(file, name);
    return name;
}

} // namespace

control::PortOwner findPortOwner(std::uint16_t port)
{
    std::set<std::string> inodes;
    collectInodes("/proc/net/tcp", port, inodes);
    collectInodes("/proc/net/tcp6", port, inodes);
    control::PortOwner owner;
    if (inodes.empty())
        return owner;
    std::error_code error;
    for (fs::directory_iterator item("/proc", error), end; !error && item != end; item.increment(error)) {
        const std::string name = item->path().filename().string();
        int pid = 0;
        const auto parsed = std::from_chars(name.data(), name.data() + name.size(), pid);
        if (parsed.ptr != name.data() + name.size() || !holdsOneOf(item->path(), inodes))
            continue;
        owner.pid = pid;
        owner.process = processName(item->path());
        return owner;
    }
    return owner;
}

} // namespace mockforge::net
