//! `report`: four formats that say the same, for whoever reads them, and that nothing in a policy can turn into something else.

use std::collections::BTreeSet;

use scraper::{Html, Selector};
use serde_json::Value;

use super::{code, err, folder, out, root, run};

const EXAMPLES: [&str; 6] = [
    "clinsum/flawed",
    "clinsum/repaired",
    "helpdesk/flawed",
    "helpdesk/repaired",
    "patchpilot/flawed",
    "patchpilot/repaired",
];

fn report(example: &str, format: &str, more: &[&str]) -> String {
    let path = format!("examples/{example}");
    let arguments = [&["report", &path, "--as-of", "2026-11-22", "--format", format][..], more].concat();
    let output = run(root(), &arguments);
    assert_eq!(err(&output), "", "{example}");
    assert_eq!(code(&output), i32::from(example.ends_with("flawed")), "{example}");
    out(&output)
}

fn json(example: &str) -> Value {
    serde_json::from_str(&report(example, "json", &[])).expect("JSON")
}

#[test]
fn json_keeps_to_its_schema() {
    let schema: Value = serde_json::from_str(&out(&run(root(), &["schema", "report"]))).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    for example in EXAMPLES {
        let mut document = json(example);
        let errors: Vec<String> = schema.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{example}: {errors:?}");
        for broken in ["/frameworks/0/controls/0/status", "/check/verdicts/0/status", "/checks/0/status"] {
            let known = document.pointer(broken).cloned().expect("it is there");
            *document.pointer_mut(broken).expect("it is there") = "fine".into();
            assert!(!schema.is_valid(&document), "{broken}: a broken document is refused");
            *document.pointer_mut(broken).expect("it is there") = known;
        }
    }
}

/// What is intended, by hand: a few statuses of each framework.
#[test]
fn controls_have_the_status_that_their_evidence_deserves() {
    let cases = [
        ("helpdesk/flawed", "owasp-asi-2026", "ASI01", "violated"),
        ("helpdesk/flawed", "owasp-asi-2026", "ASI03", "violated"),
        ("helpdesk/flawed", "csa-maestro", "Layer 7, Agent Tool Misuse", "violated"),
        ("helpdesk/flawed", "csa-maestro", "Layer 7, Compromised Agents", "not assessed"),
        ("helpdesk/flawed", "csa-maestro", "Layer 5, Compromised Observability Tools", "checked"),
        ("helpdesk/flawed", "csa-maestro", "Layer 1, Model Stealing", "out of reach"),
        ("helpdesk/flawed", "nist-ai-rmf", "GOVERN 1.6", "not assessed"),
        ("helpdesk/flawed", "nist-ai-rmf", "GOVERN 1.5", "violated"),
        ("helpdesk/flawed", "nist-ai-rmf", "MAP 1.1", "violated"),
        ("helpdesk/flawed", "nist-ai-rmf", "MEASURE 2.11", "out of reach"),
        ("helpdesk/repaired", "owasp-asi-2026", "ASI02", "not assessed"),
        ("helpdesk/repaired", "owasp-asi-2026", "ASI03", "not assessed"),
        ("patchpilot/repaired", "nist-ai-rmf", "MAP 1.1", "checked"),
        ("patchpilot/flawed", "owasp-nhi-2025", "NHI7:2025", "violated"),
    ];
    let mut known: std::collections::BTreeMap<&str, Value> = std::collections::BTreeMap::new();
    for (example, framework, id, expected) in cases {
        let document = known.entry(example).or_insert_with(|| json(example));
        let frameworks = document["frameworks"].as_array().expect("a list");
        let framework = frameworks.iter().find(|one| one["name"] == framework).expect("it ships");
        let control = framework["controls"].as_array().expect("a list").iter().find(|one| one["id"] == id);
        assert_eq!(control.expect("it is there")["status"], expected, "{example} {id}");
    }
}

