//! What is to be proved.

use crate::vocabulary::common::{COMMON, LABEL};
use crate::vocabulary::form::Part::{Either, Maybe, Name, Names, NewName, OneOf, Texts, Who, Word};
use crate::vocabulary::form::{Clause, Noun};

pub(crate) const PROVE: Noun = Noun::new("prove", &[NewName, LABEL], "Something that must hold, as one sentence.")
    .with(&[
        &[
            Clause::new(
                "even",
                &[Word("if"), Who("whoever turns against you"), OneOf(&["is", "are"]), Word("compromised")],
                "Who is taken to do whatever they can.",
            )
            .many(),
            Clause::new(
                "assuming",
                &[Either(&[
                    &[Word("agents"), Word("are"), Word("honest")],
                    &[Word("agents"), Word("follow"), Word("their"), Word("steps")],
                    &[Names("whatever is believed"), Word("trusted")],
                ])],
                "What is taken for granted.",
            )
            .many(),
            Clause::new(
                "evidence",
                &[Maybe(&[Word("in"), OneOf(&["full", "part"])]), Word("for"), Name("a framework"), Texts],
                "Which controls it is evidence for.",
            )
            .many()
            .descriptive(),
        ],
        COMMON,
    ])
    .with_sentence();
