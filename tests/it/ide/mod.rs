//! What an editor asks, with the cursor at `$0`.

mod actions;
mod calls;
mod catalogue;
mod complete;
mod edits;
mod hover;
mod names;
mod shown;
mod texts;
mod workspace;

use bailiwick::finding::Edit;
use bailiwick::ide::{Completion, Progress, Shown, complete};
use bailiwick::source::{Database, File, LineIndex, Project, Span, is_library, project};

use salsa::Setter as _;

use crate::support::AS_OF;

/// A project with a cursor in one of its files.
pub(crate) struct Marked {
    pub(crate) db: Database,
    pub(crate) project: Project,
    pub(crate) file: File,
    pub(crate) offset: u32,
}

impl Marked {
    /// One file.
    pub(crate) fn one(text: &str) -> Self {
        Self::new(&[("main.bwk", text)])
    }

    /// Several files, one of which has the cursor.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let db = Database::default();
        let plain: Vec<(&str, String)> = files.iter().map(|(path, text)| (*path, text.replace("$0", ""))).collect();
        let plain: Vec<(&str, &str)> = plain.iter().map(|(path, text)| (*path, text.as_str())).collect();
        let project = project(&db, &plain, AS_OF);
        let (path, text) = files.iter().find(|(_, text)| text.contains("$0")).expect("a cursor");
        let offset = u32::try_from(text.find("$0").expect("a cursor")).expect("a short text");
        let file = *project.files(&db).iter().find(|file| &**file.path(&db) == *path).expect("the file");
        Self { db, project, file, offset }
    }

    /// `main.bwk:3 name`
    pub(crate) fn place(&self, span: Span) -> String {
        let text = span.file.text(&self.db);
        let line = LineIndex::new(text).position(text, span.start).line;
        let shown = text.get(span.start as usize..span.end as usize).expect("a place");
        format!("{}:{line} {shown}", span.file.path(&self.db))
    }

    pub(crate) fn places(&self, spans: impl IntoIterator<Item = Span>) -> Vec<String> {
        spans.into_iter().map(|span| self.place(span)).collect()
    }

    /// All files after some edits, those of the library left out.
    pub(crate) fn edited(&self, edits: &[Edit]) -> String {
        let mut all = String::new();
        for file in self.project.files(&self.db).iter().filter(|file| !is_library(&self.db, **file)) {
            let mut text = file.text(&self.db).to_string();
            let mut own: Vec<&Edit> = edits.iter().filter(|edit| edit.span.file == *file).collect();
            own.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
            for edit in own {
                text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
            }
            all.push_str(&text);
        }
        all
    }

    /// What is known after everything was proved.
    pub(crate) fn shown(&self) -> Shown {
        let mut shown = Shown::default();
        shown.take(Progress::Checked(Box::new(bailiwick::analysis::check(&self.db, self.project))));
        shown
    }
}

/// One file that is typed into: the library is read once for all texts.
pub(crate) struct Typing {
    db: Database,
    project: Project,
    file: File,
}

impl Typing {
    pub(crate) fn new() -> Self {
        let db = Database::default();
        let project = project(&db, &[("main.bwk", "")], AS_OF);
        let file = *project.files(&db).iter().find(|file| &**file.module(&db) == "main").expect("the file");
        Self { db, project, file }
    }

    /// What is offered at `$0`.
    pub(crate) fn complete(&mut self, text: &str) -> Option<Completion> {
        let offset = u32::try_from(text.find("$0").expect("a cursor")).expect("a short text");
        self.file.set_text(&mut self.db).to(text.replacen("$0", "", 1).into());
        complete(&self.db, self.project, self.file, offset)
    }
}

/// A policy of a few lines in which something is refuted.
pub(crate) const POLICY: &str = "\
use std.levels [*]
use std.operations [*]

domain corp is tenant { trusted yes }
domain web is internet

/// Answers for everything.
human ana \"Ana\" in corp

origin anyone \"Anyone\" in web {
  may write on inbox
}

store inbox \"Mail\" is queue in corp {
  owner ana
  holds internal
}

sink out \"Replies\" is public in web

workflow desk \"Desk\" {
  owner ana
  agent reader in corp {
    may read on inbox
    may send on out when mfa
  }
}

context mfa boolean run

prove no-leak \"Nothing leaks\" {
  never internal reaches out
}

prove works {
  possible desk.reader causes read on inbox
}
";
