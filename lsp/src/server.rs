//! The event loop: one thread that writes, and starts everything else.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use bailiwick::ide::{Progress, ProjectId};
use crossbeam_channel::{Receiver, Sender, select, unbounded};
use gen_lsp_types::InitializeParams;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::capabilities::initialized;
use crate::client::{Ability, Client};
use crate::from_lsp::today;
use crate::pool::{Pool, threads};
use crate::proofs::{Ended, Proofs};
use crate::publish::Published;
use crate::requests::{Answer, Failure};
use crate::session::Session;

/// How a client left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It said that it would go, and went.
    Orderly,
    /// It went, or was gone.
    Abrupt,
}

/// Something that happened in the background.
pub(crate) enum Event {
    /// A request has an answer.
    Answered(RequestId, Answer),
    /// A request was interrupted by a change.
    Interrupted(Request, Option<i32>),
    /// Something is known of a project in a state.
    Told(ProjectId, u64, Progress),
    /// The check of a project in a state has ended.
    Ended(ProjectId, u64, Ended),
}

/// After so long at most somebody looks whether another day has begun.
const MINUTE: Duration = Duration::from_mins(1);

/// Clients are asked to ask again no sooner than this after what was told last.
const GATHER: Duration = Duration::from_millis(50);

enum Phase {
    Fresh,
    Working,
    Leaving,
}

/// A server and its client.
pub(crate) struct Server {
    pub(crate) sender: Sender<Message>,
    pub(crate) session: Session,
    pub(crate) pool: Pool,
    pub(crate) events: Sender<Event>,
    /// The requests that have no answer yet.
    pub(crate) open: BTreeSet<RequestId>,
    phase: Phase,
    proofs: Proofs,
    published: Published,
    /// Why each project can not be read, as it was told.
    troubles: BTreeMap<ProjectId, String>,
    /// Why nothing is proved in each project, as it was told.
    refusals: BTreeMap<ProjectId, String>,
    /// When clients are asked to ask again.
    refresh: Option<Instant>,
    /// How many requests were sent to the client.
    asked: i32,
}

/// Serves one client, to the end.
pub fn serve(connection: Connection) -> Ending {
    let Connection { sender, receiver } = connection;
    let (events, told) = unbounded();
    let (client, _) = Client::new(&InitializeParams::default());
    let mut server = Server {
        sender,
        session: Session::new(client),
        pool: Pool::new(threads()),
        events,
        open: BTreeSet::new(),
        phase: Phase::Fresh,
        proofs: Proofs::default(),
        published: Published::default(),
        troubles: BTreeMap::new(),
        refusals: BTreeMap::new(),
        refresh: None,
        asked: 0,
    };
    server.run(&receiver, &told)
}

impl Server {
    fn run(&mut self, messages: &Receiver<Message>, events: &Receiver<Event>) -> Ending {
        loop {
            let wait = self.proofs.next().into_iter().chain(self.refresh).min();
            let wait = wait.map_or(MINUTE, |due| due.saturating_duration_since(Instant::now()));
            select! {
                recv(messages) -> message => match message {
                    Ok(message) => if let Some(ending) = self.message(message) { return ending },
                    Err(_) => return self.gone(),
                },
                recv(events) -> event => if let Ok(event) = event { self.event(event) },
                default(wait) => {}
            }
            self.session.workspace.set_today(today());
            self.follow();
        }
    }

    /// The client is gone without a word.
    fn gone(&mut self) -> Ending {
        // Nobody waits for what is being proved.
        self.session.workspace.end_readers();
        Ending::Abrupt
    }

    fn message(&mut self, message: Message) -> Option<Ending> {
        match message {
            Message::Request(request) => self.request(request),
            Message::Notification(note) if note.method == "exit" => {
                let is_orderly = matches!(self.phase, Phase::Leaving);
                self.session.workspace.end_readers();
                return Some(if is_orderly { Ending::Orderly } else { Ending::Abrupt });
            }
            Message::Notification(note) => {
                if matches!(self.phase, Phase::Working) {
                    self.notification(note);
                }
            }
            // Nothing that the server asks for needs an answer.
            Message::Response(_) => {}
        }
        None
    }

    fn request(&mut self, request: Request) {
        let refused = |code, why: &str| Err(Failure::new(code, why));
        match (&self.phase, request.method.as_str()) {
            (Phase::Fresh, "initialize") => {
                let answer = self.initialize(request.params);
                self.reply(request.id, answer);
            }
            (Phase::Fresh, _) => {
                self.reply(request.id, refused(ErrorCode::ServerNotInitialized, "`initialize` comes first"));
            }
            (Phase::Leaving, _) => {
                self.reply(request.id, refused(ErrorCode::InvalidRequest, "after `shutdown` comes `exit`"));
            }
            (Phase::Working, "initialize") => {
                self.reply(request.id, refused(ErrorCode::InvalidRequest, "`initialize` comes once"));
            }
            (Phase::Working, "shutdown") => {
                self.phase = Phase::Leaving;
                self.session.workspace.end_readers();
                self.reply(request.id, Ok(Value::Null));
            }
            (Phase::Working, _) => self.dispatch(request),
        }
    }

    fn initialize(&mut self, parameters: Value) -> Answer {
        let parameters: InitializeParams = serde_json::from_value(parameters)
            .map_err(|why| Failure::new(ErrorCode::InvalidParams, format!("`initialize` can not be read: {why}")))?;
        let (client, complaints) = Client::new(&parameters);
        let answer = initialized(client.encoding, client.can(Ability::ReadsLibrary));
        self.session = Session::new(client);
        self.phase = Phase::Working;
        for complaint in complaints {
            self.show(&complaint);
        }
        serde_json::to_value(answer).map_err(|why| Failure::new(ErrorCode::InternalError, why.to_string()))
    }

