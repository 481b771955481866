# SPDX-FileCopyrightText: 2026 The MockForge authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows of the benchmark: a module each, whose measure(table, options) adds its own."""
