//! Frameworks: what ships is what its publishers have published, controls get the status that their evidence deserves, and
//! whatever names a control that does not exist is told so.

mod assessed;
mod complained;
mod shipped;
