//! `doc --site`: the reference for a browser, without a network.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use bailiwick::source::{LIBRARY, MANUAL};
use bailiwick::vocabulary::NOUNS;
use scraper::{Html, Selector};

use super::{CLEAN, code, err, folder, out, root, run};

/// The pages of a site by their paths, each read as a browser reads it.
type Pages = BTreeMap<String, Html>;

fn written() -> Pages {
    let folder = tempfile::tempdir().expect("a folder");
    let site = folder.path().join("public/site");
    let output = run(root(), &["doc", "--site", &site.to_string_lossy()]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(out(&output).contains("index.html"), "{}", out(&output));
    let mut pages = Pages::new();
    collect(&site, "", &mut pages);
    pages
}

fn collect(folder: &Path, below: &str, pages: &mut Pages) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("the folder can be read");
        let path = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{path}/"), pages);
        } else if path != "style.css" {
            let text = std::fs::read_to_string(entry.path()).expect("a text");
            pages.insert(path, Html::parse_document(&text));
        }
    }
}

/// The values of an attribute of every element that has it.
fn values<'h>(page: &'h Html, attribute: &str) -> Vec<&'h str> {
    let selector = Selector::parse(&format!("[{attribute}]")).expect("a selector");
    page.select(&selector).filter_map(|element| element.value().attr(attribute)).collect()
}

/// Where a link of a page leads: a path in the site, and a name in it.
fn target(from: &str, link: &str) -> (String, String) {
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> =
        if path.is_empty() { Vec::new() } else { folder.split('/').filter(|p| !p.is_empty()).collect() };
    for part in path.split('/') {
        if part == ".." {
            assert!(parts.pop().is_some(), "{from}: {link} leads out of the site");
        } else {
            parts.push(part);
        }
    }
    (if path.is_empty() { from.to_owned() } else { parts.join("/") }, anchor.to_owned())
}

fn is_elsewhere(link: &str) -> bool {
    link.starts_with("https://") || link.starts_with("http://")
}

/// Links that lead to no page, or to no place in it.
fn dead(pages: &Pages) -> Vec<String> {
    let mut dead = Vec::new();
    for (from, page) in pages {
        for link in values(page, "href").into_iter().filter(|link| !is_elsewhere(link) && !link.ends_with("style.css"))
        {
            let (path, anchor) = target(from, link);
            let is_there = pages.get(&path).is_some_and(|to| anchor.is_empty() || values(to, "id").contains(&&*anchor));
            if !is_there {
                dead.push(format!("{from}: {link}"));
            }
        }
    }
    dead
}

#[test]
fn a_browser_reads_every_page_without_a_complaint_and_every_link_leads_somewhere() {
    let mut pages = written();
    let complaints: Vec<String> =
        pages.iter().flat_map(|(path, page)| page.errors.iter().map(move |error| format!("{path}: {error}"))).collect();
    assert_eq!(complaints, [""; 0]);
    assert_eq!(dead(&pages), [""; 0]);
    // Both judges notice what is wrong.
    let broken =
        "<!DOCTYPE html><title>t</title><p><b>one</p><a href=\"nowhere.html\">x</a><a href=\"codes.html#BW9\">y</a>";
    pages.insert("broken.html".to_owned(), Html::parse_document(broken));
    assert!(!pages["broken.html"].errors.is_empty());
    assert_eq!(dead(&pages), ["broken.html: nowhere.html", "broken.html: codes.html#BW9"]);
}

#[test]
fn every_page_is_found_from_the_first_one() {
    let pages = written();
    let mut seen = BTreeSet::from(["index.html".to_owned()]);
    let mut waiting = vec!["index.html".to_owned()];
    while let Some(path) = waiting.pop() {
        let links = values(&pages[&path], "href")
            .into_iter()
            .filter(|link| !is_elsewhere(link) && !link.ends_with("style.css"));
        waiting.extend(links.map(|link| target(&path, link).0).filter(|to| seen.insert(to.clone())));
    }
    let lost: Vec<&String> = pages.keys().filter(|path| !seen.contains(*path)).collect();
    assert_eq!(lost, [""; 0]);
}

