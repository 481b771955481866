// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/options.h"

#include "app/cli/optiondump.h"

#include <CLI/CLI.hpp>

#include <charconv>
#include <cstdio>

namespace mockforge::cli {

namespace {

/// "60s", "500ms", "5m", "1h"; a bare number is seconds.
std::optional<std::chrono::milliseconds> parseDuration(const std::string &text)
{
    double number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc() || number < 0)
        return std::nullopt;
    const std::string unit(end, text.data() + text.size());
    const double factor = unit == "ms"                  ? 1
                          : unit.empty() || unit == "s" ? 1e3
                          : unit == "m"                 ? 6e4
                          : unit == "h"                 ? 3.6e6
                                                        : 0;
    if (factor == 0)
        return std::nullopt;
    return std::chrono::milliseconds(static_cast<std::int64_t>(number * factor));
}

/// A flag that stands for one key of the project file.
void addKeyOption(CLI::App &command, Options &options, const std::string &flag, const std::string &key,
                  const std::string &valueName, const std::string &description)
{
    command
        .add_option_function<std::string>(
            flag,
            [&options, flag, key](const std::string &value) {
                options.overrides.keys.emplace_back(key, value);
                options.overrides.origins.push_back(flag);
            },
            description + " [" + key + "]")
        ->type_name(valueName);
}

void addProject(CLI::App &command, Options &options)
{
    auto *project =
        command.add_option("project", options.project, "The project file, or a folder with a mockforge.yaml")
            ->envname("MOCKFORGE_CONFIG")
            ->type_name("FILE");
    command.add_option("--config", options.project, "The same as the argument")
        ->type_name("FILE")
        ->excludes(project);
    command
        .add_option_function<std::vector<std::string>>(
            "--set",
            [&options](const std::vector<std::string> &settings) {
                for (const std::string &setting : settings) {
                    const std::size_t equals = setting.find('=');
                    if (equals == std::string::npos)
                        throw CLI::ValidationError("--set", "expects KEY=VALUE, not '" + setting + "'");
                    options.overrides.keys.emplace_back(setting.substr(0, equals),
                                                        setting.substr(equals + 1));
                    options.overrides.origins.push_back("--set");
                }
            },
            "Any key of the project file, for instance --set http.limits.max_body=1MiB")
        ->type_name("KEY=VALUE");
}

void addServeChaos(CLI::App &serve, Options &options)
{
    serve
        .add_option(
            "--chaos", options.chaosRules,
            "A chaos rule to add, as JSON or YAML, for instance '{fault: {latency: {delay: 100ms}}}'; "
            "a chaos preset to apply, for instance 3g; or on or off, the master switch")
        ->type_name("RULE")
        ->allow_extra_args(false);
    serve
        .add_option("--timeline", options.timeline,
                    "A timeline to start: its name, or the timeline itself as JSON or YAML")
        ->type_name("NAME");
    serve
        .add_option("--replay-chaos", options.replayChaos,
                    "Fire only what this log holds, as 'mockforge chaos log' wrote it")
        ->type_name("FILE");
}

void addServe(CLI::App &app, Options &options)
{
    CLI::App &serve = *app.add_subcommand("serve", "Serve a project until a signal ends it");
    serve.callback([&options] { options.command = Command::Serve; });
    addProject(serve, options);
    addKeyOption(serve, options, "--http-port", "http.port", "PORT",
                 "Port of the HTTP endpoint; 0 picks a free one");
    addKeyOption(serve, options, "--https-port", "http.tls.port", "PORT",
                 "Port of the HTTPS endpoint beside it");
    addKeyOption(serve, options, "--ws-port", "websocket.port", "PORT",
                 "Port for WebSocket; serves it when the project does not");
    addKeyOption(serve, options, "--graphql-port", "graphql.port", "PORT",
                 "Port for GraphQL; serves it when the project does not");
    addKeyOption(serve, options, "--grpc-port", "grpc.port", "PORT",
                 "Port for gRPC; serves it when the project does not");
    addKeyOption(serve, options, "--admin-port", "admin.port", "PORT", "Port of the admin API");
    addKeyOption(serve, options, "--metrics-port", "observability.prometheus.port", "PORT",
                 "Port of /metrics and /health");
    serve.add_flag_callback(
        "--metrics",
        [&options] {
            options.overrides.keys.emplace_back("observability.prometheus.enabled", "true");
            options.overrides.origins.push_back("--metrics");
        },
        "Serve /metrics even if the file turns it off");
    addKeyOption(serve, options, "--seed", "seed", "N", "Makes data, latencies and faults reproducible");
    addKeyOption(serve, options, "--log-format", "logging.format", "text|json",
                 "How diagnostics are written");
    addKeyOption(serve, options, "--log-level", "logging.level", "error|warn|info|debug",
                 "Least severe diagnostics to write");
    auto *mode = serve.add_option("--mode", options.mode, "Scenario mode to begin with")
                     ->envname("MOCKFORGE_MODE")
                     ->type_name("healthy|degraded|error|chaos");
    serve.add_option("--preset", options.preset, "Scenario preset to begin with, for instance staging")
        ->envname("MOCKFORGE_PRESET")
        ->type_name("NAME")
        ->excludes(mode);
    serve
        .add_option_function<std::string>(
            "--duration",
            [&options](const std::string &text) {
                options.duration = parseDuration(text);
                if (!options.duration)
                    throw CLI::ValidationError("--duration",
                                               "expects a time such as 60s or 5m, not '" + text + "'");
            },
            "Stop by itself after this long, for instance 60s")
        ->type_name("TIME");
    addServeChaos(serve, options);
    serve.add_flag("--json", options.json, "Ready lines and findings as JSON, one object a line");
}

void addRemote(CLI::App &command, Options &options)
{
    command.add_option("--admin-url", options.adminUrl, "Where the running program's admin API is")
        ->envname("MOCKFORGE_ADMIN_URL")
        ->type_name("URL")
        ->capture_default_str();
    command.add_option("--token", options.adminToken, "Its admin token")
        ->envname("MOCKFORGE_ADMIN_TOKEN")
        ->type_name("TOKEN");
    command.add_flag("--json", options.json, "Answer as JSON");
}

void addChaos(CLI::App &app, Options &options)
{
    CLI::App &chaos = *app.add_subcommand("chaos", "Show or change the chaos rules of a running program");
    chaos.require_subcommand(1);
    chaos.callback([&options] { options.command = Command::Chaos; });
    const auto action = [&](const char *name, const char *description) -> CLI::App & {
        CLI::App &command = *chaos.add_subcommand(name, description);
        command.callback([&options, name] { options.chaosAction = name; });
        addRemote(command, options);
        return command;
    };
    action("list", "The rules and what they have done");
    for (const char *name : {"on", "off"}) {
        action(name, "Switch all chaos, or one rule, on or off")
            .add_option("rule", options.chaosArgument, "The rule's name")
            ->type_name("NAME");
    }
    action("stop", "Stop all chaos: switch it off, end the faults in flight, make the mode healthy");
    action("add", "Add a rule, or replace the one of its name")
        .add_option("rule", options.chaosArgument, "The rule, as JSON or YAML")
        ->type_name("RULE")
        ->required();
    action("remove", "Remove a rule")
        .add_option("rule", options.chaosArgument, "The rule's name")
        ->type_name("NAME")
        ->required();
    action("presets", "The chaos presets, and which are applied");
    for (const auto &[name, description] :
         {std::pair{"apply", "Apply a chaos preset: put its rules in force"},
          std::pair{"withdraw", "Take a chaos preset's rules out of force"}}) {
        action(name, description)
            .add_option("preset", options.chaosArgument, "The preset's name")
            ->type_name("NAME")
            ->required();
    }
    action("timeline", "The timelines, and where the one stands that runs");
    action("start", "Start a timeline; one that runs ends")
        .add_option("timeline", options.chaosArgument, "Its name, or the timeline itself as JSON or YAML")
        ->type_name("NAME")
        ->required();
    action("end", "End the timeline that runs, and go back to what was before it");
    action("authority", "The certificate, PEM, of the authority behind tls_expired and tls_wrong_host");
    action("log", "The latest decisions, as JSON lines for serve --replay-chaos");
}

} // namespace

