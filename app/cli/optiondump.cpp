// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/optiondump.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace mockforge::cli {

namespace {

using Json = nlohmann::ordered_json;

Json describe(const CLI::Option &option)
{
    Json names = Json::array();
    for (const std::string &name : option.get_snames())
        names.push_back("-" + name);
    for (const std::string &name : option.get_lnames())
        names.push_back("--" + name);
    return {{"names", names},
            {"positional", option.get_positional() ? option.get_name(true) : std::string()},
            {"value", option.get_expected_min() == 0 ? std::string() : option.get_type_name()},
            {"environment", option.get_envname()},
            {"default", option.get_default_str()},
            {"description", option.get_description()}};
}

Json describeAll(const std::vector<const CLI::Option *> &options)
{
    Json list = Json::array();
    for (const CLI::Option *option : options)
        list.push_back(describe(*option));
    return list;
}

/// A command that has commands of its own is told by them: "chaos list".
void addCommands(const CLI::App &app, const std::string &before, Json &commands)
{
    for (const CLI::App *command : app.get_subcommands([](const CLI::App *) { return true; })) {
        if (command->get_group().empty()) // hidden
            continue;
        const std::string name = before + command->get_name();
        if (!command->get_subcommands([](const CLI::App *) { return true; }).empty()) {
            addCommands(*command, name + " ", commands);
            continue;
        }
        commands.push_back({{"name", name},
                            {"group", app.get_parent() != nullptr ? app.get_description() : std::string()},
                            {"description", command->get_description()},
                            {"options", describeAll(command->get_options())}});
    }
}

} // namespace

std::string describeOptions(const CLI::App &app)
{
    Json commands = Json::array();
    addCommands(app, "", commands);
    const Json all{{"name", app.get_name()},
                   {"version", MOCKFORGE_VERSION},
                   {"description", app.get_description()},
                   {"footer", app.get_footer()},
                   {"options", describeAll(app.get_options())},
                   {"commands", commands}};
    return all.dump(2);
}

} // namespace mockforge::cli
