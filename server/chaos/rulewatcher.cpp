// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/chaos/rulewatcher.h"

namespace mockforge::chaos {

namespace {

/// The head of the calling thread's list.
thread_local RuleWatcher *first = nullptr;

} // namespace

RuleWatcher::RuleWatcher()
    : m_next(first)
{
    if (m_next)
        m_next->m_previous = this;
    first = this;
}

RuleWatcher::~RuleWatcher()
{
    if (m_previous)
        m_previous->m_next = m_next;
    else
        first = m_next;
    if (m_next)
        m_next->m_previous = m_previous;
}

void RuleWatcher::tellAll()
{
    RuleWatcher *next = nullptr;
    for (RuleWatcher *watcher = first; watcher; watcher = next) {
        next = watcher->m_next;
        watcher->rulesChanged();
    }
}

} // namespace mockforge::chaos