/// Nobody gets a better status than the weakest evidence, whatever the policy.
#[test]
fn no_control_is_better_than_its_evidence() {
    const ORDER: [&str; 8] =
        ["violated", "unknown", "accepted", "not assessed", "out of reach", "declared", "checked", "proved"];
    let rank = |status: &Value| ORDER.iter().position(|one| status == one).expect("a status");
    for example in EXAMPLES {
        let document = json(example);
        let controls = document["frameworks"].as_array().expect("a list").iter();
        let mut seen = 0;
        for control in controls.flat_map(|one| one["controls"].as_array().expect("a list")) {
            for evidence in control["evidence"].as_array().expect("a list") {
                assert!(rank(&control["status"]) <= rank(&evidence["status"]), "{example} {}", control["id"]);
                seen += 1;
            }
            assert_eq!(control["shown"].is_null(), rank(&control["status"]) < 6, "{example} {}", control["id"]);
        }
        assert!(seen > 200, "{seen}");
    }
}

#[test]
fn equal_sources_make_equal_bytes() {
    let text = std::fs::read_to_string(root().join("examples/helpdesk/flawed/helpdesk.bwk")).expect("it is there");
    let here = folder(&[("helpdesk.bwk", &text)]);
    let there = folder(&[("deep/down/helpdesk.bwk", &text)]);
    for format in ["html", "markdown", "json", "csv"] {
        let arguments = |threads| ["report", ".", "--as-of", "2026-11-22", "--format", format, "--threads", threads];
        let one = out(&run(here.path(), &arguments("1")));
        let two = out(&run(&there.path().join("deep/down"), &arguments("2")));
        assert!(one.len() > 10_000);
        assert!(one == two, "{format}");
    }
}

#[test]
fn a_framework_can_be_chosen() {
    let one = report("helpdesk/flawed", "csv", &["--framework", "owasp-asi-2026", "--framework", "nist-ai-rmf"]);
    let mut reader = csv::Reader::from_reader(one.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let names: BTreeSet<&str> = rows.iter().map(|row| &row[1]).collect();
    assert_eq!(names, BTreeSet::from(["nist-ai-rmf", "owasp-asi-2026"]));
    let ids: BTreeSet<&str> = rows.iter().filter(|row| &row[1] == "owasp-asi-2026").map(|row| &row[5]).collect();
    assert_eq!(ids.len(), 10, "every control has a row");
    let output = run(root(), &["report", "examples/helpdesk/flawed", "--framework", "owasp-asi-2025"]);
    assert_eq!(code(&output), 2);
    assert_eq!(err(&output), "bailiwick: there is no framework `owasp-asi-2025`; did you mean `owasp-asi-2026`?\n");
}

#[test]
fn nothing_is_reported_on_nothing() {
    let empty = folder(&[("a.bwk", "edition 2026\n")]);
    let output = run(empty.path(), &["report", "."]);
    assert_eq!(code(&output), 2);
    assert_eq!(err(&output), "bailiwick: there is nothing to report on: the files declare nothing\n");
}

/// A policy with errors is reported on as what it is: nothing is known of it.
#[test]
fn a_broken_policy_shows_nothing() {
    let broken = folder(&[("a.bwk", "edition 2026\nagent helper in nowhere { owner nobody }\n")]);
    let output = run(broken.path(), &["report", ".", "--format", "json"]);
    assert_eq!(code(&output), 1);
    let document: Value = serde_json::from_str(&out(&output)).expect("JSON");
    for framework in document["frameworks"].as_array().expect("a list") {
        assert!(framework["counts"].get("checked").is_none() && framework["counts"].get("proved").is_none());
    }
    let page = out(&run(broken.path(), &["report", "."]));
    assert!(page.contains("nothing is proved and nothing is checked"));
}

fn page(example: &str) -> Html {
    Html::parse_document(&report(example, "html", &[]))
}

fn attributes<'h>(page: &'h Html, selector: &str, attribute: &str) -> Vec<&'h str> {
    let selector = Selector::parse(selector).expect("a selector");
    page.select(&selector).filter_map(|element| element.value().attr(attribute)).collect()
}

#[test]
fn the_page_needs_nothing_else() {
    for example in ["helpdesk/flawed", "patchpilot/repaired"] {
        let page = page(example);
        assert_eq!(page.errors, Vec::<String>::new(), "{example}");
        let script = Selector::parse("script, link, img, iframe, object, embed, form, base, style[src]").expect("one");
        assert_eq!(page.select(&script).count(), 0, "{example}");
        let ids: Vec<&str> = attributes(&page, "[id]", "id");
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{example}: ids are unique");
        let links = attributes(&page, "a[href]", "href");
        assert!(links.len() > 500, "{}", links.len());
        for link in links {
            let target = link.strip_prefix('#').unwrap_or_else(|| panic_at(link));
            assert!(unique.contains(target), "{example}: {link} leads nowhere");
        }
    }
}