    fn notification(&mut self, note: Notification) {
        let Notification { method, params } = note;
        let session = &mut self.session;
        match method.as_str() {
            "initialized" => {
                session.open_folders();
                self.watch();
            }
            "textDocument/didOpen" => with(params, |opened| session.did_open(opened)),
            "textDocument/didChange" => with(params, |changed| session.did_change(changed)),
            "textDocument/didClose" => with(params, |closed| session.did_close(&closed)),
            "workspace/didChangeWatchedFiles" => with(params, |changed| session.did_change_watched_files(&changed)),
            "workspace/didChangeWorkspaceFolders" => with(params, |changed| session.did_change_folders(&changed)),
            "workspace/didChangeConfiguration" => {
                let mut complaints = Vec::new();
                with(params, |changed| complaints = session.did_change_configuration(&changed));
                for complaint in complaints {
                    self.show(&complaint);
                }
            }
            "$/cancelRequest" => self.cancel(&params),
            // What nobody has to understand is passed over, as the protocol says.
            _ => {}
        }
    }

    fn event(&mut self, event: Event) {
        match event {
            Event::Answered(id, answer) => self.finish(id, answer),
            Event::Interrupted(request, version) => self.again(request, version),
            Event::Told(id, state, progress) => self.told(id, state, progress),
            Event::Ended(id, state, how) => {
                self.proofs.ended(id);
                let is_current = self.session.known.get(&id).is_some_and(|known| known.state == state);
                match how {
                    // Something else was written: what is asked of this project is the same as before.
                    Ended::Interrupted if is_current => self.proofs.want(id),
                    Ended::Failed => self.show("the check failed because of an internal error; please report it"),
                    _ => {}
                }
            }
        }
    }

    fn told(&mut self, id: ProjectId, state: u64, progress: Progress) {
        let Some(known) = self.session.known.get_mut(&id).filter(|known| known.state == state) else { return };
        let is_step = matches!(progress, Progress::Proved(..));
        std::sync::Arc::make_mut(&mut known.shown).take(progress);
        known.shown_state = state;
        let refused = known.shown.refused.clone().unwrap_or_default();
        if !is_step && self.refusals.insert(id, refused.clone()).as_ref() != Some(&refused) && !refused.is_empty() {
            self.show(&refused);
        }
        self.refresh.get_or_insert_with(|| Instant::now() + GATHER);
        if !self.session.client.can(Ability::Pulls) {
            for news in self.published.news(&self.session, id) {
                self.notify("textDocument/publishDiagnostics", news);
            }
        }
    }

    /// Does what follows from what has happened. Whoever is about to leave waits for nothing.
    fn follow(&mut self) {
        if matches!(self.phase, Phase::Leaving) {
            return;
        }
        let changed = self.session.take_changed();
        for id in &changed {
            self.proofs.want(*id);
            let problems = self.session.workspace.problems(*id).join("\n");
            // The same is told once.
            if self.troubles.insert(*id, problems.clone()).as_ref() != Some(&problems) && !problems.is_empty() {
                self.show(&problems);
            }
        }
        if !changed.is_empty() && !self.session.client.can(Ability::Pulls) {
            for news in self.published.gone(&self.session) {
                self.notify("textDocument/publishDiagnostics", news);
            }
        }
        for id in self.proofs.take_due() {
            if let (Some(snapshot), Some(known)) = (self.session.workspace.snapshot(id), self.session.known.get(&id)) {
                self.proofs.start(snapshot, known.state, &self.events);
            }
        }
        if self.refresh.is_some_and(|due| due <= Instant::now()) {
            self.refresh = None;
            for method in self.session.client.refreshes.clone() {
                self.ask(method, Value::Null);
            }
        }
    }

    /// Asks the client to say when files come, go or change.
    fn watch(&mut self) {
        if self.session.client.can(Ability::Watches) {
            let watchers = ["**/*.bwk", "**/bailiwick.toml"].map(|pattern| json!({ "globPattern": pattern }));
            let watched = json!({ "watchers": watchers });
            let registration =
                json!({ "id": "files", "method": "workspace/didChangeWatchedFiles", "registerOptions": watched });
            self.ask("client/registerCapability", json!({ "registrations": [registration] }));
        }
    }

    fn ask(&mut self, method: &str, parameters: Value) {
        self.asked += 1;
        let request = Request { id: self.asked.into(), method: method.to_owned(), params: parameters };
        _ = self.sender.send(request.into());
    }

    /// Tells the user something.
    fn show(&self, message: &str) {
        self.notify("window/showMessage", json!({ "type": 2, "message": message }));
    }

    fn notify(&self, method: &str, parameters: impl Serialize) {
        let params = serde_json::to_value(parameters).unwrap_or_default();
        _ = self.sender.send(Notification { method: method.to_owned(), params }.into());
    }

    /// Answers a request.
    pub(crate) fn reply(&self, id: RequestId, answer: Answer) {
        let response_result =
            answer.map_err(|Failure { code, message }| lsp_server::ResponseError { code, message, data: None });
        _ = self.sender.send(Response { id, response_result }.into());
    }
}

/// Does something with what a notification says. One that says nothing that could be understood has no effect.
fn with<P: DeserializeOwned>(parameters: Value, act: impl FnOnce(P)) {
    if let Ok(parameters) = serde_json::from_value(parameters) {
        act(parameters);
    }
}
