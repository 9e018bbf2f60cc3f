//! Gates and transformers.

use super::policy;

#[test]
fn gates_have_the_flaws_that_their_declarations_show() {
    use bailiwick::model::GateFlaw::{AgentNarrated, NoApprover, NotEnforced, NotIndependent, OpensOnTimeout, Unbound};
    let good = "approved by 1 of [ana, bo] excluding [requester, author]|renders canonical by host|binds [amount, text]|\
                single-use|timeout deny after 1h|enforced by host";
    let of = |clauses: &str, operation: &str| {
        let text = format!(
            "store s is files in corp {{ holds public }}\nservice host in corp\nagent a in corp {{ instructable yes }}\n\
             operation transfer is execute {{ parameter amount integer 0..9 }}\n\
             human ana in corp\nhuman bo in corp\ngate g {{\n guards {operation} on s\n {}\n}}\n",
            clauses.replace('|', "\n ")
        );
        policy(&text).policy.base.gates[0].flaws.clone()
    };
    assert_eq!(of(good, "transfer"), []);
    assert_eq!(of(&good.replace(" excluding [requester, author]", ""), "transfer"), [NotIndependent]);
    for alone in ["requester", "author"] {
        let half = good.replace("[requester, author]", alone);
        assert_eq!(of(&half, "transfer"), [NotIndependent], "{alone}");
    }
    assert_eq!(of(&good.replace("[amount, text]", "[text]"), "transfer"), [Unbound]);
    assert_eq!(of(&good.replace("[amount, text]", "[text]"), "write"), []);
    assert_eq!(of(&good.replace("[amount, text]", "none"), "write"), [Unbound]);
    assert_eq!(of(&good.replace("[amount, text]", "none"), "deploy"), []);
    assert_eq!(of(&good.replace("|single-use", ""), "deploy"), [Unbound]);
    assert_eq!(of(&good.replace("canonical", "agent-text"), "write"), [AgentNarrated]);
    assert_eq!(of(&good.replace("canonical by host", "canonical by a"), "write"), [AgentNarrated]);
    assert_eq!(of(&good.replace("deny after 1h", "allow"), "write"), [OpensOnTimeout]);
    assert_eq!(of(&good.replace("1 of [ana, bo]", "3 of [ana, bo]"), "write"), [NoApprover]);
    assert_eq!(of(&good.replace("enforced by host", "enforced by a"), "write"), [NotEnforced]);
    assert_eq!(
        of("approved by 1 of [ana]", "write"),
        [NotIndependent, Unbound, AgentNarrated, OpensOnTimeout, NotEnforced]
    );
}

#[test]
fn transformers_leak_as_far_as_their_class_demands_more() {
    use bailiwick::model::Leak;
    let of = |assurance: &str, fails: &str, class: &str| {
        let text = format!(
            "class strict at internal {{ demands tested 95% }}\nclass secretive at restricted\nclass plain at internal\n\
             service host in corp\nhuman ana in corp\ntransformer t in corp {{\n rewrites {class} to nothing\n \
             assurance {assurance}\n fails {fails}\n enforced by host\n}}\n"
        );
        let checked = policy(&text);
        checked.policy.base.transformers[0].leaks.values().copied().collect::<Vec<_>>()
    };
    assert_eq!(of("reviewed by ana on 2026-01-01", "closed", "secretive"), [Leak::Never]);
    assert_eq!(of("tested recall 99%", "closed", "secretive"), [Leak::OnFailure]);
    assert_eq!(of("tested recall 99%", "closed", "strict"), [Leak::Never]);
    assert_eq!(of("tested recall 90%", "closed", "strict"), [Leak::OnFailure]);
    assert_eq!(of("tested recall 90%", "closed", "plain"), [Leak::Never]);
    assert_eq!(of("tested recall 99%", "open", "plain"), [Leak::OnFailure]);
    assert_eq!(of("unverified", "closed", "plain"), [Leak::Always]);
}