#[expect(clippy::panic, reason = "a link that leaves the page")]
fn panic_at(link: &str) -> &str {
    panic!("{link} leaves the page")
}

/// Every refuted sentence is told with its path, and every clause of it leads to its line.
#[test]
fn every_refuted_sentence_is_a_story_with_a_path() {
    let page = page("helpdesk/flawed");
    let article = Selector::parse("article.verdict").expect("one");
    let (mut refuted, mut places) = (0, 0);
    for verdict in page.select(&article) {
        let text: String = verdict.text().collect();
        if !text.trim_start().starts_with(&format!("{}. refuted", refuted + 1)) {
            continue;
        }
        refuted += 1;
        let boxes = Selector::parse("svg.path g").expect("one");
        let chapters = Selector::parse(".story > ol > li").expect("one");
        assert!(verdict.select(&boxes).count() > 0, "{text}");
        assert_eq!(verdict.select(&boxes).count(), verdict.select(&chapters).count(), "{text}");
        let place = Selector::parse(".story a.place").expect("one");
        places += verdict.select(&place).count();
    }
    assert_eq!(refuted, 10);
    assert!(places > 20, "{places}");
    let lines = Selector::parse(".numbered .line").expect("one");
    assert!(page.select(&lines).count() > 300);
}

/// Both source documents' tables are filled: every risk of the agentic list, every layer of MAESTRO, GOVERN and MAP.
#[test]
fn the_tables_are_filled() {
    let text = report("helpdesk/flawed", "html", &[]);
    for id in (1..=10).map(|number| format!("ASI{number:02}")) {
        assert!(text.contains(&format!("<b>{id}</b>")), "{id}");
    }
    for heading in ["<h4>GOVERN</h4>", "<h4>MAP</h4>", "<h4>MEASURE</h4>", "<h4>MANAGE</h4>"] {
        assert!(text.contains(heading), "{heading}");
    }
    for layer in 1..=7 {
        assert!(text.contains(&format!("<h4>Layer {layer} ")), "{layer}");
    }
    assert!(text.contains("design that the policy declares"));
    assert!(text.contains("bailiwick report . --as-of 2026-11-22 --format html"));
}

const HOSTILE: &str = "edition 2026
use std.levels [*]
use std.operations [read]
framework house \"<script>alert(1)</script>\" {
  edition \"=1+1\"
  control \"=cmd|' /C calc'!A0\" \"</style><img src=x onerror=alert(2)>\"
}
domain corp is tenant { trusted yes }
human ana \"| [x](javascript:alert(3)) `code` **b** <b>\" in corp {
  owner ana
  may read on notes
}
store notes \"\u{202e}reversed\" is files in corp {
  owner ana
  holds restricted
}
agent helper in corp {
  owner ana
  may read on notes
}
prove p \"\\\"><svg onload=alert(4)> | </details>\" {
  never restricted reaches helper
  evidence for house \"=cmd|' /C calc'!A0\"
}
";

#[test]
fn hostile_names_stay_text() {
    let folder = folder(&[("a.bwk", HOSTILE)]);
    let written = |format| out(&run(folder.path(), &["report", ".", "--as-of", "2026-11-22", "--format", format]));
    let html = written("html");
    let page = Html::parse_document(&html);
    assert_eq!(page.errors, Vec::<String>::new());
    let strange = Selector::parse("script, img, [onload], [onerror], b > b").expect("one");
    assert_eq!(page.select(&strange).count(), 0);
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(!html.contains('\u{202e}') && html.contains("\\u{202e}reversed"));
    let table = written("csv");
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    for row in reader.records().map(|row| row.expect("a row")) {
        assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{row:?}");
    }
    assert!(table.contains("'=cmd"));
    let markdown = written("markdown");
    assert!(!markdown.contains('\u{202e}'));
    let mut html = String::new();
    pulldown_cmark::html::push_html(
        &mut html,
        pulldown_cmark::Parser::new_ext(&markdown, pulldown_cmark::Options::ENABLE_TABLES),
    );
    let shown = Html::parse_document(&html);
    let strange = Selector::parse("script, img, svg, a, [onload], style").expect("one");
    assert_eq!(shown.select(&strange).count(), 0, "{markdown}");
    // Nothing in a cell begins another one.
    let rows = Selector::parse("tr").expect("one");
    let cells = Selector::parse("td, th").expect("one");
    assert!(shown.select(&rows).all(|row| [2, 3, 9].contains(&row.select(&cells).count())));
}