#[test]
fn nothing_is_fetched_and_nothing_runs() {
    let fetching =
        Selector::parse("script, img, iframe, object, embed, video, audio, source, [src], [style], [onclick]")
            .expect("a selector");
    let sheets = Selector::parse("link").expect("a selector");
    for (path, page) in written() {
        assert_eq!(page.select(&fetching).count(), 0, "{path}");
        let sheets: Vec<&str> = page.select(&sheets).filter_map(|link| link.value().attr("href")).collect();
        let own = format!("{}style.css", "../".repeat(path.matches('/').count()));
        assert_eq!(sheets, [own], "{path}");
    }
}

#[test]
fn nouns_rules_modules_and_codes_are_all_there() {
    let pages = written();
    for noun in &NOUNS {
        assert!(pages.contains_key(&format!("grammar/reference/declarations/{}.html", noun.name)), "{}", noun.name);
    }
    for module in LIBRARY {
        let page = &pages[&format!("{}.html", module.path)];
        let shown: String =
            page.select(&Selector::parse("pre").expect("a selector")).flat_map(|pre| pre.text()).collect();
        assert_eq!(shown.trim_end(), module.text.trim_end(), "{}", module.path);
    }
    let codes = &pages["codes.html"];
    let shown: String = codes.root_element().text().collect();
    let rules = out(&run(root(), &["rules"]));
    assert!(rules.lines().count() > 130, "{rules}");
    for code in rules.lines().filter_map(|line| line.split_whitespace().next()) {
        assert!(shown.contains(code), "{code}");
    }
    // A rule says its code and leads to its text; an example of a mistake leads to what is said about it.
    let gate = &pages["stdlib/rules/gate/unbound-approval.html"];
    let note = gate.select(&Selector::parse(".note").expect("a selector")).next().expect("a note");
    assert_eq!(note.text().collect::<String>(), "BW1044 · error · std.rules.gate");
    let links = values(&pages["grammar/reference/declarations/gate.html"], "href");
    assert!(links.contains(&"../../../codes.html#BW0310"), "{links:?}");
    assert!(links.contains(&"../../../stdlib/rules/gate/unbound-approval.html"), "{links:?}");
}

#[test]
fn the_program_holds_the_texts_that_lie_in_the_repository() {
    let is_part = |path: &str| ["grammar/", "stdlib/", "examples/"].iter().any(|folder| path.starts_with(folder));
    let on_disk: BTreeMap<String, String> = crate::tidy::repository()
        .into_iter()
        .filter(|file| is_part(&file.path))
        .map(|file| (file.path, file.text))
        .collect();
    let inside: BTreeMap<String, String> =
        MANUAL.iter().map(|text| (text.path.clone(), text.text.to_owned())).collect();
    assert_eq!(inside, on_disk);
}

#[test]
fn a_projects_own_rules_are_listed_as_text() {
    let own = "/// Never <script>alert(1)</script>, and `<b>` neither, [x](javascript:alert(1)) or ![p](https://example.org/p.png).\nrule no-agents \"No <i>agents</i>\" {\n  code ACME-7\n  \
               for every agent a\n  require a.name is nobody\n}\n";
    let folder = folder(&[("policy.bwk", &format!("{CLEAN}\n{own}"))]);
    let output = run(folder.path(), &["doc", "--site", "out", "--project", "."]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let codes = std::fs::read_to_string(folder.path().join("out/codes.html")).expect("the index");
    assert!(codes.contains("id=\"ACME-7\""), "listed");
    assert!(
        codes.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && !codes.contains("<script") && !codes.contains("<i>")
    );
}

#[test]
fn what_lies_there_is_left_alone_and_what_can_not_be_written_is_told() {
    let folder = folder(&[("site/mine.html", "mine"), ("file", "")]);
    assert_eq!(code(&run(folder.path(), &["doc", "--site", "site"])), 0);
    assert_eq!(std::fs::read_to_string(folder.path().join("site/mine.html")).expect("a file"), "mine");
    let refused = run(folder.path(), &["doc", "--site", "file"]);
    assert_eq!(code(&refused), 2);
    assert!(err(&refused).contains("`file` can not be made"), "{}", err(&refused));
    let refused = run(folder.path(), &["doc", "std.levels", "--site", "site"]);
    assert_eq!(code(&refused), 2);
}
