// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/templating/program.h"

namespace mockforge::templating {

namespace {

thread_local const KnownVariables *innermost = nullptr;

} // namespace

KnownVariables::KnownVariables(std::vector<std::string_view> names)
    : m_names(std::move(names))
    , m_outer(innermost)
{
    innermost = this;
}

KnownVariables::~KnownVariables()
{
    innermost = m_outer;
}

const std::vector<std::string_view> &KnownVariables::inForce() noexcept
{
    static const std::vector<std::string_view> none;
    return innermost ? innermost->m_names : none;
}

struct Template::Private
{
    Program program;
};

Template::Template() = default;
Template::~Template() = default;
Template::Template(Template &&) noexcept = default;
Template &Template::operator=(Template &&) noexcept = default;

bool Template::compile(std::string_view text, std::vector<CompileError> &errors)
{
    const std::size_t before = errors.size();
    d = std::make_unique<Private>();
    d->program = parseProgram(text, 0, errors);
    return errors.size() == before;
}

bool Template::isConstant() const noexcept
{
    return !d || d->program.empty() ||
           (d->program.size() == 1 && d->program.front().kind == Node::Kind::Text);
}

Result<void> Template::render(const Context &context, std::string &out) const
{
    if (!d)
        return {};
    Scope scope(context);
    renderProgram(d->program, scope, out);
    if (scope.error)
        return *scope.error;
    return {};
}

} // namespace mockforge::templating
