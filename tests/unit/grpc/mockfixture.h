// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakecall.h"
#include "schemas.h"

#include "server/grpc/mock/mock.h"
#include "server/grpc/schema/jsonreader.h"
#include "server/grpc/schema/jsonwriter.h"
#include "server/project/loader.h"

#include <nlohmann/json.hpp>

/// Rules compiled against the test schema, and calls of them.
class MockFixture
{
public:
    /// `rules`: the value of grpc.rules, as YAML; `more`: other keys of the section, each on its line.
    explicit MockFixture(const std::string &rules, const std::string &more = {},
                         const mockforge::grpc::Service *previous = nullptr)
    {
        const std::string yaml = "grpc:\n  proto_dir: protos\n" + more + "  rules:\n" + rules;
        auto loaded =
            mockforge::project::loadText(yaml, "mockforge.yaml", QDir::currentPath().toStdString(), {});
        findings = loaded.diagnostics;
        if (!loaded.draft)
            return;
        service = mockforge::grpc::Service::compile(loaded.draft, 42, findings, previous);
        if (findings.empty())
            mock = std::make_unique<mockforge::grpc::Mock>(service, registry);
    }

    QString firstProblem() const
    {
        return findings.empty() ? QString()
                                : QString::fromStdString(mockforge::control::toString(findings.front()));
    }

    std::string encode(const std::string &json, const char *type = "shop.ProductRequest") const
    {
        const std::unique_ptr<google::protobuf::Message> message(
            service->schema()->prototype(service->schema()->findMessage(type)).New());
        std::vector<mockforge::grpc::JsonProblem> problems;
        if (!fromJson(nlohmann::ordered_json::parse(json), *message, *service->schema(),
                      mockforge::grpc::JsonReading::Strict, problems))
            qFatal("%s", problems[0].message.c_str());
        return message->SerializeAsString();
    }

    nlohmann::json decode(const std::string &bytes, const char *type = "shop.Product") const
    {
        const std::unique_ptr<google::protobuf::Message> message(
            service->schema()->prototype(service->schema()->findMessage(type)).New());
        if (!message->ParseFromString(bytes))
            qFatal("a reply does not decode");
        return toJson(*message, *service->schema(), mockforge::grpc::JsonView::Sent);
    }

    mockforge::metrics::Registry registry;
    std::vector<mockforge::control::Diagnostic> findings;
    std::shared_ptr<const mockforge::grpc::Service> service;
    std::unique_ptr<mockforge::grpc::Mock> mock;
};

/// One call under way.
class Dialogue
{
public:
    Dialogue(MockFixture &fixture, const char *method, mockforge::grpc::Metadata metadata = {})
        : call(fixture.registry, std::string("/shop.Catalog/") + method, std::move(metadata))
        , m_fixture(fixture)
    {
        const auto *entry = fixture.mock->find(call.start().path);
        if (!entry)
            qFatal("no such method");
        conversation = fixture.mock->answer(*entry, call);
        conversation->started();
    }
    Dialogue &say(const std::string &json = "{}")
    {
        conversation->received(m_fixture.encode(json));
        return *this;
    }
    Dialogue &halfClose()
    {
        conversation->halfClosed();
        return *this;
    }
    nlohmann::json reply(std::size_t i = 0, const char *type = "shop.Product") const
    {
        if (i >= call.sent.size())
            return "nothing was sent";
        return m_fixture.decode(call.sent[i], type);
    }
    /// What the metrics call that which answered: the rule's id, or the method where the schema did.
    std::string route() const { return m_fixture.registry.routes()[call.route].label; }
    bool isRuled() const { return call.route != 0 && !route().starts_with("Catalog::"); }
    int code() const { return call.status ? call.status->code : -1; }
    QString message() const { return call.status ? QString::fromStdString(call.status->message) : QString(); }

    FakeCall call;
    std::unique_ptr<mockforge::grpc::Conversation> conversation;

private:
    MockFixture &m_fixture;
};

inline constexpr std::uint64_t kMs = 1'000'000;
