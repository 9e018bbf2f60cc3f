//! The workflows: who acts, what that is allowed, how that ends, and what can come of it.

use maud::{Markup, html};

use crate::analysis::{ActorAccount, PermissionAccount, WorkflowAccount};
use crate::report::audit::html::stories;
use crate::report::audit::html::text::{Linked, code, prose};
use crate::report::audit::told;
use crate::report::escape::escaped;
use crate::tiers::{BroughtAbout, Known, Rating, Reason, Tier, WorkflowReach};

pub(super) fn workflows(linked: &Linked<'_>) -> Markup {
    let audit = linked.audit();
    html! {
        section aria-labelledby="workflows" {
            h2 id="workflows" { "Workflows" }
            @if audit.outcome.is_broken { p { "Nothing is worked out, since the policy has errors." } }
            @else if audit.workflows.is_empty() { p { "No workflow is declared." } }
            @for account in &audit.workflows {
                @let rating = audit.outcome.workflows.iter().find(|rating| rating.workflow == account.reach.workflow);
                (workflow(linked, account, rating))
            }
        }
    }
}

fn workflow(linked: &Linked<'_>, account: &WorkflowAccount, rating: Option<&Rating>) -> Markup {
    let label = account.label.as_ref().map(|label| format!(" {label}")).unwrap_or_default();
    html! {
        h3 { (linked.link(account.span, &format!("`{}`", account.name))) (escaped(&label)) }
        @if let Some(rating) = rating { (rated(linked, rating)) }
        @if !account.said.is_empty() {
            details {
                summary { "What is said about it" }
                dl.facts {
                    @for (head, text, span) in &account.said { dt { (head) } dd { (code(text)) " " (linked.place(*span)) } }
                }
            }
        }
        @for actor in &account.actors { (permissions(linked, actor)) }
        (reach(linked, &account.name, &account.reach))
    }
}

fn rated(linked: &Linked<'_>, rating: &Rating) -> Markup {
    let tier = |tier: &Option<Tier>| tier.as_ref().map_or("none".to_owned(), |tier| tier.name.clone());
    html! {
        dl.facts {
            dt { "Risk tier" }
            dd {
                "declared " (escaped(&tier(&rating.declared))) ", derived " (escaped(&tier(&rating.derived)))
                @for score in rating.decisive() {
                    div { (code(&score.row)) ": " (reason(linked, &score.reason)) }
                }
            }
            dt { "Function" }
            dd {
                "declared " (rating.declared_function.as_deref().map_or("none".into(), escaped))
                ", derived " (rating.function.word())
                @if let Some(does) = &rating.does { ": " (reason(linked, does)) }
            }
        }
    }
}

/// Why something is derived, and how that comes about.
fn reason(linked: &Linked<'_>, reason: &Reason) -> Markup {
    html! { (prose(&reason.sentence)) @if reason.witness.is_some() { (stories::how(linked, reason.witness.as_ref())) } }
}

fn permissions(linked: &Linked<'_>, actor: &ActorAccount) -> Markup {
    html! {
        h4 { (actor.noun) " " (linked.link(actor.span, &format!("`{}`", actor.name))) }
        @if actor.permissions.is_empty() { p { "Nothing is permitted to it in so many words." } }
        @else {
            div.wide tabindex="0" role="region" aria-label={ "What " (escaped(&actor.name)) " is allowed" } {
                table {
                    thead { tr { th scope="col" { "allowed" } th scope="col" { "ends" } th scope="col" { "where" } } }
                    tbody {
                        @for one in &actor.permissions {
                            tr { td { (code(&one.text)) (lends(linked, one)) } td { (ends(linked, one)) } td { (linked.place(one.span)) } }
                        }
                    }
                }
            }
        }
    }
}

/// What a credential that is used is good for.
fn lends(linked: &Linked<'_>, one: &PermissionAccount) -> Markup {
    html! {
        @if !one.lends.is_empty() {
            ul.plain {
                @for (head, text, span) in &one.lends { li.note { (code(&format!("{head} {text}"))) " " (linked.place(*span)) } }
            }
        }
    }
}

fn ends(linked: &Linked<'_>, one: &PermissionAccount) -> Markup {
    html! {
        (prose(&told::end(&one.end, linked.audit().outcome.as_of)))
        @if let Some(span) = one.end_span { " " (linked.place(span)) }
    }
}

/// What was meant beside what can come about.
fn reach(linked: &Linked<'_>, name: &str, reach: &WorkflowReach) -> Markup {
    html! {
        h4 { "What can come of it" }
        p {
            "If every agent does whatever it can. "
            @if !reach.has_boundary { "The workflow has no " code { "boundary" } ", so nobody says what is meant." }
        }
        div.wide tabindex="0" role="region" aria-label={ "What can come of " (escaped(name)) } {
            table {
                thead { tr { th scope="col" { "brings about" } th scope="col" { "meant?" } th scope="col" { "how" } } }
                tbody {
                    @for one in &reach.brought_about { (brought(linked, one)) }
                    @for one in &reach.known { (known(linked, one)) }
                }
            }
        }
    }
}

fn brought(linked: &Linked<'_>, one: &BroughtAbout) -> Markup {
    html! {
        tr.beyond[told::is_beyond(one)] {
            td { code { (escaped(&one.actor)) } " " code { (escaped(&one.operation)) } " on " code { (escaped(&one.resource)) } }
            td { (told::meant(one)) }
            td { (stories::how(linked, one.reason.witness.as_ref())) }
        }
    }
}

fn known(linked: &Linked<'_>, one: &Known) -> Markup {
    let words = match one.is_meant {
        Some(true) => "meant",
        Some(false) => "not meant to be held",
        None => "nobody says",
    };
    html! {
        tr.beyond[one.is_meant == Some(false)] {
            td { code { (escaped(&one.actor)) } " gets to know " code { (escaped(&one.class)) } }
            td { (words) }
            td { (stories::how(linked, one.reason.witness.as_ref())) }
        }
    }
}