/// However controls are grouped, each stands on the page.
#[test]
fn every_control_is_on_the_page() {
    let text = "edition 2026
use std.levels [*]
framework house \"House\" {
  edition \"3\"
  group \"A\" \"One\"
  group \"B\" \"Two\" in \"A\"
  group \"C\" \"Three\" in \"B\"
  group \"D\" \"Four\" in \"E\"
  group \"E\" \"Five\" in \"D\"
  control \"C-1\" \"Deep\" in \"C\"
  control \"C-2\" \"Alone\"
  control \"C-3\" \"Round\" in \"D\"
  control \"C-4\" \"Nowhere\" in \"Z\"
}
human ana in corp { owner ana }
domain corp is tenant { trusted yes }
mapping m for house { declared for [\"C-1\", \"C-2\", \"C-3\", \"C-4\"] because \"so\" }
";
    let folder = folder(&[("a.bwk", text)]);
    let page = out(&run(folder.path(), &["report", ".", "--framework", "house"]));
    for id in ["C-1", "C-2", "C-3", "C-4"] {
        assert_eq!(page.matches(&format!("<b>{id}</b>")).count(), 1, "{id}");
    }
}

/// A file by itself is named in the command that makes the report again.
#[test]
fn the_command_makes_the_same_report() {
    let folder = folder(&[("a.bwk", super::CLEAN), ("b.bwk", super::REFUTED)]);
    let page = out(&run(folder.path(), &["report", "a.bwk", "--format", "markdown", "--as-of", "2026-11-22"]));
    assert!(page.contains("`bailiwick report ./a.bwk --as-of 2026-11-22 --format markdown`"), "{page}");
    assert!(!page.contains("b.bwk"));
    let strange = super::folder(&[("$(touch x) '.bwk", super::CLEAN)]);
    let page = out(&run(strange.path(), &["report", "$(touch x) '.bwk", "--format", "csv", "--as-of", "2026-11-22"]));
    assert!(!page.is_empty());
    let json = out(&run(strange.path(), &["report", "$(touch x) '.bwk", "--format", "json", "--as-of", "2026-11-22"]));
    let document: Value = serde_json::from_str(&json).expect("JSON");
    let expected = "bailiwick report './$(touch x) '\\''.bwk' --as-of 2026-11-22 --format json";
    assert_eq!(document["made"]["command"], expected, "a shell reads it as it is meant");
}

#[test]
fn markdown_says_the_same() {
    let text = report("helpdesk/flawed", "markdown", &["--framework", "owasp-asi-2026"]);
    for part in
        ["## Summary", "## OWASP ASI 2026", "## Workflows", "## What does not hold", "## What holds", "| ASI01 "]
    {
        assert!(text.contains(part), "{part}");
    }
    for number in 1..=10 {
        assert!(text.contains(&format!("\n### {number}. refuted: ")), "{number}");
    }
    let text = report("helpdesk/flawed", "markdown", &["--framework", "nist-ai-rmf"]);
    for group in ["### GOVERN\n", "### MAP\n", "### MEASURE\n", "### MANAGE\n", "| entry of NIST AI RMF 1.0 |"] {
        assert!(text.contains(group), "{group}");
    }
}

/// What is written where is said, and files have the format of their endings.
#[test]
fn several_reports_are_written_at_once() {
    let at = tempfile::tempdir().expect("a folder");
    let path = root().join("examples/helpdesk/repaired").display().to_string();
    let day = ["report", &path, "--as-of", "2026-11-22"];
    let output = run(at.path(), &[&day[..], &["-o", "html=a.html", "-o", "json=b", "-o", "csv=c.csv"]].concat());
    assert_eq!((code(&output), out(&output).as_str()), (0, ""), "{}", err(&output));
    assert!(err(&output).starts_with("bailiwick: `a.html`, `b`, `c.csv` are written: "), "{}", err(&output));
    assert!(err(&output).contains(" proved"), "{}", err(&output));
    let output = run(at.path(), &[&day[..], &["-o", "x.html", "-o", "y.md"]].concat());
    assert_eq!((code(&output), out(&output).as_str()), (0, ""), "{}", err(&output));
    let page = std::fs::read_to_string(at.path().join("y.md")).expect("it is written");
    assert!(page.starts_with("# "), "as its ending says");
    for (format, file) in [("html", "a.html"), ("json", "b"), ("csv", "c.csv")] {
        let written = std::fs::read_to_string(at.path().join(file)).expect("it is written");
        let asked = run(at.path(), &[&day[..], &["--format", format]].concat());
        assert_eq!(written, out(&asked), "{format}: the same as by itself, its command included");
    }
    for (file, beginning) in
        [("r.md", "# "), ("r.json", "{"), ("r.csv", "as-of,framework,"), ("r.html", "<!"), ("r", "<!")]
    {
        let output = run(at.path(), &[&day[..], &["-o", file]].concat());
        assert_eq!(code(&output), 0, "{}", err(&output));
        let written = std::fs::read_to_string(at.path().join(file)).expect("it is written");
        assert!(written.starts_with(beginning), "{file}: {}", &written[..40]);
    }
}

/// Nothing is said to be proved of a policy that asks nothing, and nothing to be said of one that can not be read.
#[test]
fn nothing_is_no_proof() {
    let silent = folder(&[("a.bwk", "edition 2026\ndomain corp is tenant { trusted yes }\n")]);
    let broken = folder(&[("a.bwk", "edition 2026\nhuman ana in nowhere\nprove p { never ana caused read on ana }\n")]);
    for format in ["html", "markdown"] {
        let text =
            |at: &tempfile::TempDir| out(&run(at.path(), &["report", "--format", format, "--as-of", "2026-11-22"]));
        let silent = text(&silent);
        assert!(silent.contains("The policy asks nothing") && !silent.contains("Every sentence is proved"), "{format}");
        let broken = text(&broken);
        assert!(
            !broken.contains("Every sentence is proved") && !broken.contains("that is asked for is said"),
            "{format}"
        );
        assert!(broken.contains("which could not be read"), "{format}: what can not be read was asked all the same");
    }
}

/// Whoever lowers the level of a rule says so in every report.
#[test]
fn levels_that_are_set_are_told() {
    let manifest = "name = \"p\"\nedition = 2026\n\n[rules]\nmissing-owner = \"info\"\n";
    let policy = "edition 2026\ndomain corp is tenant { trusted yes }\nstore s is files in corp\n";
    let at = folder(&[("bailiwick.toml", manifest), ("a.bwk", policy)]);
    for (format, expected) in [
        ("html", "BW1003 missing-owner: info instead of error"),
        ("markdown", "BW1003 missing-owner: info instead of error"),
        ("json", "\"rule\": \"missing-owner\""),
    ] {
        let text = out(&run(at.path(), &["report", "--format", format, "--as-of", "2026-11-22"]));
        assert!(text.contains(expected), "{format}: {text}");
    }
}

/// Each set of changes is a line: what is in one is done together, and any of them will do.
#[test]
fn markdown_tells_every_way_to_repair() {
    for (example, refuted) in [("helpdesk/flawed", 10), ("patchpilot/flawed", 1)] {
        let text = report(example, "markdown", &[]);
        let told: Vec<&str> = text.split("Any one of these makes it hold:\n\n").skip(1).collect();
        assert!(told.len() >= refuted, "{example}: {}", told.len());
        let document = json(example);
        let verdicts = document["check"]["verdicts"].as_array().expect("a list");
        let cuts = verdicts.iter().flat_map(|one| one["cuts"].as_array().expect("a list"));
        let together = cuts.clone().filter(|cut| cut["changes"].as_array().is_some_and(|all| all.len() > 1)).count();
        let lines = told.iter().filter_map(|part| part.split("\n\n").next()).flat_map(str::lines);
        let lines: Vec<&str> = lines.filter(|line| line.starts_with("* ")).collect();
        assert_eq!(lines.len(), cuts.count(), "{example}");
        assert!(lines.iter().filter(|line| line.contains("`, and `")).count() >= together, "{example}: {lines:#?}");
    }
}