std::variant<Options, int> parseOptions(int argc, char **argv)
{
    Options options;
    CLI::App app("MockForge: a mock server with live metrics and chaos");
    app.name("mockforge");
    app.set_version_flag("--version", std::string("mockforge ") + MOCKFORGE_VERSION);
    app.require_subcommand(1);
    app.footer("Exit codes: 0 ok, 1 failure, 2 usage or invalid project, 4 port in use or no permission,\n"
               "130/143 after SIGINT/SIGTERM.");
    addServe(app, options);

    CLI::App &check = *app.add_subcommand("check", "Report everything that is wrong with a project file");
    check.callback([&options] { options.command = Command::Check; });
    addProject(check, options);
    check.add_flag("--json", options.json, "Findings as a JSON list");

    CLI::App &mode = *app.add_subcommand("mode", "Show or switch the scenario mode of a running program");
    mode.callback([&options] { options.command = Command::Mode; });
    mode.add_option("name", options.mode,
                    "A mode or a preset to switch to; without it, the one in force is shown")
        ->type_name("healthy|degraded|error|chaos|PRESET");
    addRemote(mode, options);

    CLI::App &status = *app.add_subcommand("status", "Show what a running program serves");
    status.callback([&options] { options.command = Command::Status; });
    addRemote(status, options);

    addChaos(app, options);

    CLI::App &health =
        *app.add_subcommand("health", "Say whether a running program is well, by exit code too");
    health.callback([&options] { options.command = Command::Health; });
    health.add_option("--url", options.healthUrl, "Where its /health is")
        ->envname("MOCKFORGE_HEALTH_URL")
        ->type_name("URL")
        ->capture_default_str();

    CLI::App &schema =
        *app.add_subcommand("schema", "Print the JSON Schema of the project file, for editors");
    schema.callback([&options] { options.command = Command::Schema; });

    // Hidden: the build makes the man page and the completions from it.
    CLI::App &dump = *app.add_subcommand("describe-options", "Print these options as JSON")->group("");
    dump.callback([&app] {
        std::printf("%s\n", describeOptions(app).c_str());
        throw CLI::Success();
    });

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return app.exit(error) == 0 ? kOk : kUsage;
    }
    return options;
}

} // namespace mockforge::cli
