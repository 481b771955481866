// SPDX-FileCopyrightText: 2026 The MockForge authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the rules for GraphQL fields and subscriptions decide, and what they hold in flight meanwhile.

#include "metrics/record/registry.h"
#include "server/chaos/injector.h"
#include "server/project/chaosreader.h"

#include <QTest>

using namespace mockforge;

namespace {

project::ChaosRule ruleOf(const std::string &yaml, const std::string &name)
{
    std::vector<control::Diagnostic> findings;
    auto rule = project::chaosRuleFromText(yaml, findings).value_or(project::ChaosRule{});
    for (const auto &finding : findings)
        qWarning("%s", finding.message.c_str());
    rule.name = name;
    rule.definition["name"] = name;
    return rule;
}

struct Lab
{
    metrics::Registry registry;
    std::unique_ptr<metrics::Recorder> recorder = registry.createRecorder();
    chaos::Controller controller{registry.chaos()};
    chaos::Injector injector{controller};
    chaos::Subject subject;

    explicit Lab(const std::vector<std::string> &rules)
    {
        subject.protocol = metrics::Protocol::GraphQl;
        project::Chaos section;
        for (const std::string &rule : rules)
            section.rules.push_back(ruleOf(rule, "r" + std::to_string(section.rules.size())));
        if (const auto configured = controller.configure(section, 7); !configured)
            qWarning("%s", configured.error().message.c_str());
    }
    std::unique_ptr<chaos::FieldRules> fields() { return injector.fieldRules(subject, *recorder); }
    control::ChaosRuleStatus rule(std::size_t index) { return controller.status().rules.at(index); }
};

} // namespace

class TestGraphQlFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rulesForFieldsAreAskedOnlyAboutTheirFields()
    {
        Lab lab({"fault: {graphql_field_error: {field: [Product.price, Review], message: m, code: C}}"});
        QVERIFY(lab.injector.actsOnFields());
        QVERIFY(!lab.injector.acts());
        const auto rules = lab.fields();
        QVERIFY(!rules->ask("Product", "name").answered());
        QVERIFY(!rules->ask("Customer", "price").answered());
        QCOMPARE(lab.rule(0).matched, std::uint64_t{0});
        const chaos::FieldEffect effect = rules->ask("Product", "price");
        QCOMPARE(*effect.message, std::string("m"));
        QCOMPARE((*effect.extensions)["code"].get<std::string>(), std::string("C"));
        QVERIFY(rules->ask("Review", "anything").answered());
        QCOMPARE(lab.rule(0).fired, std::uint64_t{2});
    }

    void aRuleForOtherExchangesIsNotThere()
    {
        Lab lab({"{when: {operation: A}, fault: {graphql_null: {field: Product}}}"});
        QVERIFY(lab.fields() == nullptr);
        lab.subject.operation = "A";
        QVERIFY(lab.fields() != nullptr);
        lab.controller.setEnabled(false);
        QVERIFY(!lab.injector.actsOnFields());
    }

    void theFirstThatAnswersAFieldIsTheOnlyOne()
    {
        Lab lab({"fault: {graphql_null: {field: Product.price}}",
                 "fault: {graphql_field_error: {field: Product}}",
                 "fault: {graphql_field_latency: {field: Product.price, delay: 3ms}}"});
        const chaos::FieldEffect effect = lab.fields()->ask("Product", "price");
        QVERIFY(effect.isNull && !effect.message);
        QCOMPARE(effect.delayNs, std::uint64_t{3'000'000});
        QCOMPARE(lab.rule(1).fired, std::uint64_t{0});
    }

    void manyFieldsOfOneOperationAreOneFaultInFlight()
    {
        Lab lab({"fault: {graphql_null: {field: Product.price}}"});
        auto rules = lab.fields();
        for (int i = 0; i < 1000; ++i)
            rules->ask("Product", "price");
        QCOMPARE(lab.rule(0).fired, std::uint64_t{1000});
        QCOMPARE(lab.rule(0).active, std::int64_t{1});
        {
            auto fired = rules->takeFired();
            QCOMPARE(fired.size(), std::size_t{1});
            QCOMPARE(fired.front().first, std::string("graphql_null"));
            rules.reset();
            QCOMPARE(lab.rule(0).active, std::int64_t{1});
        }
        QCOMPARE(lab.rule(0).active, std::int64_t{0});
    }

    void aStallHoldsWhileItsRuleIsThere()
    {
        Lab lab({"fault: {subscription_stall: {events: 1}}", "fault: subscription_duplicate"});
        const auto rules = lab.injector.subscriptionRules(*lab.recorder);
        QVERIFY(rules->acts());
        const chaos::EventEffect first = rules->ask(lab.subject, 0, true);
        QVERIFY(!first.drops);
        QCOMPARE(first.extraCopies, std::int64_t{1});
        for (int i = 0; i < 3; ++i)
            QVERIFY(rules->ask(lab.subject, 1, true).drops);
        QCOMPARE(lab.rule(0).matched, std::uint64_t{1});
        QCOMPARE(lab.rule(0).active, std::int64_t{1});
        QCOMPARE(lab.rule(1).fired, std::uint64_t{1}); // what is swallowed is not sent twice
        QVERIFY(lab.controller.setRuleEnabled("r0", false));
        QVERIFY(rules->acts());
        QVERIFY(!rules->ask(lab.subject, 1, true).drops);
        QVERIFY(lab.controller.remove("r0"));
        QVERIFY(rules->acts());
        QVERIFY(!rules->ask(lab.subject, 1, true).drops);
        lab.controller.setEnabled(false);
        QVERIFY(!rules->acts());
    }

    void aSubscriptionIsChosenOnce()
    {
        Lab lab({"{every: 2, fault: {subscription_complete: {events: 2}}}"});
        const auto first = lab.injector.subscriptionRules(*lab.recorder);
        const auto second = lab.injector.subscriptionRules(*lab.recorder);
        first->acts();
        second->acts();
        for (std::uint64_t sent = 0; sent < 5; ++sent) {
            QVERIFY(!first->ask(lab.subject, sent, false).completes);
            QCOMPARE(second->ask(lab.subject, sent, false).completes, sent >= 2);
        }
        QCOMPARE(lab.rule(0).matched, std::uint64_t{2});
    }

    void plansThatShareAReplyJoin()
    {
        Lab lab({"fault: {latency: {delay: {uniform: {min: 1ms, max: 9ms}}}}", "fault: hang"});
        const auto first = lab.injector.plan(lab.subject, *lab.recorder);
        const auto second = lab.injector.plan(lab.subject, *lab.recorder);
        const std::uint64_t longest = std::max(first->effects().delayNs, second->effects().delayNs);
        first->join(*second);
        QCOMPARE(first->effects().delayNs, longest);
        QVERIFY(first->effects().hang);
        QVERIFY(second->isEmpty());
        QCOMPARE(lab.rule(0).active, std::int64_t{2});
    }

    void replyFaultsNeedAReply()
    {
        Lab lab({"fault: truncate"});
        lab.subject.hasReply = false;
        QVERIFY(lab.injector.plan(lab.subject, *lab.recorder) == nullptr);
        QCOMPARE(lab.rule(0).matched, std::uint64_t{0});
    }
};

QTEST_GUILESS_MAIN(TestGraphQlFaults)
#include "tst_graphqlfaults.moc"
